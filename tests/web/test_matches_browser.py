"""The possible matches in a real browser: decided by key and without script, on any width, and nothing for axe to find."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, launched, opened
from .test_matches import calls, folder, looked, told

__all__ = ["calls", "folder", "looked"]

pytestmark = [pytest.mark.browser, NEEDED]


def acts(folder: Path) -> list[tuple[str, str]]:
    """Returns what was done since the archive was filled: the verb and the reason, oldest first."""
    with actions.open_desk(folder) as desk:
        return [(act.act, act.reason) for act in actions.log(desk, oldest_first=True).acts if act.act != "add"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for all of these tests."""
    with launched() as one:
        yield one


def test_by_key(folder: Path, calls: dict[str, str], browser: Any) -> None:
    with actions.open_desk(folder) as desk:
        order = actions.list_waiting(desk).proposals
    with opened(folder, browser) as (base, _):
        page = browser.new_page(reduced_motion="reduce")
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{base}/matches")
        page.keyboard.press("?")
        assert page.locator("dialog[open]").inner_text().startswith("Keys")
        page.keyboard.press("a")
        page.keyboard.press("Escape")
        assert acts(folder) == [], "a key in the list of keys does nothing"
        page.keyboard.press("l")
        page.wait_for_url(f"**/matches/{order[1].a}/{order[1].b}")
        page.keyboard.press("j")
        page.wait_for_url(f"**/matches/{order[2].a}/{order[2].b}")
        page.keyboard.press("k")
        page.wait_for_url(f"**/matches/{order[1].a}/{order[1].b}")
        page.keyboard.press("k")
        page.wait_for_url(f"**/matches/{order[0].a}/{order[0].b}")
        page.keyboard.press("w")
        page.keyboard.type("arrow")
        assert page.locator(".say input[name=reason]").input_value() == "arrow", "keys are letters in a field"
        page.keyboard.press("Escape")
        page.keyboard.press("a")
        page.wait_for_url("**?done=*")
        assert page.locator(".done").inner_text().startswith("One conversation now")
        page.keyboard.press("u")
        page.wait_for_url(f"**/matches/{order[0].a}/{order[0].b}?done=*")
        assert page.locator(".done").inner_text().startswith("Taken back")
        page.keyboard.press("r")
        page.wait_for_url(f"**/matches/{order[1].a}/{order[1].b}?done=*")
        assert page.locator(".done").inner_text().startswith("Two conversations, and not proposed again")
        assert acts(folder) == [("link", "arrow"), ("undo", ""), ("reject", "")]
        assert wrong == []


def test_without_script(folder: Path, calls: dict[str, str], browser: Any) -> None:
    with opened(folder, browser) as (base, _):
        page = browser.new_context(java_script_enabled=False).new_page()
        page.goto(f"{base}/")
        page.get_by_role("link", name="possible match").click()
        page.get_by_label("Why").fill("heard it")
        page.get_by_role("button", name="One conversation").click()
        assert page.locator(".done").inner_text().startswith("One conversation now")
        page.get_by_role("button", name="Take back").click()
        assert page.locator(".done").inner_text().startswith("Taken back")
        page.get_by_role("link", name="Later").click()
        page.get_by_role("button", name="Not the same").click()
        assert [verb for verb, _ in acts(folder)] == ["link", "undo", "reject"]
        page.get_by_role("button", name="Look again").click()
        until = time.monotonic() + 60
        while "look=1" in page.url and time.monotonic() < until:
            page.wait_for_timeout(500)  # the page goes on by itself
        assert page.url == f"{base}/matches"


def test_a_look_is_followed(folder: Path, tmp_path: Path, browser: Any) -> None:
    third = tmp_path / "third.txt"
    third.write_text("\n".join(told("harbour-1", "original")), encoding="utf-8")
    with actions.open_desk(folder) as desk:
        actions.add(desk, [str(third)], agent="Ines Marlow")
    with opened(folder, browser) as (base, _):
        page = browser.new_page()
        page.goto(f"{base}/matches")
        assert "1 conversation came or changed since" in page.locator(".told").inner_text()
        page.get_by_role("button", name="Look again").click()
        page.wait_for_url(f"{base}/matches", timeout=60_000)
        assert "came or changed" not in page.locator(".told").inner_text()
        assert int(page.locator("nav .count").inner_text().split()[0]) > 4


def places(calls: dict[str, str]) -> dict[str, str]:
    return {
        "all": "/matches",
        "far down": "/matches?offset=400",
        "round-up": f"/matches/{calls['hospital-2 en1']}/{calls['round-up']}",
        "of one": f"/matches?of={calls['round-up']}",
        "nothing waits": f"/matches/{calls['harbour-1 en1']}/{calls['flat-1 en2']}",
    }


def test_every_state_is_clean_and_fits(folder: Path, calls: dict[str, str], browser: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    with opened(folder, browser) as (base, _):
        page = browser.new_context(bypass_csp=True).new_page()
        for name, path in places(calls).items():
            page.set_viewport_size({"width": 1440, "height": 800})
            page.emulate_media(color_scheme="light")
            page.goto(base + path)
            faults = Axe().run(page).response["violations"]
            page.emulate_media(color_scheme="dark")
            faults += Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
            assert [(fault["id"], [node["target"] for node in fault["nodes"]][:3]) for fault in faults] == [], name
            for width in (2560, 1000, 768, 320):
                page.set_viewport_size({"width": width, "height": 800})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
