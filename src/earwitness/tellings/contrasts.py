"""Where two passages name different things of one kind at the same place: what the table of senses does not list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from .materials import Passage
from .oppositions import Difference, Links, Spot
from .terms import Term
from .things import Thing, kind_of, kinship, stands_for, things

WINDOW, CLOSE = 5, 2
"""Words on either side that are a word's context, and those that stand next to it."""
NARROW, MIDDLING, WIDE = 200, 1100, 3500
"""Words of a kind: vegetables, buildings and containers, instruments of any sort."""


class Contrast(NamedTuple):
    """Two things that may stand for different readings of one word, and what speaks for that."""

    one: Thing
    other: Thing
    breadth: int | None
    shared: int
    close: int
    likeness: float
    alone: bool
    short: bool


def contrasts(a: Passage, b: Passage, links: Links, settled: Collection[Spot], said: Sequence[frozenset[str]]) -> Iterator[Contrast]:
    mine, yours = list(things(a)), list(things(b))
    ours, theirs = _unanswered(mine, yours, links, b), _unanswered(yours, mine, turned(links), a)
    taken = {(spot.turn, spot.start) for spot in settled}
    ours = [thing for thing in ours if (thing.term.turn, thing.term.start) not in taken and not thing.term.heads & said[1]]
    theirs = [thing for thing in theirs if (thing.term.turn, thing.term.start) not in taken and not thing.term.heads & said[0]]
    for one in ours:
        for other in theirs:
            yield Contrast(
                one,
                other,
                kinship(one, other),
                *_context(one.term, other.term, a, b, links),
                likeness=1 - abs(one.term.order / len(a.terms) - other.term.order / len(b.terms)),
                alone=len(ours) == len(theirs) == 1,
                short=max(len(a.terms), len(b.terms)) <= 14,
            )


def turned(links: Links) -> Links:
    found: dict[int, set[int]] = defaultdict(set)
    for one, others in links.items():
        for other in others:
            found[other].add(one)
    return {place: frozenset(others) for place, others in found.items()}


def _unanswered(mine: Sequence[Thing], yours: Sequence[Thing], links: Links, other: Passage) -> list[Thing]:
    return [
        thing
        for thing in mine
        if not links.get(thing.term.order) and not any(stands_for(thing, twin) for twin in yours)
    ]


def _context(one: Term, other: Term, a: Passage, b: Passage, links: Links) -> tuple[int, int]:
    shared = close = 0
    for term in a.terms[max(0, one.order - WINDOW) : one.order + WINDOW + 3]:
        if term.order == one.order:
            continue
        away = [abs(place - other.order) for place in links.get(term.order, ()) if place != other.order]
        nearest = min(away, default=99)
        shared += nearest <= WINDOW + 2
        close += nearest <= CLOSE and abs(term.order - one.order) <= CLOSE
    return shared, close
