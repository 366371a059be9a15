"""`diff`: two revisions of a transcript beside each other, turn by turn and word by word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal

from ..errors import NotFound, WrongUsage
from ..formats.signed import signed
from ..formats.signs import clock, label, voices
from ..identifiers import within
from ..model import Transcript, Turn
from . import finding
from .answers import Answer
from .desk import Desk
from .rebasing import said

_PARTS = re.compile(r"\w+|\s+|[^\w\s]")


class Piece(Answer, frozen=True, kw_only=True):
    """Words that stand in both, or in one of the two."""

    kind: Literal["same", "gone", "new"]
    words: str


class TurnDiffers(Answer, frozen=True, kw_only=True):
    """A turn that is another one, new, gone or elsewhere."""

    turn: str
    """Archive-wide."""
    kind: Literal["changed", "added", "removed", "moved"]
    before: int | None = None
    """Its number in the older revision."""
    after: int | None = None
    pieces: tuple[Piece, ...] = ()
    """Its words with their signs."""
    speakers: tuple[str, str] | None = None
    """Who says it, before and after, where that differs."""
    times: tuple[str, str] | None = None
    languages: tuple[str, str] | None = None


class RevisionTold(Answer, frozen=True, kw_only=True):
    """A revision, and the act that made it."""

    revision: int
    agent: str
    time: str
    verb: str
    act: str
    reason: str = ""
    undone: bool = False


class Diff(Answer, frozen=True, kw_only=True):
    """The answer of `diff`."""

    transcript: str
    conversation: str
    a: int
    b: int
    turns: tuple[TurnDiffers, ...]
    speakers: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = ()
    """Voices whose labels differ: the id, the labels before and after; none where there was no such voice."""
    revisions: tuple[RevisionTold, ...] = ()
    """All there are, oldest first."""


def diff(desk: Desk, name: str, a: int | None = None, b: int | None = None) -> Diff:
    """Returns what differs between two revisions of a transcript; without numbers, between the newest and the one before.

    Raises NotFound where there is no such transcript or revision, WrongUsage for an id that is none of a transcript's.
    """
    with desk.archive.catalog.snapshot() as catalog:
        if finding.noun(desk, name) != "transcript":
            raise WrongUsage(f"{name} is no transcript", hint="earwitness show names the transcripts of a conversation")
        head = catalog.transcript(name)
        history = catalog.revisions(name)
        standing = [number for number, logged in history if logged.effective]
        last = b if b is not None else head.revision
        first = a if a is not None else max((number for number in standing if number < last), default=last)
        for number in (first, last):
            if number < 1:
                raise NotFound(f"transcript {name} has no revision {number}; it stands at {head.revision}")
        before, after = catalog.transcript(name, first), catalog.transcript(name, last)
        told = tuple(
            RevisionTold(
                revision=number, agent=logged.agent, time=logged.time, verb=logged.verb, act=logged.id,
                reason=logged.reason, undone=not logged.effective,
            )
            for number, logged in history
        )  # fmt: skip
        return Diff(
            transcript=name, conversation=catalog.canonical(head.conversation), a=first, b=last,
            turns=compared(before, after), speakers=_speakers(before, after), revisions=told,
        )  # fmt: skip


def compared(before: Transcript, after: Transcript) -> tuple[TurnDiffers, ...]:
    """Returns the turns that differ, in the order in which they stand; those that are gone at their old places."""
    old = {turn.id: turn for turn in before.turns}
    new = {turn.id: turn for turn in after.turns}
    kept_before = [turn.id for turn in before.turns if turn.id in new]
    kept_after = [turn.id for turn in after.turns if turn.id in old]
    in_order = {
        kept_before[block.a + place]
        for block in SequenceMatcher(None, kept_before, kept_after, autojunk=False).get_matching_blocks()
        for place in range(block.size)
    }
    printed = voices(before), voices(after)
    found: list[tuple[float, TurnDiffers]] = []
    place = 0.0
    for turn in after.turns:
        earlier = old.get(turn.id)
        place = float(turn.number)
        if earlier is None:
            found.append((place, _told(after, turn, "added", None, turn, printed)))
        elif said(earlier) != said(turn) or _who(earlier, printed[0]) != _who(turn, printed[1]):
            found.append((place, _told(after, turn, "changed", earlier, turn, printed)))
        elif turn.id not in in_order:
            found.append((place, _told(after, turn, "moved", earlier, turn, printed)))
    ahead = 0.0
    for turn in before.turns:
        if turn.id in new:
            ahead = float(new[turn.id].number)
        else:
            found.append((ahead + 0.5, _told(after, turn, "removed", turn, None, printed)))
    return tuple(each for _, each in sorted(found, key=lambda pair: pair[0]))


def _told(
    transcript: Transcript, turn: Turn, kind: Literal["changed", "added", "removed", "moved"], before: Turn | None,
    after: Turn | None, printed: tuple[Mapping[str, str], Mapping[str, str]],
) -> TurnDiffers:  # fmt: skip
    old, new = signed(before) if before else "", signed(after) if after else ""

    def pair(first: str, second: str) -> tuple[str, str] | None:
        return (first, second) if first != second and kind == "changed" else None

    return TurnDiffers(
        turn=within(transcript.id, turn.id),
        kind=kind,
        before=before.number if before else None,
        after=after.number if after else None,
        pieces=pieces(old, new),
        speakers=pair(_who(before, printed[0]), _who(after, printed[1])),
        times=pair(clock(before) if before else "", clock(after) if after else ""),
        languages=pair((before.language if before else "") or "", (after.language if after else "") or ""),
    )


def _who(turn: Turn | None, names: Mapping[str, str]) -> str:
    if turn is None:
        return ""
    return label(turn, dict(names)) + (" (inferred)" if turn.inferred else "")


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """Returns both lines as one, cut where they differ."""
    first, second = _PARTS.findall(old), _PARTS.findall(new)
    found: list[Piece] = []
    for tag, low, high, start, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(kind="same", words="".join(first[low:high])))
            continue
        if low < high:
            found.append(Piece(kind="gone", words="".join(first[low:high])))
        if start < end:
            found.append(Piece(kind="new", words="".join(second[start:end])))
    return tuple(found)


def _speakers(before: Transcript, after: Transcript) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    old: Mapping[str, Sequence[str]] = {each.id: each.labels for each in before.speakers}
    new: Mapping[str, Sequence[str]] = {each.id: each.labels for each in after.speakers}
    return tuple(
        (id, tuple(old.get(id, ())), tuple(new.get(id, ())))
        for id in dict.fromkeys((*old, *new))
        if old.get(id) != new.get(id)
    )
