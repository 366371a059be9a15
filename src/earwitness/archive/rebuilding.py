"""Rebuilding: the catalog made anew from the objects and the journal, beside the old one, then put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..errors import StorageFailed
from .catalog import Catalog, remove_database
from .disk import storage
from .journal import Line
from .recovery import open_catalog

if TYPE_CHECKING:
    from .archive import Archive


def rebuild_catalog(archive: Archive, *, progress: Callable[[int, int | None, str], None] | None = None) -> str:
    """Makes the catalog anew and returns its content digest. To be called with the writer's lock held.

    The new one grows in `catalog.sqlite.new`; then the old one takes over its content in one transaction, so that readers
    see the old or the new, and a crash at any point leaves one of them. Raises StorageFailed, also where the old one has
    seen acts that the journal no longer holds: making it anew would wipe away the only trace of them.
    """
    _keep_the_trace(archive)
    beside = archive.path / "catalog.sqlite.new"
    with storage("making the catalog anew", beside):
        remove_database(beside)
    new = Catalog(beside, archive.payloads.read)
    total = archive.journal.head.sequence

    def told() -> Iterator[Line]:
        for line in archive.journal.lines():
            yield line
            if progress is not None:
                progress(line.sequence, total, line.time)

    new.open_for_writing()
    new.replay(told())
    digest = new.content_digest()
    new.close()
    open_catalog(archive)
    archive.catalog.copy_from(beside)
    with storage("making the catalog anew", beside):
        remove_database(beside)
    return digest


def _keep_the_trace(archive: Archive) -> None:
    try:
        seen = archive.catalog.position
    except StorageFailed:
        return  # there is none, or it cannot be read: it bears no witness
    held = archive.journal.head.sequence
    line = archive.journal.line(seen.sequence) if seen.sequence else None
    if seen.sequence and (line is None or line.digest != seen.digest):
        raise StorageFailed(
            f"the catalog has seen act {seen.sequence}, and the journal of {held} acts does not hold it as it was",
            hint="bring the journal back from a copy; to go on without what is lost, move catalog.sqlite elsewhere first",
            path=str(archive.journal.path),
        )
