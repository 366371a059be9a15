"""Lists, queues and the search in a real browser. All of it is fiction, written for these tests."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, opened
from .conftest import fill

pytestmark = [pytest.mark.browser, NEEDED]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, str]]:
    """A desk, a browser, and the id of the call in it."""
    folder: Path = tmp_path_factory.mktemp("lists") / "archive"
    call = fill(folder).call
    with actions.open_desk(folder) as archive:
        actions.triage(archive, [call], agent="Ines Marlow", priority="high", add_sets=["Night calls"])
    with opened(folder) as (base, browser):
        yield base, browser, call


def test_all_are_ticked_counted_and_acted_on(desk: tuple[str, Any, str]) -> None:
    base, browser, _ = desk
    page = browser.new_page()
    page.goto(f"{base}/conversations")
    page.get_by_label("Choose all on this page").check()
    assert page.locator("[data-ticked]").inner_text() == "(2)"
    page.locator("tbody input[type=checkbox]").first.uncheck()
    assert page.locator("[data-ticked]").inner_text() == "(1)"
    page.locator("tbody input[type=checkbox]").first.check()
    page.locator("input[name=add_set]").fill("Bridge")
    page.get_by_role("button", name="Say so").click()
    page.get_by_text("Bridge", exact=True).nth(1).wait_for()
    page.get_by_role("button", name="Take it back").click()
    page.wait_for_load_state()
    page.goto(f"{base}/conversations")
    assert page.get_by_text("Bridge", exact=True).count() == 0
    page.close()


def test_a_key_gives_a_status_and_opens_the_next(desk: tuple[str, Any, str]) -> None:
    base, browser, call = desk
    page = browser.new_page()
    page.goto(f"{base}/queue?status=new")
    assert f"/conversations/{call}?" in page.url
    page.keyboard.press("]")
    page.wait_for_url(lambda address: call not in address)
    page.keyboard.press("[")
    page.wait_for_url(lambda address: call in address)
    page.keyboard.press("2")
    page.wait_for_url(lambda address: "done=" in address)
    assert call not in page.url
    assert page.locator(".turning").inner_text().startswith("Queue: 1 of 1")
    page.close()


def test_the_search_answers_as_one_types(desk: tuple[str, Any, str]) -> None:
    base, browser, _ = desk
    page = browser.new_page()
    page.goto(f"{base}/search")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/search" in request.url else None)
    page.locator("#q").press_sequentially("aurora", delay=15)
    page.locator("#results .hit").first.wait_for()
    assert page.url == f"{base}/search?q=aurora"
    assert len(asked) <= 2  # not one for each letter
    assert "passage" in page.locator("[aria-live=polite].heard").inner_text()
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className") == "where"
    first = page.evaluate("document.activeElement.href")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.href") != first
    page.keyboard.press("/")
    page.keyboard.type('"', delay=10)
    page.locator("#results [role=alert]").wait_for()
    page.close()


def test_without_script_all_of_it_is_a_form(desk: tuple[str, Any, str]) -> None:
    base, browser, _ = desk
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{base}/search")
    page.locator("#q").fill("aurora")
    page.get_by_role("button", name="Search").click()
    page.locator(".hit").first.wait_for()
    page.goto(f"{base}/conversations")
    assert not page.get_by_label("Choose all on this page").is_visible()
    page.locator("tbody input[type=checkbox]").first.check()
    page.locator("input[name=add_set]").fill("Quay")
    page.get_by_role("button", name="Say so").click()
    page.get_by_text("Quay", exact=True).wait_for()
    page.context.close()
