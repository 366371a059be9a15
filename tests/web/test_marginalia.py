"""What people write on words stands in the margin; what they marked as distressing is covered until it is asked for."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions

from .conftest import Names

Desk = TestClient[Litestar]
WORDS = "Water on the deck"


def send(desk: Desk, names: Names, where: str, **fields: str) -> LexborHTMLParser:
    """Sends a form of the page of the third turn, and returns the page that answers."""
    address = f"/conversations/{names.call}/turns/{names.english}.3"
    page = LexborHTMLParser(desk.get(address, params={"words": fields.pop("on", "")}).text)
    form = page.css_first(f"form[id={where}]")
    hidden = {
        str(field.attributes["name"]): field.attributes.get("value") or "" for field in form.css("input[type=hidden]")
    }
    answer = desk.post(str(form.attributes["action"]), data={**hidden, **fields})
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def test_a_note_and_a_code_stand_beside_their_words(desk: Desk, names: Names) -> None:
    page = send(desk, names, "note", on="twelve degrees", text="The office says twenty.")
    assert "The office says twenty." in page.css_first(".writings").text()
    send(desk, names, "code", on="nine of us", new_code="crew/number")
    reading = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert [mark.text() for mark in reading.css(".said .noted")] == ["twelve degrees"]
    assert [mark.text() for mark in reading.css(".said .coded")] == ["nine of us"]
    row = reading.css(".row")[2]
    assert "The office says twenty." in row.css(".written")[0].text()
    assert "crew/number" in row.css(".written")[1].text()
    link = str(reading.css_first(".said .noted").attributes["href"])
    assert reading.css_first(f'[id="{link[1:]}"]') is not None
    assert {"noted", "coded"} <= {str(sign.attributes["class"]) for sign in reading.css(".signs dt span")}
    alone = LexborHTMLParser(desk.get(f"/conversations/{names.call}?versions={names.english}").text)
    assert len(alone.css(".margin .written")) == 2  # a version alone gets a margin where something is written on it


def test_what_was_written_is_taken_off(desk: Desk, names: Names) -> None:
    page = send(desk, names, "note", text="On the whole turn.")
    form = page.css_first(".take-off")
    fields = {str(field.attributes["name"]): field.attributes.get("value") or "" for field in form.css("input")}
    after = LexborHTMLParser(desk.post("/withdraw", data=fields).text)
    assert after.css(".writings") == []


@pytest.mark.parametrize("at", ["", "/turns/{english}.3", "/print?versions={english}&revisions=1"])
def test_what_is_hard_to_bear_is_covered_wherever_it_stands(desk: Desk, names: Names, folder: Path, at: str) -> None:
    send(desk, names, "caution", kind="death")
    answer = desk.get(f"/conversations/{names.call}" + at.format(english=names.english))
    page = LexborHTMLParser(answer.text)
    assert [cover.css_first("summary").text().split(".")[0] for cover in page.css(".cover")][:1] == [
        "A passage about a death is covered"
    ]
    for cover in page.css(".cover"):
        cover.decompose()
    assert WORDS not in page.html
    assert "open" not in LexborHTMLParser(answer.text).css_first(".cover").attributes


def test_a_citation_covers_what_it_cites(desk: Desk, names: Names, folder: Path) -> None:
    send(desk, names, "caution", kind="death")
    with actions.open_desk(folder) as archive:
        cited = actions.cite(archive, f"{names.english}.3", words=WORDS)
    page = LexborHTMLParser(desk.get(cited.address).text)
    for cover in page.css(".cover"):
        cover.decompose()
    assert WORDS not in page.html


def test_whoever_chose_to_see_a_kind_sees_it(desk: Desk, names: Names) -> None:
    send(desk, names, "caution", kind="death")
    desk.cookies.set("earwitness-care", "death")
    page = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert page.css(".cover") == []
    assert WORDS in page.body.text()


def test_others_see_what_is_written_and_no_form(desk: Desk, others: Desk, names: Names) -> None:
    send(desk, names, "note", text="On the whole turn.")
    page = LexborHTMLParser(others.get(f"/conversations/{names.call}/turns/{names.english}.3").text)
    assert page.css("main form[method=post]") == []
    assert "On the whole turn." in page.css_first(".writings").text()
