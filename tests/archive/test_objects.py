from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness.archive import Archive
from earwitness.archive.objects import Incoming
from earwitness.digests import sha256
from earwitness.errors import BadInput, NotFound, StorageFailed

MAYDAY = b"Mayday, mayday, this is Meridian."


def incoming(archive: Archive) -> Incoming:
    return Incoming(archive.incoming, archive.objects)


def test_an_object_is_named_by_its_bytes_and_read_only(archive: Archive) -> None:
    digest = sha256(MAYDAY)
    with archive.writing() as writer:
        assert writer.put(MAYDAY) == digest
        writer.incoming.settle()
    place = archive.path / "objects" / digest[:2] / digest[2:]
    assert place.read_bytes() == MAYDAY
    assert stat.S_IMODE(place.stat().st_mode) == 0o444
    assert archive.objects.read(digest) == MAYDAY
    assert list(archive.objects) == [digest]


def test_what_was_put_and_never_settled_is_gone(archive: Archive) -> None:
    with archive.writing() as writer:
        digest = writer.put(MAYDAY)
        assert archive.incoming.is_dir()
    assert digest not in archive.objects
    assert not archive.incoming.exists()


def test_the_same_bytes_are_kept_once(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "копия “1”.txt").write_bytes(MAYDAY)
    with archive.writing() as writer:
        first = writer.put(MAYDAY)
        writer.incoming.settle()
        assert writer.put(MAYDAY) == first
        assert writer.put_file(tmp_path / "копия “1”.txt") == (first, len(MAYDAY))
        writer.incoming.settle()
    assert list(archive.objects) == [first]


def test_bytes_that_were_harmed_are_mended_by_the_same_bytes(archive: Archive) -> None:
    with archive.writing() as writer:
        digest = writer.put(MAYDAY)
        writer.incoming.settle()
    place = archive.objects.place(digest)
    place.chmod(0o644)
    place.write_bytes(b"All is well aboard Meridian, over")
    with pytest.raises(StorageFailed, match="has changed since it was kept"):
        archive.objects.read(digest)
    with archive.writing() as writer:
        writer.put(MAYDAY)
        writer.incoming.settle()
    assert archive.objects.read(digest) == MAYDAY


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    large = tmp_path / "large.wav"
    large.write_bytes(b"\0" * 3_000_000)
    with archive.writing() as writer:
        with pytest.raises(BadInput, match="larger than 2,999,999 bytes"):
            writer.put_file(large, limit=2_999_999)
        assert list(archive.incoming.iterdir()) == []
        assert writer.put_file(large, limit=3_000_000)[1] == 3_000_000


def test_a_file_that_is_not_there_or_is_a_folder(archive: Archive, tmp_path: Path) -> None:
    with archive.writing() as writer:
        with pytest.raises(NotFound, match="there is no file"):
            writer.put_file(tmp_path / "nothing.txt")
        with pytest.raises(BadInput, match="cannot be read"):
            writer.put_file(tmp_path)
        writer.put(MAYDAY)  # and the writer goes on


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "AB" + "0" * 62, "0" * 63, "0" * 64 + "\n", "x" * 64])
def test_only_a_digest_names_an_object(archive: Archive, name: str) -> None:
    with pytest.raises(NotFound):
        archive.objects.read(name)
    assert "0" * 64 not in archive.objects  # the control: a proper name, of nothing


def test_a_failed_sync_is_an_error_and_is_not_tried_again(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def failing(descriptor: int) -> None:
        calls.append(descriptor)
        raise OSError(5, "Input/output error")

    with archive.writing() as writer:
        writer.put(MAYDAY)
        monkeypatch.setattr(os, "fsync", failing)
        with pytest.raises(StorageFailed, match="Input/output error"):
            writer.incoming.settle()
        monkeypatch.undo()
    assert len(calls) == 1
    assert sha256(MAYDAY) not in archive.objects


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=300), max_size=12))
def test_whatever_goes_in_comes_out(archive: Archive, contents: list[bytes]) -> None:
    with archive.writing() as writer:
        digests = [writer.put(content) for content in contents]
        writer.incoming.settle()
    assert [archive.objects.read(digest) for digest in digests] == contents
