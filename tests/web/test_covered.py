"""What people marked as distressing is covered wherever its words would appear. All of it is invented for these tests."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions.edits import Words
from earwitness.web import create_app, routes

from .conftest import BASE, PORT, Names
from .test_noting import sent
from .test_returned import came_back, handed_in

Desk = TestClient[Litestar]

SAID = (
    "nine of us",
    "list of",
    "situation",
    "Нас девять",
    "Вода на палубе",
    "counted by nobody",
    "a settled nine",
    "Держитесь",
)
"""Words of the calls, of a note on them, and of what was settled. None of them stands in a title."""

WORDS: dict[str, tuple[str, ...]] = {
    "/conversations/{name:str}": ("{call}", "{call}?differ=any", "{call}?align=1"),
    "/conversations/{name:str}/turns/{turn:str}": ("{call}/turns/{english}.3",),
    "/conversations/{name:str}/turns/{turn:str}/mend": ("{call}/turns/{english}.3/mend",),
    "/conversations/{name:str}/revisions/{transcript:str}": ("{call}/revisions/{english}?a=1",),
    "/conversations/{name:str}/print": ("{call}/print",),
    "/conversations/{name:str}/differences/{difference:str}": ("{call}/differences/{difference}",),
    "/conversations/{name:str}/publications": ("{call}/publications",),
    "/search": ("/search?q=Aurora", "/search?q=%22hear+you%22"),
    "/context": ("/context?q=Aurora", "/context?q=%22hear+you%22"),
    "/searches/{name:str}": ("/searches/{kept}",),
    "/glossary/{name:str}": ("/glossary/deck",),
    "/sources/{name:str}/reading": ("/sources/{english_source}/reading",),
    "/cite/{token:str}": ("/cite/{token}",),
    "/matches/{a:str}/{b:str}": ("/matches/{a}/{b}",),
    "/matches": ("/matches?look=1",),
    "/notes": ("/notes",),
    "/log": ("/log",),
    "/check": ("/check",),
    "/returned": ("/returned?{english}",),
    "/": ("/",),
    "/drafts/{name:str}": ("/drafts/{draft}",),
    "/queue": ("/queue",),
}
"""Where words appear, by route: addresses that show some."""

NO_WORDS = {
    "/conversations": ("/conversations", "/conversations?view=cards"),
    "/unread": ("/unread",),
    "/triage/join": ("/triage/join?ids={a},{b}",),
    "/sources/{name:str}": ("/sources/{english_source}",),
    "/codebook": ("/codebook",),
    "/searches": ("/searches",),
    "/glossary": ("/glossary", "/glossary?differ=1"),
    "/care": ("/care",),
    "/write": ("/write", "/write?of={english}"),
    "/add": ("/add",),
    "/conversations/{name:str}/files": ("{call}/files",),
}
"""Pages on which no word of a call ever stands."""

UNTOUCHED = {
    **dict.fromkeys(("/collocates", "/keyness"), "single words and how often they are said"),
    **dict.fromkeys(
        ("/context.csv", "/collocates.csv", "/keyness.csv"), "a table for a file, its cautions in a column"
    ),
    "/recordings/{name:str}/index": "what people say a stretch is about, for who says it",
    "/searches/appendix": "a file of what was asked and how much was found",
    "/conversations/{name:str}/files/{to:str}": "a file, as it is exported",
    **dict.fromkeys(
        ("/recordings/{name:str}/sound", "/recordings/{name:str}/peaks"),
        "sound; the player asks before what is covered",
    ),
    "/recordings/{name:str}/guide": "times and warnings; no words",
    "/recordings/{name:str}/clip": "a file that somebody cut out",
    "/static/{name:str}": "files of ours",
    "/sources/{name:str}/captured": "the bytes; the frame is covered",
}

ALL = ".".join(
    ("death", "injury", "violence", "torture", "sexual-violence", "child-harmed", "suicide", "abuse", "grief", "other")
)


def shows(desk: Desk, address: str) -> list[str]:
    """Returns which of the words stand uncovered on a page: in its text, its titles, its fields."""
    if address == "/check":
        found = LexborHTMLParser(desk.get("/check").text).css_first("input[name=token]").attributes["value"]
        draft = "“Water on the deck, a list of twelve degrees,” the bridge said. “Aurora, I hear you. What is your situation?”"
        answer = desk.post("/check", data={"token": found, "text": draft})
    elif address.startswith("/returned?"):
        answer = handed_in(desk, came_back(desk, address.partition("?")[2]))
    else:
        answer = desk.get(address)
    assert answer.status_code == 200, address
    document = LexborHTMLParser(answer.text)
    for node in document.css("details.cover, form.add textarea[name=text]"):
        node.remove()
    return [words for words in SAID if words in (document.html or "")]


@pytest.fixture(scope="module")
def places(
    everything: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Desk, dict[str, str]]]:
    """A desk whose calls are all marked, with a note, a code and a settled difference, and the names in its addresses."""
    folder = Path(shutil.copytree(everything[0], tmp_path_factory.mktemp("covered") / "archive"))
    names = everything[1]
    more: dict[str, Any] = {"agent": "Ines Marlow"}
    with actions.open_desk(folder) as desk:
        variant = next(one for one in actions.collate(desk, names.call).variants if one.material)
        edit = Words(turn=f"{names.english}.4", line="Hold on, Aurora, there are nine of us.")
        actions.correct(desk, [edit], **more)
        deck = {"term": "deck", "language": "en", "meaning": "A floor of a ship.", "source": "Ines Marlow"}
        actions.add_term(desk, deck, **more)
        draft = actions.write(desk, names.english, agent="Ines Marlow", language="uk").id
        kept = actions.keep_search(desk, "note:counted", **more).subjects[0]  # what answers it is written below
        actions.settle(desk, names.call, variant.id, words="a settled nine", note="counted by nobody", **more)
    with TestClient(create_app(folder, port=PORT, agent="Ines Marlow"), base_url=BASE) as browser:
        turn = f"{names.english}.3"
        sent(browser, "/note", turn=turn, words="nine of us", text="counted by nobody")
        sent(browser, "/code", turn=turn, words="nine of us", new_code="people/count")
        pair = browser.get("/api/proposals").json()["proposals"][0]
        cited = browser.get("/api/cite", params={"turn": turn}).json()
        with actions.open_desk(folder) as desk:
            for listed in actions.list_conversations(desk, limit=None).conversations:
                actions.caution(desk, (), "grief", whole=listed.id, **more)
        yield browser, {
            "call": f"/conversations/{names.call}", "name": names.call, "private": names.private, "english": names.english,
            "english_source": names.english_source, "difference": variant.id, "token": cited["token"],
            "a": pair["a"], "b": pair["b"], "kept": kept, "draft": draft,
        }  # fmt: skip


def test_every_page_is_in_one_of_the_tables() -> None:
    pages = {path for handler in routes.PAGES for path in handler.paths if "GET" in handler.http_methods}
    assert pages == {*WORDS, *NO_WORDS, *UNTOUCHED}


@pytest.mark.parametrize("route", sorted(WORDS))
def test_words_are_covered_wherever_they_appear(places: tuple[Desk, dict[str, str]], route: str) -> None:
    desk, ids = places
    for address in WORDS[route]:
        desk.cookies.set("earwitness-care", ALL)
        assert shows(desk, address.format(**ids)), "the control: a reader who asks for all sees them"
        desk.cookies.set("earwitness-care", "none")
        assert shows(desk, address.format(**ids)) == []


def test_the_other_pages_have_none_of_them(places: tuple[Desk, dict[str, str]]) -> None:
    desk, ids = places
    desk.cookies.set("earwitness-care", ALL)
    for address in (each for some in NO_WORDS.values() for each in some):
        assert shows(desk, address.format(**ids)) == [], address


def test_the_frame_with_the_captured_page_is_covered_too(places: tuple[Desk, dict[str, str]]) -> None:
    desk, ids = places
    for chosen, open_ in ((ALL, 1), ("none", 0)):
        desk.cookies.set("earwitness-care", chosen)
        document = LexborHTMLParser(desk.get(f"/sources/{ids['english_source']}").text)
        assert len(document.css("iframe.captured")) == 1
        for node in document.css("details.cover"):
            node.remove()
        assert len(document.css("iframe.captured")) == open_


def test_the_same_passage_in_another_version_is_covered_with_it(desk: Desk, names: Names) -> None:
    call = f"/conversations/{names.call}"
    both = f"{call}?versions={names.english},{names.russian}"
    for address in (both, f"{call}/turns/{names.english}.3"):
        assert "Нас девять" in shows(desk, address), "the control: nothing is marked yet"
    sent(desk, "/caution", turn=f"{names.english}.3", kind="grief")
    for address in (both, f"{call}/turns/{names.english}.3"):
        found = shows(desk, address)
        assert "Нас девять" not in found, address
        assert "situation" in found, "its neighbours are not"
