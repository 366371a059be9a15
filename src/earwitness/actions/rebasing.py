"""Rebasing: a fresh reading becomes the next revision of a transcript, and what people changed stays.

    base     the newest revision that a reader made
    now      the newest revision of all: `base`, or what a person made of it
    fresh    today's reading

Turns and speakers keep their ids where they say the same, so that notes, quotes and statements stay with their words.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model import Doubt, Speaker, Transcript, Turn
from ..times import format_clock
from .outcomes import TurnChange

Pairs = Sequence[tuple[Turn, Turn | None]]
"""Fresh turns, each with the earlier one that it continues."""


class Rebased(Struct, frozen=True, kw_only=True):
    """A new revision that keeps ids and people's corrections."""

    transcript: Transcript
    kept: tuple[str, ...] = ()
    """What people had changed and stays, in sentences."""


def rebased(base: Transcript, now: Transcript, fresh: Transcript) -> Rebased:
    """Returns the fresh reading as the next revision of `now`: ids carried over, what people changed since `base` kept."""
    mended = _mended(base, now)
    pairs = _pairs(base.turns, fresh.turns)
    names = _names(base, now, fresh, pairs)
    present = {turn.id: turn for turn in now.turns}
    next_id = max((int(turn.id) for turn in (*base.turns, *now.turns) if turn.id.isdecimal()), default=0) + 1
    next_id = max(next_id, now.named + 1)
    turns: list[Turn] = []
    kept: list[str] = []
    settled: set[str] = set()
    for turn, old in pairs:
        turn = replace(turn, speakers=tuple(names[speaker] for speaker in turn.speakers))
        if old is None:
            turns.append(replace(turn, id=str(next_id)))
            next_id += 1
        elif old.id not in mended:
            turns.append(replace(turn, id=old.id, access=turn.access or old.access))
        elif old.id in present and _only_timed(old, present[old.id]):
            settled.add(old.id)
            timed = present[old.id]
            heard = timed.words if turn.text == timed.text else ()
            turns.append(replace(turn, id=old.id, start=timed.start, end=timed.end, words=heard, access=timed.access))
            kept.append(f"turn {old.number} keeps the times it was given")
        else:
            settled.add(old.id)
            if old.id in present:
                turns.append(present[old.id])
                kept.append(f"turn {old.number} stays as a person mended it")
            else:
                kept.append(f"turn {old.number} stays taken out, as a person left it")
    own = {turn.id for turn in base.turns}
    for place, turn in enumerate(now.turns):
        if turn.id in settled or (turn.id in own and turn.id not in mended):
            continue
        before = {earlier.id for earlier in now.turns[:place]}
        at = max((number for number, other in enumerate(turns, 1) if other.id in before), default=0)
        turns.insert(at, turn)
        kept.append(f"turn {turn.number} stays as a person put it in")
    transcript = replace(
        fresh,
        id=now.id,
        conversation=now.conversation,
        revision=now.revision + 1,
        speakers=_speakers(base, now, fresh, names, turns),
        turns=tuple(replace(turn, number=number) for number, turn in enumerate(turns, 1)),
        named=_named(turns, next_id - 1),
        doubts=(*fresh.doubts, *(doubt for doubt in _own_doubts(base, now) if doubt not in fresh.doubts)),
    )
    return Rebased(transcript=transcript, kept=tuple(kept))


def _named(turns: Sequence[Turn], highest: int) -> int:
    """Returns the highest number that a turn was ever named by, 0 where the turns themselves tell it."""
    return highest if max((int(turn.id) for turn in turns if turn.id.isdecimal()), default=0) < highest else 0


def _mended(base: Transcript, now: Transcript) -> set[str]:
    """Returns the ids of the turns of `base` that a person changed or took out."""
    if base.revision == now.revision:
        return set()
    present = {turn.id: turn for turn in now.turns}
    return {turn.id for turn in base.turns if turn.id not in present or said(present[turn.id]) != said(turn)}


def _own_doubts(base: Transcript, now: Transcript) -> tuple[Doubt, ...]:
    """Returns what was doubted of the transcript since it was read, as an engine does of the times that it gives."""
    if [turn.id for turn in base.turns] != [turn.id for turn in now.turns]:
        return tuple(doubt for doubt in now.doubts if doubt.turn is None and doubt not in base.doubts)
    return tuple(doubt for doubt in now.doubts if doubt not in base.doubts)


def _only_timed(base: Turn, now: Turn) -> bool:
    """Says whether all that was changed of a turn are its times, as an engine or a person set them by the sound."""
    return said(base) != said(now) and said(replace(base, start=now.start, end=now.end)) == said(now)


def said(turn: Turn) -> tuple[object, ...]:
    """What makes a turn another one: not its number, nor the source's own spelling of it."""
    return (
        turn.text, turn.speakers, turn.marks, turn.start, turn.end, turn.language, turn.inferred, turn.access,
    )  # fmt: skip


def _names(base: Transcript, now: Transcript, fresh: Transcript, pairs: Pairs) -> dict[str, str]:
    """Returns for each fresh speaker the id it had, or a new one.

    It had the id of the speaker with a label in common; without labels, of the one who spoke most of the same turns.
    """
    known = {speaker.id: set(speaker.labels) for speaker in (*now.speakers, *base.speakers)}
    for speaker in now.speakers:
        known[speaker.id] |= set(speaker.labels)
    names: dict[str, str] = {}
    for speaker in fresh.speakers:
        same = next((id for id in known if known[id] & set(speaker.labels) and id not in names.values()), None)
        if same is not None:
            names[speaker.id] = same
    votes = Counter(
        (turn.speakers[0], old.speakers[0])
        for turn, old in pairs
        if old is not None and len(turn.speakers) == len(old.speakers) == 1
    )
    for (fresh_id, old_id), _ in votes.most_common():
        if fresh_id not in names and old_id not in names.values():
            names[fresh_id] = old_id
    free = (f"p{number}" for number in range(1, len(known) + len(fresh.speakers) + 1) if f"p{number}" not in known)
    return {speaker.id: names.get(speaker.id) or next(free) for speaker in fresh.speakers}


def _speakers(
    base: Transcript, now: Transcript, fresh: Transcript, names: dict[str, str], turns: Sequence[Turn]
) -> tuple[Speaker, ...]:
    """Returns the speakers of the new revision: as a person left them, else as they are read now."""
    before = {speaker.id: speaker for speaker in base.speakers}
    present = {speaker.id: speaker for speaker in now.speakers}
    found: dict[str, Speaker] = {}
    for speaker in fresh.speakers:
        id = names[speaker.id]
        a_persons = id in present and present[id] != before.get(id)
        found[id] = present[id] if a_persons else replace(speaker, id=id)
    for turn in turns:
        for id in turn.speakers:
            if id not in found and id in present:
                found[id] = present[id]  # only turns that a person made speak with this voice
    return tuple(found.values())


def _pairs(old: Sequence[Turn], fresh: Sequence[Turn]) -> Pairs:
    """Returns each fresh turn with the old one it continues: the same words, or the likest between the same neighbours."""
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
    """Returns what changed between two revisions, turn by turn, by their lasting ids."""
    changes: list[TurnChange] = []
    earlier = {turn.id: turn for turn in before}
    later = {turn.id for turn in after}
    for turn in after:
        old = earlier.get(turn.id)
        if old is None:
            changes.append(TurnChange(kind="added", number=turn.number, after=_shown(turn)))
        elif said(old) != said(turn):
            changes.append(TurnChange(kind="changed", number=turn.number, before=_shown(old), after=_shown(turn)))
    changes += [
        TurnChange(kind="removed", number=turn.number, before=_shown(turn)) for turn in before if turn.id not in later
    ]
    return sorted(changes, key=lambda change: change.number)


def _shown(turn: Turn) -> str:
    """Returns a turn as a line: its time, who speaks, the words with their signs, its language where it is told apart."""
    from ..formats.signs import with_signs

    time = f"[{format_clock(turn.start)}] " if turn.start is not None else ""
    who = "+".join(turn.speakers) + ("?" if turn.inferred else "")
    language = f" ({turn.language})" if turn.language else ""
    return f"{time}{who}: {with_signs(turn)}{language}" if who else f"{time}{with_signs(turn)}{language}"
