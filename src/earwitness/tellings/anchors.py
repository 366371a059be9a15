"""Where two long tellings are surely at the same place: rare words that each has in one turn only."""

from __future__ import annotations

import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from .path import CELLS
from .words import Said

STRETCH = 50
"""Turns between two cuts, about."""
VOTES = 2
"""Rare words that must agree for a place to be sure."""
_EXACT = 0.6

Stretch = tuple[tuple[int, ...], tuple[int, ...]]
"""Places of turns in one telling and in the other."""


def cut(a: Sequence[Said], b: Sequence[Said], stretch: Stretch) -> Iterator[Stretch]:
    """Yields parts of a stretch that can each be aligned alone, in order; a short one as it is.

    Where a long stretch has no sure place it is cut in proportion, so that every part is small.
    """
    ours, theirs = stretch
    if len(ours) * len(theirs) <= CELLS or not ours or not theirs:
        yield stretch
        return
    places = _thinned(_rising(_sure(a, b, stretch)))
    if not places:
        parts = -(-max(len(ours), len(theirs)) // STRETCH // 2)
        places = [(len(ours) * part // parts, len(theirs) * part // parts) for part in range(1, parts)]
    whole = (len(ours), len(theirs))
    for (i, j), (next_i, next_j) in zip([(0, 0), *places], [*places, whole], strict=True):
        part = ours[i:next_i], theirs[j:next_j]
        if len(part[0]) < len(ours) or len(part[1]) < len(theirs):
            yield from cut(a, b, part)


def _sure(a: Sequence[Said], b: Sequence[Said], stretch: Stretch) -> list[tuple[int, int, int]]:
    """Returns the pairs of places with enough rare words in common that are in no other turn: place, place, votes."""
    ours, theirs = _once(a, stretch[0]), _once(b, stretch[1])
    agreed: dict[tuple[int, int], set[str]] = defaultdict(set)
    for concept, (i, word) in ours.items():
        if concept in theirs:
            agreed[i, theirs[concept][0]].add(word)
    found = [(i, j, len(words)) for (i, j), words in agreed.items() if VOTES <= len(words)]
    return sorted(found, key=lambda pair: (pair[0], -pair[1]))  # of one turn's pairs a rising row takes one


def _once(saids: Sequence[Said], places: Sequence[int]) -> dict[str, tuple[int, str]]:
    counts: Counter[str] = Counter()
    where: dict[str, tuple[int, str]] = {}
    for number, place in enumerate(places):
        for word in saids[place].words:
            for concept, strength in word.concepts.items():
                if _EXACT <= strength:
                    counts[concept] += 1
                    where[concept] = number, word.key
    return {concept: found for concept, found in where.items() if counts[concept] == 1}


def _rising(sure: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Returns the longest row of pairs that rise on both sides."""
    ends: list[int] = []
    rows: list[int] = []
    before: list[int | None] = []
    for number, (_, j, _) in enumerate(sure):
        place = bisect.bisect_left(ends, j)
        before.append(rows[place - 1] if place else None)
        ends[place : place + 1] = [j]
        rows[place : place + 1] = [number]
    row: list[tuple[int, int, int]] = []
    at: int | None = rows[-1] if rows else None
    while at is not None:
        row.append(sure[at])
        at = before[at]
    return row[::-1]


def _thinned(row: Sequence[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """Returns the surest place of about every fifty turns; never the very beginning, where there is nothing to cut."""
    places: list[tuple[int, int]] = []
    window: list[tuple[int, int, int]] = []
    for i, j, votes in row:
        if not i and not j:
            continue
        if window and window[0][0] + STRETCH < i:
            places.append(max(window, key=lambda found: found[2])[:2])
            window = []
        window.append((i, j, votes))
    if window:
        places.append(max(window, key=lambda found: found[2])[:2])
    return places
