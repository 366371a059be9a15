"""Spots: where in the turns that answer stand the words and phrases that a query asks for.

Turns are read some at a time, so that memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from .highlight import OfClasses, Spelt, Test
from .segments import Segment
from .tokens import Tokens

if TYPE_CHECKING:
    from .segments import Flags, Numbers

_AT_ONCE = 50_000
"""Turns read at a time."""

Sequences = Sequence[tuple[Sequence[Test], int]]


class Row(NamedTuple):
    """Words of some turns of a segment in one row."""

    segment: Segment
    turns: Numbers
    """Counted from the segment's first."""
    begins: Numbers
    """Where each turn begins in the row, and where the last ends."""
    words: Any
    """The type of each word."""
    turn: Any
    """The turn of each word, counted within the row."""


class Spots(NamedTuple):
    """Stretches of words in turns of one segment: three numbers each, in the order of the text."""

    segment: Segment
    turns: Numbers
    """Counted from the segment's first."""
    first: Numbers
    """The first word of the stretch, counted within its turn."""
    last: Numbers

    def __len__(self) -> int:
        return len(self.turns)

    @property
    def places(self) -> Numbers:
        return self.turns + self.segment.first

    def of(self, chosen: Any) -> Spots:
        """Returns some of them: by their numbers, or by a flag for each."""
        return Spots(self.segment, self.turns[chosen], self.first[chosen], self.last[chosen])


def rows(tokens: Tokens, places: Numbers) -> Iterator[Row]:
    """Yields the words of the turns at these places (in rising order), some turns at a time."""
    import numpy as np

    for segment, turns in tokens.among(places):
        for at in range(0, len(turns), _AT_ONCE):
            some = turns[at : at + _AT_ONCE]
            starts, ends = segment.starts[some], segment.starts[some + 1]
            begins = np.zeros(len(some) + 1, dtype=np.int64)
            np.cumsum(ends - starts, out=begins[1:])
            turn = np.repeat(np.arange(len(some)), ends - starts)
            words = segment.words[np.arange(begins[-1]) + (starts - begins[:-1])[turn]]
            yield Row(segment, some, begins, words, turn)


def spots(tokens: Tokens, places: Numbers, asked: Sequences) -> list[Spots]:
    """Returns where the words asked for stand in the turns at these places; what stands inside or across is one stretch."""
    import numpy as np

    found: dict[int, list[Spots]] = {}
    for row in rows(tokens, places):
        stretches = [_stretches(row, tests, slop) for tests, slop in asked if tests]
        if not stretches:
            continue
        first, last = (np.concatenate(ends) for ends in zip(*stretches, strict=True))
        if 1 < len(stretches) or any(1 < len(tests) for tests, _ in asked):
            first, last = _joined(first, last)
        turn = row.turn[first]
        begins = row.begins[turn]
        found.setdefault(row.segment.first, []).append(
            Spots(row.segment, row.turns[turn], first - begins, last - begins)
        )
    return [
        Spots(some[0].segment, *(np.concatenate(parts) for parts in list(zip(*some, strict=True))[1:]))
        for some in found.values()
    ]


def _stretches(row: Row, tests: Sequence[Test], slop: int) -> tuple[Numbers, Numbers]:
    """Returns the first and last word of each stretch in the row that passes the tests in order."""
    import numpy as np

    places = [np.flatnonzero(_passing(row, test)[row.words]) for test in tests]
    first = last = places[0]
    spare = np.full(len(first), slop)
    for own in places[1:]:
        at = np.searchsorted(own, last, side="right")
        there = at < len(own)
        first, last, spare, at = first[there], last[there], spare[there], at[there]
        next_ = own[at]
        spare = spare - (next_ - last - 1)
        near = (0 <= spare) & (row.turn[next_] == row.turn[last])
        first, last, spare = first[near], next_[near], spare[near]
    if slop:
        first, last = _with_turned(row, places, slop, first, last)
    return first, last


def _with_turned(row: Row, places: list[Numbers], slop: int, first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """Adds the stretches of turns that answer with the words of a phrase in another order."""
    import numpy as np

    present = [np.unique(row.turn[own]) for own in places]
    turns = present[0]
    for other in present[1:]:
        turns = np.intersect1d(turns, other, assume_unique=True)
    turns = np.setdiff1d(turns, row.turn[first], assume_unique=False)
    more = []
    for turn in turns.tolist():
        span = row.begins[turn : turn + 2]
        own = [each[slice(*np.searchsorted(each, span))] for each in places]
        for start in own[0].tolist():
            near = [int(each[np.argmin(np.abs(each - start - step))]) for step, each in enumerate(own)]
            if max(near) - min(near) < len(near) + slop and len(set(near)) == len(near):
                more.append((min(near), max(near)))
                break
    if not more:
        return first, last
    starts, ends = zip(*more, strict=True)
    return np.concatenate([first, starts]), np.concatenate([last, ends])


def _passing(row: Row, test: Test) -> Flags:
    """Returns for each type of the segment whether it passes the test; of types not in the row it says nothing."""
    import numpy as np

    segment = row.segment
    if isinstance(test, OfClasses):
        return segment.of_classes(test)
    if isinstance(test, Spelt):
        return segment.spelt(test)
    flags = np.zeros(len(segment.classes), dtype=np.bool_)
    flags[row.words] = True
    spellings = segment.spellings
    for type_ in np.flatnonzero(flags).tolist():
        flags[type_] = test(spellings[type_], "")
    return flags


def _joined(first: Numbers, last: Numbers) -> tuple[Numbers, Numbers]:
    """Returns the stretches in order, those that lie inside or across others as one."""
    import numpy as np

    if not len(first):
        return first, last
    order = np.lexsort((last, first))
    first, last = first[order], last[order]
    reached = np.maximum.accumulate(last)
    heads = np.flatnonzero(np.concatenate([[True], reached[:-1] < first[1:]]))
    return first[heads], np.maximum.reduceat(last, heads)
