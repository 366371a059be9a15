"""The way through two stretches of turns that has the most evidence: dynamic programming over groups of turns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .evidence import GROUPS, Evidence, Habits
from .words import Said

CELLS = 10_000
"""The largest stretch that is looked at whole: turns of one times turns of the other."""
COARSE = 150
"""The stretch from which on a first look takes turns one by one; only near its path are groups of several tried."""
GOES_ON = 0.5
"""How often a turn left out is followed by another: what is cut is cut in passages."""


class Step(NamedTuple):
    """`wide` turns from place `i` and `broad` turns from place `j`; one of the two may be 0. `score` is evidence."""

    i: int
    wide: int
    j: int
    broad: int
    score: float

    def sides(self, evidence: Evidence) -> tuple[Sequence[Said], Sequence[Said]]:
        """Returns the turns of both tellings that the step takes."""
        return evidence.a[self.i : self.i + self.wide], evidence.b[self.j : self.j + self.broad]


ASIDE = 4
"""How far from the last round's path, in turns, the next round looks."""

_Cell = tuple[float, Step | None, int]
"""The best score on the way to a place, the last step, and whether the step before it was a gap (1) or a group (0)."""
_UNREACHED: _Cell = (-math.inf, None, 0)


def best_path(evidence: Evidence, habits: Habits, last: Sequence[Step] = ()) -> list[Step]:
    """Returns the steps that take every turn of both stretches once, in order. Time and memory: turns × turns.

    With the last round's path, only places near it are looked at.
    """
    many, others = len(evidence.a), len(evidence.b)
    groups, gaps = _priors(habits)
    if not last and COARSE < many * others:
        groups = tuple(shape for shape in groups if shape[:2] == (1, 1))
    cells = [[[_UNREACHED, _UNREACHED] for _ in range(others + 1)] for _ in range(many + 1)]
    cells[0][0][0] = (0.0, None, 0)
    for i, places in enumerate(_corridor(last, many, others)):
        for j in places:
            after_group, after_gap = cells[i][j][0][0], cells[i][j][1][0]
            here, came = max((after_group, 0), (after_gap, 1))
            for wide, broad, prior in groups:
                if i + wide <= many and j + broad <= others:
                    evident = evidence.group(i, wide, j, broad)
                    if cells[i + wide][j + broad][0][0] < here + prior + evident:
                        step = Step(i, wide, j, broad, evident)
                        cells[i + wide][j + broad][0] = (here + prior + evident, step, came)
            for wide, broad, opens, goes_on in gaps:
                if i + wide <= many and j + broad <= others:
                    score, came = max((after_group + opens, 0), (after_gap + goes_on, 1))
                    if cells[i + wide][j + broad][1][0] < score:
                        cells[i + wide][j + broad][1] = (score, Step(i, wide, j, broad, 0.0), came)
    return list(_back(cells))[::-1]


def _corridor(last: Sequence[Step], many: int, others: int) -> list[range]:
    """Returns for each place of one telling the places of the other that are looked at."""
    if not last:
        return [range(others + 1)] * (many + 1)
    first, final = [others] * (many + 1), [0] * (many + 1)
    for i, j in [(0, 0), *((step.i + step.wide, step.j + step.broad) for step in last)]:
        for near in range(max(0, i - 3), min(many, i + 3) + 1):
            first[near], final[near] = min(first[near], j), max(final[near], j)
    return [range(max(0, low - ASIDE), min(others, high + ASIDE) + 1) for low, high in zip(first, final, strict=True)]


def _priors(
    habits: Habits,
) -> tuple[tuple[tuple[int, int, float], ...], tuple[tuple[int, int, float, float], ...]]:
    """Returns the shapes of a group with the logarithm of how often it is met; of a gap likewise, opening and going on."""
    left, right = habits.gaps
    aligned = math.log((1 - left) * (1 - right))
    return (
        tuple((wide, broad, math.log(share) + aligned) for (wide, broad), share in GROUPS.items()),
        (
            (1, 0, math.log(left), math.log(max(GOES_ON, left))),
            (0, 1, math.log(right), math.log(max(GOES_ON, right))),
        ),
    )


def _back(cells: Sequence[Sequence[Sequence[_Cell]]]) -> Iterator[Step]:
    last = cells[-1][-1]
    _, step, came = max(last, key=lambda cell: cell[0])
    while step is not None:
        yield step
        _, step, came = cells[step.i][step.j][came]
