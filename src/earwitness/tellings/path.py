"""The way through two stretches of turns that has the most evidence: dynamic programming over groups of turns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .evidence import GROUPS, Evidence, Habits
from .words import Said

CELLS = 40_000
"""The largest stretch that is looked at whole: turns of one times turns of the other."""


class Step(NamedTuple):
    """`wide` turns from place `i` and `broad` turns from place `j`; one of the two may be 0. `score` is evidence."""

    i: int
    wide: int
    j: int
    broad: int
    score: float

    def sides(self, evidence: Evidence) -> tuple[Sequence[Said], Sequence[Said]]:
        return evidence.a[self.i : self.i + self.wide], evidence.b[self.j : self.j + self.broad]


def best_path(evidence: Evidence, habits: Habits) -> list[Step]:
    """Returns the steps that take every turn of both stretches once, in order. Time and memory: turns × turns."""
    many, others = len(evidence.a), len(evidence.b)
    moves = _moves(habits)
    best = [[-math.inf] * (others + 1) for _ in range(many + 1)]
    came: list[list[Step | None]] = [[None] * (others + 1) for _ in range(many + 1)]
    best[0][0] = 0.0
    for i in range(many + 1):
        for j in range(others + 1):
            here = best[i][j]
            for wide, broad, prior in moves:
                if many < i + wide or others < j + broad:
                    continue
                score = evidence.group(i, wide, j, broad) if wide and broad else 0.0
                if best[i + wide][j + broad] < here + prior + score:
                    best[i + wide][j + broad] = here + prior + score
                    came[i + wide][j + broad] = Step(i, wide, j, broad, score)
    return list(_back(came))[::-1]


def _moves(habits: Habits) -> tuple[tuple[int, int, float], ...]:
    """Returns the shapes of a step, each with the logarithm of how often it is met."""
    left, right = habits.gaps
    groups = (1 - left) * (1 - right)
    return (
        *((wide, broad, math.log(share * groups)) for (wide, broad), share in GROUPS.items()),
        (1, 0, math.log(left)),
        (0, 1, math.log(right)),
    )


def _back(came: Sequence[Sequence[Step | None]]) -> Iterator[Step]:
    step = came[-1][-1]
    while step is not None:
        yield step
        step = came[step.i][step.j]
