"""The desk in a real browser: every page is walked as a user would, on any width, by light and in the dark, without script.

One browser and one page do the whole walk; a page is loaded once and then measured, repainted and resized.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar import Litestar

from earwitness import actions
from earwitness.actions.anchoring import Passage
from earwitness.actions.mending import Saying
from earwitness.actions.segmented import Described
from earwitness.publish import tongue

from ..formats.documents.packing import edited
from ..tapes import file_tape
from .browser import NEEDED, opened
from .conftest import HARBOUR, Names
from .test_returned import NINE, TEN
from .test_routes import table

pytestmark = [pytest.mark.browser, NEEDED]

PAGES = {
    "desk": "/",
    "conversations": "/conversations",
    "cards": "/conversations?view=cards&set=Night%20calls",
    "no conversation found": "/conversations?language=ru&status=read",
    "queue": "/queue?status=new",
    "join": "/triage/join?ids={call},{private}",
    "reading": "/conversations/{call}",
    "one version": "/conversations/{call}?versions={english}",
    "three versions": "/conversations/{call}?versions={russian},{english},{harbour}",
    "rows that differ": "/conversations/{call}?differ=any",
    "rows that change the meaning": "/conversations/{call}?differ=meaning",
    "mending": "/conversations/{call}?versions={english},{harbour}&align=1",
    "in a queue": "/conversations/{call}?queue=language%3Dru",
    "restricted": "/conversations/{private}",
    "with sound": "/conversations/{tape}",
    "with a stretch of sound": "/conversations/{tape}?t=6,8",
    "turn": "/conversations/{call}/turns/{english}.3",
    "some words of a turn": "/conversations/{call}/turns/{russian}.3?words=%D0%BA%D1%80%D0%B5%D0%BD",
    "mending a turn": "/conversations/{call}/turns/{english}.3/mend",
    "revisions": "/conversations/{call}/revisions/{english}",
    "cited": "/cite/{cited}",
    "cited and gone": "/cite/{gone}",
    "document": "/conversations/{call}/print",
    "as a file": "/conversations/{call}/files",
    "one version as a file": "/conversations/{call}/files?of={english}",
    "publications": "/conversations/{call}/publications",
    "difference": "/conversations/{call}/differences/{difference}",
    "no difference": "/conversations/{call}/differences/v000000000000",
    "possible matches": "/matches",
    "possible match": "/matches/{call}/{private}",
    "search": "/search",
    "hits": "/search?q=water",
    "nothing found": "/search?q=zebra",
    "search in trouble": "/search?q=%22water",
    "narrowed search": "/search?q=water&language=en&kind=translation",
    "in context": "/context?q=water",
    "words beside it": "/collocates?q=water&least=1",
    "what sets parts apart": "/keyness",
    "what sets one part apart": "/keyness?of={call}",
    "kept searches": "/searches",
    "kept search": "/searches/{kept}",
    "source": "/sources/{english_source}",
    "source of no conversation": "/sources/{timetable}",
    "captured": "/sources/{private_source}/captured",
    "how it was read": "/sources/{private_source}/reading",
    "nothing read": "/sources/{timetable}/reading",
    "unread": "/unread",
    "notes": "/notes",
    "codebook": "/codebook",
    "glossary": "/glossary",
    "where translations differ": "/glossary?differ=1",
    "term": "/glossary/list",
    "care": "/care",
    "log": "/log",
    "add": "/add",
    "check": "/check",
    "returned": "/returned",
    "returned with changes": "/returned?document={returned}",
    "being written": "/write",
    "to be written": "/write?of={english}",
    "writing desk": "/drafts/{draft}",
    "index of a recording": "/recordings/{recording}/index",
    "found in an index": "/search?q=visor",
    "error": "/conversations/c0000000000",
}
"""Every kind of page, and every state in which one looks different; a test holds it against the routes."""

OURS = [name for name in PAGES if name != "captured"]
"""The pages that we wrote: what was captured stands there as it was."""

TURNED = ("desk", "conversations", "three versions", "hits", "source", "how it was read", "log", "add")
"""Those that between them have every shape of the desk, for a language that is read from right to left."""

WATCH = """(() => {
  window.moved = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) window.moved += shift.value; })
    .observe({type: "layout-shift", buffered: true});
})()"""
"""Adds up how far things move while a page comes: 0 where nothing does."""

PAINTED = "() => performance.getEntriesByName('first-contentful-paint').map((paint) => paint.startTime)[0] ?? 0"

STEADY = 0.02
LIGHT = 100_000
"""Bytes on the wire that a page may take besides its typefaces, with nothing kept from before."""


class Walk(msgspec.Struct, kw_only=True):
    """A desk over an archive in which everything shows, and the one page that walks through it."""

    base: str
    browser: Any
    page: Any
    folder: Path
    ids: dict[str, str]
    weight: dict[str, int]
    """Of each file that came: its bytes on the wire."""

    def address(self, name: str) -> str:
        return self.base + PAGES[name].format(**self.ids)


def mark(folder: Path, names: Names) -> dict[str, str]:
    """Writes into the archive whatever a page can show; returns the ids in it, by their names in PAGES."""
    paper = folder.parent / "harbour.txt"
    paper.write_text(HARBOUR, encoding="utf-8")
    third, fourth = f"{names.english}.3", f"{names.english}.4"
    by = "Ines Marlow"
    with actions.open_desk(folder) as desk:
        harbour = actions.add(
            desk, [str(paper)], agent=by, conversation=names.call, kind="translation", language="en",
            publisher="Harbour Post", published="2031-11-20",
        ).added[0].transcripts[0]  # fmt: skip
        number = next(one for one in actions.collate(desk, names.call).variants if one.kind == "number")
        cited = actions.cite(desk, third, words="twelve degrees").token
        actions.note(desk, [Passage(turn=third, words="Water on the deck"), Passage(turn=fourth)], "Which?", agent=by)
        actions.code(desk, [Passage(turn=third, words="nine of us")], "people/count", agent=by, create=True)
        actions.caution(desk, [Passage(turn=f"{names.russian}.3")], "injury", agent=by)
        actions.triage(desk, [names.call], agent=by, priority="high", assignee=by, add_sets=["Night calls"])
        kept = actions.keep_search(desk, "hold", agent=by, name="Hold", narrowed={"language": "en"}).subjects[0]
        actions.keep_search(desk, "zeppelin AND water", agent=by, note="Nothing was found.")
        term = {"term": "list", "language": "en", "meaning": "How far she leans.", "source": "Ines Marlow"}
        actions.add_term(desk, term, agent=by)
        draft = actions.write(desk, names.russian, agent=by, language="uk").id
        said = [Saying(kind="no turn", words="Hold on, Aurora.")]
        orphan = actions.cite(desk, fourth).token
        tape = file_tape(desk)
        door = Described(start=500, title="The bow door", synopsis="Who closed it.", keywords=("visor",))
        actions.segment(desk, tape.recording, [door], agent=by)
        actions.caution(desk, [Passage(turn=f"{tape.transcript}.5")], "death", agent=by)
        actions.mend(desk, names.english_source, said, agent=by)
    return {
        **msgspec.to_builtins(names), "harbour": harbour, "difference": number.id, "cited": cited, "gone": orphan,
        "kept": kept, "draft": draft, "tape": tape.conversation, "recording": tape.recording,
    }  # fmt: skip


@pytest.fixture(scope="module")
def walk(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The walk, before its first step."""
    folder = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("walk") / "archive"))
    ids = mark(folder, made[1])
    with opened(folder) as (base, browser):
        # Axe is put into the page by the test, past the policy; the policy itself is tested elsewhere.
        page = browser.new_context(bypass_csp=True).new_page()
        page.add_init_script(WATCH)
        with actions.open_desk(folder) as desk:
            _, out = actions.export(desk, [ids["english"]], to="docx")
        page.goto(f"{base}/returned")
        back = edited(out, (NINE, TEN), ("How do you hear me", "Do you hear me"))
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
        page.set_input_files("main input[type=file]", {"name": "back.docx", "mimeType": kind, "buffer": back})
        with page.expect_navigation(url="**/returned?document=*"):
            page.get_by_role("button", name="Show what came back").click()
        ids["returned"] = page.url.rpartition("=")[2]
        walk = Walk(base=base, browser=browser, page=page, folder=folder, ids=ids, weight={})
        wire = page.context.new_cdp_session(page)
        wire.send("Network.enable")
        wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
        sent: dict[str, str] = {}
        wire.on("Network.responseReceived", lambda event: sent.update({event["requestId"]: event["response"]["url"]}))
        wire.on(
            "Network.loadingFinished",
            lambda event: walk.weight.update({sent.get(event["requestId"], ""): int(event["encodedDataLength"])}),
        )
        yield walk


def test_every_page_is_walked(app: Litestar) -> None:
    def pattern(path: str) -> str:
        return re.sub(r"\\\{.*?\\\}|\{.*?\}", "[^/]+", path) + "$"

    paths = {path for method, path in table(app) if method == "GET" and not path.startswith(("/api/", "/schema"))}
    named = {address.partition("?")[0] for address in PAGES.values()}
    paths -= {
        "/static/{name:str}",
        "/conversations/{name:str}/files/{to:str}",
        "/recordings/{name:str}/sound",
        "/recordings/{name:str}/peaks",
        "/recordings/{name:str}/guide",
        "/recordings/{name:str}/clip",
        "/searches/appendix",
        "/context.csv",
        "/collocates.csv",
        "/keyness.csv",
    }  # files
    walked = {path for path in paths if any(re.match(pattern(path), address) for address in named)}
    assert paths - walked == set()
    assert re.match(pattern("/notes"), "/conversations") is None  # what is not walked would be found


def wrong(page: Any, **options: Any) -> list[tuple[str, list[Any]]]:
    """Returns what axe finds on the page: the rule, and where it is broken first."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"iframes": False, **options}).response["violations"]
    return [(fault["id"], [node["target"] for node in fault["nodes"]][:3]) for fault in found]


def pale(page: Any, scheme: str) -> list[tuple[str, list[Any]]]:
    """Returns the words that can hardly be read, by light or in the dark."""
    page.emulate_media(color_scheme=scheme)
    return wrong(page, runOnly=["color-contrast"])


@pytest.mark.parametrize("name", OURS)
def test_a_page_is_clean_steady_and_fits(walk: Walk, name: str) -> None:
    page = walk.page
    walk.weight.clear()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="light")
    page.goto(walk.address(name), wait_until="load")
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
    assert page.evaluate("window.moved") < STEADY
    assert page.evaluate(PAINTED) < 5000  # of a busy machine; a quiet one takes a twentieth
    heavy = {file: size for file, size in walk.weight.items() if ".woff2" not in file}
    assert 0 < sum(heavy.values()) < LIGHT
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    assert wrong(page) + pale(page, "dark") == []
    for width in (2560, 1440, 1000, 768, 320):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_what_is_wrong_with_a_page_would_be_found(walk: Walk) -> None:
    page = walk.page
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{walk.base}/conversations")
    page.evaluate(
        "for (const one of document.querySelectorAll('select')) {"
        "  one.removeAttribute('aria-label'); one.closest('label')?.replaceWith(one); }"
        "document.querySelector('table').style.width = '2000px'; document.querySelector('main').style.overflow = 'visible'"
    )
    assert "select-name" in {fault for fault, _ in wrong(page)}
    page.evaluate("document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'x'.repeat(2000)}))")
    assert 1440 < page.evaluate("document.documentElement.scrollWidth")
    page.evaluate(
        "() => { document.querySelector('h1').style.marginTop = '600px';"
        " return new Promise((done) => setTimeout(done, 200)); }"
    )
    assert STEADY < page.evaluate("window.moved")


def test_what_is_hard_to_read_by_light_or_in_the_dark_would_be_found(walk: Walk) -> None:
    page = walk.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{walk.base}/care")
    assert [pale(page, "light"), pale(page, "dark")] == [[], []]
    # One colour for both, readable on a dark page alone; then the other way round.
    page.evaluate("document.querySelector('h1').style.color = '#cfcfcf'")
    assert [pale(page, "light"), pale(page, "dark")] == [[("color-contrast", [["h1"]])], []]
    page.evaluate("document.querySelector('h1').style.color = '#404040'")
    assert [pale(page, "light"), pale(page, "dark")] == [[], [("color-contrast", [["h1"]])]]


def test_from_right_to_left_a_page_turns_round_fits_and_is_clean(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tongue, "RIGHT_TO_LEFT", frozenset({"x"}))
    context = walk.browser.new_context(bypass_csp=True)
    context.add_cookies([{"name": "earwitness-ui", "value": tongue.PSEUDO, "url": walk.base}])
    page = context.new_page()
    side = "(name) => document.querySelector(name).getBoundingClientRect().x"
    for name in TURNED:
        page.set_viewport_size({"width": 1440, "height": 900})
        page.goto(walk.address(name))
        assert page.evaluate("document.dir") == "rtl", name
        assert page.evaluate(side, "main") < page.evaluate(side, "header.band"), name
        if name in ("three versions", "how it was read"):
            # No reader speaks the language of the test, and axe says so.
            assert wrong(page, rules={"html-lang-valid": {"enabled": False}}) == [], name
        for width in (1440, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
    # The control: what sticks out at the left is found.
    page.evaluate("document.querySelector('main').style.cssText = 'position: relative; left: -40px; width: 320px'")
    assert 320 < page.evaluate("document.documentElement.scrollWidth")
    context.close()
