"""How a page was read, put right in a real browser: by key, by tick, by selecting; and in two tabs at once. All is fiction."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, opened
from .test_reviewing import kept

__all__ = ["kept"]

pytestmark = [pytest.mark.browser, NEEDED]


@pytest.fixture(scope="module")
def review(kept: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, Path]]:
    """The address of a reading, a browser that keeps its tabs apart, and the archive."""
    folder = Path(shutil.copytree(kept[0], tmp_path_factory.mktemp("reviewing") / "archive"))
    with opened(folder) as (base, browser):
        yield f"{base}/sources/{kept[1]}/reading", browser.new_context(reduced_motion="reduce"), folder


def said(folder: Path) -> list[str]:
    """Returns the acts since the page was added, oldest first."""
    with actions.open_desk(folder) as desk:
        return [act.act for act in actions.log(desk, oldest_first=True).acts if act.act != "add"]


def test_lines_are_walked_ticked_and_said_by_key(review: tuple[str, Any, Path]) -> None:
    address, context, folder = review
    before = len(said(folder))
    page = context.new_page()
    page.goto(address)
    ticked = page.locator("[data-ticked]")
    assert ticked.inner_text() == ""
    for _ in range(3):
        page.keyboard.press("j")
    here = page.locator(".printed.here")
    assert "Stoker: We are taking water, Mom." in here.inner_text(), "what is folded is walked over"
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert ticked.inner_text() == "2"
    page.keyboard.press("k")
    page.keyboard.press("x")
    assert ticked.inner_text() == "1"
    page.locator(".printed", has_text="How many are aboard?").locator("input").click()
    assert ticked.inner_text() == ""
    # Shift and a click tick all lines between.
    page.locator(".printed", has_text="Nobody counted us").locator("input").click()
    page.locator(".printed", has_text="It is ten.").locator("input").click(modifiers=["Shift"])
    assert ticked.inner_text() == "4"
    page.locator(".printed", has_text="Nobody counted us").locator("input").click(modifiers=["Shift"])
    assert ticked.inner_text() == ""
    caption = page.locator(".printed", has_text="forty years old")
    caption.locator("input").click()
    page.keyboard.press("n")
    page.wait_for_url("**done=*")
    assert "turn 6 is gone" in page.locator(".changes").inner_text()
    assert "not taken" in caption.inner_text()
    page.locator("div.notice").get_by_role("button", name="Take it back").click()
    page.get_by_text("Done and written").first.wait_for()
    page.goto(address)
    assert "turn 6" in caption.inner_text()
    assert said(folder)[before:] == ["mend", "undo"]
    page.close()


def test_selected_words_are_the_words_meant(review: tuple[str, Any, Path]) -> None:
    address, context, _ = review
    page = context.new_page()
    page.goto(address)
    line = page.locator(".printed", has_text="A hundred")
    line.locator(".said").evaluate(
        """(said) => { const at = said.firstChild.data.indexOf("passengers");
          getSelection().setBaseAndExtent(said.firstChild, at, said.firstChild, at + 10); }"""
    )
    page.locator("[data-ticked]", has_text="1").wait_for()
    assert line.locator("input").is_checked()
    page.get_by_text("Several lines, single words").click()
    assert page.get_by_label("Words in a line").input_value() == "passengers"
    page.close()


def test_in_two_tabs_at_once_the_second_is_told_and_nothing_is_lost(review: tuple[str, Any, Path]) -> None:
    address, context, folder = review
    before = len(said(folder))
    one, other = context.new_page(), context.new_page()
    one.goto(address)
    other.goto(address)
    other.locator(".printed", has_text="The recording breaks off").locator("input").check()
    other.get_by_label("Who speaks").select_option("Mom")
    one.locator(".printed", has_text="forty years old").locator("input").check()
    one.get_by_role("button", name="This is no turn").click()
    one.wait_for_url("**done=*")
    other.get_by_role("button", name="This is a turn").click()
    alert = other.get_by_role("alert")
    alert.get_by_text("Somebody else acted on this page since you looked.").wait_for()
    assert "You wanted to say: This is a turn: “The recording breaks off" in alert.inner_text()
    assert "“Stoker: forty years old, from the port.” is no turn" in alert.inner_text()
    assert len(said(folder)) == before + 1, "nothing of the second was written"
    other.locator("[data-ticked]", has_text="1").wait_for()  # its tick is still set
    assert other.get_by_label("Who speaks").input_value() == "Mom"
    other.get_by_role("button", name="This is a turn").click()
    other.wait_for_url("**done=*")
    assert "Mom" in other.locator(".printed", has_text="The recording breaks off").inner_text()
    assert "not taken" in other.locator(".printed", has_text="forty years old").inner_text()
    assert said(folder)[before:] == ["mend", "mend"]
    one.close()
    other.close()
