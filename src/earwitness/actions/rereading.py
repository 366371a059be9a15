"""`reread`: reads a source again with today's reader, shows the difference, and keeps what people changed.

The new reading becomes a new revision of the same transcripts (`rebasing`); a telling that was not found before becomes a new
one of the same conversation. What people stated (a role, a language, an access) stands on top, as before.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace

from ..errors import BadInput, NotFound
from ..model import Conversation, Reading, Record, Source, Transcript
from .desk import Desk, Pen, writing
from .filing import Filed, Known, file, known
from .outcomes import Reread, TurnChange
from .rebasing import differences, rebased

PERSON = "person:"
"""How the `reader` of a revision begins that a person made."""

Kept = TypeVar("Kept", Source, Transcript)


def reread(desk: Desk, source: str, *, agent: str, dry_run: bool = False, reason: str = "") -> Reread:
    """Returns what today's reader reads otherwise in the source, and files it unless `dry_run`.

    Raises NotFound for an unknown source, BadInput where the bytes can no longer be read.
    """
    with _looking(desk) if dry_run else writing(desk) as pen:
        catalog = desk.archive.catalog
        source = _read_from(desk, source)
        before = recorded(desk, source, Source)
        old = [recorded(desk, head.id, Transcript) for head in catalog.transcripts_from(source, with_turns=False)]
        reading = _read(desk, before)
        filed = file(before, reading, _said(desk, old))
        matched = _match(old, reading)
        homes = {filed.transcripts[number].conversation: was.conversation for number, was in matched.items()}
        records: list[Record] = []
        changes: list[TurnChange] = []
        kept: list[str] = []
        for number, fresh in enumerate(filed.transcripts):
            earlier = matched.get(number)
            if earlier is None:
                changes += differences((), fresh.turns)
                records += _newcomer(filed, fresh, homes)
                continue
            revision = rebased(_as_read(desk, earlier), earlier, fresh)
            kept += revision.kept
            found = differences(earlier.turns, revision.transcript.turns)
            if found or _telling(earlier) != _telling(revision.transcript):
                changes += found
                records.append(revision.transcript)
        again = {was.id for was in matched.values()}
        kept += [f"transcript {lost.id} is no longer found; it stays as it was" for lost in old if lost.id not in again]
        after = filed.source
        if records or after.doubts != before.doubts:
            records.insert(0, replace(before, doubts=after.doubts, reader=after.reader, format=after.format))
        kept += _statements(desk, [source, *(transcript.id for transcript in old)])
        act = None
        if records and pen is not None:
            subjects = [source, *(record.id for record in records if isinstance(record, Transcript | Conversation))]
            act, _ = pen.act("reread", records, agent=agent, subjects=subjects, reason=reason)
        return Reread(
            source=source,
            reader_before=before.reader,
            reader_after=after.reader,
            changes=tuple(changes),
            kept=tuple(kept),
            transcripts=tuple(record.id for record in records if isinstance(record, Transcript)),
            act=act.id if act else None,
        )


def _read_from(desk: Desk, source: str) -> str:
    """Returns the source that the transcripts of these bytes were read from: the same bytes are read once, however many
    publications of them there are."""
    catalog = desk.archive.catalog
    same = [each.id for each in catalog.sources_of_digest(catalog.source(source).digest)]
    return next((id for id in (source, *same) if catalog.transcripts_from(id, with_turns=False)), source)


@contextmanager
def _looking(desk: Desk) -> Iterator[Pen | None]:
    """Gives one state of the catalog and no pen: looking takes no lock and works where nothing can be written."""
    with desk.archive.catalog.snapshot():
        yield None


def recorded(desk: Desk, id: str, noun: type[Kept]) -> Kept:
    """Returns a source or transcript as its newest revision recorded it, without what people stated on top."""
    catalog = desk.archive.catalog
    for act in catalog.acts(subject=id, newest_first=True):
        if act.effective:
            found = [
                record for record in catalog.records(act.sequence)[1] if isinstance(record, noun) and record.id == id
            ]
            if found:
                return found[-1]
    raise NotFound(f"there is no {noun.__name__.lower()} {id}", near=catalog.near_ids(id))


def _read(desk: Desk, source: Source) -> Reading:
    from .. import formats

    content = desk.archive.objects.read(source.digest)
    name = source.path or source.url or source.id
    try:
        return formats.read(content, name=name)
    except BadInput as error:
        raise BadInput(
            f"today's reader cannot read {source.id}: {error.message}", hint="the earlier reading stays as it is"
        ) from error


def _said(desk: Desk, old: Sequence[Transcript]) -> Known:
    """Returns the kind and language that were stated when all the transcripts were added: they shaped the reading.

    What was stated later lies on top of any reading, and needs no help here.
    """
    agreed: dict[str, str | None] = {}
    for field in ("kind", "language"):
        stated = {
            said.value
            for transcript in old
            for said in desk.archive.catalog.statements(transcript.id)
            if said.field == field and said.value == getattr(transcript, field)
        }
        agreed[field] = stated.pop() if len(stated) == 1 else None
    return known(**agreed)  # type: ignore[arg-type]


def _telling(transcript: Transcript) -> tuple[object, ...]:
    """What of a transcript besides its turns makes a new revision worth its while."""
    return (transcript.speakers, transcript.doubts, transcript.kind, transcript.language, transcript.title)


def _words(transcript: Transcript) -> list[str]:
    return [turn.text for turn in transcript.turns]


def _match(old: Sequence[Transcript], reading: Reading) -> dict[int, Transcript]:
    """Returns for each new transcript (by its place) the earlier one it continues: the likest by words, each once."""
    scores = sorted(
        (
            (-difflib.SequenceMatcher(None, _words(earlier), _words(fresh), autojunk=False).ratio(), number, place)
            for number, fresh in enumerate(reading.transcripts)
            for place, earlier in enumerate(old)
        ),
    )
    alone = len(old) == len(reading.transcripts) == 1
    matched: dict[int, Transcript] = {}
    for score, number, place in scores:
        if number not in matched and old[place] not in matched.values() and (score <= -0.2 or alone):
            matched[number] = old[place]
    return matched


def _newcomer(filed: Filed, fresh: Transcript, homes: dict[str, str]) -> list[Record]:
    """Returns the records of a telling that was not found before: of a conversation that stands, or with a new one."""
    if fresh.conversation in homes:
        return [replace(fresh, conversation=homes[fresh.conversation])]
    homes[fresh.conversation] = fresh.conversation
    own = [conversation for conversation in filed.conversations if conversation.id == fresh.conversation]
    return [*own, fresh]


def _as_read(desk: Desk, transcript: Transcript) -> Transcript:
    """Returns the newest revision that a reader made, not a person: what people changed is told from it."""
    newest = transcript
    while newest.reader.startswith(PERSON) and 1 < newest.revision:
        newest = desk.archive.catalog.transcript(newest.id, newest.revision - 1)
    return newest


def _statements(desk: Desk, subjects: Sequence[str]) -> list[str]:
    found = [
        f"{statement.field} of {subject} stays as {statement.agent} said"
        for subject in subjects
        for statement in desk.archive.catalog.statements(subject)
    ]
    return [first for first, second in pairwise([*found, ""]) if first != second]
