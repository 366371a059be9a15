"""A full disk: the act that does not fit fails aloud, what was kept before stands, and room makes all well again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from earwitness.archive import Archive, verify
from earwitness.errors import StorageFailed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB."""
    disk = tmp_path / "small disk"
    disk.mkdir()
    try:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk], capture_output=True)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if mounted.returncode:
        pytest.skip("a small disk can be mounted only with the right to mount")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_full_disk(small_disk: Path, clerk_of) -> None:  # type: ignore[no-untyped-def]
    archive = Archive.create(small_disk / "archive")
    clerk = clerk_of(archive)
    kept = []
    with pytest.raises(StorageFailed) as caught:
        for number in range(1000):
            kept.append(clerk.file(f"Call {number}", (f"{number} " * 40_000,)))
    assert "No space left" in caught.value.message or "full" in caught.value.message
    assert caught.value.hint
    assert 1 < len(kept) < 1000
    assert verify(archive).faults == ()
    for filed in kept:
        assert archive.objects.read(filed.digest)
        assert archive.catalog.source(filed.source).digest == filed.digest
    with pytest.raises(StorageFailed):  # and again: a full disk stays an error, and harms nothing
        clerk.file("One more", ("x" * 4_000_000,))
    assert verify(archive).faults == ()
    acts = archive.journal.head.sequence
    archive.close()
    subprocess.run(["mount", "-o", "remount,size=40m", small_disk], check=True)
    later = clerk.file("There is room again", ("x" * 4_000_000,))
    assert archive.objects.read(later.digest)
    assert acts < archive.journal.head.sequence
    found = verify(archive)
    assert (found.faults, [notice for notice in found.notices if "torn" not in notice.what]) == ((), [])
    archive.close()


def test_control_a_disk_with_room(tmp_path: Path, clerk_of) -> None:  # type: ignore[no-untyped-def]
    archive = Archive.create(tmp_path / "archive")
    for number in range(10):
        clerk_of(archive).file(f"Call {number}", (f"{number} " * 40_000,))
    assert archive.catalog.counts().sources == 10
