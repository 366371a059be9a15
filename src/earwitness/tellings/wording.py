"""Where two tellings in one language differ word by word, and how near they are to each other's very words."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..language.tokens import fold
from .links import Spot
from .materials import Passage, Sign
from .negation import denies
from .senses import Kind
from .shortened import is_shortened
from .terms import Term

FREE = 0.35
"""Below this share of words in common two passages are told freely: the whole is one difference in wording."""
CLOSE = 0.7
"""From this share on a word more or less is no matter of style: a number or a `not` on one side alone is material."""


class Change(NamedTuple):
    """Words of one telling in place of words of another; a side without words has an empty stretch where they would stand."""

    kind: Kind
    a: tuple[Spot, ...]
    b: tuple[Spot, ...]


def changes(a: Passage, b: Passage) -> tuple[Change, ...]:
    """Returns the words that differ between two passages of one language, in order; spelling by case is no difference."""
    ours, theirs = [fold(term.words) for term in a.terms], [fold(term.words) for term in b.terms]
    if ours == theirs or not ours or not theirs:
        return ()
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    likeness = matcher.ratio()
    if likeness < FREE:
        return (Change("wording", _spots(a.terms), _spots(b.terms)),)
    found = []
    for what, low, high, other_low, other_high in matcher.get_opcodes():
        if what == "equal":
            continue
        left, right = a.terms[low:high], b.terms[other_low:other_high]
        kind = _kind(a, left, b, right) if CLOSE <= likeness else "wording"
        found.append(
            Change(
                kind,
                _spots(left) or (_empty(a.terms, low),),
                _spots(right) or (_empty(b.terms, other_low),),
            )
        )
    return tuple(found)


def _kind(a: Passage, left: Sequence[Term], b: Passage, right: Sequence[Term]) -> Kind:
    """Returns what a change between two nearly equal passages touches: what only one side has there."""
    ours, theirs = _inside(a.signs, left), _inside(b.signs, right)
    denied = any(denies(fold(term.words)) for term in left), any(denies(fold(term.words)) for term in right)
    if denied[0] != denied[1]:
        return "negation"
    for kind in ("number", "name", "certainty"):
        values = [{value for sign in signs if sign.kind == kind for value in sign.values} for signs in (ours, theirs)]
        if values[0] != values[1] and not (values[0] and values[1]):
            one_name = kind == "name" and any(is_shortened(one.words, other.words) for one in left for other in right)
            return "wording" if one_name else kind
    return "wording"


def _inside(signs: Sequence[Sign], terms: Sequence[Term]) -> list[Sign]:
    places = {(term.turn, term.start) for term in terms}
    return [sign for sign in signs if (sign.turn, sign.start) in places]


def _spots(terms: Sequence[Term]) -> tuple[Spot, ...]:
    """Returns the stretch of each turn that the terms take."""
    return tuple(_by_turn(terms))


def _by_turn(terms: Sequence[Term]) -> Iterator[Spot]:
    for turn in dict.fromkeys(term.turn for term in terms):
        own = [term for term in terms if term.turn == turn]
        yield Spot(turn, own[0].start, own[-1].end)


def _empty(terms: Sequence[Term], place: int) -> Spot:
    if place < len(terms):
        return Spot(terms[place].turn, terms[place].start, terms[place].start)
    return Spot(terms[-1].turn, terms[-1].end, terms[-1].end)
