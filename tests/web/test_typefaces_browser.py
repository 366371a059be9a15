"""The desk's own typefaces in a real browser: every letter has one, nothing moves, nobody else is asked for anything."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

MANY = """A call in many letters, 14 November 2031 (a fictional example)

Ганна: Ґава їсть, є і в'їзд.
Ioanna: Καλημέρα, πού είσαι;
Żaneta: Zażółć gęślą jaźń.
Ганна: Обычные слова, которых так много, что они не помещаются в одну строку и переносятся, как бы ни был широк экран,
и тут же ещё раз столько же слов о пароме, которого нет, о береге, которого нет, и о людях, которых тоже никогда не было.
Żaneta: And as many plain words again, about a ferry that does not exist, a shore that does not exist, and people who never
lived there, so that lines break at other places when another typeface comes, and all that stands below has to move.
"""

FREE = threading.Event()
"""Set while fonts are given out at once."""
FREE.set()

SHIFT = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 700);
})"""


@pytest.fixture(scope="module")
def at_desk(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, str]]:
    """The address of a desk, a browser, and a conversation in many letters; nothing here acts, so tests share it."""
    place = tmp_path_factory.mktemp("typefaces")
    folder = Path(shutil.copytree(made[0], place / "archive"))
    (place / "many.txt").write_text(MANY, encoding="utf-8")
    with actions.open_desk(folder) as desk:
        (many,) = actions.add(desk, [str(place / "many.txt")], agent="Ines Marlow", language="uk").added
    with opened(folder, held=lambda path: path.endswith(".woff2") and not FREE.is_set()) as (base, browser):
        yield base, browser, many.conversations[0]


def fonts_of(page: Any, selector: str) -> set[tuple[str, bool]]:
    """The fonts that the browser set an element in, and whether each came from the desk."""
    client = page.context.new_cdp_session(page)
    client.send("DOM.enable")
    client.send("CSS.enable")
    root = client.send("DOM.getDocument", {"depth": -1})["root"]["nodeId"]
    found: set[tuple[str, bool]] = set()
    for node in client.send("DOM.querySelectorAll", {"nodeId": root, "selector": selector})["nodeIds"]:
        used = client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        found |= {(font["familyName"], font["isCustomFont"]) for font in used}
    return found


def test_every_letter_is_set_in_our_typefaces(at_desk: tuple[str, Any, str]) -> None:
    base, browser, many = at_desk
    page = browser.new_page()
    # Twice: on a busy machine the first view may keep the stand-ins.
    for _ in range(2):
        page.goto(f"{base}/conversations/{many}")
        page.evaluate("document.fonts.ready")
    assert {name.split(" Variable")[0] for name, _ in fonts_of(page, ".said")} == {"Source Serif 4"}
    assert all(ours for _, ours in fonts_of(page, ".said, .who bdi"))
    # The control: without the style sheet that names them, other fonts are found.
    page = browser.new_page()
    page.route("**/fonts.css*", lambda route: route.abort())
    page.goto(f"{base}/conversations/{many}")
    assert not any(ours for _, ours in fonts_of(page, ".said"))
    page.close()


def test_what_a_page_needs_is_named_in_its_head(at_desk: tuple[str, Any, str], made: tuple[Path, Names]) -> None:
    base, browser, many = at_desk

    def preloaded(path: str) -> list[str]:
        page = browser.new_page()
        page.goto(base + path)
        named = page.locator("link[rel=preload]").evaluate_all("(links) => links.map((link) => link.href)")
        page.close()
        return sorted(
            {name.split("/static/source-serif-4-")[1].split("-normal")[0] for name in named if "serif" in name}
        )

    assert preloaded(f"/conversations/{many}") == ["cyrillic", "greek", "latin", "latin-ext"]
    assert preloaded(f"/conversations/{made[1].call}") == ["cyrillic", "latin"]
    assert preloaded("/care") == ["latin"]


def test_nothing_moves_when_the_fonts_come_late(at_desk: tuple[str, Any, str]) -> None:
    base, browser, many = at_desk

    def shifted(style: str | None = None) -> float:
        """How far things moved on a page whose fonts come when it has been painted without them."""
        page = browser.new_context(viewport={"width": 480, "height": 1600}, bypass_csp=True).new_page()
        if style is not None:
            page.route("**/fonts.css*", lambda route: route.fulfill(body=style, content_type="text/css"))
        FREE.clear()
        try:
            page.goto(f"{base}/conversations/{many}", wait_until="commit")
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length", timeout=10_000)
        finally:
            FREE.set()
        page.wait_for_load_state("load")
        moved: float = page.evaluate(SHIFT)
        page.close()
        return moved

    assert shifted() == 0
    # The control: fonts that push others aside when they come, as on most pages, move the words.
    pushing = browser.new_page().request.get(f"{base}/static/fonts.css").text()
    assert 0 < shifted(pushing.replace("font-display:optional", "font-display:swap").replace("size-adjust", "x"))


def test_nobody_else_is_asked_for_anything(at_desk: tuple[str, Any, str], made: tuple[Path, Names]) -> None:
    base, browser, many = at_desk
    paths = ["/", "/conversations", f"/conversations/{many}", f"/conversations/{made[1].call}", "/search?q=Aurora"]
    paths += [f"/conversations/{made[1].call}/publications", "/matches", "/check", "/add", "/log", "/no-such-page"]
    paths += [f"/sources/{made[1].english_source}"]

    def asked(extra: str = "") -> set[str]:
        page = browser.new_context(bypass_csp=bool(extra)).new_page()
        urls: set[str] = set()
        page.on("request", lambda request: urls.add(request.url))
        for path in paths:
            page.goto(base + path)
            if extra:
                page.add_script_tag(content=extra)
        page.close()
        return {url.split("/")[2] for url in urls if not url.startswith(("data:", "about:"))}

    host = base.split("/")[2]
    assert asked() == {host}
    # The control: a page that does ask somebody else is seen to.
    paths = ["/log"]
    assert asked("new Image().src = 'http://elsewhere.example/x.png'") == {host, "elsewhere.example"}
