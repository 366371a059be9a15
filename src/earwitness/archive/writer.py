"""The writer: puts objects, commits acts. There is one at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StorageFailed
from ..model import Act, Record, encode_payload
from .checks import check
from .journal import Head, Line
from .objects import Incoming

if TYPE_CHECKING:
    from .archive import Archive
    from .erasing import Erased

Progress = Callable[[int, "int | None", str], None]
"""Told how much is done, of how much, and the name of what was done last."""


class Writer:
    """The one that may write, for an act or a group of acts: `archive.writing()` gives it.

    After a StorageFailed it does nothing more: what the disk holds is known again only to the next writer.
    """

    def __init__(self, archive: Archive, incoming: Incoming) -> None:
        self.archive = archive
        self.swept: tuple[str, ...] = ()
        """What an earlier writer had left when it died, in words; the act that recorded it names the same."""
        self._incoming = incoming
        self._failed: StorageFailed | None = None
        self.leaves_the_sign = False
        """Whether the incoming folder stays, as a sign for the next writer that something is to be swept."""

    def begin(self, *, catch_up: bool = True) -> None:
        """Mends what a crash left: a torn line is set aside, the catalog catches up, orphans are swept."""
        from .recovery import recover

        try:
            self.swept = recover(self.archive, self, catch_up=catch_up)
        except StorageFailed as error:
            self._failed = error
            raise

    def end(self) -> None:
        """Closes the catalog's writing side and the incoming folder; after a failure the folder stays as a sign."""
        self.archive.catalog.close_writing()
        if self._failed is None and not self.leaves_the_sign:
            try:
                self._incoming.close()
            except OSError as error:
                raise StorageFailed(f"the writer's folder could not be emptied: {error.strerror}") from error

    def put(self, content: bytes) -> str:
        """Takes bytes in as an object and returns its digest; durable with the next `commit`. Raises StorageFailed."""
        self._still_well()
        try:
            return self._incoming.put(content)
        except StorageFailed as error:
            self._failed = error
            raise

    def put_file(self, path: Path, *, limit: int | None = None) -> tuple[str, int]:
        """Takes a file in as an object, in pieces; returns its digest and size. Durable with the next `commit`.

        Raises BadInput where it is larger than `limit` bytes or cannot be read, NotFound, StorageFailed.
        """
        self._still_well()
        try:
            return self._incoming.put_file(path, limit=limit)
        except StorageFailed as error:
            self._failed = error
            raise

    def commit(self, act: Act, records: Sequence[Record] = ()) -> Line:
        """Does an act: its objects, its payload and its line are durable when this returns, and the catalog has it.

        Raises Conflict, NotFound or BadInput before anything is written where the act does not fit what stands, and
        StorageFailed where the disk would not keep it. If only the catalog failed, the message says that the act is
        kept.
        """
        self._still_well()
        records = tuple(records)
        catalog = self.archive.catalog
        with catalog.writing() as connection, catalog.asking(connection):
            check(catalog, connection, act, records)
        return self.write(act, records)

    def write(self, act: Act, records: Sequence[Record]) -> Line:
        """Writes an act whose checks are done. Raises StorageFailed.

        It is folded into the catalog first, in a transaction that ends only when its line is durable: an act that could
        not be folded is never written.
        """
        catalog, journal = self.archive.catalog, self.archive.journal
        kept: Line | None = None
        done = False
        try:
            payload = self._incoming.put(encode_payload(act, records))
            self._incoming.settle()
            with catalog.writing() as connection:
                line = journal.next(payload, act.time)
                catalog.fold(connection, line, act, records)
                journal.append(line)
                kept = line
            done = True
        except StorageFailed as error:
            self._failed = error
            if kept is None:
                raise
            raise StorageFailed(
                f"the act is kept as number {kept.sequence}, but the catalog could not follow: {error.message}",
                hint="make room or mend the disk; the next act brings the catalog up to date",
                path=error.path,
            ) from error
        finally:
            self.leaves_the_sign = self.leaves_the_sign or not done
        return kept

    def erase(self, subjects: Sequence[str], act: Act) -> Erased:
        """Removes sources, conversations or transcripts for good; `erasing.erase` says what goes and what stays."""
        from .erasing import erase

        self._still_well()
        try:
            return erase(self.archive, self, self._incoming, subjects, act)
        except StorageFailed as error:
            self._failed = error
            raise

    def rebuild_catalog(self, *, progress: Progress | None = None) -> str:
        """Makes the catalog anew from the truth; the old one serves until the new one takes its place.

        Returns the new one's content digest; `progress` is told how many acts are done, of how many, and the last one's
        verb. Raises StorageFailed.
        """
        from .rebuilding import rebuild_catalog

        self._still_well()
        return rebuild_catalog(self.archive, progress=progress)

    @property
    def incoming(self) -> Incoming:
        return self._incoming

    @property
    def head(self) -> Head:
        """Where the journal stands."""
        return self.archive.journal.head

    def _still_well(self) -> None:
        if self._failed is not None:
            raise StorageFailed(
                f"this writer failed and stopped: {self._failed.message}", hint=self._failed.hint or "start again"
            )
