"""The journal: one chained line an act, which names the act's payload and tells nothing else.

A line is canonical JSON of strings and integers, `{"payload":…,"prev":…,"sequence":…,"time":…}`; `prev` is the SHA-256
of the bytes of the line before it, without its newline, and 64 zeros on the first. Who, what and why are in the
payload, so that the journal may be shown to others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ..digests import canonical_json, sha256
from ..errors import StorageFailed
from .disk import storage, sync_directory, write_all

NOTHING = "0" * 64
"""What the first line gives as the digest of the line before it."""


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One act's line."""

    payload: str
    """SHA-256 of the payload; the name of its object."""
    prev: str
    """SHA-256 of the line before."""
    sequence: int
    """From 1, without gaps. The order of acts is this, never the clock."""
    time: str
    """UTC to the second, the same as in the payload."""

    def encode(self) -> bytes:
        """Returns the bytes of the line, without the newline."""
        return canonical_json(self)

    @property
    def digest(self) -> str:
        return sha256(self.encode())


class Head(NamedTuple):
    """Where a journal, or what was derived from it, stands."""

    sequence: int = 0
    digest: str = NOTHING


_LINE = msgspec.json.Decoder(Line)


def decode_line(content: bytes) -> Line:
    """Returns the line. Raises ValueError where the bytes are not exactly what Earwitness writes."""
    line = _LINE.decode(content)
    if line.encode() != content:
        raise ValueError("the line is not in canonical form")
    return line


class Journal:
    """`journal.jsonl` of an archive."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def raw(self) -> Iterator[bytes]:
        """Yields the complete lines' bytes, without their newlines; a torn tail is left out."""
        with storage("reading the journal", self.path), self.path.open("rb") as file:
            for content in file:
                if content.endswith(b"\n"):
                    yield content[:-1]

    def lines(self, *, after: Head | None = None) -> Iterator[Line]:
        """Yields the lines in order, those after `after` only, each checked against the one before.

        Raises StorageFailed where the chain is broken or does not hold the line that `after` names.
        """
        after = after or Head()
        before = Head()
        for content in self.raw():
            try:
                line = decode_line(content)
            except ValueError as error:
                raise self._broken(before.sequence + 1, str(error)) from error
            if line.sequence != before.sequence + 1 or line.prev != before.digest:
                raise self._broken(before.sequence + 1, "it does not follow the line before it")
            before = Head(line.sequence, sha256(content))
            if line.sequence == after.sequence and before != after:
                raise self._broken(line.sequence, "it is not the line that the catalog has seen")
            if after.sequence < line.sequence:
                yield line
        if before.sequence < after.sequence:
            raise self._broken(before.sequence + 1, f"it is gone: the catalog has seen {after.sequence} acts")

    def line(self, sequence: int) -> Line | None:
        """Returns the line of that sequence, None where the journal is shorter. Raises StorageFailed."""
        for number, content in enumerate(self.raw(), start=1):
            if number == sequence:
                try:
                    return decode_line(content)
                except ValueError as error:
                    raise self._broken(sequence, str(error)) from error
        return None

    def _broken(self, sequence: int, why: str) -> StorageFailed:
        return StorageFailed(
            f"line {sequence} of the journal is not as it was written: {why}",
            hint="run `earwitness verify`, and bring the journal back from a copy",
            path=str(self.path),
        )

    def torn(self) -> bytes:
        """Returns the bytes after the last newline: what a crash may leave of a line that was never acknowledged."""
        return self._tail()[1]

    def _tail(self) -> tuple[bytes | None, bytes]:
        """Returns the last complete line, None where there is none, and what stands after it."""
        with storage("reading the journal", self.path), self.path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            step = 4096
            while True:
                start = max(0, size - step)
                file.seek(start)
                content = file.read(size - start)
                end = content.rfind(b"\n")
                begin = content.rfind(b"\n", 0, end) if end != -1 else -1
                if start == 0 or begin != -1:
                    break
                step *= 4
        if end == -1:
            return None, content
        return content[begin + 1 : end], content[end + 1 :]

    @property
    def head(self) -> Head:
        """The last line's sequence and digest, read from the end of the file. Raises StorageFailed."""
        last, _ = self._tail()
        if last is None:
            return Head()
        try:
            return Head(decode_line(last).sequence, sha256(last))
        except ValueError as error:
            raise self._broken(0, f"the last one cannot be read ({error})") from error

    def next(self, payload: str, time: str) -> Line:
        """Returns the line that would come next for the payload. Raises StorageFailed."""
        head = self.head
        return Line(payload=payload, prev=head.digest, sequence=head.sequence + 1, time=time)

    def append(self, line: Line) -> None:
        """Writes the line, synced.

        Raises StorageFailed; then the act is not acknowledged, and the next writer finds the journal as it was.
        """
        with storage("writing the journal", self.path):
            descriptor = os.open(self.path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0))
            try:
                size = os.fstat(descriptor).st_size
                try:
                    write_all(descriptor, line.encode() + b"\n")
                    os.fsync(descriptor)
                except OSError:
                    # Not a second try: what may be half on the disk is taken back, so that nobody builds on it.
                    os.ftruncate(descriptor, size)
                    raise
            finally:
                os.close(descriptor)

    def set_torn_aside(self) -> Path | None:
        """Moves a torn tail into `journal.torn-<sequence>-<n>`; returns that file's path, None where nothing is torn.

        The copy is durable before the journal is cut, so a crash in between loses nothing.
        """
        torn = self.torn()
        if not torn:
            return None
        sequence = self.head.sequence + 1
        number = 1
        with storage("setting the journal's torn line aside", self.path):
            while (aside := self.path.with_name(f"journal.torn-{sequence}-{number}")).exists():
                if aside.read_bytes() == torn:
                    break
                number += 1
            else:
                descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o444)
                try:
                    write_all(descriptor, torn)
                    os.fsync(descriptor)
                finally:
                    os.close(descriptor)
                sync_directory(aside.parent)
            descriptor = os.open(self.path, os.O_WRONLY | getattr(os, "O_BINARY", 0))
            try:
                os.ftruncate(descriptor, os.fstat(descriptor).st_size - len(torn))
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return aside
