"""Aligning: the tellings of a conversation lined up as they stand, what people decided kept to, and kept until they change."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from ..archive import Decided
from ..model import Match, Transcript
from ..tellings.align import METHOD, Alignment, Group, align
from ..tellings.kept import key_of
from ..tellings.rows import Row, rows
from .desk import Desk

MANY = 8
"""Tellings of which every two are compared; of more, each is compared with the first and the longest."""


def pairs(tellings: Sequence[Transcript]) -> list[tuple[Transcript, Transcript]]:
    """Returns which tellings are lined up with which."""
    if len(tellings) <= MANY:
        return list(combinations(tellings, 2))
    first, longest = tellings[0], max(tellings, key=lambda transcript: len(transcript.turns))
    found = [(first, other) for other in tellings[1:]]
    if longest is not first:
        found += [(longest, other) for other in tellings[1:] if other is not longest]
    return found


def alignments(desk: Desk, tellings: Sequence[Transcript]) -> tuple[Alignment, ...]:
    """Returns the alignments of these tellings, worked out where they are not kept."""
    return _lined_up(desk, pairs(tellings), decisions(desk, tellings))


def decisions(desk: Desk, tellings: Sequence[Transcript]) -> tuple[Decided, ...]:
    """Returns what people settled about these tellings, oldest first."""
    return desk.archive.catalog.decisions(transcript.id for transcript in tellings)


def state_of(tellings: Sequence[Transcript], decided: Sequence[Decided]) -> str:
    """Returns a key that changes whenever anything does that their alignments are made from."""
    return key_of(METHOD, [_version(transcript) for transcript in tellings], [one.decision.id for one in decided])


def passages(desk: Desk, tellings: Sequence[Transcript]) -> tuple[Row, ...]:
    """Returns the passages of a conversation: the turns of all its tellings that say the same, in rows.

    Every telling is lined up with the longest, so that one doubtful pair of turns cannot join two passages by a detour.
    """
    if len(tellings) < 2:
        return ()
    base = max(tellings, key=lambda transcript: (len(transcript.turns), -tellings.index(transcript)))
    others = [transcript for transcript in tellings if transcript is not base]
    decided = decisions(desk, tellings)
    key = state_of(tellings, decided)
    name = "+".join(sorted(transcript.id for transcript in tellings))
    found = desk.kept.get("passages", name, key, tuple[Row, ...])
    if found is None:
        star = [(base, other) if _first(tellings, base, other) else (other, base) for other in others]
        found = rows(tellings, _lined_up(desk, star, decided))
        desk.kept.put("passages", name, key, found)
    return found


def _first(tellings: Sequence[Transcript], one: Transcript, other: Transcript) -> bool:
    """Says whether the one stands before the other, as in `pairs`: so that one alignment serves both."""
    return tellings.index(one) < tellings.index(other)


def _lined_up(
    desk: Desk, wanted: Sequence[tuple[Transcript, Transcript]], decided: Sequence[Decided]
) -> tuple[Alignment, ...]:
    matches = [one.decision for one in decided if isinstance(one.decision, Match)]
    found: list[Alignment] = []
    fresh: list[tuple[str, str, object]] = []
    for a, b in wanted:
        own = [match for match in matches if {match.a, match.b} == {a.id, b.id}]
        name, key = f"{a.id}+{b.id}", key_of(METHOD, _version(a), _version(b), [match.id for match in own])
        alignment = desk.kept.get("alignment", name, key, Alignment)
        if alignment is None:
            alignment = align(a, b, decided=_groups(a, b, own))
            fresh.append((name, key, alignment))
        found.append(alignment)
    if fresh:
        desk.kept.put_all("alignment", fresh)
    return tuple(found)


def _version(transcript: Transcript) -> object:
    """Returns what of a transcript an alignment is made from: its revision, its language, and of an excerpt which turns."""
    told = transcript.id, transcript.revision, transcript.language, [turn.id for turn in transcript.turns]
    # A revision that was taken back leaves its number to another: then only the words tell the two apart.
    return told if transcript.revision == 1 else (*told, [(turn.text, turn.speakers) for turn in transcript.turns])


def _groups(a: Transcript, b: Transcript, matches: Sequence[Match]) -> list[Group]:
    """Returns the groups that people settled, the newest first, in this order of the two tellings.

    A match whose turns are gone from the revision that stands is passed over.
    """
    ours = {turn.id: turn.number for turn in a.turns}
    theirs = {turn.id: turn.number for turn in b.turns}
    groups = []
    for match in reversed(matches):
        left, right = (match.a_turns, match.b_turns) if match.a == a.id else (match.b_turns, match.a_turns)
        if ours.keys() >= set(left) and theirs.keys() >= set(right):
            groups.append(Group(a=tuple(ours[id] for id in left), b=tuple(theirs[id] for id in right)))
    return groups
