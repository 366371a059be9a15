"""Row 12: the reading page of a long conversation with four tellings: first comparison, first byte, the whole page.
Row 12b: a hearing of 20,000 turns: first byte, interactive, a slow frame of scrolling, and whether its end is found.

The conversation is made of the fictional tellings in `tests/fixtures`: an original and two translations of each call in it,
one call after another, and a third translation that copies the first with its numbers changed.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .row import Row

FIXTURES = Path(__file__).parent.parent / "tests" / "fixtures"
NUMBERS = {"two": "three", "nine": "ten", "twelve": "twenty", "five": "six", "seven": "eleven"}
LABELS = {"original": ("Солдат", "Мать")}
TIMES = 15


def spoken(file: Path) -> list[str]:
    """Returns what is said in a telling, a turn a line, without labels."""
    lines = (line.strip() for line in file.read_text(encoding="utf-8").splitlines())
    return [line.split(": ", 1)[1] for line in lines if re.match(r"[^:]{1,40}: ", line)]


def tellings(turns: int) -> dict[str, list[str]]:
    """Returns the four tellings, each of so many turns at most; calls are told again where there are too few."""
    folders = sorted({file.parent for file in FIXTURES.rglob("en-2.txt") if (file.parent / "gold.json").is_file()})
    found: dict[str, list[str]] = {name: [] for name in ("original", "en-1", "en-2", "copy")}
    while len(found["original"]) < turns:
        for folder in folders:
            if json.loads((folder / "gold.json").read_text(encoding="utf-8"))["language"] != "ru":
                continue
            for name in ("original", "en-1", "en-2"):
                found[name] += spoken(folder / f"{name}.txt")
    found["copy"] = [
        re.sub(r"\w+", lambda word: NUMBERS.get(word.group(), word.group()), line) for line in found["en-1"]
    ]
    return {name: lines[:turns] for name, lines in found.items()}


def build(folder: Path, turns: int) -> str:
    """Makes the archive and returns the id of its one conversation."""
    from earwitness import actions

    conversation = None
    with actions.init(folder / "archive") as desk:
        for name, lines in tellings(turns).items():
            labels = LABELS.get(name, ("Soldier", "Mother"))
            file = folder / f"{name}.txt"
            said = "\n\n".join(f"{labels[number % 2]}: {line}" for number, line in enumerate(lines))
            file.write_text(f"A long call (a fictional example)\n\n{said}\n", encoding="utf-8")
            original = name == "original"
            added = actions.add(
                desk, [str(file)], agent="bench", conversation=conversation, publisher=name,
                kind="transcription" if original else "translation", language="ru" if original else "en",
            )  # fmt: skip
            conversation = conversation or added.added[0].conversations[0]
    return str(conversation)


def rows(*, turns: int = 500) -> Iterator[Row]:
    """Yields the row's figures: the first byte and the page in a browser, all four in columns, once they were compared."""
    from earwitness import actions

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        conversation = build(folder, turns)
        started = time.perf_counter()
        with actions.open_desk(folder / "archive") as desk:
            collation = actions.collate(desk, conversation)
        compared = time.perf_counter() - started
        server, port = served(folder / "archive")
        address = f"/conversations/{conversation}?versions={','.join(collation.transcripts)}"
        asked = [ask(port, address) for _ in range(TIMES)]
        first, whole = (statistics.median(times) for times in zip(*asked[1:], strict=True))
        sizes = {
            "turns": turns,
            "tellings": len(collation.transcripts),
            "differences": len(collation.variants),
            "first_comparison_s": round(compared, 2),
            "first_byte_after_start_ms": round(asked[0][0], 1),
            "whole_ms": round(whole, 1),
        }
        yield Row(
            name="12 reading page, first byte", ours=first, theirs=50, bar=1, better="lower", unit="ms",
            peer="the limit", sizes=sizes,
        )  # fmt: skip
        interactive, shift = seen(f"http://127.0.0.1:{port}{address}")
        yield Row(
            name="12 reading page, interactive", ours=interactive, theirs=1000, bar=1, better="lower", unit="ms",
            peer="the limit", sizes={**sizes, "layout_shift": shift},
        )  # fmt: skip
        server.should_exit = True


def served(archive: Path) -> tuple[Any, int]:
    """Returns a server of the archive that answers, and its port."""
    import uvicorn

    from earwitness.web import create_app

    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(archive, port=port), log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
    while not server.started:
        time.sleep(0.02)
    return server, port


def hearing(*, turns: int = 20_000) -> Iterator[Row]:
    """Yields the figures of one long telling by itself."""
    from earwitness import actions

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        file = folder / "hearing.txt"
        lines = tellings(turns)["en-1"]
        said = "\n\n".join(f"{('Chair', 'Witness')[number % 2]}: {line}" for number, line in enumerate(lines))
        file.write_text(f"A long hearing (a fictional example)\n\n{said} The gavel falls.\n", encoding="utf-8")
        with actions.init(folder / "archive") as desk:
            added = actions.add(desk, [str(file)], agent="bench", language="en")
        server, port = served(folder / "archive")
        address = f"/conversations/{added.added[0].conversations[0]}"
        asked = [ask(port, address) for _ in range(5)]
        first, whole = (statistics.median(times) for times in zip(*asked[1:], strict=True))
        interactive, shift, slowest, found = scrolled(f"http://127.0.0.1:{port}{address}")
        sizes = {"turns": turns, "whole_ms": round(whole, 1), "layout_shift": shift, "last_turn_found": found}
        for name, ours, bar in (
            ("first byte", first, 50),
            ("interactive", interactive, 1000),
            ("slow frame", slowest, 50),
        ):
            yield Row(
                name=f"12b hearing, {name}", ours=ours, theirs=bar, bar=1, better="lower", unit="ms",
                peer="the limit", sizes=sizes,
            )  # fmt: skip
        server.should_exit = True


FRAMES = """new Promise((done) => {
  const times = [];
  let before = performance.now();
  const step = (now) => {
    times.push(now - before);
    before = now;
    window.scrollBy({ top: 700, behavior: "instant" });
    if (times.length < 120) requestAnimationFrame(step);
    else done(times.slice(1).sort((a, b) => a - b)[Math.floor(times.length * 0.95)]);
  };
  requestAnimationFrame(step);
})"""
"""Scrolls through 120 frames; the frame of which only one in twenty is slower, in milliseconds."""


def scrolled(address: str) -> tuple[float, float, float, bool]:
    """Returns when the page is interactive, its layout shift, a slow frame of scrolling, and whether its end is found."""
    from playwright.sync_api import sync_playwright

    interactive, shift = seen(address, times=3)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(address)
        frame = page.evaluate(FRAMES)
        found = page.evaluate("window.find('The gavel falls')")
        browser.close()
    return interactive, shift, frame, bool(found)


def ask(port: int, address: str) -> tuple[float, float]:
    """Returns the milliseconds to the first byte and to the last."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.connect()
    started = time.perf_counter()
    connection.request("GET", address)
    connection.sock.recv(1, socket.MSG_PEEK)
    first = 1000 * (time.perf_counter() - started)
    connection.getresponse().read()
    connection.close()
    return first, 1000 * (time.perf_counter() - started)


def seen(address: str, *, times: int = 5) -> tuple[float, float]:
    """Returns the milliseconds until the page is interactive in Chromium, the median of some times, and the layout shift."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        took: list[float] = []
        shift = 0.0
        for _ in range(times):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(address)
            took.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"))
            shift = page.evaluate(
                """new Promise((done) => {
                  let sum = 0;
                  new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
                    .observe({ type: "layout-shift", buffered: true });
                  setTimeout(() => done(sum), 500);
                })"""
            )
            page.close()
        browser.close()
    return statistics.median(took), shift
