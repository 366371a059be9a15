"""Adding in a real browser, file by file: what fails takes nothing from the rest, and can be tried again. All is fiction."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .browser import NEEDED, Served, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]


def call(folder: Path, name: str) -> Path:
    """Writes the file of a call and returns it."""
    path = folder / f"{name}.txt"
    path.write_text(
        f"A call of the {name} (a fictional example)\n\nTug: Who is there?\nPilot: The {name}.\nTug: Good.\n"
    )
    return path


@pytest.fixture(scope="module")
def desk(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any]]:
    """The address of a desk over an archive of this module's own, and a browser."""
    with opened(Path(shutil.copytree(made[0], tmp_path_factory.mktemp("adding") / "archive"))) as served:
        yield served


def test_one_bad_file_does_not_stop_the_rest(desk: tuple[str, Any], tmp_path: Path) -> None:
    base, browser = desk
    page = browser.new_page()
    page.goto(f"{base}/add")
    bad = tmp_path / "broken.docx"
    bad.write_bytes(b"PK\x03\x04 and no more")
    page.set_input_files("input[type=file]", [call(tmp_path, "Petrel"), bad, call(tmp_path, "Tern")])
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("2 of 3 done, 1 failed").wait_for()
    rows = page.locator(".progress li")
    assert [row.locator(".name").inner_text() for row in rows.all()] == ["Petrel.txt", "broken.docx", "Tern.txt"]
    assert [row.locator(".state").inner_text() for row in rows.all()] == ["read; turns: 3", "failed", "read; turns: 3"]
    assert "save it again, or as text" in rows.nth(1).locator(".told").inner_text()
    assert page.locator(".progress progress").count() == 0
    with page.expect_response("**/api/add"):
        rows.nth(1).get_by_role("button", name="Try again").click()
    rows.nth(1).get_by_text("failed", exact=True).wait_for()
    # The same file again is here already, and leads to where it was read.
    page.set_input_files("input[type=file]", tmp_path / "Tern.txt")
    page.get_by_role("button", name="Add", exact=True).click()
    rows.nth(3).get_by_text("here already", exact=True).wait_for()
    address = rows.nth(2).get_by_role("link", name="See how it was read").get_attribute("href")
    assert rows.nth(3).get_by_role("link", name="See how it was read").get_attribute("href") == address
    rows.nth(3).get_by_role("link", name="See how it was read").click()
    page.locator(".printed", has_text="The Tern.").wait_for()
    page.close()


def test_a_desk_that_stops_in_mid_sending_is_told_and_the_sending_tried_again(
    desk: tuple[str, Any], folder: Path, tmp_path: Path
) -> None:
    page = desk[1].new_page()
    rows = page.locator(".progress li")
    with Served(folder, held=lambda path: path == "/api/add") as served:
        page.goto(f"{served.base}/add")
        page.set_input_files("input[type=file]", [call(tmp_path, "Gannet"), call(tmp_path, "Skua")])
        page.get_by_role("button", name="Add", exact=True).click()
        rows.first.get_by_text("reading…").wait_for()
        assert rows.nth(1).locator(".state").inner_text() == "waiting"
        served.cut()
    page.get_by_text("0 of 2 done, 2 failed").wait_for()
    assert "The desk did not answer." in rows.first.locator(".told").inner_text()
    with Served(folder, port=served.port):
        for number in (1, 2):
            page.get_by_role("button", name="Try again").first.click()
            page.get_by_text(f"{number} of 2 done, {2 - number} failed").wait_for()
        assert [row.locator(".state").inner_text() for row in rows.all()] == ["read; turns: 3"] * 2
        page.goto(f"{served.base}/conversations")
        assert all(page.get_by_role("link", name=f"A call of the {name}").count() == 1 for name in ("Gannet", "Skua"))
        page.close()
