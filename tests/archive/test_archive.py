from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from earwitness.archive import Archive, verify
from earwitness.errors import BadInput, NewerArchive, NotFound, StorageFailed


def test_a_new_archive(tmp_path: Path) -> None:
    archive = Archive.create(tmp_path / "ferry “Meridian”")
    assert sorted(path.name for path in archive.path.iterdir() if not path.name.endswith(("-shm", "-wal"))) == [
        "VERIFY.txt", "catalog.sqlite", "earwitness.json", "journal.jsonl", "objects", "seals", "verify.py",
        "verify.sh", "writer.lock",
    ]  # fmt: skip
    marker = json.loads((archive.path / "earwitness.json").read_bytes())
    assert sorted(marker) == ["created", "origin", "version"]
    assert (archive.version, marker["version"]) == (1, 1)
    assert Archive.open(archive.path).origin == archive.origin == marker["origin"]
    assert Archive.create(tmp_path / "other").origin != archive.origin


def test_an_empty_folder_will_do_and_a_full_one_will_not(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    Archive.create(tmp_path / "empty")
    with pytest.raises(BadInput, match="is an archive already"):
        Archive.create(tmp_path / "empty")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("keep me")
    with pytest.raises(BadInput, match="is not empty"):
        Archive.create(tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["notes.txt"]
    with pytest.raises(BadInput, match="is a file"):
        Archive.create(tmp_path / "full" / "notes.txt")


def test_no_archive_there(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nothing"):
        with pytest.raises(NotFound, match="there is no archive in") as caught:
            Archive.open(path)
        assert caught.value.hint == "make one: earwitness init DIR"


def test_a_newer_archive_is_refused_politely(archive: Archive) -> None:
    (archive.path / "earwitness.json").write_text('{"version":2,"lattice":true}')
    with pytest.raises(NewerArchive) as caught:
        Archive.open(archive.path)
    assert (caught.value.found, caught.value.known) == (2, 1)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version":"one"}', '{"version":1}'])
def test_a_marker_that_cannot_be_read(archive: Archive, content: str) -> None:
    (archive.path / "earwitness.json").write_text(content)
    with pytest.raises(BadInput, match=r"not what Earwitness writes"):
        Archive.open(archive.path)


def test_a_read_only_archive_is_read_and_not_written(archive: Archive, clerk, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("Second mayday")
    archive.close()
    mounted = tmp_path / "read only"
    mounted.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(["mount", "--bind", archive.path, mounted], capture_output=True).returncode
    ):
        pytest.skip("a folder can be mounted read-only only with the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", mounted], check=True, capture_output=True)
        read_only = Archive.open(mounted)
        assert read_only.catalog.source(filed.source).path == "Second mayday.txt"
        assert verify(read_only).faults == ()
        with pytest.raises(StorageFailed, match="is read-only here") as caught, read_only.writing():
            raise AssertionError("a writer on a read-only disk")
        assert "copy it to a disk you may write to" in caught.value.hint
        read_only.close()
    finally:
        subprocess.run(["umount", mounted], check=True)
    clerk.file("the control: written again")
