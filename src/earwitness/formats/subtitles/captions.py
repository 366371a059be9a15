"""Captions as YouTube serves them: a start, a length, and pieces that may have times and confidences of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ...model import Transcript, Turn, Word
from ...times import Ms
from ..readings import Extra
from ..signs import label, voices, with_signs
from .timing import shown
from .wording import Wording

LATEST = 3_600_000_000_000
"""The last millisecond that is believed: a million hours."""
SURE = 255
"""The confidence that is certainty."""


class Piece(NamedTuple):
    """A stretch of a caption: its text, when it comes after the caption's start, and 0 to 255 how sure it is."""

    text: str
    offset: Ms | None = None
    confidence: int | None = None


class Caption(NamedTuple):
    """What is written for a turn."""

    start: Ms
    duration: Ms | None
    pieces: tuple[Piece, ...]


def turn_of(start: Ms | None, duration: Ms | None, pieces: Sequence[Piece], extra: Extra) -> Turn | None:
    """Returns what a caption says as a turn without a number; None where it says nothing, as an added line end does.

    Pieces are words where one of them has a time or a confidence; else they are stretches of one style.
    """
    wording = Wording()
    timed = any(piece.offset is not None or piece.confidence is not None for piece in pieces)
    words: list[Word] = []
    for place, piece in enumerate(pieces):
        first, last = wording.add(piece.text)
        if timed and first < last:
            offset = (
                piece.offset if piece.offset is not None else 0 if not place or piece.confidence is not None else None
            )
            at = None if start is None or offset is None else start + offset
            sure = None if piece.confidence is None else piece.confidence / SURE
            words.append(Word(first, last, at, None, sure))
    if not wording.length:
        return None
    end = None if start is None or duration is None else start + duration
    return Turn(id="0", number=0, text=wording.text, start=start, end=end, words=tuple(words), extra=extra)


def captions(transcript: Transcript) -> Iterable[Caption]:
    """Yields what is written for each turn: a voice is printed before its words, a missing start gets a stand-in."""
    names = voices(transcript)
    for turn, (start, end) in zip(transcript.turns, shown(transcript.turns), strict=True):
        own = turn.end is not None or turn.start is None
        voice = label(turn, names)
        pieces = ([Piece(f"{voice}: ")] if voice else []) + _pieces(turn)
        yield Caption(start, end - start if own else None, tuple(pieces))


def _pieces(turn: Turn) -> list[Piece]:
    start = turn.start
    if turn.marks or not turn.words or start is None:
        return [Piece(with_signs(turn))]
    pieces: list[Piece] = []
    place = 0
    for word in turn.words:
        if word.first < place or word.last <= word.first:
            continue
        between = turn.text[place : word.first]
        if between.strip():
            pieces.append(Piece(between))
            between = ""
        offset = None if word.start is None or word.start < start else word.start - start
        sure = None if word.confidence is None else round(word.confidence * SURE)
        if offset == 0 and not pieces:
            offset = None if sure is not None or 1 < len(turn.words) else 0
        pieces.append(Piece(between + turn.text[word.first : word.last], offset, sure))
        place = word.last
    return [*pieces, Piece(turn.text[place:])] if turn.text[place:] else pieces


def same(turn: Turn, old: Turn) -> bool:
    """Says whether a turn says what the caption says that it was read from."""
    return not turn.speakers and (turn.text, turn.start, turn.end, turn.words, turn.marks) == (
        old.text, old.start, old.end, old.words, old.marks,
    )  # fmt: skip


def believed(time: float | None) -> Ms | None:
    """Returns whole milliseconds, None for a time that cannot be."""
    if time is None or not (0 <= time <= LATEST):
        return None
    return round(time)
