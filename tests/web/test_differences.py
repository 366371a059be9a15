"""The page of a difference: every version's passage, its lasting address, and a person's word on it."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from .conftest import Names
from .test_acts import form

Desk = TestClient[Litestar]


def number(desk: Desk, names: Names) -> dict[str, object]:
    """The difference in the number of degrees, as the API has it."""
    variants = desk.get("/api/collate", params={"id": names.call}).json()["variants"]
    found: dict[str, object] = next(one for one in variants if one["kind"] == "number" and one["material"])
    return found


def address(names: Names, difference: object) -> str:
    return f"/conversations/{names.call}/differences/{difference}"


def text(node: object) -> str:
    return " ".join(str(node.text()).split())  # type: ignore[attr-defined]


def test_every_versions_passage_stands_with_its_reading_marked(harbour: str, desk: Desk, names: Names) -> None:
    page = LexborHTMLParser(desk.get(address(names, number(desk, names)["id"])).text)
    marked = {
        text(article.css_first("h3")): [text(mark) for mark in article.css("a.differs")]
        for article in page.css(".passages article")
    }
    assert marked == {
        "Transcript · Russian · Listeners' log": ["двенадцать"],
        "Translation · English · Shore Post": ["twelve"],
        "Translation · English · Harbour Post": ["twenty"],
    }
    assert "Harbour Post, 20 November 2031" in text(page.css(".passages article")[2])
    assert page.css_first(".lasting input").attributes["value"] == (
        f"http://127.0.0.1:8021{address(names, number(desk, names)['id'])}"
    )


def test_the_reading_page_leads_to_it_and_back(harbour: str, desk: Desk, names: Names) -> None:
    reading = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    led = [str(link.attributes["href"]) for link in reading.css(".note a") if "differences" in str(link.attributes)]
    assert address(names, number(desk, names)["id"]) in led
    page = LexborHTMLParser(desk.get(led[0]).text)
    back = str(page.css_first(".sentence a").attributes["href"])
    there = LexborHTMLParser(desk.get(back.partition("#")[0]).text)
    assert there.css_first(f"[id='{back.partition('#')[2]}']") is not None


def test_a_person_settles_it_and_both_readings_stay(harbour: str, desk: Desk, names: Names) -> None:
    page = address(names, number(desk, names)["id"])
    fields = form(desk.get(page).text, f"{page}/settle")
    done = desk.post(
        f"{page}/settle", data={**fields, "chosen": names.english, "note": "heard twice", "reason": "the log"}
    )
    settled = LexborHTMLParser(done.text)
    assert text(settled.css_first(".notice p")).startswith("Done and written: act a")
    assert text(settled.css_first("li.settled")).startswith(
        "Ines Marlow: the reading of Shore Post stands, twelveNote: heard twiceWhy: the log"
    )
    assert len(settled.css(".readings li")) == 3
    assert desk.get("/api/collate", params={"id": names.call}).json()["settled"][0]["words"] == "twelve"
    reading = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert "settled by Ines Marlow" in text(reading.css_first("p.settled"))
    desk.post(f"{page}/settle", data={**fields, "chosen": "own", "words": "about twelve"})
    said = [text(item) for item in LexborHTMLParser(desk.get(page).text).css("ol.plain li")]
    assert [line[:30] for line in said] == ["Ines Marlow: their own words s", "before: Ines Marlow: the readi"]
    act = form(done.text, "/log/undo")
    assert desk.post("/log/undo", data=act).status_code == 200
    assert "the reading of Shore Post" not in desk.get(page).text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({}, "does not say which reading stands"),
        ({"chosen": "own"}, "own words are missing"),
        ({"chosen": "open"}, "say which reading stands, or why none does"),
        ({"chosen": "t0000000000"}, "has no reading of"),
    ],
)
def test_a_form_that_says_too_little_is_refused(
    harbour: str, desk: Desk, names: Names, fields: dict[str, str], message: str
) -> None:
    page = address(names, number(desk, names)["id"])
    before = desk.get("/api/log").json()["total"]
    refused = desk.post(f"{page}/settle", data={**form(desk.get(page).text, f"{page}/settle"), **fields})
    assert refused.status_code == 400
    assert message in refused.text.lower()
    assert desk.get("/api/log").json()["total"] == before


def test_an_address_that_no_longer_stands_leads_on(
    harbour: str, desk: Desk, names: Names, token: dict[str, str]
) -> None:
    found = number(desk, names)
    wrong = desk.get(address(names, "v000000000000"))
    assert wrong.status_code == 404
    assert f"/conversations/{names.call}?differ=any" in wrong.text
    asked = {"id": names.call, "variant": found["id"], "chosen": names.english, "note": "heard twice"}
    assert desk.post("/api/settle", json=asked, headers=token).status_code == 200
    gone = {"a": [f"{harbour}.3"], "b": [], "beside": names.english, "reason": "a test"}
    desk.post("/api/match", json=gone, headers=token)
    gone = {"a": [f"{harbour}.3"], "b": [], "beside": names.russian, "reason": "a test"}
    desk.post("/api/match", json=gone, headers=token)
    answer = desk.get(address(names, found["id"]))
    assert answer.status_code == 404
    assert "Ines Marlow settled it: twelve. Nothing differs there now" in answer.text
    assert desk.get(f"{address(names, found['id'])}.json").json()["error"] == "NotFound"


def test_others_see_it_without_the_form(harbour: str, desk: Desk, others: Desk, names: Names) -> None:
    page = LexborHTMLParser(others.get(address(names, number(desk, names)["id"])).text)
    assert len(page.css(".passages article")) == 3
    assert page.css("main form") == []


def test_settling_from_a_program(harbour: str, desk: Desk, names: Names, token: dict[str, str]) -> None:
    asked = {"id": names.call, "variant": number(desk, names)["id"], "words": "some twelve", "reason": "a test"}
    done = desk.post("/api/settle", json=asked, headers=token).json()
    assert (done["verb"], done["subjects"][0]) == ("settle", names.call)
    assert desk.post("/api/settle", json={**asked, "variant": "v0"}, headers=token).status_code == 404
