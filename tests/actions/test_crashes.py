"""kill -9 during `add` and `rebuild`: what was acknowledged is there, and search finds what show lists."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk

PROGRAM = Path(__file__).with_name("crashing.py")
ADA = "Ada Example"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder of six hundred short calls."""
    folder = tmp_path / "calls"
    folder.mkdir()
    for number in range(600):
        text = f"Bridge: This is call number {number}.\nWatch: Heard, call {number}, go on.\nBridge: We are taking water.\n"
        (folder / f"{number:03}.txt").write_text(text)
    return folder


def killed(desk: Desk, files: Path, how: str, after: float, lines: int = 0) -> list[str]:
    """Runs the program, kills it some time after it has said so many lines, and returns the paths it said were kept."""
    words = [sys.executable, str(PROGRAM), str(desk.path), str(files), how]
    program = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    assert program.stdout.readline() == "ready\n"
    heard = "".join(program.stdout.readline() for _ in range(lines))
    time.sleep(after)
    program.kill()
    program.wait()
    said = (heard + program.stdout.read()).split("\n")[:-1]
    program.stdout.close()
    return [line.removeprefix("kept ") for line in said if line.startswith("kept ")]


def lost(desk: Desk, kept: list[str]) -> list[str]:
    """Returns the paths said to be kept and not there; looks that all else is well, before the next act and after it."""
    found = actions.verify(desk)
    assert {fault.kind for fault in found.faults} <= {"stale"}, found.faults
    present = {source.path for source in desk.archive.catalog.sources()} if not found.faults else None
    actions.describe(desk, actions.list_conversations(desk).conversations[0].id, agent=ADA, fields={"status": "seen"})
    assert actions.verify(desk).faults == (), "the next act mends what the crash left"
    after = {source.path for source in desk.archive.catalog.sources()}
    # The catalog may lag by the act whose line was written as the kill came; what it had never goes.
    assert present is None or present <= after
    listed = actions.list_conversations(desk, limit=None)
    assert len(after) == listed.total, "a group is there whole or not at all"
    assert actions.search(desk, "water", limit=0).total == listed.total
    assert actions.search(desk, "call", limit=0).total == 2 * listed.total
    return [path for path in kept if path not in after]


@pytest.fixture
def begun(desk: Desk, add, page) -> Desk:
    """An archive with a first call in it."""
    add(
        page(
            "first.txt",
            "Bridge: This is call number zero.\nWatch: Heard, call zero, go on.\nBridge: We are taking water.\n",
        )
    )
    return desk


@pytest.mark.parametrize("loops", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_no_acknowledged_file_is_lost(begun: Desk, files: Path, loops: int) -> None:
    chance = random.Random(1974)
    kept: list[str] = []
    for _ in range(loops):
        kept += killed(begun, files, "add", chance.uniform(0, 0.3), lines=chance.choice((0, 1, 7)))
        assert lost(begun, kept) == []
    assert loops <= len(kept)


def test_control_a_hasty_program_is_caught(begun: Desk, files: Path) -> None:
    assert lost(begun, killed(begun, files, "hasty", 0.05)) != []


@pytest.mark.parametrize("loops", [6, pytest.param(100, marks=pytest.mark.slow)])
def test_a_killed_rebuild_leaves_the_old_or_the_new(begun: Desk, files: Path, loops: int) -> None:
    paths = sorted(str(path) for path in files.iterdir())[:40]
    actions.add(begun, paths, agent=ADA)
    before = actions.list_conversations(begun, limit=None)
    content = actions.export(begun, None, to="jsonl")[1]
    chance = random.Random(2022)
    for _ in range(loops):
        killed(begun, files, "rebuild", chance.uniform(0, 0.5))
        assert {fault.kind for fault in actions.verify(begun).faults} <= {"stale"}
        assert actions.list_conversations(begun, limit=None) == before
        assert actions.search(begun, "water", limit=0).total == 41, "the old serves until the new takes its place"
    actions.rebuild(begun)
    assert actions.verify(begun).faults == ()
    assert actions.export(begun, None, to="jsonl")[1] == content
