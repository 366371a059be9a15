"""Which words of two passages say the same, and the stretches in which they differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from .materials import Sign
from .senses import Kind
from .terms import Term

WINDOW = 5
"""Words on either side of a sign that are its context."""


class Spot(NamedTuple):
    """A stretch of a turn, `[start, end)` in code points."""

    turn: int
    start: int
    end: int


class Difference(NamedTuple):
    """A stretch of one telling beside one of another: of which kind and class, and whether they agree after all."""

    kind: Kind
    group: str
    a: Spot
    b: Spot
    agree: bool = False


Links = Mapping[int, frozenset[int]]
"""The place of a word → the places in the other passage of the words that say the same."""


def spot_of(place: Sign | Term) -> Spot:
    """Returns where a sign or a word stands."""
    return Spot(place.turn, place.start, place.end)


def links_between(ours: Sequence[Term], theirs: Sequence[Term]) -> Links:
    """Returns which telling words of one passage say the same as which words of the other."""
    by_head: dict[str, set[int]] = defaultdict(set)
    for place, term in enumerate(theirs):
        for head in term.heads:
            by_head[head].add(place)
        for head in term.kin:
            by_head["~" + head].add(place)
    found: dict[int, frozenset[int]] = {}
    for place, term in enumerate(ours):
        if not term.telling:
            continue
        others: set[int] = set()
        for head in term.heads:
            others |= by_head.get(head, set()) | by_head.get("~" + head, set())
        for head in term.kin:
            others |= by_head.get(head, set())
        if others:
            found[place] = frozenset(others)
    return found


def turned(links: Links) -> Links:
    """Returns the links as seen from the other passage."""
    turned: dict[int, set[int]] = defaultdict(set)
    for one, others in links.items():
        for other in others:
            turned[other].add(one)
    return {place: frozenset(others) for place, others in turned.items()}
