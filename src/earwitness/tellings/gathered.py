"""What several tellings of one conversation say together, turn by turn: a paraphrase may be near to any one of them."""

from __future__ import annotations

from collections.abc import Sequence

from .order import beside
from .words import Said

LONG = 400
"""Turns from which on a telling is not laid beside another: what it would add is not worth the time."""


def fullest(tellings: Sequence[Sequence[Said]]) -> int:
    """Returns the place of the telling that has most turns, and of those the most letters."""
    return max(
        range(len(tellings)),
        key=lambda place: (len(tellings[place]), sum(said.length for said in tellings[place]), -place),
    )


Beside = dict[int, tuple[int, ...]]
"""Places of turns in the fullest telling, each with the places of the turns of another that say the same."""


def gather(tellings: Sequence[Sequence[Said]]) -> tuple[tuple[Said, ...], tuple[Beside, ...]]:
    """Returns the turns of the fullest telling, each with the words that any telling has for it, and for every telling
    which of its turns those are.

    Time: as for judging each telling beside the fullest one. No tellings give no turns.
    """
    if not tellings:
        return (), ()
    base = fullest(tellings)
    words = [{word.key: word for word in said.words} for said in tellings[base]]
    places: list[Beside] = []
    for number, telling in enumerate(tellings):
        found: Beside = {}
        places.append(found)
        if number == base:
            found.update((place, (place,)) for place in range(len(telling)))
            continue
        if LONG < max(len(telling), len(tellings[base])):
            continue
        for step in beside(tellings[base], telling):
            for turn in step.a:
                found[turn] = step.b
                for other in step.b:
                    words[turn] = {**{word.key: word for word in telling[other].words}, **words[turn]}
    saids = tuple(said._replace(words=tuple(own.values())) for said, own in zip(tellings[base], words, strict=True))
    return saids, tuple(places)
