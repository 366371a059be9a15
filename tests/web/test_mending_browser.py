"""A turn is mended where it stands, in a real browser; a lost connection and somebody else at work lose nothing typed."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions
from earwitness.actions.edits import Words

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]


@pytest.fixture(scope="module")
def opening(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, Path]]:
    """A desk over a copy of the archive, one browser, and the archive's folder."""
    folder = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("mending") / "archive"))
    with opened(folder) as (base, browser):
        yield base, browser, folder


def text_of(folder: Path, turn: str) -> str:
    with actions.open_desk(folder) as desk:
        return desk.archive.catalog.turn(turn).turn.text


def at(page: Any, base: str, names: Names, turn: str) -> Any:
    page.goto(f"{base}/conversations/{names.call}?versions={names.english}#turn-{turn}")
    return page.locator(f"[id='turn-{turn}']")


def test_a_turn_is_mended_by_keys_and_a_lost_connection_loses_nothing(
    opening: tuple[str, Any, Path], names: Names
) -> None:
    base, browser, folder = opening
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    turn = f"{names.english}.3"
    cell = at(page, base, names, turn)
    page.keyboard.press("e")
    area = cell.locator("textarea[name=line]")
    area.wait_for()
    assert area.input_value() == "Water on the deck, a list of twelve degrees. [inaudible] There are nine of us."
    area.fill("Water on the deck. [inaudible] There are nine of us. (sighs)")
    page.keyboard.press("Control+Enter")
    page.locator(".notice", has_text="Done and written").wait_for()
    assert text_of(folder, turn) == "Water on the deck. There are nine of us."

    # The connection is lost while somebody types: it is kept, says so, and goes out when the desk answers again.
    page.keyboard.press("e")
    area.wait_for()
    page.wait_for_timeout(300)  # the neighbours' forms come
    context.set_offline(True)
    area.fill("Water on the deck. There are ninety of us.")
    page.keyboard.press("Control+Enter")
    kept = cell.locator(".kept-here")
    kept.wait_for()
    assert "Kept here, not sent yet: Water on the deck. There are ninety of us." in kept.inner_text()
    # A neighbour opens without the desk, and what is typed there is kept as well.
    other = page.locator(f"[id='turn-{names.english}.4']")
    page.evaluate(f"location.hash = 'turn-{names.english}.4'")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("e")
    other.locator("textarea[name=line]").fill("Hold on, Aurora, we come.")
    page.keyboard.press("Control+Enter")
    other.locator(".kept-here").wait_for()
    assert text_of(folder, turn) == "Water on the deck. There are nine of us."
    context.set_offline(False)
    other.locator(".kept-here", has_text="Sent and written").wait_for()
    assert text_of(folder, turn) == "Water on the deck. There are ninety of us."
    assert text_of(folder, f"{names.english}.4") == "Hold on, Aurora, we come."
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('earwitness-mend'))") == []
    assert wrong == []
    context.close()


def test_who_comes_second_decides_on_the_page(opening: tuple[str, Any, Path], names: Names) -> None:
    base, browser, folder = opening
    context = browser.new_context(viewport={"width": 320, "height": 640}, color_scheme="dark")
    page = context.new_page()
    turn = f"{names.english}.2"
    cell = at(page, base, names, turn)
    page.keyboard.press("e")
    area = cell.locator("textarea[name=line]")
    area.fill("Aurora, I hear you. What is it?")
    with actions.open_desk(folder) as desk:
        actions.correct(desk, [Words(turn=turn, line="Aurora, I hear you. What happened?")], agent="Boris")
    page.keyboard.press("Control+Enter")
    clash = cell.locator("[data-clash]")
    clash.wait_for()
    assert "What happened?" in clash.inner_text()
    assert area.input_value() == "Aurora, I hear you. What is it?"
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, context="main").response["violations"]
    assert [(each["id"], each["nodes"][0]["target"]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Left and come back to: what was typed is there, and so is what stands in its way.
    page.reload()
    cell.locator(".kept-here").wait_for()
    cell.locator(".kept-here button").click()
    area.wait_for()
    assert area.input_value() == "Aurora, I hear you. What is it?"
    page.keyboard.press("Control+Enter")
    clash.wait_for()
    area.fill("Aurora, I hear you. What is happening?")
    page.keyboard.press("Control+Enter")
    page.locator(".notice", has_text="Done and written").wait_for()
    assert text_of(folder, turn) == "Aurora, I hear you. What is happening?"
    # The caret parts a turn in two.
    page.keyboard.press("e")
    area.wait_for()
    area.evaluate("(field) => field.setSelectionRange(20, 20)")
    page.keyboard.press("Control+Shift+Enter")
    page.locator(f"[id='turn-{names.english}.5']").wait_for()
    assert text_of(folder, turn) == "Aurora, I hear you."
    context.close()
