"""Passages: a turn's words cut into pieces, so that a page can set marks and findings without touching the words.

The words of the pieces that are speech, joined, are the turn's text again; what a transcriber put beside the speech
(a gap, a laugh, a gloss) is a piece of its own that says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from msgspec import Struct

from . import words
from .tongue import gettext


class MarkLike(Protocol):
    """A mark, of the model or of an answer."""

    @property
    def type(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def words(self) -> str: ...


WRITTEN = {"note": "noted", "code": "coded"}
"""How words are marked that people wrote something on, by what they wrote."""


class Spot(Struct, frozen=True, kw_only=True):
    """Where in a turn versions differ, or somebody wrote on its words."""

    start: int
    end: int
    """Equal to `start` where this version has no words there and another has."""
    difference: str
    """The id of the difference."""
    kind: str
    material: bool = True

    @property
    def type(self) -> str:
        """What the words are marked with."""
        return WRITTEN.get(self.kind) or ("differs" if self.material else "worded")

    @property
    def note(self) -> str:
        if self.kind in WRITTEN:
            return ""
        return gettext("differs: {kind}").format(kind=self.kind) if self.material else gettext("worded in another way")


class Piece(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A stretch of a passage that is set in one way."""

    text: str
    """What stands on the page."""
    marks: tuple[str, ...] = ()
    """The types of the marks over it, sorted; `found` where a search hit it. None: plain speech."""
    note: str = ""
    """What the marks mean, in words, for the title."""
    beside: bool = False
    """True where the text is the transcriber's, not the speaker's."""
    difference: str = ""
    """The id of the difference that the words are a reading of."""


Over = tuple[str, "Spot | None"]
"""What lies over a stretch: the type of a mark, and the difference where it is one."""


def pieces(
    text: str, marks: Iterable[MarkLike] = (), highlights: Sequence[tuple[int, int]] = (), spots: Sequence[Spot] = ()
) -> tuple[Piece, ...]:
    """Returns the pieces of a passage in order. Offsets are code points; those outside the text are drawn in to its ends.

    Marks, highlights and spots may overlap and nest; words that two differences share lead to the first given.
    """
    marks = list(marks)
    if not marks and not highlights and not spots:
        return (Piece(text=text),) if text else ()
    spans: list[tuple[int, int, Over]] = []
    standing: dict[int, list[Piece]] = {}
    for mark in marks:
        start, end = _within(mark.start, mark.end, len(text))
        if start < end:
            spans.append((start, end, (mark.type, None)))
        else:
            standing.setdefault(start, []).append(_beside(mark, text))
    for span in highlights:
        start, end = _within(span[0], span[1], len(text))
        if start < end:
            spans.append((start, end, ("found", None)))
    for spot in spots:
        start, end = _within(spot.start, spot.end, len(text))
        if start < end:
            spans.append((start, end, (spot.type, spot)))
        else:
            standing.setdefault(start, []).append(_lacking(spot))

    opening: dict[int, list[Over]] = {}
    closing: dict[int, list[Over]] = {}
    for start, end, type_ in spans:
        opening.setdefault(start, []).append(type_)
        closing.setdefault(end, []).append(type_)
    cuts = sorted({0, len(text), *opening, *closing, *standing})
    over: list[Over] = []
    made: list[Piece] = []
    for place, cut in enumerate(cuts):
        for type_ in closing.get(cut, ()):
            over.remove(type_)
        over.extend(opening.get(cut, ()))
        made.extend(standing.get(cut, ()))
        until = cuts[place + 1] if place + 1 < len(cuts) else cut
        if cut < until:
            types = tuple(sorted({type_ for type_, _ in over}))
            differing = [spot for _, spot in over if spot is not None]
            note = "; ".join(filter(None, (_note(types), *dict.fromkeys(spot.note for spot in differing))))
            first = differing[0].difference if differing else ""
            made.append(Piece(text=text[cut:until], marks=types, note=note, difference=first))
    return tuple(made)


def _lacking(spot: Spot) -> Piece:
    """Returns the sign for words that only other versions have."""
    return Piece(
        text="‸",
        marks=(spot.type,),
        note=gettext("{note}; nothing here").format(note=spot.note),
        beside=True,
        difference=spot.difference,
    )


def _within(start: int, end: int, length: int) -> tuple[int, int]:
    start = min(max(start, 0), length)
    return start, min(max(end, start), length)


def _note(types: Sequence[str]) -> str:
    return "; ".join(words.mark(type_) for type_ in types if type_ in words.MARKS)


_CLOSING = frozenset(".,;:!?…)]}»”’\"'")


def _beside(mark: MarkLike, text: str) -> Piece:
    """Returns what stands beside the speech, with the spaces that keep it apart from the words around it."""
    meaning = _note((mark.type,))
    if mark.type == "gap":
        words_, note = "[…]", mark.words or meaning
    else:
        words_, note = mark.words or ("pause" if mark.type == "pause" else meaning), meaning
    place = min(max(mark.start, 0), len(text))
    before, after = text[:place][-1:], text[place : place + 1]
    left = " " if before and not before.isspace() else ""
    right = " " if after and not after.isspace() and after not in _CLOSING else ""
    return Piece(text=f"{left}{words_}{right}", marks=(mark.type,), note=note, beside=True)
