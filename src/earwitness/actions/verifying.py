"""`verify` and `rebuild`: every fault by name; derived data made anew."""

from __future__ import annotations

import time
from pathlib import Path

from ..archive import Archive, Verification, open_to_verify, rebuild_catalog
from ..archive import verify as verify_archive
from ..errors import StorageFailed
from ..model.glossary import FILE
from . import soundings
from .desk import INDEX_FOLDER, Desk, Progress, rebuild_index
from .outcomes import Fault, Notice, Rebuilt, Verified
from .terms import edited, write_out


def verify(desk: Desk | Path, *, progress: Progress | None = None) -> Verified:
    """Returns every fault of an archive by name. It changes nothing, and replays nothing.

    An index that is behind because a writer is at work, or was killed, is a notice: the next writer brings it up to date.
    No faults means that everything is unchanged since it was added; never that it is true, nor who spoke.
    """
    archive = desk.archive if isinstance(desk, Desk) else open_to_verify(desk)

    def told(done: int, total: int | None, name: str) -> None:
        if progress is not None:
            progress("verify", done, total, name)

    found = verify_archive(archive, progress=told)
    faults = [
        Fault(path=fault.path, kind=fault.kind, expected=fault.expected, found=fault.found) for fault in found.faults
    ]
    notices = [Notice(path=notice.path, what=notice.what) for notice in found.notices]
    notices += _glossary_edited(archive)
    behind = _index_behind(archive, found)
    if behind is not None and _a_writer_left_it(archive):
        at = behind.found if behind.found == "no index" else f"it stands at {behind.found} of {found.acts}"
        notices.append(Notice(path=INDEX_FOLDER, what=f"{at}; the next writer brings it up to date"))
    elif behind is not None:
        faults.append(behind)
    return Verified(
        objects=found.objects,
        bytes=found.bytes,
        acts=found.acts,
        faults=tuple(faults),
        notices=tuple(notices),
    )


def _glossary_edited(archive: Archive) -> list[Notice]:
    try:
        if edited(Desk(archive)):
            return [Notice(path=FILE, what="it was edited and not read in: earwitness glossary --load")]
    except StorageFailed:
        pass  # a catalog that cannot be asked is named elsewhere
    return []


def _index_behind(archive: Archive, found: Verification) -> Fault | None:
    """Returns the fault of a search index that is missing, or stands at another act than the journal's last line."""
    from ..index import Index

    standing = Index.open(archive.path / INDEX_FOLDER).position
    if standing is not None and tuple(standing) == (found.acts, found.head):
        return None
    if standing is None and found.acts == 0:
        return None
    at = f"act {standing[0]}" if standing is not None else "no index"
    return Fault(path=INDEX_FOLDER, kind="stale", expected=f"act {found.acts}", found=at)


def _a_writer_left_it(archive: Archive) -> bool:
    """Says whether the index is behind as a writer leaves it: at work now or killed, or killed between groups of a bulk add.

    A bulk add brings the index up to date after some groups, so what is missing then is of `add` alone.
    """
    from ..index import Index

    if archive.incoming.is_dir():
        return True
    standing = Index.open(archive.path / INDEX_FOLDER).position
    if standing is None:
        return False
    sequence, digest = standing
    try:
        line = archive.journal.line(sequence) if sequence else None
        missing = archive.catalog.acts(after=sequence)
    except StorageFailed:
        return False  # which is named elsewhere
    on_the_chain = sequence == 0 or (line is not None and line.digest == digest)
    return on_the_chain and bool(missing) and {act.verb for act in missing} <= {"add", "sweep"}


def rebuild(desk: Desk, *, progress: Progress | None = None) -> Rebuilt:
    """Makes the catalog and the search index anew from the objects and the journal; the old ones serve until then."""
    started = time.monotonic()

    def told(done: int, total: int | None, name: str) -> None:
        if progress is not None:
            progress("catalog", done, total, name)

    # The catalog first, without asking the old one to catch up: it may be what is broken.
    with desk.archive.writing(catch_up=False):
        rebuild_catalog(desk.archive, progress=told)
    with desk.archive.writing():
        rebuild_index(desk, progress=progress)
        soundings.forget(desk)
        if not edited(desk):
            write_out(desk)
    counts = desk.archive.catalog.counts()
    return Rebuilt(
        acts=counts.acts,
        conversations=counts.conversations,
        transcripts=counts.transcripts,
        turns=counts.turns,
        seconds=round(time.monotonic() - started, 3),
    )
