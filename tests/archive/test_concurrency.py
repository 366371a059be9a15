"""Four write and four read at once, each a program of its own: nobody meets an error, and the chain is whole."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from earwitness.archive import Archive, verify

PROGRAM = Path(__file__).with_name("crashing.py")
READER = """
import sys, time
from earwitness.archive import Archive
archive = Archive.open(sys.argv[1])
last, rounds, until = 0, 0, time.monotonic() + float(sys.argv[2])
while time.monotonic() < until:
    with archive.catalog.snapshot() as catalog:
        counts, sequence = catalog.counts(), catalog.position.sequence
        assert counts.acts == counts.sources == counts.transcripts == counts.turns == sequence, (counts, sequence)
        assert last <= sequence
        last = sequence
        page = catalog.conversations(limit=3, order="newest").conversations
        for standing in page:
            assert len(catalog.transcripts_of(standing.id)[0].turns) == 1
    rounds += 1
    if rounds % 20 == 0:
        archive.close()
print("read", rounds, last)
"""


def test_four_write_and_four_read(archive: Archive) -> None:
    archive.close()
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", READER, archive.path, "8"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    writers = [
        subprocess.Popen(
            [sys.executable, PROGRAM, archive.path, "25"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for writer in writers:
        said, errors = writer.communicate(timeout=120)
        assert (errors, writer.returncode, said.count("kept "), said.endswith("done\n")) == ("", 0, 25, True)
    for reader in readers:
        said, errors = reader.communicate(timeout=120)
        assert (errors, reader.returncode, said.startswith("read ")) == ("", 0, True)
    found = verify(archive)
    assert (found.acts, found.faults, found.notices) == (100, (), ())
    assert archive.catalog.counts().transcripts == 100
