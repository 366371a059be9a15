"""Chains: a script as the states that a trellis goes through, and the way through them read back as times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from ...times import Ms
from .script import Line
from .timed import TimedLine, TimedWord
from .trellis import NEVER, Chain

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]


FASTEST: Ms = 30
"""What a phone or letter takes at least, on the mean of a turn."""


class Units(Struct, frozen=True, kw_only=True):
    """What a line is made of: phones or letters."""

    classes: tuple[int, ...]
    """The column of the likeness that each is."""
    words: tuple[int, ...]
    """The word of the line that each belongs to, not falling."""


class Tolls(Struct, frozen=True, kw_only=True):
    """What the way pays, as logarithms: for what is not plainly word after word."""

    line: float = -5.0
    """For a turn that is not said."""
    unit: float = -0.12
    """For each of its phones, up to `line_most` together with the turn's own."""
    line_most: float = -14.0
    gap: float = -2.0
    """For a gap between turns."""
    pause: float = -2.5
    """For a pause between words."""
    wait: float = -0.1
    """For each further picture of such a pause: a turn seldom stops for seconds."""
    missed: float | None = -3.0
    """For a phone that is swallowed; None where none may be."""
    stay: float = -0.3
    """For each further picture of a phone: none lasts for seconds."""
    blank: int | None = None
    """The column of a blank that may stand between any two units, and must between two that are the same (CTC)."""


class Laid(Struct, frozen=True, kw_only=True, eq=False):
    """A chain, and what each of its states belongs to."""

    chain: Chain
    line: Array
    word: Array
    """-1 for a gap, a pause or a blank."""


def laid(
    lines: Sequence[Line], units: Sequence[Units], *, pause: int, gap: int, tolls: Tolls, step: Ms, slack: Ms
) -> Laid:
    """Returns the chain of a script, `pause` and `gap` being their columns of the likeness."""
    classes: list[int] = []
    enter: list[float] = []
    skip: list[float] = []
    home: list[tuple[int, int]] = []
    gaps: list[int] = []
    held: list[tuple[int, int, int]] = []
    never = float(NEVER)
    toll, paid = 0.0, [0.0]

    def put(column: int, line: int, word: int, into: float, over: float) -> None:
        classes.append(column)
        home.append((line, word))
        enter.append(into)
        skip.append(over)

    for number, (line, unit) in enumerate(zip(lines, units, strict=True)):
        gaps.append(len(classes))
        put(gap, number, -1, tolls.gap, never)
        begin = len(classes)
        before = -1
        for place, (column, word) in enumerate(zip(unit.classes, unit.words, strict=True)):
            if place == 0:
                put(column, number, word, 0.0, 0.0 if begin > 1 and home[begin - 2][1] >= 0 else never)
                before = column
                continue
            new = word != unit.words[place - 1]
            if new:
                put(pause, number, -1, tolls.pause, never)
                put(column, number, word, 0.0, never if tolls.blank is not None and column == before else 0.0)
            elif tolls.blank is not None:
                put(tolls.blank, number, -1, 0.0, never)
                put(column, number, word, 0.0, never if column == before else 0.0)
            else:
                missed = (
                    tolls.missed if tolls.missed is not None and 2 <= place and unit.words[place - 2] == word else never
                )
                put(column, number, word, 0.0, missed)
            before = column
        if line.start is not None and unit.classes:
            held.append((begin, (line.start - slack) // step, (line.start + slack) // step))
        if unit.classes:
            toll += max(tolls.line_most, tolls.line + tolls.unit * len(unit.classes))
        paid.append(toll)
    gaps.append(len(classes))
    put(gap, len(lines), -1, tolls.gap, never)
    where = np.array(home, np.int64).reshape(-1, 2)
    of_line = where[:, 0]
    of_word = where[:, 1]
    cost = np.array(paid, np.float32)
    heads = _heads(of_line, of_word)
    tails = _heads(of_line[::-1], of_word[::-1])[::-1]
    # A clip may begin and end in the middle of a turn: at any word, at the price of the turns before or after.
    first = np.where(heads, cost[of_line] + 1.5 * tolls.pause * (of_word > 0), NEVER)
    last = np.where(tails, cost[-1] - cost[np.minimum(of_line + 1, len(cost) - 1)], NEVER)
    places = np.array(gaps)
    first[places], last[places] = cost, cost[-1] - cost
    if len(held):
        starts = np.array(held, np.int64)
    else:
        starts = np.zeros((0, 3), np.int64)
    stay = np.where(of_word < 0, 0.0, tolls.stay)
    stay[np.array(classes) == pause] = tolls.wait
    chain = Chain(
        classes=np.array(classes, np.int32), stay=stay.astype(np.float32), step=np.array(enter, np.float32),
        skip=np.array(skip, np.float32), first=first.astype(np.float32), last=last.astype(np.float32), gaps=places,
        toll=cost, held=starts[:, 0], since=starts[:, 1], until=starts[:, 2],
    )  # fmt: skip
    return Laid(chain=chain, line=of_line, word=of_word)


def _heads(line: Array, word: Array) -> Array:
    """Says of each state whether it is the first of its word."""
    before = np.concatenate([[-1], np.where(word[:-1] >= 0, word[:-1], -1)])
    return np.asarray((word >= 0) & ((before != word) | (np.concatenate([[-1], line[:-1]]) != line)))


def read(
    way: Array, laid: Laid | None, lines: Sequence[Line], sure: Array, *, step: Ms, least: float, duration: Ms
) -> tuple[TimedLine, ...]:
    """Returns the times of each line, by the state and the sureness (0 to 1) of each picture.

    A line that is less sure than `least` on the mean, or through which nobody could speak so fast, is taken for not said.
    """
    found: list[dict[int, list[int]]] = [{} for _ in lines]
    if len(way) and laid is not None:
        line, word = laid.line[way], laid.word[way]
        edges = np.flatnonzero(np.diff(way, prepend=-1))
        ends = np.append(edges[1:], len(way))
        for begin, end in zip(edges.tolist(), ends.tolist(), strict=True):
            if word[begin] >= 0:
                stretch = found[line[begin]].setdefault(int(word[begin]), [begin, end, 0])
                stretch[1] = end
                stretch[2] += 1
    return tuple(_timed(each, words, sure, step, least, duration) for each, words in zip(lines, found, strict=True))


def _timed(line: Line, words: dict[int, list[int]], sure: Array, step: Ms, least: float, duration: Ms) -> TimedLine:
    if not words:
        return TimedLine()
    timed = []
    total, pictures, units = 0.0, 0, 0
    half = step // 2
    for number, (begin, end, count) in sorted(words.items()):
        first, last = line.words[number]
        total += float(sure[begin:end].sum())
        pictures += end - begin
        units += count
        start = min(max(0, begin * step - half), duration)
        timed.append(
            TimedWord(
                first,
                last,
                start,
                min(max(start, end * step - half), duration),
                round(float(sure[begin:end].mean()), 3),
            )
        )
    confidence = total / pictures
    if confidence < least or pictures * step < FASTEST * units:
        return TimedLine(confidence=round(confidence, 3))
    return TimedLine(start=timed[0].start, end=timed[-1].end, confidence=round(confidence, 3), words=tuple(timed))
