"""Emending: words of a turn that are the transcriber's, and words taken for the transcriber's that were said."""

from __future__ import annotations

from msgspec.structs import replace

from ...model import Mark, Turn
from ...model.transcript import MarkType
from .pagetext import folded

STAY: frozenset[MarkType] = frozenset({"supplied", "unclear", "masked", "quote"})
"""Marks whose words belong to the text as the telling has it; the words of the others stand beside it."""

Held = tuple[int, int, "Mark | None"]
"""Where words stand in a turn: as text, or as the words of a mark."""


def occurrences(turn: Turn, words: str) -> list[Held]:
    """Returns where a turn has the words, in its text and in its marks, in their order."""
    found: list[Held] = []
    flat, wanted = turn.text.replace("\n", " "), folded(words)
    start = flat.find(wanted)
    while 0 <= start and wanted:
        over = next(
            (
                mark
                for mark in turn.marks
                if (mark.start, mark.end) == (start, start + len(wanted)) and mark.type in STAY
            ),
            None,
        )
        found.append((start, start + len(wanted), over))
        start = flat.find(wanted, start + 1)
    found += [
        (mark.start, mark.end, mark) for mark in turn.marks if mark.start == mark.end and folded(mark.words) == wanted
    ]
    return sorted(found, key=lambda held: held[:2])


def as_editors(turn: Turn, held: Held, kind: MarkType) -> Turn:
    """Returns the turn in which these words are the transcriber's."""
    start, end, mark = held
    words = mark.words if mark is not None else turn.text[start:end]
    if mark is not None:
        turn = without_mark(turn, mark)
    if kind in STAY:
        if start == end:
            turn, start, end = put_in(turn, start, words)
        return with_mark(turn, Mark(type=kind, start=start, end=end, words=words))
    if start < end:
        turn, start = take_out(turn, start, end)
    return with_mark(turn, Mark(type=kind, start=start, end=start, words=words))


def as_speech(turn: Turn, held: Held) -> Turn:
    """Returns the turn in which these words were said; unchanged where nothing said otherwise."""
    start, end, mark = held
    if mark is None:
        return turn
    turn = without_mark(turn, mark)
    return put_in(turn, start, mark.words)[0] if start == end else turn


def with_mark(turn: Turn, mark: Mark) -> Turn:
    return replace(turn, marks=tuple(sorted((*turn.marks, mark), key=lambda each: (each.start, each.end))))


def without_mark(turn: Turn, mark: Mark) -> Turn:
    place = turn.marks.index(mark)
    return replace(turn, marks=turn.marks[:place] + turn.marks[place + 1 :])


def take_out(turn: Turn, start: int, end: int) -> tuple[Turn, int]:
    """Returns the turn without a stretch of its text and the blank that would be left double, and where it was."""
    text = turn.text
    low, high = start, end
    if high < len(text) and text[high] == " " and (low == 0 or text[low - 1].isspace()):
        high += 1
    elif 0 < low and text[low - 1] == " " and (high == len(text) or text[high] in " \n,.;:!?…"):
        low -= 1
    marks = tuple(
        replace(mark, start=_pulled(mark.start, low, high), end=_pulled(mark.end, low, high))
        for mark in turn.marks
        if mark.start == mark.end or not (low <= mark.start and mark.end <= high)
    )
    words = tuple(
        replace(word, first=_pulled(word.first, low, high), last=_pulled(word.last, low, high))
        for word in turn.words
        if not (low <= word.first and word.last <= high)
    )
    return replace(turn, text=text[:low] + text[high:], marks=marks, words=words), low


def _pulled(place: int, low: int, high: int) -> int:
    return place if place <= low else low if place <= high else place - (high - low)


def put_in(turn: Turn, place: int, words: str) -> tuple[Turn, int, int]:
    """Returns the turn with words put into its text, blanks round them, and where they stand."""
    text = turn.text
    ahead = " " if place and not text[place - 1].isspace() else ""
    behind = " " if place < len(text) and text[place].isalnum() else ""
    start = place + len(ahead)
    end = start + len(words)
    grown = len(ahead) + len(words) + len(behind)
    marks = tuple(
        replace(
            mark,
            start=mark.start + grown
            if (place <= mark.start and mark.start < mark.end) or place < mark.start
            else mark.start,
            end=mark.end + grown if place < mark.end else mark.end,
        )
        for mark in turn.marks
    )
    timed = tuple(
        replace(
            word,
            first=word.first + grown if place <= word.first else word.first,
            last=word.last + grown if place < word.last else word.last,
        )
        for word in turn.words
    )
    text = text[:place] + ahead + words + behind + text[place:]
    return replace(turn, text=text, marks=marks, words=timed), start, end
