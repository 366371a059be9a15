"""Every crash point of an act, one after the other: strace kills the writer, or fails it, at each call to the disk."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from earwitness.archive import Archive, verify

PROGRAM = Path(__file__).with_name("crashing.py")
CALLS = {
    "kill": ["fsync", "fdatasync", "rename", "unlink", "mkdir", "rmdir", "ftruncate", "write"],
    "slow": ["pwrite64", "openat"],
}


def can_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode == 0


pytestmark = pytest.mark.skipif(not can_trace(), reason="strace is missing, or may not trace here")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """An archive with one act; its folder for the next object is not there yet, so making it is a crash point too."""
    archive = Archive.create(tmp_path / "template")
    subprocess.run([sys.executable, PROGRAM, archive.path, "1"], check=True, capture_output=True)
    archive.close()
    return archive.path


def runs(template: Path, call: str, injected: str, *how: str, most: int = 60) -> Iterator[tuple[Archive, str, int]]:
    """Yields the archive, what the program said and its exit code, for the first, second… such call, till none is left."""
    for number in range(1, most):
        path = template.with_name(f"{call}-{number}")
        shutil.copytree(template, path)
        program = subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{injected}:when={number}",
             sys.executable, PROGRAM, path, "1", *how],
            capture_output=True, text=True, timeout=60,
        )  # fmt: skip
        archive = Archive.open(path)
        yield archive, program.stdout, program.returncode
        archive.close()
        if program.returncode == 0 and "done" in program.stdout and number > 1:
            return


def mended(archive: Archive) -> list[str]:
    """Looks that nothing but notices is found, mends, looks again; returns the acts that added something."""
    found = verify(archive)
    assert found.faults == (), found
    with archive.writing():
        pass
    found = verify(archive)
    assert found.faults == (), found
    assert [notice for notice in found.notices if "torn" not in notice.what] == []
    adds = archive.catalog.acts(verb="add")
    assert archive.catalog.counts().transcripts == len(adds)
    before = archive.catalog.content_digest()
    with archive.writing(catch_up=False) as writer:
        assert writer.rebuild_catalog() == before
    return [act.id for act in adds]


def false_words(archive: Archive, said: str) -> list[str]:
    """Returns the acts that the program said were kept and are not; either one act stands or two, never less or more."""
    acts = mended(archive)
    assert len(acts) in (1, 2)
    return [line.split()[1] for line in said.splitlines() if line.startswith("kept ") and line.split()[1] not in acts]


@pytest.mark.parametrize("call", [*CALLS["kill"], *(pytest.param(c, marks=pytest.mark.slow) for c in CALLS["slow"])])
def test_a_kill_leaves_before_or_after_never_between(template: Path, call: str) -> None:
    most = 400 if call in CALLS["slow"] else 60
    codes = []
    for archive, said, code in runs(template, call, "signal=KILL", most=most):
        assert false_words(archive, said) == []
        codes.append(code)
    assert codes[-1] == 0  # the last run met no such call any more: all of them were tried
    assert call in ("ftruncate", "rmdir", "unlink") or len(codes) > 1


def test_control_a_hasty_writer_is_caught(template: Path) -> None:
    caught = [
        said for archive, said, _ in runs(template, "fsync", "signal=KILL", "hasty") if false_words(archive, said)
    ]
    assert caught


ERRORS = [
    ("fsync", "EIO", 60),
    ("write", "EIO", 60),
    ("write", "ENOSPC", 60),
    ("rename", "ENOSPC", 60),
    ("pwrite64", "EIO", 8),
    ("pwrite64", "ENOSPC", 8),
    pytest.param("pwrite64", "EIO", 400, marks=pytest.mark.slow),
    pytest.param("pwrite64", "ENOSPC", 400, marks=pytest.mark.slow),
]


@pytest.mark.parametrize(("call", "error", "most"), ERRORS)
def test_an_error_of_the_disk_is_said_and_nothing_is_falsely_acknowledged(
    template: Path, call: str, error: str, most: int
) -> None:
    said_so = 0
    for archive, said, code in runs(template, call, f"error={error}", most=most):
        # The disk is well again: reading works at once, and so does the next writer.
        assert archive.catalog.counts().conversations in (1, 2)
        assert false_words(archive, said) == []
        if "failed" in said:
            assert (code, "kept" in said.replace("the act is kept", "")) == (1, False)
            said_so += 1
    assert said_so


def test_control_an_error_that_is_swallowed_is_caught(template: Path) -> None:
    caught = [said for archive, said, _ in runs(template, "fsync", "error=EIO", "hasty") if false_words(archive, said)]
    assert caught
