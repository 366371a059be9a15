"""Selected words are cited in a real browser, by the bar and by a key; turns and citations are clean on any width."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions
from earwitness.actions.anchoring import Passage

from .browser import NEEDED, Served, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

SELECT = """([turn, words, nth]) => {
  const said = document.getElementById("turn-" + turn).querySelector(".said");
  const walker = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = node.data.indexOf(words); -1 < at; at = node.data.indexOf(words, at + 1)) {
      if (seen++ === nth) { getSelection().setBaseAndExtent(node, at, node, at + words.length); return true; }
    }
  }
  return false;
}"""


def until(page: Any, true: str) -> None:
    """Waits until an expression is true; the page's policy forbids the browser to wait for one itself."""
    for _ in range(100):
        if page.evaluate(true):
            return
        page.wait_for_timeout(30)
    raise AssertionError(true)


@pytest.fixture(scope="module")
def opening(made: tuple[Path, Names]) -> Iterator[tuple[str, Any]]:
    """The address of a desk over the archive that nobody changes, and one browser for all."""
    with opened(made[0]) as served:
        yield served


def test_selected_words_become_a_citation_that_is_found_again(opening: tuple[str, Any], names: Names) -> None:
    base, browser = opening
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.goto(f"{base}/conversations/{names.call}")
    assert page.locator("#at-words").is_hidden()
    assert page.evaluate(SELECT, [f"{names.english}.3", "of", 1])  # "There are nine of us", not "a list of twelve"
    page.locator("#at-words").wait_for(state="visible")
    page.get_by_role("button", name="Cite c").click()
    page.locator("#citing[open]").wait_for()
    address = page.get_by_label("Lasting address").input_value()
    assert page.get_by_label("In words").input_value().startswith("“of” (Bridge)")
    page.locator("#citing .copyable").nth(1).get_by_role("button").click()
    assert page.evaluate("navigator.clipboard.readText()") == address
    page.goto(address)
    assert page.locator("mark").inner_text() == "of"
    assert page.locator(".this .said").inner_text().endswith("There are nine of us.")
    assert page.locator("mark").evaluate("(mark) => mark.nextSibling.data") == " us."
    assert wrong == []


def test_a_key_cites_the_turn_where_somebody_is_and_what_is_selected(opening: tuple[str, Any], names: Names) -> None:
    base, browser = opening
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{base}/conversations/{names.call}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("#citing[open]").wait_for()
    until(page, "document.querySelector('[data-holds=plain]').value")
    assert "Как слышите" in page.get_by_label("In words").input_value()
    page.keyboard.press("Escape")
    # Two turns of one version are two citations; what the transcriber put beside the words is of none.
    page.evaluate(
        """([one, other]) => {
          const said = (turn) => document.getElementById("turn-" + turn).querySelector(".said");
          getSelection().setBaseAndExtent(said(one), 0, said(other), said(other).childNodes.length);
        }""",
        [f"{names.english}.2", f"{names.english}.3"],
    )
    page.keyboard.press("c")
    until(page, "document.querySelector('[data-holds=address]').value.includes('\\n')")
    assert len(page.get_by_label("Lasting address").input_value().split("\n")) == 2
    assert "inaudible" not in page.get_by_label("In words").input_value()


def test_what_is_held_back_gives_no_citation(opening: tuple[str, Any], names: Names) -> None:
    base, browser = opening
    page = browser.new_page(reduced_motion="reduce")
    page.goto(f"{base}/conversations/{names.private}")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.locator("#citing[open]").wait_for()
    until(page, "document.querySelector('#citing [role=alert]').textContent")
    assert "restricted" in page.get_by_role("alert").inner_text()
    assert page.locator("#citing textarea:visible").count() == 0
    assert "/cite/" not in page.content()


def test_columns_stay_abreast_and_their_heads_in_sight_while_scrolling(opening: tuple[str, Any], names: Names) -> None:
    base, browser = opening
    page = browser.new_page(viewport={"width": 1280, "height": 420}, reduced_motion="reduce")
    page.goto(f"{base}/conversations/{names.call}#turn-{names.english}.4")
    until(page, "document.querySelector('.heads').getBoundingClientRect().y === 0")
    heads = page.locator(".heads").bounding_box()
    cell = page.locator(f"[id='turn-{names.english}.4']").bounding_box()
    assert heads["y"] == 0
    assert heads["y"] + heads["height"] <= cell["y"]  # a permanent link leads beneath the heads, not behind them
    for row in page.locator(".row").all():
        one, other = (slot.bounding_box()["y"] for slot in row.locator(".slot").all())
        assert one == other
    said = page.locator(f"[id='turn-{names.english}.4']").aria_snapshot()
    assert "Shore" in said and "Hold on, Aurora." in said  # who speaks is heard with the words


def test_a_key_leads_to_the_form_that_writes_on_the_words(opening: tuple[str, Any], names: Names) -> None:
    base, browser = opening
    page = browser.new_page()
    page.goto(f"{base}/conversations/{names.call}")
    page.evaluate(SELECT, [f"{names.english}.3", "of", 1])
    page.keyboard.press("m")
    page.wait_for_url("**/turns/**")
    assert page.url.endswith("#note")
    form = page.locator("form#note")
    assert form.locator("[name=words]").input_value() == "of"
    assert form.locator("[name=suffix]").input_value() == " us."


def test_a_key_checks_the_turn_where_somebody_is_and_again_takes_it_back(
    opening: tuple[str, Any], folder: Path, names: Names
) -> None:
    with Served(folder) as served:
        base, page = served.base, opening[1].new_page(reduced_motion="reduce")
        page.goto(f"{base}/conversations/{names.call}?versions={names.english}")
        page.keyboard.press("j")
        page.keyboard.press("v")
        until(page, "document.querySelector('.row .checked')")
        assert page.locator("[data-checked-of] b").inner_text() == "1"
        page.reload()
        assert page.locator(".row .checked").count() == 1
        page.keyboard.press("j")
        page.keyboard.press("v")
        until(page, "!document.querySelector('.row .checked')")
        page.reload()
        assert page.locator(".row .checked").count() == 0


def test_a_covered_turn_is_not_cited_until_its_cover_is_opened(
    opening: tuple[str, Any], folder: Path, names: Names
) -> None:
    with actions.open_desk(folder) as desk:
        actions.caution(desk, [Passage(turn=f"{names.english}.1")], "death", agent="Ines Marlow")
    with Served(folder) as served:
        base, page = served.base, opening[1].new_page(reduced_motion="reduce")
        page.goto(f"{base}/conversations/{names.call}?versions={names.english}")
        page.keyboard.press("j")
        page.keyboard.press("c")
        page.locator("#citing[open]").wait_for()
        assert "a death" in page.get_by_role("alert").inner_text()
        assert page.locator("#citing textarea:visible").count() == 0
        page.keyboard.press("Enter")  # the focus is on the button that opens the cover
        until(page, "document.querySelector('[data-holds=plain]').value")
        assert page.locator("#citing [role=alert]").text_content() == ""
        assert "How do you hear me" in page.get_by_label("In words").input_value()
        assert page.locator("#citing button[data-open]").is_hidden()
