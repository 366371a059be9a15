"""`add`: captures sources, reads them, files them. One bad file never stops the rest.

Files are taken in groups: a group is read, then written as one act under the writer's lock, with one payload and one sync. The
index follows after some groups and at the end; whoever writes next catches up what a kill left undone.
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct
from msgspec.structs import replace

from ..capture.fetch import Fetched, fetch
from ..capture.files import Candidate, Taken, read_file, read_stream, walk
from ..digests import sha256
from ..errors import CaptureFailed, EarwitnessError, NotFound, StorageFailed
from ..identifiers import new_id
from ..model import Capture, Record, Source
from . import clock, filing, finding
from .desk import TOOL, Desk, Pen, Progress, writing
from .filing import Filed, Known
from .outcomes import Added, AddedItem

GROUP_FILES = 256
GROUP_BYTES = 32 << 20
"""A group is committed when it holds this much: enough to share a sync, little enough to lose at a kill."""
INDEXED_GROUPS = 16
"""After so many groups the index catches up."""


class Piece(Struct, kw_only=True):
    """One input on its way in."""

    path: str
    facts: Known
    source: Source | None = None
    content: bytes = b""
    warc: bytes = b""
    filed: Filed | None = None
    error: EarwitnessError | None = None
    already: str | None = None
    """The source that has these bytes from this place already."""


def add(
    desk: Desk,
    inputs: Sequence[str],
    *,
    agent: str,
    conversation: str | None = None,
    kind: str | None = None,
    language: str | None = None,
    published: str | None = None,
    publisher: str | None = None,
    supplier: str | None = None,
    terms: str | None = None,
    forbids: Sequence[str] = (),
    access: str | None = None,
    title: str | None = None,
    url: str | None = None,
    table: Path | None = None,
    dry_run: bool = False,
    stdin: BinaryIO | None = None,
    reason: str = "",
    progress: Progress | None = None,
) -> Added:
    """Takes in files, folders, globs, addresses or `-`, and files what is found in them.

    What is given of them (kind, language, publisher…) stands above what the pages say. With `table`, a call list says it row by
    row. The same bytes from the same place change nothing; from another place they are one more publication of the same
    conversation. Raises what is wrong with the call itself; what is wrong with one input is told in its item.
    """
    facts = filing.known(
        conversation=conversation, kind=kind, language=language, title=title, published=published, publisher=publisher,
        supplier=supplier, url=url, terms=terms, forbids=tuple(forbids), access=access,
    )  # fmt: skip
    if conversation is not None:
        facts = replace(facts, conversation=finding.conversation_of(desk, conversation))
    plan: tuple[str, ...] = ()
    wanted: Iterable[tuple[Candidate, Known]]
    skipped: list[str] = []
    if table is not None:
        from .tabling import by_table

        wanted, plan = by_table(table, inputs, facts)
        if progress is not None:
            progress("plan", 0, None, "\n".join(plan))
    else:
        wanted = ((candidate, facts) for candidate in walk(inputs))
    items: list[AddedItem] = []
    group: list[Piece] = []
    acts: list[str] = []
    groups = size = 0

    def commit() -> None:
        nonlocal group, groups, size
        groups += 1
        done, act = _commit(
            desk, group, agent=agent, reason=reason, dry_run=dry_run, index=groups % INDEXED_GROUPS == 0
        )
        items.extend(done)
        if act is not None:
            acts.append(act)
        group, size = [], 0

    try:
        for number, (candidate, known) in enumerate(wanted, 1):
            if candidate.kind == "skipped":
                skipped.append(f"{candidate.shown}: {candidate.why}")
                continue
            if progress is not None:
                progress("add", number, None, candidate.shown)
            piece = _read(_take(candidate, known, agent=agent, stdin=stdin), desk)
            group.append(piece)
            size += len(piece.content)
            if GROUP_FILES <= len(group) or GROUP_BYTES <= size:
                commit()
        commit()
    except StorageFailed as error:
        if not any(item.status == "added" for item in items):
            raise
        items += [_failed(piece, error) for piece in group]
    finally:
        if acts:
            with writing(desk):
                pass
    return Added(
        added=tuple(items),
        act=acts[-1] if acts else None,
        dry_run=dry_run,
        plan=plan,
        skipped=tuple(skipped),
    )


def add_captured(
    desk: Desk, source: Source, content: bytes, facts: Known, *, agent: str, reason: str = ""
) -> AddedItem:
    """Takes in bytes that were captured by other means than a path or an address here, as one act.

    `source` says how and where from; its id, digest and size are set here. Raises what is wrong with the bytes.
    """
    source = replace(source, id=new_id("source"), digest=sha256(content), size=len(content))
    piece = Piece(path=source.path or source.url or "-", facts=facts, source=source, content=content)
    (item,), _ = _commit(desk, [_read(piece, desk)], agent=agent, reason=reason, dry_run=False, index=False)
    if piece.error is not None:
        raise piece.error
    return item


def _take(candidate: Candidate, facts: Known, *, agent: str, stdin: BinaryIO | None) -> Piece:
    """Returns the input's bytes with how they were captured, or what hindered it."""
    piece = Piece(path=candidate.shown, facts=facts)
    try:
        if candidate.kind == "failed":
            kind = NotFound if candidate.why.startswith(("there is no such", "nothing has a name")) else CaptureFailed
            raise kind(f"{candidate.shown}: {candidate.why}", path=candidate.shown)
        if candidate.kind == "web":
            _fetched(piece, fetch(candidate.path), agent)
        else:
            taken = read_stream(stdin or sys.stdin.buffer) if candidate.kind == "stdin" else read_file(candidate)
            _from_disk(piece, candidate, taken, agent)
    except EarwitnessError as error:
        piece.error = error
    return piece


def _from_disk(piece: Piece, candidate: Candidate, taken: Taken, agent: str) -> None:
    piece.content = taken.content
    stdin = candidate.kind == "stdin"
    piece.source = Source(
        id=new_id("source"),
        digest=taken.digest,
        size=taken.size,
        media_type="application/octet-stream",
        format="unknown",
        path="-" if stdin else _absolute(candidate.path),
        capture=Capture(
            time=clock.now(),
            collector=agent,
            machine=machine(),
            tool=TOOL,
            method="stdin" if stdin else "file",
            modified=taken.modified,
        ),
    )


def _absolute(path: str) -> str:
    """The same file named from two folders is one place."""
    import os

    from ..capture.files import printable

    return printable(os.path.abspath(path))  # noqa: PTH100  (links are not resolved: the place is what was named)


def _fetched(piece: Piece, page: Fetched, agent: str) -> None:
    piece.content = page.content
    piece.warc = page.warc
    settings = [("redirect", address) for address in page.redirects]
    piece.source = Source(
        id=new_id("source"),
        digest=sha256(page.content),
        size=len(page.content),
        media_type=page.media_type or "application/octet-stream",
        format="unknown",
        url=page.url,
        capture=Capture(
            time=page.time,
            collector=agent,
            machine=machine(),
            tool=TOOL,
            settings=tuple(settings),
            method="web",
            requested=page.requested,
            status=page.status,
            headers=page.headers,
            address=page.address,
            warc=sha256(page.warc),
        ),
    )


def machine() -> str:
    """Returns the kind of system, never its name or its user's."""
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}"


def _read(piece: Piece, desk: Desk) -> Piece:
    """Reads a piece, unless the archive has it from the same place already."""
    from .. import formats

    source = piece.source
    if source is None:
        return piece
    same = desk.archive.catalog.source_at(source.digest, source.url or source.path or "")
    if same is not None:
        piece.already = same.id
        return piece
    try:
        piece.filed = filing.file(source, formats.read(piece.content, name=piece.path), piece.facts)
    except EarwitnessError as error:
        piece.error = error
    return piece


def _commit(
    desk: Desk, group: list[Piece], *, agent: str, reason: str, dry_run: bool, index: bool
) -> tuple[list[AddedItem], str | None]:
    """Writes a group as one act; returns what became of each piece, and the act."""
    good = [piece for piece in group if piece.error is None]
    if dry_run or all(piece.already for piece in good):
        return [_unwritten(desk, piece) for piece in group], None
    with writing(desk, index=index) as pen:
        items: list[AddedItem] = []
        records: list[Record] = []
        subjects: list[str] = []
        fresh: dict[str, Filed] = {}
        for piece in group:
            item, filed, touched = _file(desk, pen, piece, fresh)
            items.append(item)
            if filed is not None:
                records += filed.records
                subjects += [filed.source.id, *(other.id for other in filed.conversations)]
                subjects += [transcript.id for transcript in filed.transcripts]
            subjects += touched
        if not records:
            return items, None
        act, _ = pen.act("add", records, agent=agent, subjects=subjects, reason=reason)
        return items, act.id


def _file(desk: Desk, pen: Pen, piece: Piece, fresh: dict[str, Filed]) -> tuple[AddedItem, Filed | None, Sequence[str]]:
    """Files one piece under the lock. `fresh` holds what this group brings, by digest.

    Bytes that are known from another place become one more publication of the same conversation: a source of the same object,
    whose transcripts are those that were read from it before.
    """
    source, filed = piece.source, piece.filed
    if piece.error is not None or source is None:
        return _failed(piece, piece.error or CaptureFailed(f"{piece.path} could not be read")), None, ()
    place = source.url or source.path or ""
    catalog = desk.archive.catalog
    earlier = fresh.get(source.digest)
    already = catalog.source_at(source.digest, place)
    if already is not None or (earlier and place == (earlier.source.url or earlier.source.path)):
        return _item(desk, piece, already.id if already else earlier.source.id if earlier else "", "already"), None, ()
    assert filed is not None
    known_elsewhere = catalog.sources_of_digest(source.digest)
    if earlier is not None or known_elsewhere:
        filed = replace(filed, conversations=(), transcripts=(), links=())
        pen.writer.put(piece.content)
        _put_warc(pen, piece)
        if earlier is not None:
            item = _added(piece, replace(earlier, source=filed.source))
            return replace(item, message=_another([earlier.source])), filed, ()
        item = _item(desk, piece, known_elsewhere[0].id, "added")
        return (
            replace(item, source=filed.source.id, message=_another(known_elsewhere)),
            filed,
            [*item.conversations, *item.transcripts],
        )
    pen.writer.put(piece.content)
    _put_warc(pen, piece)
    fresh[source.digest] = filed
    return _added(piece, filed), filed, ()


def _put_warc(pen: Pen, piece: Piece) -> None:
    if piece.warc:
        pen.writer.put(piece.warc)


def _another(sources: Sequence[Source]) -> str:
    first = sources[0]
    return f"the same bytes are here from {first.url or first.path} ({first.id}): one more publication of it"


def _added(piece: Piece, filed: Filed) -> AddedItem:
    return AddedItem(
        path=piece.path,
        status="added",
        source=filed.source.id,
        conversations=tuple(conversation.id for conversation in filed.conversations),
        transcripts=tuple(transcript.id for transcript in filed.transcripts),
        turns=filed.turns,
        doubts=(
            *filed.source.doubts,
            *(_doubt(doubt.turn, doubt.what) for transcript in filed.transcripts for doubt in transcript.doubts),
        ),
        message=_found(filed),
        title=filed.source.title or "",
    )


def _doubt(turn: int | None, what: str) -> str:
    return f"turn {turn}: {what}" if turn is not None else what


def _found(filed: Filed) -> str:
    if not filed.transcripts:
        why = filed.source.doubts[-1] if filed.source.doubts else "no one speaks on it"
        return f"kept as a source, with no transcript: {why}"
    voices = sum(len(transcript.speakers) for transcript in filed.transcripts)
    parts = [f"{filed.turns} turns", f"{voices} voices"]
    if 1 < len(filed.conversations):
        parts.insert(0, f"{len(filed.conversations)} conversations")
    if len(filed.conversations) < len(filed.transcripts):
        parts.append(f"{len(filed.transcripts)} tellings")
    return ", ".join(parts)


def _item(desk: Desk, piece: Piece, source: str, status: str) -> AddedItem:
    """Returns the item of a source that the archive has."""
    transcripts = [
        transcript
        for same in desk.archive.catalog.sources_of_digest(piece.source.digest if piece.source else "")
        for transcript in desk.archive.catalog.transcripts_from(same.id)
    ]
    return AddedItem(
        path=piece.path,
        status="already" if status == "already" else "added",
        source=source,
        conversations=tuple(dict.fromkeys(desk.archive.catalog.canonical(each.conversation) for each in transcripts)),
        transcripts=tuple(transcript.id for transcript in transcripts),
        turns=sum(len(transcript.turns) for transcript in transcripts),
        message="the same bytes from the same place are here already; nothing changed" if status == "already" else "",
    )


def _unwritten(desk: Desk, piece: Piece) -> AddedItem:
    """Returns the item of a piece that is not written: it failed, is here already, or was only tried."""
    if piece.error is not None or piece.source is None:
        return _failed(piece, piece.error or CaptureFailed(f"{piece.path} could not be read"))
    if piece.already is not None:
        return _item(desk, piece, piece.already, "already")
    assert piece.filed is not None
    tried = _added(piece, piece.filed)
    return replace(tried, source=None, conversations=(), transcripts=(), message=f"would be added: {tried.message}")


def _failed(piece: Piece, error: EarwitnessError) -> AddedItem:
    message = f"{error.message}; {error.hint}" if error.hint else error.message
    return AddedItem(path=piece.path, status="failed", message=message, error=type(error).__name__)
