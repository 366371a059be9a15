"""Retelling: a turn as somebody proposes it, beside the turn as it stands, and the edits by which it is so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..formats.documents.paragraphs import Run
from ..formats.documents.returned import Returning
from ..formats.documents.styled import Spoken, names_of, spoken_of, styled
from ..formats.signs import voices
from ..identifiers import split
from ..model import Mark, Transcript, Turn
from .edits import Drop, Edit, Times, Voices, Words
from .proposed import Standing
from .rebasing import said


class Proposal(Struct, frozen=True, kw_only=True):
    """What came back of one turn."""

    returning: Returning
    standing: Standing
    base: Turn | None
    """The turn in the revision that went out."""
    names: Mapping[str, str]
    """What that revision prints for its voices."""
    found: str | None = None
    """What stands now, where it is neither."""
    tracked: bool = True

    @property
    def after(self) -> str:
        return _line(self.returning.after)

    def line(self, turn: Turn) -> str:
        return _line(_spoken(turn, self.names))


def proposed(returning: Returning, base: Transcript, head: Transcript) -> Proposal | None:
    """Returns what came back of a turn, None where it came back as it went out and without comments."""
    local = split(returning.turn)[1]
    names = names_of(voices(base))
    old = next((turn for turn in base.turns if turn.id == local), None)
    now = next((turn for turn in head.turns if turn.id == local), None)
    went_out = _spoken(old, names) if old is not None else None
    changed = went_out is None or returning.struck or not _alike(returning.after, went_out)
    if not changed and not returning.comments:
        return None
    stands = _spoken(now, names_of(voices(head))) if now is not None else None
    standing: Standing
    found = None
    if not changed:
        standing = "same" if now is not None else "gone"
    elif stands is None:
        standing = "done" if returning.struck else "gone"
    elif _alike(returning.after, stands) and not returning.struck:
        standing = "done"
    elif old is None or now is None or said(replace(old, access=None)) != said(replace(now, access=None)):
        standing, found = "conflict", _line(stands)
    else:
        standing = "struck" if returning.struck else "changed"
    tracked = went_out is None or _alike(returning.before, went_out)
    return Proposal(returning=returning, standing=standing, base=old, names=names, found=found, tracked=tracked)


def edits_of(now: Transcript, proposals: Sequence[Proposal]) -> Iterator[Edit]:
    """Yields the edits by which these turns come to be as they are proposed; a struck one goes."""
    present = {speaker.id for speaker in now.speakers}
    printed = [(id, name) for each in proposals for id, name in each.names.items() if id in present]
    ids = {name: id for id, name in (*names_of(voices(now)).items(), *printed)}
    turns = {turn.id: turn for turn in now.turns}
    for proposal in proposals:
        name, after = proposal.returning.turn, proposal.returning.after
        turn = turns.get(str(split(name)[1]))
        if turn is None or proposal.standing not in ("changed", "struck"):
            continue
        if proposal.standing == "struck":
            yield Drop(turn=name)
            continue
        before = _spoken(turn, proposal.names)
        if (after.text, after.marks) != (before.text, before.marks):
            yield Words(turn=name, text=after.text, marks=_marks(turn, before, after))
        if after.names != before.names:
            yield Voices(turn=name, speakers=tuple(ids.get(each, each) for each in after.names))
        if (after.start, after.end) != (before.start, before.end):
            yield Times(turn=name, start=after.start, end=after.end, printed=after.printed)


def _marks(turn: Turn, before: Spoken, after: Spoken) -> tuple[Mark, ...]:
    """Returns the marks at their new places; what print does not show of them stays where none came or went."""
    if [(mark.type, mark.words) for mark in before.marks] != [(mark.type, mark.words) for mark in after.marks]:
        return after.marks
    old = sorted(turn.marks, key=lambda mark: (mark.start, mark.end))
    if len(old) != len(after.marks):
        return after.marks
    return tuple(replace(mark, start=new.start, end=new.end) for mark, new in zip(old, after.marks, strict=True))


def _spoken(turn: Turn, names: Mapping[str, str]) -> Spoken:
    """Returns a turn as print has it, read back."""
    return spoken_of(Run(text=text, style=style) for style, text in styled(turn, names))


def _alike(first: Spoken, second: Spoken) -> bool:
    return _key(first) == _key(second)


def _key(spoken: Spoken) -> tuple[object, ...]:
    return (spoken.names, spoken.text, spoken.marks, spoken.start, spoken.end)


def _line(spoken: Spoken) -> str:
    """Returns a turn as a line of print."""
    names = {f"p{number}": name for number, name in enumerate(spoken.names)}
    turn = Turn(
        id="0", number=0, speakers=tuple(names), text=spoken.text, marks=spoken.marks, start=spoken.start,
        end=spoken.end, printed=spoken.printed,
    )  # fmt: skip
    return "".join(text for _, text in styled(turn, names))
