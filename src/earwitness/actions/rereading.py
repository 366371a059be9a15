"""`reread`: reads a source again with today's reader, shows the difference, and keeps what people changed.

The new reading becomes a new revision of the same transcripts. Turns and speakers keep their ids where they say the same, so
that notes, quotes and statements (a role, an access) stay with their words. A turn that a person mended since it was read stays
as it was mended.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from ..errors import BadInput
from ..identifiers import new_id
from ..model import Conversation, Reading, Record, Source, Speaker, Transcript, Turn
from ..version import __version__
from .desk import Desk, writing
from .filing import Filed, file, known
from .outcomes import Reread, TurnChange

PERSON = "person:"
"""How the `reader` of a revision begins that a person made."""


def reread(desk: Desk, source: str, *, agent: str, dry_run: bool = False, reason: str = "") -> Reread:
    """Returns what today's reader reads otherwise in the source, and files it unless `dry_run`.

    Raises NotFound for an unknown source, BadInput where the bytes can no longer be read.
    """
    with writing(desk) as pen:
        catalog = desk.archive.catalog
        before = catalog.source(source)
        reading = _read(desk, before)
        old = list(catalog.transcripts_from(source))
        matched = _match(old, reading)
        records: list[Record] = []
        changes: list[TurnChange] = []
        kept: list[str] = []
        filed = file(before, reading, known(language=None))
        for number, fresh in enumerate(filed.transcripts):
            earlier = matched.get(number)
            if earlier is None:
                changes += [TurnChange(kind="added", number=turn.number, after=turn.text) for turn in fresh.turns]
                records += _newcomer(filed, fresh)
                continue
            base = _as_read(desk, earlier)
            revision = rebased(base, earlier, fresh)
            kept += revision.kept
            found = differences(earlier.turns, revision.transcript.turns)
            if found or _telling(earlier) != _telling(revision.transcript):
                changes += found
                records.append(revision.transcript)
        for number, lost in enumerate(old):
            if number not in {position for position in _positions(old, matched)}:
                kept.append(f"transcript {lost.id} is no longer found on the page; it stays as it was")
        after = filed.source
        if records or after.doubts != before.doubts:
            records.insert(0, replace(before, doubts=after.doubts, reader=after.reader, format=after.format))
        kept += _statements(desk, [source, *(transcript.id for transcript in old)])
        act = None
        if records and not dry_run:
            subjects = [source, *(record.id for record in records if isinstance(record, (Transcript, Conversation)))]
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


def _telling(transcript: Transcript) -> tuple[object, ...]:
    """What of a transcript besides its turns makes a new revision worth its while."""
    return (transcript.speakers, transcript.doubts, transcript.kind)


def _words(transcript: Transcript) -> list[str]:
    return [turn.text for turn in transcript.turns]


def _match(old: Sequence[Transcript], reading: Reading) -> dict[int, Transcript]:
    """Returns for each new transcript (by its place) the earlier one it continues: the likest by words, each once."""
    scores = sorted(
        (
            (difflib.SequenceMatcher(None, _words(earlier), _words(fresh), autojunk=False).ratio(), -number, -place)
            for number, fresh in enumerate(reading.transcripts)
            for place, earlier in enumerate(old)
        ),
        reverse=True,
    )
    matched: dict[int, Transcript] = {}
    taken: set[int] = set()
    for score, number, place in scores:
        if (
            -number not in matched
            and -place not in taken
            and (0.2 <= score or len(old) == len(reading.transcripts) == 1)
        ):
            matched[-number] = old[-place]
            taken.add(-place)
    return matched


def _positions(old: Sequence[Transcript], matched: dict[int, Transcript]) -> set[int]:
    ids = {transcript.id for transcript in matched.values()}
    return {place for place, transcript in enumerate(old) if transcript.id in ids}


def _newcomer(filed: Filed, fresh: Transcript) -> list[Record]:
    own = [conversation for conversation in filed.conversations if conversation.id == fresh.conversation]
    return [*own, replace(fresh, id=fresh.id or new_id("transcript"))]


def _as_read(desk: Desk, transcript: Transcript) -> Transcript:
    """Returns the newest revision that a reader made, not a person: what people changed is told from it."""
    newest = transcript
    while newest.reader.startswith(PERSON) and 1 < newest.revision:
        newest = desk.archive.catalog.transcript(newest.id, newest.revision - 1)
    return newest


class Rebased(Struct, frozen=True, kw_only=True):
    """A new revision that keeps ids and people's corrections."""

    transcript: Transcript
    kept: tuple[str, ...] = ()


def rebased(base: Transcript, now: Transcript, fresh: Transcript) -> Rebased:
    """Returns the fresh reading as the next revision of `now`: ids carried over, turns that people changed since `base` kept."""
    mended = _mended(base, now)
    speakers, names = _speakers(now, fresh)
    next_id = max((int(turn.id) for turn in (*base.turns, *now.turns) if turn.id.isdecimal()), default=0) + 1
    turns: list[Turn] = []
    kept: list[str] = []
    by_id = {turn.id: turn for turn in now.turns}
    for turn, old in _pairs(base.turns, fresh.turns):
        turn = replace(turn, speakers=tuple(names[speaker] for speaker in turn.speakers))
        if old is None:
            turns.append(replace(turn, id=str(next_id)))
            next_id += 1
        elif old.id in mended:
            if old.id in by_id:
                turns.append(by_id[old.id])
            kept.append(f"turn {old.number} stays as a person mended it")
        else:
            turns.append(replace(turn, id=old.id, access=old.access))
    numbered = tuple(replace(turn, number=number) for number, turn in enumerate(turns, 1))
    return Rebased(
        transcript=replace(
            fresh,
            id=now.id,
            conversation=now.conversation,
            revision=now.revision + 1,
            speakers=speakers,
            turns=numbered,
            reader=f"{fresh.reader.split('; earwitness')[0]}; earwitness {__version__}",
        ),
        kept=tuple(kept),
    )


def _mended(base: Transcript, now: Transcript) -> set[str]:
    if base.revision == now.revision:
        return set()
    present = {turn.id: turn for turn in now.turns}
    return {
        turn.id
        for turn in base.turns
        if turn.id not in present
        or (present[turn.id].text, present[turn.id].speakers, present[turn.id].marks)
        != (turn.text, turn.speakers, turn.marks)
    }


def _speakers(now: Transcript, fresh: Transcript) -> tuple[tuple[Speaker, ...], dict[str, str]]:
    """Returns the fresh speakers under the ids they had (by a shared label), new ones under new ids, and the renaming."""
    used = {speaker.id for speaker in now.speakers}
    names: dict[str, str] = {}
    free = iter(f"p{number}" for number in range(1, len(now.speakers) + len(fresh.speakers) + 2))
    taken: set[str] = set()
    for speaker in fresh.speakers:
        same = next(
            (old.id for old in now.speakers if set(old.labels) & set(speaker.labels) and old.id not in taken), None
        )
        names[speaker.id] = same or next(name for name in free if name not in used)
        taken.add(names[speaker.id])
    return tuple(replace(speaker, id=names[speaker.id]) for speaker in fresh.speakers), names


def _pairs(old: Sequence[Turn], fresh: Sequence[Turn]) -> list[tuple[Turn, Turn | None]]:
    """Returns each fresh turn with the old one it continues: the same words, or the one that stood between the same neighbours."""
    pairs: dict[int, Turn] = {}
    matcher = difflib.SequenceMatcher(None, [turn.text for turn in old], [turn.text for turn in fresh], autojunk=False)
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal" or (tag == "replace" and high - low == end - start):
            pairs.update(zip(range(start, end), old[low:high], strict=True))
        elif tag == "replace":
            place = low
            for number in range(start, end):
                ratios = [
                    difflib.SequenceMatcher(None, old[other].text, fresh[number].text).ratio()
                    for other in range(place, high)
                ]
                if ratios and 0.5 <= max(ratios):
                    place += ratios.index(max(ratios))
                    pairs[number] = old[place]
                    place += 1
    return [(turn, pairs.get(number)) for number, turn in enumerate(fresh)]


def differences(before: Sequence[Turn], after: Sequence[Turn]) -> list[TurnChange]:
    """Returns what changed between two readings, turn by turn, by their lasting ids."""
    changes: list[TurnChange] = []
    earlier = {turn.id: turn for turn in before}
    later = {turn.id for turn in after}
    for turn in after:
        old = earlier.get(turn.id)
        if old is None:
            changes.append(TurnChange(kind="added", number=turn.number, after=turn.text))
        elif (old.text, old.speakers, old.marks) != (turn.text, turn.speakers, turn.marks):
            changes.append(TurnChange(kind="changed", number=turn.number, before=_shown(old), after=_shown(turn)))
    changes += [
        TurnChange(kind="removed", number=turn.number, before=turn.text) for turn in before if turn.id not in later
    ]
    return sorted(changes, key=lambda change: change.number)


def _shown(turn: Turn) -> str:
    from ..formats.signs import with_signs

    who = "+".join(turn.speakers)
    return f"{who}: {with_signs(turn)}" if who else with_signs(turn)


def _statements(desk: Desk, subjects: Sequence[str]) -> list[str]:
    found = [
        f"{statement.field} of {subject} stays as {statement.agent} said"
        for subject in subjects
        for statement in desk.archive.catalog.statements(subject)
    ]
    return [first for first, second in pairwise([*found, ""]) if first != second]
