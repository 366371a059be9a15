"""The desk in a real browser: it can be read and used by keyboard and without script, and nothing read runs."""

import threading
import time
from pathlib import Path

import pytest

from .browser import NEEDED, Served, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]


def test_a_person_reads_searches_and_acts(folder: Path, names: Names) -> None:
    with opened(folder) as (base, browser):
        # Without motion, so that places can be measured.
        page = browser.new_page(reduced_motion="reduce")
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"{base}/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.get_by_label("Search what was said").fill("degrees")
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Bridge, 3").click()
        page.wait_for_url("**/conversations/**")
        assert page.url.endswith(f"/conversations/{names.call}#turn-{names.english}.3")
        turn = page.locator(f"[id='turn-{names.english}.3']")
        assert "a list of twelve degrees. […] There are nine" in turn.inner_text().replace("\n", " ")
        box, other = turn.bounding_box(), page.locator(f"[id='turn-{names.russian}.3']").bounding_box()
        assert abs(box["y"] - other["y"]) < 2
        assert other["x"] + other["width"] <= box["x"]
        page.get_by_role("link", name="Where this comes from").last.click()
        frame = page.frame_locator("iframe.captured")
        assert "How do you hear me?" in frame.locator("body").inner_text()
        page.goto(f"{base}/log")
        page.get_by_role("button", name="Take back").first.click()
        assert page.get_by_role("status").first.inner_text().startswith("Done and written: act a")
        # The frame's own script is refused by its sandbox, and only that.
        assert [line for line in wrong if "sandbox" not in line] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_checked_draft_is_clean_narrow_and_filtered_without_script(folder: Path, names: Names, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    draft = folder.parent / "draft.md"
    draft.write_text(
        "“Water on the deck, a list of ten degrees,” said the bridge. “There are nine of us.”\n\n"
        "“Hold on, Aurora,” said the bridge.\n\n“Nobody answered until morning, and no one came to see them.”\n"
    )
    with opened(folder) as (base, browser):
        page = browser.new_context(java_script_enabled=False, color_scheme=scheme).new_page()
        page.goto(f"{base}/check")
        page.set_input_files("input[type=file]", draft)
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator(".finding").nth(3).wait_for()
        assert page.locator(".finding:visible").count() == 4
        page.get_by_label("wrong voice").check()
        assert page.locator(".finding:visible .verdict").all_inner_texts() == ["These words are somebody else's."]
        with page.expect_download() as sent:
            page.set_input_files("input[type=file]", draft)
            page.get_by_role("button", name="As a table").click()
        assert sent.value.suggested_filename == "draft checked.csv"
        page = browser.new_context(
            bypass_csp=True, color_scheme=scheme, viewport={"width": 320, "height": 800}
        ).new_page()
        page.goto(f"{base}/check")
        page.set_input_files("input[type=file]", draft)
        page.get_by_role("button", name="Check", exact=True).click()
        page.locator(".finding").first.wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert [fault["id"] for fault in Axe().run(page).response["violations"]] == []


def test_the_server_goes_on_answering_while_it_acts(folder: Path, names: Names) -> None:
    import httpx

    with Served(folder) as served, httpx.Client(base_url=served.base, timeout=60) as client:
        token = client.get("/api/token").json()
        slowest = 0.0
        done = threading.Event()

        def rebuild() -> None:
            client.post("/api/rebuild", headers={token["header"]: token["token"]})
            done.set()

        client.get(f"/conversations/{names.call}")
        thread = threading.Thread(target=rebuild)
        thread.start()
        with httpx.Client(base_url=served.base, timeout=60) as reader:
            while not done.is_set():
                started = time.monotonic()
                assert reader.get("/static/desk.css").status_code == 200
                slowest = max(slowest, time.monotonic() - started)
        thread.join()
        assert 0 < slowest < 2
