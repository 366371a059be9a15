"""kill -9 at any moment: every act that was acknowledged is there, and what the crash left is a notice, not a fault."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from earwitness.archive import Archive, verify

PROGRAM = Path(__file__).with_name("crashing.py")


def killed(archive: Archive, after: float, *how: str) -> list[str]:
    """Runs the program, kills it some time after its first word, and returns the acts that it said were kept."""
    program = subprocess.Popen(
        [sys.executable, PROGRAM, archive.path, "1000", *how], stdout=subprocess.PIPE, text=True, bufsize=1
    )
    assert program.stdout is not None
    first = program.stdout.readline()
    time.sleep(after)
    program.kill()
    program.wait()
    said = [first, *program.stdout.read().splitlines()]
    program.stdout.close()
    return [line.split()[1] for line in said if line.startswith("kept ") and len(line.split()) == 2]


def lost(archive: Archive, kept: list[str]) -> list[str]:
    """Returns the acts that were said to be kept and are not; also looks that all is well, before and after mending."""
    found = verify(archive)
    assert found.faults == (), found
    with archive.writing():
        pass
    found = verify(archive)
    assert found.faults == (), found
    there = {act.id: act for act in archive.catalog.acts()}
    for name in kept:
        if name in there:
            (source,) = there[name].subjects
            assert archive.objects.read(archive.catalog.source(source).digest).startswith(b"Call ")
    return [name for name in kept if name not in there]


@pytest.mark.parametrize("loops", [10, pytest.param(100, marks=pytest.mark.slow)])
def test_no_acknowledged_act_is_lost(archive: Archive, loops: int) -> None:
    chance = random.Random(1974)
    kept: list[str] = []
    for _ in range(loops):
        kept += killed(archive, chance.uniform(0, 0.25))
        assert lost(archive, kept) == []
    assert loops <= len(kept)


def test_control_a_hasty_writer_is_caught(archive: Archive) -> None:
    assert lost(archive, killed(archive, 0.05, "hasty")) != []


def test_a_kill_while_the_catalog_is_made_anew(archive: Archive) -> None:
    kept = killed(archive, 0.3)
    assert lost(archive, kept) == []
    before = archive.catalog.content_digest()
    archive.close()
    chance = random.Random(2022)
    for _ in range(4):
        code = (
            "import sys; from earwitness.archive import Archive\n"
            "archive = Archive.open(sys.argv[1])\n"
            "print('ready', flush=True)\n"
            "while True:\n"
            "    with archive.writing(catch_up=False) as writer: writer.rebuild_catalog()\n"
        )
        program = subprocess.Popen([sys.executable, "-c", code, archive.path], stdout=subprocess.PIPE)
        assert program.stdout is not None
        program.stdout.readline()
        time.sleep(chance.uniform(0, 0.2))
        program.kill()
        program.wait()
        program.stdout.close()
        assert archive.catalog.content_digest() == before
        archive.close()
    with archive.writing():
        pass
    assert verify(archive).faults == ()
