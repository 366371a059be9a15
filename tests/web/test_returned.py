"""A document that came back, on its page. The ferry Aurora and all who call her are invented."""

from __future__ import annotations

from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.publish.returned import LONGEST, compared
from earwitness.web import handed

from ..formats.documents.packing import edited, struck, typed
from .conftest import Names
from .test_acts import form

Desk = TestClient[Litestar]

NINE = "There are nine of us.</w:t></w:r>"
TEN = (
    "There are </w:t></w:r>" + struck("nine") + typed("ten", author="Boris")
    + '<w:r><w:t xml:space="preserve"> of us.</w:t></w:r>'
)  # fmt: skip


def came_back(desk: Desk, transcript: str, *changes: tuple[str, str]) -> bytes:
    """Returns a transcript as .docx, as others sent it back: Boris made nine to ten, and somebody wrote over the first turn."""
    content = desk.get("/api/export", params={"ids": transcript, "to": "docx"}).content
    return edited(content, *(changes or ((NINE, TEN), ("How do you hear me", "Do you hear me"))))


def handed_in(desk: Desk, content: bytes, *, name: str = "back.docx") -> Any:
    """Returns the answer to a document, where it leads."""
    fields = form(desk.get("/returned").text, "/returned")
    return desk.post("/returned", data=fields, files={"file": (name, content)})


def accepted(desk: Desk, page: str, *turns: str, **more: str) -> Any:
    fields = form(page, "/returned/accept")
    return desk.post("/returned/accept", data={**fields, "accept": list(turns), **more}, follow_redirects=False)


def ticks(page: str) -> dict[str, bool]:
    boxes = LexborHTMLParser(page).css("input[name=accept]")
    return {str(box.attributes["value"]): "checked" in box.attributes for box in boxes}


def test_what_came_back_is_shown_turn_by_turn_and_by_whom(desk: Desk, names: Names) -> None:
    answer = handed_in(desk, came_back(desk, names.english))
    assert answer.status_code == 200
    document = LexborHTMLParser(answer.text)
    first, third = document.css("li.came")
    for heard in document.css(".heard"):
        heard.remove()
    assert [each.text() for each in first.css(".wordings del, .wordings ins")] == ["How do", "Do"]
    assert [each.text() for each in third.css(".wordings del, .wordings ins")] == ["nine", "ten"]
    assert [" ".join(each.text().split()) for each in third.css(".by li")] == [
        "taken out nine Ada Example, 2031-11-14 09:00 UTC", "put in ten Boris, 2031-11-14 09:00 UTC",
    ]  # fmt: skip
    assert "without tracking" in first.text()
    assert "without tracking" not in third.text()
    assert document.css_first("p.sentence").text() == "2 turns changed, comments: 0"
    assert "revision 1" in document.css_first("main").text()
    assert ticks(answer.text) == {f"{names.english}.1": True, f"{names.english}.3": True}


def test_the_ticked_turns_are_taken_over_and_can_be_taken_back(desk: Desk, names: Names) -> None:
    page = handed_in(desk, came_back(desk, names.english)).text
    done = accepted(desk, page, f"{names.english}.3", notes="1", reason="Boris was there")
    assert done.status_code == 303
    led = str(done.headers["location"])
    assert led.startswith(f"/conversations/{names.call}?done=a")
    assert led.endswith(f"#turn-{names.english}.3")
    reading = desk.get(led)
    stands = desk.get("/api/show", params={"id": names.english}).text
    assert "There are ten of us" in stands
    assert "How do you hear me" in stands, "what was not ticked stays"
    assert desk.get("/api/log").json()["acts"][0]["reason"] == "Boris was there"
    back = form(reading.text, "/log/undo")
    assert back["back"].startswith(f"/conversations/{names.call}")
    assert desk.post("/log/undo", data=back).status_code == 200
    assert "There are nine of us" in desk.get("/api/show", params={"id": names.english}).text


def test_a_comment_alone_becomes_a_note(desk: Desk, names: Names) -> None:
    content = desk.get("/api/export", params={"ids": names.english, "to": "docx"}).content
    about = ("Hold on, Aurora.</w:t></w:r>", 'Hold on, Aurora.</w:t></w:r><w:commentRangeStart w:id="7"/>'
             '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>')  # fmt: skip
    comment = (
        '<w:comment w:id="7" w:author="Ada Example" w:date="2031-11-14T09:00:00Z"><w:p><w:r><w:t>Who says this?</w:t>'
        "</w:r></w:p></w:comment>"
    )
    page = handed_in(desk, edited(content, about, comments=comment)).text
    assert "Who says this?" in page
    assert "only commented on" in page
    nothing = accepted(desk, page, f"{names.english}.4")
    assert nothing.status_code == 400, "comments were not to become notes"
    done = accepted(desk, page, f"{names.english}.4", notes="1")
    assert done.status_code == 303, done.text
    assert "Who says this?" in desk.get("/notes").text


def test_a_turn_revised_since_is_a_conflict_told_with_all_three_wordings(desk: Desk, names: Names) -> None:
    content = came_back(desk, names.english)
    looked = handed_in(desk, content).text
    meanwhile = handed_in(desk, came_back(desk, names.english, ("There are nine of us", "There are eight of us"))).text
    assert accepted(desk, meanwhile, f"{names.english}.3").status_code == 303
    refused = accepted(desk, looked, f"{names.english}.1", f"{names.english}.3")
    assert refused.status_code == 409
    document = LexborHTMLParser(refused.text)
    assert "was revised since back.docx went out" in document.css_first(".notice").text()
    conflict = document.css_first("li.conflict")
    assert "eight of us" in conflict.css_first(".now").text()
    assert conflict.css("input") == []
    assert ticks(refused.text) == {f"{names.english}.1": True}, "what was ticked stays ticked"
    assert "How do you hear me" in desk.get("/api/show", params={"id": names.english}).text, "nothing was written"
    assert accepted(desk, refused.text, f"{names.english}.1").status_code == 303


def test_a_changed_form_writes_nothing_that_the_document_does_not_say(desk: Desk, names: Names) -> None:
    page = handed_in(desk, came_back(desk, names.english)).text
    assert accepted(desk, page, f"{names.english}.4").status_code == 404
    assert accepted(desk, page).status_code == 400
    fields = form(page, "/returned/accept")
    gone = desk.post("/returned/accept", data={**fields, "document": "guessed", "accept": f"{names.english}.3"})
    assert gone.status_code == 404
    assert "Choose it again" in gone.text
    assert desk.post("/returned/accept", data={"document": fields["document"]}).status_code == 403


@pytest.mark.parametrize(("name", "content"), [("page.docx", b"<p>no</p>"), ("empty.docx", b"")])
def test_what_is_no_such_document_is_told(desk: Desk, name: str, content: bytes) -> None:
    answer = handed_in(desk, content, name=name)
    assert answer.status_code in (400, 415, 422)
    assert LexborHTMLParser(answer.text).css_first(".notice").text()
    assert LexborHTMLParser(answer.text).css("li.came") == []


def test_nothing_chosen_is_told(desk: Desk) -> None:
    fields = form(desk.get("/returned").text, "/returned")
    assert desk.post("/returned", data=fields, files={"file": ("", b"")}).status_code == 400


def test_the_page_is_data_too(desk: Desk, names: Names, token: dict[str, str]) -> None:
    files = {"file": ("back.docx", came_back(desk, names.english))}
    answer = desk.post("/returned.json", headers=token, files=files)
    assert answer.status_code == 200, answer.text
    first, third = answer.json()["turns"]
    assert third["after"][1] == {"text": "ten", "change": "inserted"}
    assert first["tracked"] is False
    again = desk.get("/returned.json", params={"document": answer.json()["key"]})
    assert again.json() == answer.json()


def test_it_is_the_keepers_alone_who_sees_what_is_held_back(
    desk: Desk, others: Desk, names: Names, token: dict[str, str]
) -> None:
    content = came_back(desk, names.english)
    closed = {"id": names.english, "fields": {"access": "closed"}}
    assert desk.post("/api/describe", headers=token, json=closed).status_code == 200
    page = handed_in(desk, content)
    assert "ten" in page.text
    for address in ("/returned", "/returned.json", str(page.url)):
        assert others.get(address).status_code == 404
    assert others.post("/returned", files={"file": ("back.docx", content)}).status_code in (403, 404, 405)


def test_pages_near_it_lead_to_it(desk: Desk, others: Desk, names: Names) -> None:
    files = f"/conversations/{names.call}/files"
    for address in (files, "/add"):
        assert LexborHTMLParser(desk.get(address).text).css('main a[href="/returned"]'), address
    assert "/returned" not in others.get(files).text


def test_documents_are_held_for_an_hour_and_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr(handed.time, "monotonic", lambda: now)
    monkeypatch.setattr(handed, "MOST", 25)
    kept = handed.HandedIn()
    first, second = (kept.keep(handed.Document(name=f"{n}.docx", content=bytes(10))) for n in range(2))
    assert kept.get(first) is not None, "so that the second was looked at longest ago"
    third = kept.keep(handed.Document(name="3.docx", content=bytes(10)))
    assert [kept.get(key) is not None for key in (first, second, third)] == [True, False, True]
    now = handed.LASTS
    assert kept.get(first) is None


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("nine of us", "ten of us", ["nine"], ["ten"]),
        ("Come home.", "Come home", ["."], []),
        ("a", "a", [], []),
        ("a a", "a a a", [], [" a"]),
        ("", "Da", [], ["Da"]),
        ("одна дві три", "одна три", ["дві "], []),
    ],
)
def test_words_that_differ_are_marked(before: str, after: str, went: list[str], came: list[str]) -> None:
    was, now = compared(before, after)
    assert ("".join(one.text for one in was), "".join(one.text for one in now)) == (before, after)
    assert [one.text for one in was if one.change] == went
    assert [one.text for one in now if one.change] == came


def test_a_turn_that_is_long_and_wholly_otherwise_is_marked_as_a_whole() -> None:
    was, now = compared("a " * LONGEST, "b " * LONGEST)
    assert ([one.change for one in was], [one.change for one in now]) == (["deleted", ""], ["inserted", ""])
