"""`add`: captures sources, reads them, files them. One bad file never stops the rest.

Files are taken in groups: a group is read, then written as one act under the writer's lock, with one payload and one sync. The
index follows after some groups and at the end; whoever writes next catches up what a kill left undone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from msgspec.structs import replace

from ..capture.files import Candidate, walk
from ..digests import sha256
from ..errors import CaptureFailed, StorageFailed
from ..identifiers import new_id
from ..model import Link, Record, Source
from . import filing, finding, soundings
from .desk import Desk, Pen, Progress, writing
from .filing import ABOUT_THE_TALK, Filed, Known, with_said
from .intake import MAX_SOUND, Piece, take
from .items import as_added, as_failed, as_known, as_unwritten, same_bytes
from .outcomes import Added, AddedItem
from .points import indexed_with, with_index
from .readers import read, read_all

GROUP_FILES = 256
GROUP_BYTES = 32 << 20
"""A group is committed when it holds this much: enough to share a sync, little enough to lose at a kill."""
INDEXED_GROUPS = 16
"""After so many groups the index catches up."""


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
    format: str | None = None,
    table: Path | None = None,
    dry_run: bool = False,
    stdin: BinaryIO | None = None,
    reason: str = "",
    jobs: int | None = 1,
    progress: Progress | None = None,
) -> Added:
    """Takes in files, folders, globs, addresses or `-`, and files what is found in them.

    What is given of them (kind, language, publisher…) stands above what the pages say, `format` above what they look like.
    With `table`, a call list says it row by row. The same bytes from the same place change nothing; from another place they are
    one more publication of the same conversation. Many files are read by `jobs` processes (None: one a core; a script that asks
    for more than one needs the usual `if __name__ == "__main__"`). Raises what is wrong with the call itself; what is wrong
    with one input is told in
    its item.
    """
    facts = filing.known(
        conversation=conversation, kind=kind, language=language, title=title, published=published, publisher=publisher,
        supplier=supplier, url=url, terms=terms, forbids=tuple(forbids), access=access, read_as=format,
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

    coming = iter(wanted)

    def taken() -> Iterator[Piece]:
        for number, (candidate, known) in enumerate(coming, 1):
            if candidate.kind == "skipped":
                skipped.append(f"{candidate.shown}: {candidate.why}")
                continue
            if progress is not None:
                progress("add", number, None, candidate.shown)
            yield _looked_up(take(candidate, known, agent=agent, stdin=stdin), desk)

    reading = read_all(taken(), jobs=jobs)
    try:
        for piece in reading:
            group.append(piece)
            size += len(piece.content)
            if GROUP_FILES <= len(group) or GROUP_BYTES <= size:
                commit()
        commit()
    except StorageFailed as error:
        if not any(item.status == "added" for item in items):
            raise
        left = [candidate for candidate, _ in coming if candidate.kind != "skipped"]
        items += [as_failed(piece, error) for piece in (*group, *reading)]
        items += [as_failed(Piece(path=candidate.shown, facts=facts), error) for candidate in left]
    return Added(
        added=tuple(items),
        act=acts[-1] if acts else None,
        dry_run=dry_run,
        plan=plan,
        skipped=tuple(skipped),
        notice=_indexed(desk) if acts else "",
    )


def _indexed(desk: Desk) -> str:
    """Has the index catch up; returns what hindered it. What was added is kept either way, and is to be told."""
    try:
        with writing(desk):
            return ""
    except StorageFailed as error:
        return f"the search index does not know all of this yet: {error.message}; {error.hint}"


def add_captured(
    desk: Desk, source: Source, content: bytes, facts: Known, *, agent: str, reason: str = ""
) -> tuple[AddedItem, str | None]:
    """Takes in bytes that were captured by other means than a path or an address here, as one act; returns it too.

    `source` says how and where from; its id, digest and size are set here. Raises what is wrong with the bytes.
    """
    source = replace(source, id=new_id("source"), digest=sha256(content), size=len(content))
    piece = Piece(path=source.path or source.url or "-", facts=facts, source=source, content=content)
    (item,), act = _commit(
        desk, [read(_looked_up(piece, desk))], agent=agent, reason=reason, dry_run=False, index=False
    )
    if piece.error is not None:
        raise piece.error
    return item, act


def _looked_up(piece: Piece, desk: Desk) -> Piece:
    """Marks a piece that the archive has from the same place already: it need not be read."""
    if piece.source is not None:
        same = desk.archive.catalog.source_at(piece.source.digest, piece.source.url or piece.source.path or "")
        piece.already = same.id if same is not None else None
    return piece


def _commit(
    desk: Desk, group: list[Piece], *, agent: str, reason: str, dry_run: bool, index: bool
) -> tuple[list[AddedItem], str | None]:
    """Writes a group as one act; returns what became of each piece, and the act."""
    good = [piece for piece in group if piece.error is None]
    if dry_run or all(piece.already for piece in good):
        return [as_unwritten(desk, piece) for piece in group], None
    with writing(desk, index=index) as pen:
        items: list[AddedItem] = []
        records: list[Record] = []
        subjects: list[str] = []
        fresh: dict[str, Filed] = {}
        for piece in group:
            try:
                item, filed, touched = _file(desk, pen, piece, fresh)
            except CaptureFailed as error:
                item, filed, touched = as_failed(piece, error), None, ()
            index_of_it = indexed_with(desk, filed, piece.facts.conversation) if filed is not None else ()
            items.append(with_index(item, index_of_it))
            if filed is not None:
                records += (*filed.records, *index_of_it)
                subjects += [each for segment in index_of_it for each in (segment.id, segment.recording)]
                subjects += [filed.source.id, *(other.id for other in filed.conversations)]
                subjects += [transcript.id for transcript in filed.transcripts]
                subjects += [recording.id for recording in filed.recordings]
            subjects += touched
        if not records:
            return items, None
        act, _ = pen.act("add", records, agent=agent, subjects=subjects, reason=reason)
    for digest, filed in fresh.items():
        if filed.survey:
            soundings.keep(soundings.folder_of(desk, digest) / soundings.SURVEY, filed.survey)
    return items, act.id


def _file(desk: Desk, pen: Pen, piece: Piece, fresh: dict[str, Filed]) -> tuple[AddedItem, Filed | None, Sequence[str]]:
    """Files one piece under the lock. `fresh` holds what this group brings, by digest.

    Bytes that are known from another place become one more publication of the same conversation: a source of the same object,
    whose transcripts are those that were read from it before.
    """
    source, filed = piece.source, piece.filed
    if piece.error is not None or source is None:
        return as_failed(piece, piece.error or CaptureFailed(f"{piece.path} could not be read")), None, ()
    place = source.url or source.path or ""
    catalog = desk.archive.catalog
    earlier = fresh.get(source.digest)
    already = catalog.source_at(source.digest, place)
    if already is not None or (earlier and place == (earlier.source.url or earlier.source.path)):
        return (
            as_known(desk, piece, already.id if already else earlier.source.id if earlier else "", "already"),
            None,
            (),
        )
    assert filed is not None
    known_elsewhere = catalog.sources_of_digest(source.digest)
    if earlier is not None or known_elsewhere:
        _put(pen, piece, source)
        source = with_said(filed.source, piece.facts, ABOUT_THE_TALK)
        if earlier is not None:
            item = replace(as_added(piece, replace(earlier, source=source)), message=same_bytes([earlier.source]))
        else:
            item = as_known(desk, piece, known_elsewhere[0].id, "added")
            item = replace(item, source=source.id, message=same_bytes(known_elsewhere))
        links = _joining(desk, item.conversations, piece.facts.conversation)
        return item, Filed(source=source, links=links), [*item.conversations, *item.transcripts]
    _put(pen, piece, source)
    filed = _as_people_said(desk, piece, filed)
    fresh[source.digest] = filed
    return as_added(piece, filed), filed, ()


def _as_people_said(desk: Desk, piece: Piece, filed: Filed) -> Filed:
    """Returns what was read as people said that the page of this address is to be read, as far as that fits these bytes."""
    source = filed.source
    said = [each.hint for each in desk.archive.catalog.hints(source.digest, source.url)]
    if not said or piece.source is None:
        return filed
    from .. import formats
    from .rereading import hinted

    reading = formats.read(piece.content, name=piece.path, format=piece.facts.read_as)
    kept = hinted(reading, piece.content, said, name=piece.path, digest=source.digest)
    return filing.file(piece.source, kept.reading, piece.facts)


def _joining(desk: Desk, told: Sequence[str], conversation: str | None) -> tuple[Link, ...]:
    """Returns the link that makes what these bytes tell one with the conversation that was named, if it is not yet."""
    if conversation is None or len(told) != 1 or told[0] == desk.archive.catalog.canonical(conversation):
        return ()
    return (Link(id=new_id("link"), a=conversation, b=told[0], why="added as one more telling of it"),)


def _put(pen: Pen, piece: Piece, source: Source) -> None:
    """Takes the bytes in, and the exchange they came in. Raises CaptureFailed where a file changed since it was hashed."""
    if piece.file is None:
        pen.writer.put(piece.content)
    elif pen.writer.put_file(piece.file, limit=MAX_SOUND)[0] != source.digest:
        raise CaptureFailed(
            f"{piece.path} changed while it was read", path=piece.path, hint="add it when it is finished"
        )
    if piece.warc:
        pen.writer.put(piece.warc)
