"""Every hand: targets that a finger hits, a focus that is always seen, a system's own colours, a page at 400 %."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

SMALL = """() => [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, nav a, .number")]
  .map((one) => (one.matches("input[type=checkbox], input[type=radio]") && one.closest("label")) || one)
  .filter((one) => one.checkVisibility() && !one.closest("dialog"))
  .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
  .filter(([, box]) => 1 < box.width && (box.height < 24 || box.width < 24)).map(([name]) => name)"""

UNSEEN = """() => { const style = getComputedStyle(document.activeElement);
  const seen = style.outlineStyle !== "none" && 2 <= parseFloat(style.outlineWidth);
  return seen ? "" : document.activeElement.outerHTML.slice(0, 80) }"""


@pytest.fixture(scope="module")
def at_desk(made: tuple[Path, Names]) -> Iterator[tuple[str, Any, list[str]]]:
    """The address of a desk, a browser, and the paths of its pages; nothing here acts."""
    folder, names = made
    paths = ["/", "/conversations", f"/conversations/{names.call}", "/search?q=Aurora", "/add", "/log", "/check"]
    with opened(folder) as (base, browser):
        yield base, browser, paths


def test_what_can_be_hit_is_large_enough(at_desk: tuple[str, Any, list[str]]) -> None:
    base, browser, paths = at_desk
    page = browser.new_page(viewport={"width": 390, "height": 800})
    for path in paths:
        page.goto(base + path)
        assert page.evaluate(SMALL) == [], path
    # The control: a small one is found.
    page.evaluate(
        "document.querySelector('nav a').style.cssText = 'display: inline-block; height: 10px; padding: 0; overflow: hidden'"
    )
    assert len(page.evaluate(SMALL)) == 1
    page.close()


def test_the_focus_is_always_seen(at_desk: tuple[str, Any, list[str]]) -> None:
    base, browser, paths = at_desk
    page = browser.new_page()
    for path in paths[1:4]:
        page.goto(base + path)
        for _ in range(14):
            page.keyboard.press("Tab")
            assert page.evaluate(UNSEEN) == "", path
    # The control: where nothing is focused, nothing is seen.
    page.evaluate("document.activeElement.blur()")
    assert page.evaluate(UNSEEN) != ""
    page.close()


def test_at_400_percent_nothing_runs_off_and_nothing_stays_in_the_way(at_desk: tuple[str, Any, list[str]]) -> None:
    base, browser, paths = at_desk
    page = browser.new_page(viewport={"width": 320, "height": 256})
    for path in paths:
        page.goto(base + path)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 320, path
        stuck = "[...document.querySelectorAll('body *')].filter((one) => getComputedStyle(one).position === 'sticky').length"
        assert page.evaluate(stuck) == 0, path
    page.close()


def test_a_system_s_own_colours_and_more_contrast_are_taken(at_desk: tuple[str, Any, list[str]]) -> None:
    base, browser, paths = at_desk
    page = browser.new_page(forced_colors="active")
    page.goto(base + paths[2])
    marked = "getComputedStyle(document.querySelector('nav [aria-current]')).outlineStyle"
    assert page.evaluate(marked) == "solid"
    page.emulate_media(forced_colors="none")
    assert page.evaluate(marked) == "none"
    soft = "getComputedStyle(document.documentElement).getPropertyValue('--soft')"
    usual = page.evaluate(soft)
    page.emulate_media(contrast="more")
    assert page.evaluate(soft) != usual
    page.close()
