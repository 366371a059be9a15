"""The whole desk with script off, as a user walks it: from its front page, by links, buttons and forms alone.

Matches are decided so in `test_matches_browser.py`, differences settled in `test_reading_browser.py`, a draft checked in
`test_browser.py`. All of it is fiction, written for these tests.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

CALL = "Переговоры «Авроры» с берегом"

TUG = """A call of the tug Petrel (a fictional example)

Tug: Who is there?
Pilot: The pilot, in the boat behind you.
Tug: Good. Come alongside.
Pilot: forty years old, from the port.
"""


@pytest.fixture(scope="module")
def desk(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of a desk over an archive of this module's own, and one page without script."""
    folder = Path(shutil.copytree(made[0], tmp_path_factory.mktemp("without") / "archive"))
    with opened(folder) as (base, browser):
        page = browser.new_context(java_script_enabled=False).new_page()
        page.set_default_timeout(10_000)
        yield base, page


def press(page: Any, what: Any) -> None:
    """Presses a link or a button and waits for the page that it leads to."""
    with page.expect_navigation():
        what.click()


def follow(page: Any, *names: str) -> None:
    """Follows links by their words, one after the other."""
    for name in names:
        press(page, page.get_by_role("link", name=name).first)


def go(desk: tuple[str, Any], *names: str) -> Any:
    """Returns the page where the links lead to from the front page."""
    base, page = desk
    page.goto(base)
    follow(page, *names)
    return page


def done(page: Any) -> None:
    """Waits until the page says that an act is written."""
    page.get_by_text("Done and written: act a").first.wait_for()


def test_a_file_is_added_and_its_reading_mended(desk: tuple[str, Any], tmp_path: Path) -> None:
    (tmp_path / "petrel.txt").write_text(TUG, encoding="utf-8")
    page = go(desk, "Add")
    page.set_input_files("input[type=file]", tmp_path / "petrel.txt")
    press(page, page.get_by_role("button", name="Add", exact=True))
    page.get_by_text("1 source kept").wait_for()
    follow(page, "How it was read")
    line = page.locator(".printed", has_text="forty years old")
    assert "turn 4" in line.inner_text()
    line.get_by_role("checkbox").check()
    page.get_by_text("Several lines, single words").click()
    page.get_by_label("Why").fill("a caption")
    press(page, page.get_by_role("button", name="This is no turn"))
    done(page)
    assert "turn 4 is gone" in page.locator(".changes").inner_text()
    assert "not taken" in line.inner_text()
    press(page, page.get_by_role("button", name="No longer holds"))
    done(page)
    assert "turn 4" in line.inner_text()
    press(page, page.locator(".sentence a"))
    page.locator(".cell").nth(3).wait_for()


def test_a_turn_is_written_on_and_a_code_taken_back_in_the_log(desk: tuple[str, Any]) -> None:
    page = go(desk, CALL)
    press(page, page.locator(".sheet").get_by_role("link", name="Turn 3", exact=True).last)
    page.get_by_label("Only these words of it").fill("nine of us")
    press(page, page.get_by_role("button", name="Cite these words"))
    page.locator("form#note textarea").fill("Whom does the bridge count?")
    press(page, page.get_by_role("button", name="Write the note"))
    done(page)
    page.locator("form#code input[name=new_code]").fill("people/count")
    press(page, page.get_by_role("button", name="Put the code on it"))
    done(page)
    assert page.locator(".writings li").count() == 2
    follow(page, "Log")
    page.locator("select[name=verb]").select_option("code")
    press(page, page.get_by_role("button", name="Show", exact=True))
    assert page.locator("main .act").count() == 1
    press(page, page.get_by_role("button", name="Take back"))
    done(page)
    follow(page, "Notes and codes")
    assert page.get_by_text("Whom does the bridge count?").first.is_visible()
    assert page.locator(".written .kind-code").count() == 0
    follow(page, "The codebook")
    assert page.get_by_text("The codebook is empty.").is_visible(), "it came with the act that was taken back"


def test_what_is_hard_to_bear_is_covered_until_a_reader_asks(desk: tuple[str, Any]) -> None:
    page = go(desk, CALL)
    press(page, page.locator(".sheet").get_by_role("link", name="Turn 4", exact=True).last)
    page.get_by_label("Hard to bear: it is about").select_option("death")
    press(page, page.get_by_role("button", name="Cover it with a warning"))
    done(page)
    follow(page, "Conversations", CALL)
    words = page.get_by_text("Hold on, Aurora.")
    assert not words.is_visible()
    page.locator("details.cover", has_text="Hold on, Aurora.").locator("summary").click()
    words.wait_for()
    follow(page, "Notes and codes", "What stays covered")
    page.get_by_role("checkbox", name="death").check()
    press(page, page.get_by_role("button", name="Keep this"))
    follow(page, "Conversations", CALL)
    words.wait_for()
    assert page.locator("details.cover").count() == 0


def test_work_is_shared_out_and_the_queue_opens_the_next(desk: tuple[str, Any]) -> None:
    page = go(desk, "Conversations")
    page.get_by_text("Narrow the list").click()
    page.locator("select[name=language]").select_option("en")
    press(page, page.get_by_role("button", name="Show", exact=True))
    page.locator(".chips", has_text="Take away").wait_for()
    press(page, page.get_by_role("link", name="Open them one by one"))
    title = page.locator("h1").inner_text()
    page.locator(".work summary").click()
    page.get_by_label("Who works on it").fill("Olha Denys")
    page.get_by_label("Put into the set").fill("Night calls")
    press(page, page.get_by_role("button", name="Say so"))
    done(page)
    assert page.locator(".work summary").inner_text() == "Olha Denys · normal priority · Night calls"
    press(page, page.get_by_role("button", name="read", exact=True))
    done(page)
    assert page.locator("h1").inner_text() != title, "the next is open"
    page = go(desk, "Conversations")
    row = page.locator("tbody tr", has_text=title)
    assert all(word in row.inner_text() for word in ("read", "Olha Denys", "Night calls"))
    row.get_by_role("checkbox").check()
    page.get_by_label("Format").select_option("text")
    with page.expect_download() as sent:
        page.get_by_role("button", name="Export").click()
    assert Path(sent.value.path()).stat().st_size


def test_a_search_is_narrowed_and_what_it_finds_is_cited(desk: tuple[str, Any]) -> None:
    page = go(desk)
    page.get_by_label("Search what was said").fill("Aurora")
    press(page, page.get_by_role("button", name="Search"))
    page.locator(".hit").first.wait_for()
    every = page.locator("p.sentence").inner_text().partition(" · ")[0]
    press(page, page.locator(".found aside a").first)
    page.locator(".chips", has_text="Take away").wait_for()
    press(page, page.locator(".chips a").first)
    page.get_by_text("The picture as a table").click()
    press(page, page.locator(".figures tbody a").first)
    page.locator(".chips", has_text="2031").wait_for()
    assert page.locator("p.sentence").inner_text().startswith(every), "all of it was said in that month"
    press(page, page.get_by_role("link", name="Bridge, 1").first)
    press(page, page.locator(".sheet").get_by_role("link", name="Turn 3", exact=True).last)
    page.get_by_label("Only these words of it").fill("twelve degrees")
    press(page, page.get_by_role("button", name="Cite these words"))
    assert page.locator("mark").inner_text() == "twelve degrees"
    assert page.locator("#at-words, [data-copy]:visible").count() == 0
    page.goto(page.get_by_label("Lasting address").input_value())
    assert page.locator("mark").inner_text() == "twelve degrees"


def test_a_source_is_looked_at_and_the_desk_speaks_another_language(desk: tuple[str, Any]) -> None:
    page = go(desk, CALL)
    press(page, page.get_by_role("link", name="Where this comes from").last)
    assert "How do you hear me?" in page.frame_locator("iframe.captured").locator("body").inner_text()
    press(page, page.get_by_role("link", name="Українська"))
    page.locator("html[lang=uk]").wait_for()
    address = page.url.partition("?")[0]
    press(page, page.get_by_role("link", name="Журнал"))
    page.locator("html[lang=uk] .acts").wait_for()
    page.goto(address)
    press(page, page.get_by_role("link", name="English"))
    page.locator("html[lang=en]").wait_for()
    assert page.get_by_role("heading", name="Check it yourself").is_visible()
