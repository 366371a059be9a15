"""Recovery: what a writer does before its first act, so that a crash leaves either before or after, never between."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ..errors import StorageFailed
from ..identifiers import new_id
from ..model import Act, new_salt
from ..version import __version__
from .catalog import Catalog, NewerSchema, remove_database
from .disk import storage
from .journal import NOTHING, Head
from .sweep import orphans

if TYPE_CHECKING:
    from .archive import Archive
    from .writer import Writer


def recover(archive: Archive, writer: Writer, *, catch_up: bool = True) -> tuple[str, ...]:
    """Sets a torn line aside, brings the catalog up to date, sweeps what a dead writer left; returns what was found.

    What was found is recorded as an act of Earwitness itself. Raises StorageFailed where the journal is not what the
    catalog has seen: then somebody cut or changed it, and nothing may be built on it. Without `catch_up` the catalog
    stays as it stands, and so does what a dead writer left: for making it anew.
    """
    found: list[str] = []
    lost: list[str] = []
    erasing = False
    left_over = writer.incoming.left_over()
    catalog = archive.catalog
    standing = open_catalog(archive)
    if archive.journal.torn() and archive.journal.head.sequence < standing.sequence:
        raise StorageFailed(
            f"line {standing.sequence} of the journal was acknowledged, and is torn now",
            hint="run `earwitness verify`, and bring the journal back from a copy",
            path=str(archive.journal.path),
        )
    aside = archive.journal.set_torn_aside()
    if aside is not None:
        found.append(f"a torn last line of the journal was set aside in {aside.name}")
    if catch_up and standing != archive.journal.head:
        catalog.replay(archive.journal.lines(after=standing))
    writer.leaves_the_sign = left_over and not catch_up
    if left_over and catch_up:
        with storage("sweeping what a crash left", archive.path):
            unfinished = writer.incoming.clear()
            remove_database(archive.path / "catalog.sqlite.new")
        lost = sorted(orphans(archive))
        if unfinished:
            found.append(f"{len(unfinished)} unfinished files that a crash had left were removed")
        if lost:
            # Never by name: the digest of erased bytes would let anybody who has a copy prove that they were here.
            found.append(f"{len(lost)} objects that no act names any more were removed")
        erasing = catalog.erased_by(archive.journal.head.sequence)
    if found and catch_up:
        now = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        tool = f"earwitness {__version__}"
        account = Act(
            id=new_id("act"), verb="sweep", agent=tool, time=now, salt=new_salt(), reason="; ".join(found), tool=tool
        )
        writer.write(account, ())
    if lost:
        with storage("sweeping what a crash left", archive.path):
            for digest in lost:
                archive.objects.remove(digest)
            archive.objects.sync_folders(set(lost))
    if erasing:
        catalog.scrub()
    return tuple(found)


def open_catalog(archive: Archive) -> Head:
    """Opens the catalog for writing, made anew where it is missing, newer or harmed; returns where it stands."""
    catalog: Catalog = archive.catalog
    try:
        catalog.open_for_writing()
    except NewerSchema:
        catalog.close()
        remove_database(catalog.path)
        catalog.open_for_writing()
    except StorageFailed as error:
        if not _harmed(error):
            raise
        catalog.close()
        remove_database(catalog.path)
        catalog.open_for_writing()
    with catalog.writing() as connection:
        sequence, head = catalog.position_of(connection)
    return Head(sequence, head if sequence else NOTHING)


def _harmed(error: StorageFailed) -> bool:
    return any(words in error.message for words in ("not a database", "malformed", "file is encrypted"))
