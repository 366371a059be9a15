"""The writing desk in a real browser: what is typed is kept through a lost connection, keys set turns, times and signs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from ..actions.tapes import tone
from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]


class Writing:
    """A desk with two drafts on it, and a browser before it."""

    def __init__(self, folder: Path, base: str, browser: Any, draft: str, translation: str) -> None:
        self.folder, self.base, self.browser, self.draft, self.translation = folder, base, browser, draft, translation

    def lines(self) -> list[tuple[str, str]]:
        with actions.open_desk(self.folder) as desk:
            return [(turn.speaker, turn.text) for turn in actions.draft(desk, self.draft).turns]


@pytest.fixture(scope="module")
def writing(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writing]:
    folder = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("writing") / "archive"))
    tape = folder.parent / "aurora.wav"
    tape.write_bytes(tone(6))
    with actions.open_desk(folder) as desk:
        (item,) = actions.add(desk, [str(tape)], agent="Ines Marlow").added
        draft = actions.write(desk, item.recordings[0], agent="Ines Marlow", language="en").id
        translation = actions.write(desk, made[1].english, agent="Ines Marlow", language="uk").id
    with opened(folder) as (base, browser):
        yield Writing(folder, base, browser, draft, translation)


def until(page: Any, true: str) -> None:
    for _ in range(200):
        if page.evaluate(true):
            return
        page.wait_for_timeout(30)
    raise AssertionError(true)


SAVED = "document.querySelector('#state').textContent.startsWith('Saved')"
UNSENT = "document.querySelector('#state').classList.contains('unsent')"


def test_turns_are_typed_with_keys_and_kept_through_a_lost_connection(writing: Writing) -> None:
    context = writing.browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{writing.base}/drafts/{writing.draft}")
    first = page.locator("li.typed").first
    assert page.locator("li.typed").count() == 1, "the empty rows are for browsers without script"
    first.locator("[name=speaker]").fill("Bridge")
    first.locator("[name=text]").click()
    page.keyboard.type("Shore, Aurora.")
    page.keyboard.press("Alt+g")
    page.keyboard.press("Enter")
    page.keyboard.type("I hear you.")
    second = page.locator("li.typed").nth(1)
    second.locator("[name=speaker]").fill("Shore")
    until(page, SAVED)
    page.wait_for_timeout(1500)
    assert writing.lines() == [("Bridge", "Shore, Aurora. […]"), ("Shore", "I hear you.")]
    second.locator("[name=text]").focus()
    page.keyboard.press("Enter")
    third = page.locator("li.typed").nth(2)
    assert third.locator("[name=speaker]").input_value() == "Bridge", "two people take turns"

    context.set_offline(True)
    third.locator("[name=text]").fill("We are taking water.")
    until(page, UNSENT)
    assert len(writing.lines()) == 2
    page.close()  # with the connection still down

    context.set_offline(False)
    again = context.new_page()
    again.goto(f"{writing.base}/drafts/{writing.draft}")
    assert again.locator("li.typed").nth(2).locator("[name=text]").input_value() == "We are taking water."
    again.wait_for_timeout(2000)
    assert writing.lines()[-1] == ("Bridge", "We are taking water.")
    assert wrong == []
    context.close()


def test_a_key_can_be_chosen_and_is_remembered(writing: Writing) -> None:
    context = writing.browser.new_context()
    page = context.new_page()
    page.goto(f"{writing.base}/drafts/{writing.draft}")
    page.get_by_role("button", name="Keys…").click()
    page.get_by_role("button", name="Key for: mark: a pause").click()
    page.keyboard.press("F8")
    assert page.get_by_role("button", name="Key for: mark: a pause").inner_text() == "F8"
    page.get_by_role("button", name="Close").last.click()
    page.reload()
    page.locator("li.typed [name=text]").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("F8")
    assert page.locator("li.typed [name=text]").first.input_value().endswith("(pause)")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_clean_on_any_width(writing: Writing, width: int, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = writing.browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    ).new_page()  # fmt: skip
    for address in (f"/drafts/{writing.draft}", f"/drafts/{writing.translation}", "/write"):
        page.goto(writing.base + address)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.context.close()
