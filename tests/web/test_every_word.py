"""Every word of every page goes through a catalogue. What stands there else was said, printed or written by people."""

import re
import shutil
from collections.abc import Iterator, Set
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser, LexborNode

from earwitness import actions, formats
from earwitness.actions import writings
from earwitness.actions.segmented import Described
from earwitness.publish import tongue
from earwitness.publish.carrying import TITLES
from earwitness.web import create_app, routes

from ..actions.sounds import tape
from .conftest import BASE, PORT, Names
from .test_acts import form
from .test_noting import sent
from .test_returned import came_back, handed_in

Desk = TestClient[Litestar]

SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-label")
"""Attributes that are shown or read out."""

FOR_SCRIPTS = re.compile(r"data-(failed|ended|show|said|words|nothing|copied|more|say-.*|text-.*)")
"""Attributes whose words a script shows."""

PROGRAMS = {"script", "style", "textarea", "code", "pre", "kbd"}
"""Elements whose text is a program's, or stands to be copied: a command, a key, a citation."""

NAMES = {"Earwitness", "BibTeX", "CSV", "SHA-256", "UTC", *tongue.LANGUAGES.values()} | {
    format.title.strip(" ().,") for name, format in formats.FORMATS.items() if name not in TITLES
}
"""Names are the same in every language."""

FORMATS = {*formats.FORMATS, *writings.FILES, "csv", "xlsx"}

EDGES = " \n\t·:;,.()×+–—“”‸↓"

FIGURES = re.compile(
    r"(?=\w*\d)[a-z][0-9a-z]{10}"
    r"|[\d\s.,:;·×/()“”‘’«»\[\]+–—…|%&?!'-]*"
    r"|\d[\d,. ]* ms|\d{4}-\d\d-\d\d \d\d:\d\d UTC|\d{4}-\d\d-\d\d"
)

LOWER = re.compile(r"(new|read|needs a translator|checked|set aside)( \(\d+)?|nobody|call|number")
"""What rooms beneath the pages still say in English: standings, genres, kinds of differences. Only ever shorter."""

STILL_ENGLISH = {"/conversations/{name:str}/print"}
"""Pages with whole lists of such words: the versions of a document."""

PAGES = sorted(path for handler in routes.PAGES for path in handler.paths if "GET" in handler.http_methods)

NO_PAGES = {
    "/static/{name:str}",
    "/conversations/{name:str}/files/{to:str}",
    "/recordings/{name:str}/sound",
    "/recordings/{name:str}/peaks",
    "/recordings/{name:str}/guide",
    "/recordings/{name:str}/clip",
    "/sources/{name:str}/captured",
    "/searches/appendix",
}

NOT_DATA = {"kind", "genre", "certainty", "status", "state", "type", "verb", "act", "form", "access", "what", "meaning"}
"""Fields of an answer whose values are the program's words, not the archive's."""


def data(answer: Any) -> Iterator[str]:
    """Yields every string of an answer that came from people or from the archive's own counting."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, dict):
        for name, value in answer.items():
            if name not in NOT_DATA:
                yield from data(value)
    elif isinstance(answer, list | tuple):
        for value in answer:
            yield from data(value)


def above(node: LexborNode) -> Iterator[LexborNode]:
    parent = node.parent
    while parent is not None:
        yield parent
        parent = parent.parent


def is_data(node: LexborNode) -> bool:
    """Returns True within what a page sets as words of others: `bdi`, `q`, words with a language of their own."""
    return any(
        one.tag in ("bdi", "q") or "dir" in one.attributes or (one.attributes.get("lang") and one.tag != "html")
        for one in above(node)
    )


def is_english(node: LexborNode) -> bool:
    """Returns True for what stays English and says so: the message of an error, a document whose lines must stay."""
    kinds = (node.attributes.get("class") or "").split()
    return "leaf" in kinds or (
        node.attributes.get("lang") == "en" and node.tag == "p" and not {"said", "also", "near"} & set(kinds)
    )


def outside(html: str) -> Iterator[tuple[str, bool]]:
    """Yields each stretch of a page that stands outside the ⟦brackets⟧ of a message, and whether it is set as data.

    A message may run over several elements, so depth is counted through the whole page.
    """
    depth = 0
    body = LexborHTMLParser(html).body
    assert body is not None
    for node in body.traverse(include_text=True):
        if node.tag == "-text":
            free = ""
            for letter in node.text_content or "":
                depth += (letter == "⟦") - (letter == "⟧")
                free += letter if depth == 0 and letter != "⟧" else "\n"
            if not any(one.tag in PROGRAMS or is_english(one) for one in above(node)):
                yield from ((part, is_data(node)) for part in free.split("\n"))
        elif not any(is_english(one) for one in above(node)):
            for name, said in node.attributes.items():
                if said and (name in SPOKEN or FOR_SCRIPTS.fullmatch(name)):
                    left = said
                    while (fewer := re.sub("⟦[^⟦⟧]*⟧", "\n", left)) != left:
                        left = fewer
                    yield from ((part, True) for part in left.split("\n"))
    assert depth == 0, "a message was cut in two"


def untranslated(html: str, known: Set[str]) -> list[str]:
    """Returns the stretches of a page that no catalogue knows and no person wrote."""
    found = []
    for stretch, set_as_data in outside(html):
        bare = stretch.strip(EDGES).removesuffix("...").strip()
        if FIGURES.fullmatch(bare) or bare in NAMES or bare in FORMATS or bare in known:
            continue
        if all(part in known or FIGURES.fullmatch(part) for part in re.split(r", | · ", bare)):
            continue
        if bare.endswith("…") and any(one.startswith(bare[:-1]) for one in known):
            continue
        if LOWER.fullmatch(bare) or all(FIGURES.fullmatch(part) for part in bare.split()):
            continue
        if set_as_data and any(bare in one for one in known):
            continue
        found.append(bare)
    return found


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """An archive in which every page has something to show, its desk, and all that people wrote there."""

    desk: Any
    pages: dict[str, list[str]]
    known: frozenset[str]


@pytest.fixture(scope="module")
def filled(everything: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    folder = Path(shutil.copytree(everything[0], tmp_path_factory.mktemp("words") / "archive"))
    names = everything[1]
    with actions.open_desk(folder) as desk:
        sound = tape(desk, title="", conversation=names.call).id
        door = Described(
            start=1_000, title="The bow door", synopsis="Who closed it.", keywords=("Aurora",), subjects=("Ship",)
        )
        actions.segment(desk, sound, [door, Described(start=9_000, words="All hands")], agent="Ines Marlow")
        variants = actions.collate(desk, names.call).variants
    with TestClient(create_app(folder, port=PORT, agent="Ines Marlow"), base_url=BASE) as desk:
        act_on(desk, names)
        yield Filled(desk=desk, pages=addresses(desk, names, variants, sound), known=known(folder, names))


def act_on(desk: Desk, names: Names) -> None:
    """Writes what people write, so that every page has some of it."""
    turn = f"{names.english}.3"
    sent(desk, "/note", turn=turn, words="Water on the deck", text="Which deck?")
    sent(
        desk,
        f"/conversations/{names.call}/turns/{names.english}.4/mend",
        line="Hold on, Aurora, hold on.",
        reason="By ear",
    )
    sent(desk, "/code", turn=turn, words="nine of us", new_code="people/count")
    sent(desk, "/caution", turn=turn, words="twelve degrees", kind="injury")
    kept = sent(desk, "/searches/keep", q="deck", name="Deck", language="en").partition("?")[0].rpartition("/")[2]
    sent(desk, "/searches/change", do="run", id=kept)
    sent(desk, "/searches/keep", q="nothingness")
    sent(
        desk, "/change-glossary", do="add", term="крен", language="ru", meaning="How far she leans.", source="Ines",
        url="https://www.example.org/", forms="кренов", renderings="en: list; degrees", besides="крен до",
    )  # fmt: skip


def addresses(desk: Desk, names: Names, variants: Any, sound: str) -> dict[str, list[str]]:
    """Returns addresses that show each page in its states, by the path of its route."""
    call = f"/conversations/{names.call}"
    proposal = desk.get("/api/proposals").json()["proposals"][0]
    cited = desk.get("/api/cite", params={"turn": f"{names.english}.2"}).json()
    material = next(one for one in variants if one.material)
    fields = form(desk.get(f"/write?of={names.english}").text, "/write")
    draft = str(desk.post("/write", data={**fields, "language": "uk"}).url).rpartition("/")[2]
    return {
        "/": ["/", "/?by=kind"],
        "/conversations": [
            "/conversations",
            "/conversations?view=cards",
            "/conversations?text=nothing",
            "/conversations?status=new",
        ],
        "/conversations/{name:str}": [
            call, f"{call}?differ=meaning", f"{call}?differ=all", f"{call}?align=1", f"/conversations/{names.private}",
        ],
        "/conversations/{name:str}/turns/{turn:str}": [
            f"{call}/turns/{names.english}.3",
            f"{call}/turns/{names.russian}.2?words=x",
        ],
        "/conversations/{name:str}/turns/{turn:str}/mend": [f"{call}/turns/{names.english}.3/mend"],
        "/conversations/{name:str}/revisions/{transcript:str}": [f"{call}/revisions/{names.english}?a=1"],
        "/conversations/{name:str}/print": [f"{call}/print"],
        "/conversations/{name:str}/files": [f"{call}/files", f"{call}/files?of={names.english}&fresh=true"],
        "/conversations/{name:str}/differences/{difference:str}": [f"{call}/differences/{material.id}"],
        "/conversations/{name:str}/publications": [f"{call}/publications"],
        "/unread": ["/unread"],
        "/queue": ["/queue"],
        "/triage/join": [f"/triage/join?ids={names.call},{names.private}", "/triage/join"],
        "/search": ["/search", "/search?q=Aurora", "/search?q=zeppelin", "/search?q=nothingness", "/search?q=a:("],
        "/searches": ["/searches"],
        "/searches/{name:str}": [
            f"/searches/{each['id']}" for each in desk.get("/api/searches").json()["searches"]
        ],
        "/context": ["/context", "/context?q=Aurora&language=en&sample=2", "/context?q=a:(", "/context?q=nothingness"],
        "/context.csv": ["/context"],
        "/collocates": ["/collocates", "/collocates?q=Aurora&least=1", "/collocates?q=a:("],
        "/collocates.csv": ["/collocates"],
        "/keyness": ["/keyness", "/keyness?of=language:en&least=1", "/keyness?of=nothing"],
        "/keyness.csv": ["/keyness"],
        "/sources/{name:str}": [
            f"/sources/{names.english_source}",
            f"/sources/{names.timetable}",
            f"/sources/{names.private_source}",
        ],
        "/sources/{name:str}/reading": [f"/sources/{names.english_source}/reading"],
        "/cite/{token:str}": [f"/cite/{cited['token']}" if "token" in cited else cited["address"]],
        "/matches": ["/matches", "/matches?look=1"],
        "/matches/{a:str}/{b:str}": [
            f"/matches/{proposal['a']}/{proposal['b']}",
            f"/matches/{names.call}/{names.private}",
        ],
        "/notes": ["/notes", "/notes?code=none"],
        "/glossary": ["/glossary", "/glossary?q=nothing", "/glossary?differ=1"],
        "/glossary/{name:str}": ["/glossary/крен"],
        "/codebook": ["/codebook", "/codebook?code=people"],
        "/care": ["/care"],
        "/log": ["/log", "/log?act=note", "/log?agent=nobody"],
        "/add": ["/add"],
        "/check": ["/check"],
        "/write": ["/write", f"/write?of={names.english}"],
        "/drafts/{name:str}": [f"/drafts/{draft}"],
        "/recordings/{name:str}/index": [f"/recordings/{sound}/index"],
        "/returned": ["/returned", "/returned?document=gone", str(handed_in(desk, came_back(desk, names.english)).url)],
    }  # fmt: skip


def known(folder: Path, names: Names) -> frozenset[str]:
    """Returns all strings that the archive holds."""
    found = {str(folder.parent / "pages"), "Ines Marlow", "back.docx", "Ada Example", "Boris", "Aurora; Ship"}
    with actions.open_desk(folder) as desk:
        for listed in actions.list_conversations(desk, limit=None).conversations:
            found.update(data(msgspec.to_builtins(actions.show(desk, listed.id))))
            found.update(data(msgspec.to_builtins(actions.remarks_on(desk, listed.id))))
        found.update(data(msgspec.to_builtins(actions.segments(desk))))
        found.update(data(msgspec.to_builtins(actions.log(desk, limit=None))))
        found.update(data(msgspec.to_builtins(actions.codebook(desk))))
        for source in (names.timetable, names.english_source, names.private_source):
            detail = actions.show_source(desk, source)
            found.update(data(msgspec.to_builtins(detail.source)))
            programs = (value for name, value in detail.capture if name in ("Machine", "Tool", "Settings", "Read by"))
            found.update(value for value in programs if not value.startswith("unknown"))
        found.update(data(msgspec.to_builtins(actions.searches(desk))))
        found.update(data(msgspec.to_builtins(actions.term(desk, "крен"))))
        found.update(actions.term(desk, "крен").meaning.values())
    return frozenset(found | {one.strip(EDGES) for one in found} | {one.lower() for one in found})


def test_every_page_is_asked_for(filled: Filled) -> None:
    assert set(PAGES) - filled.pages.keys() == NO_PAGES


@pytest.mark.parametrize("route", [path for path in PAGES if path not in STILL_ENGLISH | NO_PAGES])
def test_every_word_goes_through_a_catalogue(filled: Filled, route: str) -> None:
    filled.desk.get(f"/?ui={tongue.PSEUDO}")
    for address in filled.pages[route]:
        answer = filled.desk.get(address)
        assert answer.status_code < 500, address
        assert "⟦" in answer.text
        assert untranslated(answer.text, filled.known) == [], address


def test_an_error_speaks_too(filled: Filled) -> None:
    filled.desk.get(f"/?ui={tongue.PSEUDO}")
    for address in ("/nowhere", "/conversations/nothing", "/matches/a/b"):
        answer = filled.desk.get(address)
        assert answer.status_code == 404
        assert LexborHTMLParser(answer.text).css('main [lang="en"]') == []
        assert untranslated(answer.text, frozenset()) == []


def test_a_word_that_goes_through_none_is_found() -> None:
    """The control: a bare word, a bare attribute, a message glued from halves, an English word among data."""
    page = "<html><body><p>⟦Took place <b>14 ⟦November⟧</b>⟧ <bdi>Vera</bdi> 12 · 3.4</p>{}</body></html>"
    known_ = frozenset({"Vera", "Shore Post", "Hold on, Aurora."})
    assert untranslated(page.format(""), known_) == []
    assert untranslated(page.format("<p>Shore Post, Vera</p>"), known_) == []
    assert untranslated(page.format("<p>Published</p>"), known_) == ["Published"]
    assert untranslated(page.format('<a title="Go on">⟦Next⟧</a>'), known_) == ["Go on"]
    assert untranslated(page.format('<a data-failed="Not made">⟦Next⟧</a>'), known_) == ["Not made"]
    assert untranslated(page.format("<p>⟦Kind⟧ old</p>"), known_) == ["old"]
    assert untranslated(page.format("<p>Hold on</p><p>Hold on…</p>"), known_) == ["Hold on"]
    assert untranslated(page.format('<p dir="auto">Hold on</p>'), known_) == []
    with pytest.raises(AssertionError, match="cut in two"):
        untranslated(page.format("<p>⟦half</p>"), known_)
