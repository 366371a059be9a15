"""Swaps: two signs that both tellings have, each said of what the other telling says of the other one (left, right)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from .links import WINDOW, Difference, Links, spot_of
from .materials import Passage, Sign

GROUPS = frozenset(("side", "compass", "river", "number", "date", "month", "clock", "relative", "colour", "name"))
"""Classes of which two in one turn are told apart by what is said of each."""
_END = re.compile(r"[.!?…;]")
NEED = 2
"""Words that must tie the signs crosswise, where none ties them straight."""


def crossed(pairs: Sequence[tuple[Sign, Sign]], a: Passage, b: Passage, links: Links) -> Iterator[Difference]:
    """Yields signs that changed places: `pairs` are those of one class that agree."""
    told = [pair for pair in pairs if pair[0].group in GROUPS]
    for (one, its), (other, others) in combinations(told, 2):
        if one.values & other.values or one.turn != other.turn or its.turn != others.turn:
            continue
        signs = {sign.order for sign in (one, other)}
        near = _near(one, a) - _near(other, a) - signs, _near(other, a) - _near(one, a) - signs
        beside = _near(its, b) - _near(others, b), _near(others, b) - _near(its, b)
        straight = _tied(near[0], beside[0], links) + _tied(near[1], beside[1], links)
        across = _tied(near[0], beside[1], links), _tied(near[1], beside[0], links)
        if not straight and min(across) and NEED <= sum(across):
            yield Difference(one.kind, one.group, spot_of(one), spot_of(others))
            yield Difference(one.kind, one.group, spot_of(other), spot_of(its))


def _near(sign: Sign, passage: Passage) -> set[int]:
    text = passage.texts[sign.turn]
    start = max((match.end() for match in _END.finditer(text, 0, sign.start)), default=0)
    end = next((match.start() for match in _END.finditer(text, sign.end)), len(text))
    terms = passage.terms[max(0, sign.order - WINDOW) : sign.order + WINDOW + 3]
    return {term.order for term in terms if term.turn == sign.turn and start <= term.start < end and term.telling}


def _tied(ours: set[int], theirs: set[int], links: Links) -> int:
    return sum(1 for place in ours if links.get(place, frozenset()) & theirs)
