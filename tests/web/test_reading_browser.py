"""The reading page in a real browser: differences by keyboard and without script, on paper, in a narrow window."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, launched, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all of these tests."""
    with launched() as one:
        yield one


def number(folder: Path, names: Names) -> str:
    """The id of the difference in the number of degrees."""
    with actions.open_desk(folder) as desk:
        return next(one.id for one in actions.collate(desk, names.call).variants if one.kind == "number")


def test_by_keyboard(harbour: str, folder: Path, names: Names, browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_page(reduced_motion="reduce")
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{base}/conversations/{names.call}")
        for _ in range(3):
            page.keyboard.press("j")
        assert "Вода на палубе" in page.evaluate("document.activeElement.innerText")
        page.keyboard.press("k")
        assert "Слышу вас" in page.evaluate("document.activeElement.innerText") or "слышу вас" in page.evaluate(
            "document.activeElement.innerText"
        )
        page.keyboard.press("n")
        focused = page.evaluate("document.activeElement.innerText")
        assert focused.startswith("number")
        page.keyboard.press("Enter")
        unfolded = page.locator(".note .unfolded")
        unfolded.wait_for()
        assert "Harbour Post" in unfolded.inner_text()
        page.keyboard.press("Enter")
        unfolded.wait_for(state="hidden")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").inner_text().startswith("Keys")
        page.keyboard.press("j")
        page.keyboard.press("Escape")
        assert page.locator("dialog[open]").count() == 0
        page.keyboard.press("d")
        page.wait_for_url("**?differ=meaning")
        assert page.locator(".row").count() == 1
        page.get_by_role("link", name="twelve").first.click()
        page.locator(".note .unfolded").wait_for()
        assert wrong == []


def test_the_lasting_address_is_copied(harbour: str, folder: Path, names: Names, browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        address = f"{base}/conversations/{names.call}/differences/{number(folder, names)}"
        page.goto(address)
        page.get_by_role("button", name="Copy the address").click()
        page.get_by_role("button", name="Copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == address


def test_without_script_a_reading_is_settled_and_rows_are_mended(
    harbour: str, folder: Path, names: Names, browser: Any
) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}/conversations/{names.call}")
        page.locator(".note").first.get_by_role("link").click()
        assert not page.get_by_role("button", name="Copy the address").is_visible()
        page.get_by_role("radio", name="twenty").check()
        page.get_by_label("Translator's note").fill("the second listener heard it so")
        page.get_by_role("button", name="Settle it").click()
        assert "the reading of Harbour Post stands" in page.locator("li.settled").inner_text()
        page.get_by_role("link", name="In its place in the conversation").click()
        page.get_by_role("link", name="Mend the rows").click()
        page.get_by_role("checkbox", name="Turn 4 of Listeners' log").check()
        page.get_by_role("checkbox", name="Turn 3 of Harbour Post").check()
        page.get_by_role("button", name="These say the same").click()
        assert "matched by Ines Marlow" in page.locator(".matched").first.inner_text()
        page.get_by_role("button", name="Take it back").click()
        assert page.get_by_role("status").first.inner_text().startswith("Done and written: act a")


def boxes(page: Any) -> list[dict[str, float]]:
    return [slot.bounding_box() for slot in page.locator(".row").nth(2).locator(".slot").all()]


def test_narrow_columns_stack_and_each_says_its_version(harbour: str, folder: Path, names: Names, browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_page(viewport={"width": 320, "height": 700})
        page.goto(f"{base}/conversations/{names.call}?versions={names.russian},{names.english},{harbour}")
        one, other, third = boxes(page)
        assert one["y"] + one["height"] <= other["y"] <= third["y"] - other["height"]
        names_shown = (
            "(row) => [...row.querySelectorAll('.slot')].map((slot) => getComputedStyle(slot, '::before').content)"
        )
        said = page.locator(".row").nth(2).evaluate(names_shown)
        assert [name.split('"')[1] for name in said] == ["Listeners' log", "Shore Post", "Harbour Post"]
        page.set_viewport_size({"width": 1440, "height": 900})
        one, other, third = boxes(page)
        assert one["y"] == other["y"] == third["y"]
        assert page.locator(".row").nth(2).evaluate(names_shown) == ["none"] * 3


def test_on_paper_the_columns_stay_and_no_control_does(harbour: str, folder: Path, names: Names, browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_page(viewport={"width": 800, "height": 1100})
        page.goto(f"{base}/conversations/{names.call}?align=1")
        page.emulate_media(media="print")
        one, other = boxes(page)
        assert one["y"] == other["y"]
        assert page.locator(".note .kind").first.is_visible()
        # A word that explains itself is a button, and stays as the word.
        for control in (".chips", ".mend", ".tie", "button:not(.odd)", ".work", ".checking", "nav", "dialog"):
            assert not any(item.is_visible() for item in page.locator(control).all()), control


def test_nothing_shifts_as_the_page_comes(harbour: str, folder: Path, names: Names, browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{base}/conversations/{names.call}")
        shifted = page.evaluate(
            """new Promise((done) => {
              let sum = 0;
              new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                .observe({ type: "layout-shift", buffered: true });
              setTimeout(() => done(sum), 600);
            })"""
        )
        assert shifted == 0


def test_the_right_to_left_reads_from_the_right(folder: Path, tmp_path: Path, names: Names, browser: Any) -> None:
    call = tmp_path / "hebrew.txt"
    call.write_text("שיחה (דוגמה בדויה)\n\nאנה: שלום, מה שלומך?\nפטר: טוב, תודה.\nאנה: יופי.\nפטר: להתראות.\n")
    with actions.open_desk(folder) as desk:
        added = actions.add(desk, [str(call)], agent="Ines Marlow", language="he").added[0]
    with opened(folder, browser) as (base, _):
        page = browser.new_page(viewport={"width": 1000, "height": 700})
        page.goto(f"{base}/conversations/{added.conversations[0]}")
        assert page.locator("p.said").first.evaluate("(said) => getComputedStyle(said).direction") == "rtl"
