"""Dividing: one turn as two, and two as one: the words, the marks on them and their times."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..formats.signed import in_order, read_back
from ..model import Mark, Turn, Word
from ..times import Ms

_CUT = "\ufdd2"
"""A noncharacter: where the caret stood."""


def joined(turn: Turn, first: str, second: str) -> tuple[Turn, int]:
    """Returns the turn with both lines as its words, and the place between them."""
    said = read_back(f"{first} {_CUT}{second}", turn)
    at = said.text.index(_CUT)
    text = said.text.replace(_CUT, "", 1)
    marks = tuple(
        replace(mark, start=mark.start - (at < mark.start), end=mark.end - (at < mark.end)) for mark in said.marks
    )
    words = tuple(
        replace(word, first=word.first - (at < word.first), last=word.last - (at < word.last)) for word in said.words
    )
    return replace(turn, text=text, marks=marks, words=words), at


def divided(turn: Turn, at: int, time: Ms | None) -> tuple[Turn, Turn]:
    """Returns the turn's words, marks and times on either side of a place."""
    text, second = turn.text[:at].rstrip(), turn.text[at:].lstrip()
    shift = len(turn.text) - len(second)
    here, there = [], []
    for mark in turn.marks:
        if mark.end <= at and not (mark.start == mark.end == at == 0):
            here.append(replace(mark, start=min(mark.start, len(text)), end=min(mark.end, len(text))))
        elif at <= mark.start:
            there.append(replace(mark, start=max(mark.start - shift, 0), end=max(mark.end - shift, 0)))
        else:
            here.append(_cut(mark, turn, mark.start, len(text), 0))
            there.append(_cut(mark, turn, shift, mark.end, shift))
    said = [word for word in turn.words if word.last <= at]
    say = [replace(word, first=word.first - shift, last=word.last - shift) for word in turn.words if at <= word.first]
    begins = time if time is not None else next((word.start for word in say if word.start is not None), None)
    ends = next((word.end for word in reversed(said) if word.end is not None), None)
    first = replace(turn, text=text, marks=in_order(here), words=tuple(said), end=ends if ends is not None else time)
    return first, replace(
        turn, text=second, marks=in_order(there), words=tuple(say), start=begins, end=turn.end, printed=None
    )


def _cut(mark: Mark, turn: Turn, start: int, end: int, shift: int) -> Mark:
    words = turn.text[start:end] if mark.type == "supplied" else mark.words
    return replace(mark, start=start - shift, end=end - shift, words=words)


def merged(first: Turn, second: Turn, speakers: tuple[str, ...]) -> Turn:
    """Returns the words of both as one turn under the first's id."""
    space = " " if first.text and second.text else ""
    shift = len(first.text) + len(space)
    marks = [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in second.marks]
    words = [*_spoken(first, speakers), *(
        replace(word, first=word.first + shift, last=word.last + shift) for word in _spoken(second, speakers)
    )]  # fmt: skip
    return replace(
        first,
        text=f"{first.text}{space}{second.text}",
        raw="\n".join(dict.fromkeys(raw for raw in (first.raw, second.raw) if raw)) or None,
        start=first.start if first.start is not None else (second.start if not first.text else None),
        end=second.end if second.end is not None else (first.end if not second.text else None),
        speakers=speakers,
        marks=in_order((*first.marks, *marks)),
        words=tuple(words),
        inferred=first.inferred or second.inferred,
        language=first.language if first.language == second.language or not second.text else None,
        once=tuple(dict.fromkeys((*first.once, second.id, *(id for id in second.once if id != first.id)))),
        extra=tuple(dict.fromkeys((*first.extra, *second.extra))),
    )


def _spoken(turn: Turn, speakers: tuple[str, ...]) -> Iterable[Word]:
    """Returns the timed words of a turn, each with who says it where that is another than the merged turn's."""
    if len(turn.speakers) != 1 or turn.speakers == speakers:
        return turn.words
    return (replace(word, speaker=word.speaker or turn.speakers[0]) for word in turn.words)
