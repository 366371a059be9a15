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

from msgspec import Struct
from msgspec.structs import replace

from ..errors import BadInput, NotFound
from ..formats.hinting import Kept
from ..model import Conversation, Hint, Reading, Record, Recording, Source, Transcript
from . import soundings, tapes
from .desk import Desk, Pen, writing
from .filing import READ_AS, Filed, Known, file, known
from .hinting import told_unfit
from .outcomes import Reread, TurnChange
from .rebasing import differences, rebased
from .underneath import as_read
from .withholding import still_withheld

Noun = TypeVar("Noun", Source, Transcript, Recording)


def reread(desk: Desk, source: str, *, agent: str, dry_run: bool = False, reason: str = "") -> Reread:
    """Returns what today's reader reads otherwise in the source, and files it unless `dry_run`.

    What people said of how it is to be read holds; what of that no longer fits is told. Raises NotFound for an unknown source,
    BadInput where the bytes can no longer be read.
    """
    with looking(desk) if dry_run else writing(desk) as pen:
        source = read_from(desk, source)
        renewed = heard_again(desk, source) if desk.archive.catalog.recordings_from(source) else renew(desk, source)
        act = None
        if renewed.records and pen is not None:
            act, _ = pen.act(
                "reread", renewed.records, agent=agent, subjects=[source, *renewed.subjects], reason=reason
            )
        return Reread(
            source=source,
            reader_before=renewed.before.reader,
            reader_after=renewed.after.reader,
            changes=renewed.changes,
            kept=renewed.kept,
            transcripts=tuple(record.id for record in renewed.records if isinstance(record, Transcript)),
            act=act.id if act else None,
        )


def heard_again(desk: Desk, source: str) -> Renewed:
    """Returns a source of sound as today's decoder hears it; what is derived of it is made anew."""
    before = recorded(desk, source, Source)
    path = desk.archive.objects.place(before.digest)
    told = tapes.file_sound(before, path, b"", Known())
    soundings.keep(soundings.folder_of(desk, before.digest) / soundings.SURVEY, told.survey)
    records: list[Record] = []
    for each in desk.archive.catalog.recordings_from(source):
        old = recorded(desk, each.id, Recording)
        (found,) = told.recordings
        fresh = replace(found, id=old.id, conversation=old.conversation, source=old.source)
        if replace(fresh, reader=old.reader) != old:
            records.append(fresh)
    if records:
        records.insert(0, replace(before, doubts=told.source.doubts, reader=told.source.reader))
    kept = tuple(_statements(desk, [each.id for each in desk.archive.catalog.recordings_from(source)]))
    return Renewed(before=before, after=told.source, records=tuple(records), kept=kept)


class Renewed(Struct, frozen=True, kw_only=True):
    """A source as it reads now, beside what stands of it."""

    before: Source
    after: Source
    records: tuple[Record, ...]
    """What is to be written; none where nothing reads otherwise."""
    changes: tuple[TurnChange, ...] = ()
    kept: tuple[str, ...] = ()
    unfit: tuple[tuple[Hint, str], ...] = ()
    """Hints that fit nothing on the page, each with the reason."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The transcripts and conversations that change."""
        return tuple(record.id for record in self.records if isinstance(record, Transcript | Conversation | Recording))


def renew(desk: Desk, source: str, *, more: Sequence[Hint] = (), less: Sequence[str] = ()) -> Renewed:
    """Returns the source as today's reader reads it, keeping to what people said of it: with `more` hints, without those of
    the ids in `less`."""
    catalog = desk.archive.catalog
    before = recorded(desk, source, Source)
    old = [recorded(desk, head.id, Transcript) for head in catalog.transcripts_from(source, with_turns=False)]
    said = [each.hint for each in catalog.hints(before.digest, before.url) if each.hint.id not in less]
    kept_to = read_again(desk, before, [*said, *more])
    reading = kept_to.reading
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
        revision = rebased(as_read(desk, earlier), earlier, fresh)
        kept += revision.kept
        transcript = still_withheld(catalog.transcript(earlier.id), revision.transcript)
        found = differences(earlier.turns, transcript.turns)
        if found or _telling(earlier) != _telling(transcript):
            changes += found
            records.append(transcript)
    again = {was.id for was in matched.values()}
    kept += [f"transcript {lost.id} is no longer found; it stays as it was" for lost in old if lost.id not in again]
    after = filed.source
    if records or after.doubts != before.doubts:
        records.insert(0, replace(before, doubts=after.doubts, reader=after.reader, format=after.format))
    kept += _statements(desk, [source, *(transcript.id for transcript in old)])
    unfit = tuple(each for each in kept_to.unfit if each[0] not in more)
    standing = len(said) - len(unfit)
    if standing:
        things = "one thing that people said" if standing == 1 else f"{standing} things that people said"
        kept.append(f"{things} of how it is to be read {'holds' if standing == 1 else 'hold'}")
    kept += [told_unfit(hint, why) for hint, why in unfit]
    return Renewed(
        before=before,
        after=after,
        records=tuple(records),
        changes=tuple(changes),
        kept=tuple(kept),
        unfit=kept_to.unfit,
    )


def read_again(desk: Desk, source: Source, hints: Sequence[Hint]) -> Kept:
    """Returns what today's reader reads in the bytes of a source, keeping to the hints; one that does not fit is a doubt."""
    reading = read_bytes(desk, source)
    if not hints:
        return Kept(reading=reading)
    content = desk.archive.objects.read(source.digest)
    return hinted(reading, content, hints, name=source.path or source.url or source.id, digest=source.digest)


def hinted(reading: Reading, content: bytes, hints: Sequence[Hint], *, name: str, digest: str) -> Kept:
    """Returns the reading as people said it is to be."""
    from ..formats.hinting import keep_to, page_text

    kept = keep_to(reading, page_text(content, name=name, reading=reading), hints, digest=digest)
    doubts = tuple(told_unfit(hint, why) for hint, why in kept.unfit)
    return replace(kept, reading=replace(kept.reading, doubts=(*kept.reading.doubts, *doubts)))


def read_from(desk: Desk, source: str) -> str:
    """Returns the source that the transcripts of these bytes were read from: the same bytes are read once, however many
    publications of them there are."""
    catalog = desk.archive.catalog
    same = [each.id for each in catalog.sources_of_digest(catalog.source(source).digest)]
    told = (
        id for id in (source, *same) if catalog.transcripts_from(id, with_turns=False) or catalog.recordings_from(id)
    )
    return next(told, source)


@contextmanager
def looking(desk: Desk) -> Iterator[Pen | None]:
    """Gives one state of the catalog and no pen: looking takes no lock and works where nothing can be written."""
    with desk.archive.catalog.snapshot():
        yield None


def recorded(desk: Desk, id: str, noun: type[Noun]) -> Noun:
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


def read_bytes(desk: Desk, source: Source) -> Reading:
    from .. import formats

    if source.format == tapes.FORMAT:
        raise BadInput(f"{source.id} is sound, and has no lines to be read", hint="see its recording: earwitness show "
                       f"{source.id}")  # fmt: skip
    content = desk.archive.objects.read(source.digest)
    name = source.path or source.url or source.id
    try:
        return formats.read(content, name=name, format=dict(source.extra).get(READ_AS))
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


def _statements(desk: Desk, subjects: Sequence[str]) -> list[str]:
    found = [
        f"{statement.field} of {subject} stays as {statement.agent} said"
        for subject in subjects
        for statement in desk.archive.catalog.statements(subject)
    ]
    return [first for first, second in pairwise([*found, ""]) if first != second]
