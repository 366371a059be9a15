"""The search record on the desk: a search is kept by a button, its page says what is new since, and others see none of it."""

import re
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web import create_app

from .conftest import BASE, PORT, Names
from .test_noting import sent

Desk = TestClient[Litestar]

NEW = """The Aurora once more, 16 November 2031 (a fictional example)

Bridge: Shore, Aurora here.
Shore: Aurora, go ahead.
Bridge: The aft deck is dry again.
Shore: Understood, Aurora.
"""


def words(page: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


def kept(desk: Desk, **fields: str) -> str:
    return sent(desk, "/searches/keep", **fields).partition("?")[0].rpartition("/")[2]


@pytest.fixture
def call(folder: Path) -> Path:
    """A page that the archive does not have yet."""
    page = folder.parent / "again.txt"
    page.write_text(NEW, encoding="utf-8")
    return page


def test_the_button_keeps_the_search_that_the_page_shows(desk: Desk, names: Names) -> None:
    page = LexborHTMLParser(desk.get("/search?q=deck&language=en&exact=1&transliteration=off").text)
    form = page.css_first("form.keep")
    assert form.attributes["action"] == "/searches/keep"
    hidden = {node.attributes["name"]: node.attributes["value"] for node in form.css("input[type=hidden]")}
    assert (hidden["q"], hidden["language"], hidden["exact"]) == ("deck", "en", "1")
    led = sent(desk, "/searches/keep", **{**hidden, "name": "Deck <b>"})
    assert re.fullmatch(r"/searches/q[0-9a-z]{10}\?done=a[0-9a-z]{10}", led)
    shown = desk.get(led).text
    assert words(shown, "h1") == ["Deck <b>"]
    assert "kept a search" in words(shown, ".notice")[0]
    assert words(shown, ".facts-list dt")[:4] == ["Query", "Narrowed to", "Words", "Switched off"]
    assert "Nothing is new since" in shown
    (listed,) = desk.get("/searches.json").json()["rows"]
    assert (listed["called"], listed["query"], listed["nothing"]) == ("Deck <b>", "deck", False)
    (ask,) = LexborHTMLParser(shown).css("form.keep a")
    assert ask.attributes["href"] == "/search?q=deck&language=en&exact=1&transliteration=off"


def test_nothing_found_is_kept_and_a_broken_query_is_not_offered(desk: Desk) -> None:
    assert LexborHTMLParser(desk.get("/search?q=xylophone").text).css_first("form.keep") is not None
    assert LexborHTMLParser(desk.get("/search?q=a:(").text).css_first("form.keep") is None
    kept(desk, q="xylophone")
    assert words(desk.get("/searches").text, "td.none") == ["nothing"]


def test_what_is_new_since_stands_on_its_page_and_on_the_front_page(desk: Desk, folder: Path, call: Path) -> None:
    id = kept(desk, q="deck", name="Deck")
    assert "kept search" not in desk.get("/").text
    with actions.open_desk(folder) as archive:
        actions.add(archive, [str(call)], agent="Olha Denys")
    page = desk.get(f"/searches/{id}").text
    assert words(page, "section .sentence")[0].startswith("1 new since ")
    assert words(page, ".hit .said") == ["Bridge, 3 The aft deck is dry again."]
    assert words(page, ".hit .aside")[0].endswith("· added by Olha Denys")
    assert words(desk.get("/searches").text, ".news") == ["1 new"]
    front = [line for line in words(desk.get("/").text, ".waits li") if "kept search" in line]
    assert front == ["1 passage that a kept search finds now · “Deck”"]
    sent(desk, "/searches/change", do="run", id=id)
    page = desk.get(f"/searches/{id}").text
    assert words(page, "section .sentence")[0].startswith("Nothing is new")
    assert len(words(page, "tbody tr")) == 2
    assert "kept search" not in desk.get("/").text


def test_it_is_named_noted_and_taken_off_and_the_log_calls_it_by_name(desk: Desk) -> None:
    id = kept(desk, q="deck")
    sent(desk, "/searches/change", do="rename", id=id, to="The deck")
    sent(desk, "/searches/change", do="note", id=id, to="Asked by counsel.")
    assert "Asked by counsel." in words(desk.get(f"/searches/{id}").text, ".facts-list dd")
    assert "the search “The deck”" in desk.get("/log").text
    led = sent(desk, "/searches/change", do="forget", id=id)
    assert led.startswith("/searches?done=")
    assert "No search is kept yet" in desk.get(led).text
    act = led.partition("done=")[2]
    sent(desk, "/log/undo", act=act)
    assert words(desk.get("/searches").text, "tbody th a") == ["The deck"]


def test_the_appendix_is_saved_in_each_format(desk: Desk) -> None:
    kept(desk, q="deck OR zeppelin", name="Deck")
    for to, type_, start in (
        ("md", "text/markdown", "# Searches made"), ("csv", "text/csv", "\ufeffid,name,"),
        ("html", "text/html", "<!doctype html>"), ("json", "application/json", "{"),
    ):  # fmt: skip
        answer = desk.get(f"/searches/appendix?to={to}")
        assert answer.headers["content-type"].startswith(type_)
        assert answer.headers["content-disposition"] == f'attachment; filename="searches.{to}"'
        assert answer.text.startswith(start)
    assert "2 passages" in desk.get("/searches/appendix?to=md").text
    assert "1 passage" in desk.get("/searches/appendix?to=md&counting=others").text, "the sisters' call is held back"
    assert desk.get("/searches/appendix?to=pdf").status_code == 400


def test_the_api_keeps_and_compares_and_counts_what_may_leave(desk: Desk, token: dict[str, str]) -> None:
    body = {"query": "deck OR zeppelin", "name": "Deck"}
    done = desk.post("/api/keep-search", json=body, headers=token).json()
    assert (done["verb"], done["subjects"][0][:1]) == ("keep", "q")
    (shown,) = desk.get("/api/searches").json()["searches"]
    assert (shown["passages"], shown["turns"]) == (1, None), "the sisters' call is held back"
    compared = desk.get("/api/compare-search", params={"id": "Deck"}).json()
    assert (compared["passages"], compared["new"], compared["gone"]) == (1, 0, 0)
    again = {"do": "rename", "id": "Deck", "to": "On deck"}
    assert desk.post("/api/change-search", json=again, headers=token).status_code == 200
    assert desk.get("/api/appendix").json()["searches"][0]["name"] == "On deck"
    assert desk.get("/api/compare-search", params={"id": "Deck"}).status_code == 404


def test_others_see_nothing_of_the_record(desk: Desk, others: Desk) -> None:
    id = kept(desk, q="zeppelin", name="Airships")
    for path in ("/searches", f"/searches/{id}", "/searches/appendix", "/api/searches", "/log"):
        assert others.get(path).status_code == 404
    page = others.get("/search?q=deck").text
    assert "/searches" not in page
    assert "/searches" not in others.get("/search").text
    assert "/searches" in desk.get("/search").text, "the control"


def test_a_desk_that_keeps_all_searches_keeps_each_that_is_sent_once(folder: Path) -> None:
    with TestClient(create_app(folder, port=PORT, agent="Ines Marlow", keep_searches=True), base_url=BASE) as desk:
        sent_by_hand = {"sec-fetch-site": "same-origin", "sec-fetch-mode": "navigate"}
        assert "This one is kept." in desk.get("/search?q=deck", headers=sent_by_hand).text
        desk.get("/search?q=deck", headers=sent_by_hand)
        desk.get("/search?q=de", headers={"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"})
        desk.get("/search?q=lure", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"})
        desk.get("/search.json?q=data")
        desk.get("/search?q=a:(", headers=sent_by_hand)
        desk.get("/search?q=deck&speaker=bridge", headers=sent_by_hand)
        found = desk.get("/api/searches").json()["searches"]
    assert [(each["query"], each["narrowed"]) for each in found] == [("deck", {"speaker": "bridge"}), ("deck", {})]


def test_a_desk_keeps_none_unless_told_to(desk: Desk) -> None:
    assert "This one is kept." not in desk.get("/search?q=deck").text
    assert desk.get("/api/searches").json()["total"] == 0
