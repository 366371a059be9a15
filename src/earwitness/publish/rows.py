"""Rows: which turns of the versions that are shown stand side by side, and where a moved passage stands instead.

All versions are lined up with the first, so that one doubtful pair of turns cannot join two passages by a detour; what the
first does not have is lined up among the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ..tellings.align import Group
from ..tellings.rows import Aligned, Row, Told, rows


class Beside(NamedTuple):
    """Groups of turns of two versions."""

    a: str
    b: str
    groups: tuple[Group, ...]


Moved = Mapping[tuple[str, int], Mapping[str, tuple[int, ...]]]
"""By version and turn: in which other version the passage stands elsewhere, and in which of its turns."""


def abreast(tellings: Sequence[Told], alignments: Sequence[Aligned]) -> tuple[Row, ...]:
    """Returns the rows of these versions in the order of the first; a cell is empty where a version has nothing there."""
    if not tellings:
        return ()
    if len(tellings) == 1:
        return tuple(Row(cells=((turn.number,),)) for turn in tellings[0].turns)
    of_two = {frozenset((one.a, one.b)): one for one in alignments}
    star: list[Aligned] = []
    joined: set[tuple[str, int]] = set()
    for other in tellings[1:]:
        found = of_two.get(frozenset((tellings[0].id, other.id)))
        if found is None:
            continue
        star.append(found)
        for group in found.groups:
            if group.a and group.b and not group.moved:
                joined.update((found.a, number) for number in group.a)
                joined.update((found.b, number) for number in group.b)
    for one, other in combinations(tellings[1:], 2):
        found = of_two.get(frozenset((one.id, other.id)))
        if found is not None:
            star.append(
                Beside(found.a, found.b, tuple(group for group in found.groups if _apart(found, group, joined)))
            )
    return rows(tellings, star)


def _apart(alignment: Aligned, group: Group, joined: set[tuple[str, int]]) -> bool:
    """Says whether none of these turns stands beside a turn of the first version."""
    return joined.isdisjoint((alignment.a, number) for number in group.a) and joined.isdisjoint(
        (alignment.b, number) for number in group.b
    )


def moved(tellings: Sequence[Told], alignments: Sequence[Aligned]) -> Moved:
    """Returns where passages stand that two versions have in another order."""
    known = {telling.id for telling in tellings}
    found: dict[tuple[str, int], dict[str, tuple[int, ...]]] = {}
    for alignment in alignments:
        if alignment.a in known and alignment.b in known:
            for group in alignment.groups:
                if group.moved:
                    for number in group.a:
                        found.setdefault((alignment.a, number), {})[alignment.b] = group.b
                    for number in group.b:
                        found.setdefault((alignment.b, number), {})[alignment.a] = group.a
    return found
