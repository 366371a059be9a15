"""Passages that two tellings have in another order: turns that the ordered path left over on both sides and that agree."""

from __future__ import annotations

import bisect
import math
from collections import defaultdict
from collections.abc import Sequence

from .evidence import Evidence, Habits
from .words import Said

Placed = tuple[tuple[int, ...], tuple[int, ...], float, bool]
"""Places of turns in both tellings, the evidence, and whether the order differs."""

ALONE = 4.0
"""Nats of wording that two turns out of order need."""
MARGIN = 2.0
"""Nats by which they must stand out from every other pair that either might be in."""
BESIDE = 1.0
"""Nats for a turn that stands beside one already found to have moved."""
MOST = 250_000
"""Pairs of left-over turns beyond which none are compared: two long tellings that hardly agree."""


def find_moved(ours: Sequence[Said], theirs: Sequence[Said], steps: Sequence[Placed], habits: Habits) -> list[Placed]:
    """Returns the steps with left-over turns that agree joined, said to be moved where the order differs."""
    left = [step[0][0] for step in steps if step[0] and not step[1]]
    right = [step[1][0] for step in steps if step[1] and not step[0]]
    if not left or not right or MOST < len(left) * len(right):
        return list(steps)
    evidence = Evidence([ours[place] for place in left], [theirs[place] for place in right], habits)
    pairs = _agreeing(evidence, left, right)
    if not pairs:
        return list(steps)
    rest: list[Placed] = [
        step
        for step in steps
        if (step[0] and step[1])
        or (step[0] and step[0][0] not in pairs)
        or (step[1] and step[1][0] not in pairs.values())
    ]
    firm = sorted((step[0][-1], step[1][-1]) for step in steps if step[0] and step[1])
    joined: list[Placed] = []
    for i, j in pairs.items():
        score = evidence.group(left.index(i), 1, right.index(j), 1)
        joined.append(((i,), (j,), score, _crosses(firm, i, j)))
    return rest + joined


def _agreeing(evidence: Evidence, left: Sequence[int], right: Sequence[int]) -> dict[int, int]:
    """Returns place by place the turns that agree, the surest first, then those beside them."""
    scores = {
        (left[i], right[j]): score
        for i in range(len(left))
        for j in range(len(right))
        if BESIDE < (score := evidence.wording(i, 1, j, 1))
    }
    rows: dict[int, list[float]] = defaultdict(list)
    columns: dict[int, list[float]] = defaultdict(list)
    for (i, j), score in sorted(scores.items(), key=lambda found: -found[1]):
        rows[i].append(score)
        columns[j].append(score)
    waiting = [
        (i, j)
        for (i, j), score in sorted(scores.items(), key=lambda found: -found[1])
        if ALONE < score and all(len(rivals) < 2 or rivals[1] + MARGIN < score for rivals in (rows[i], columns[j]))
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    while waiting:
        i, j = waiting.pop(0)
        if i in pairs or j in taken:
            continue
        pairs[i] = j
        taken.add(j)
        waiting[:0] = [pair for pair in ((i - 1, j - 1), (i + 1, j + 1)) if pair in scores]
    return pairs


def _crosses(firm: Sequence[tuple[int, int]], i: int, j: int) -> bool:
    """Says whether joining these two breaks the order of the firm pairs."""
    place = bisect.bisect_left(firm, (i, -1))
    before = firm[place - 1][1] if place else -1
    after = firm[place][1] if place < len(firm) else math.inf
    return not before < j < after
