"""How well the quotations of an excerpt are found in conversations: each on its own, and all of them together.

A press article keeps three turns of seventeen, in its own words and often in another order. Each quotation must beat the
best that it would find by chance among as many turns; and where several conversations may be the one that is quoted, chance
is measured in all of them, so that what every call of a scene says proves nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from msgspec import Struct

from .evidence import Evidence, Habits
from .order import weigh
from .words import Said

KEPT = {"word": 0.3, "name": 0.6, "number": 0.6}
"""How often a turn has what its quotation has, in other words."""
ASIDE = 1.0
"""Nats that it costs a quotation to run over two turns."""
IN_ORDER = 0.6
"""How often an article quotes in the order of the call."""
FOUND = 0.5
"""Nats beyond chance from which on a quotation counts as found."""
_FLOOR, _CEILING = -2.0, 8.0
_USUAL = Habits()


class Found(Struct, frozen=True, kw_only=True):
    """The best place of one quotation."""

    quote: int
    """Its place in the excerpt."""
    turns: tuple[int, ...]
    """Places of turns in the conversation; empty where none has anything of it."""
    score: float
    """Nats beyond what the best of so many turns has by chance."""
    shared: str = ""
    """The rarest word that both have, a word's key."""
    asks: bool = False
    """Whether it asks just where the conversation asks."""


class Quoted(Struct, frozen=True, kw_only=True):
    """How well an excerpt is found in a conversation."""

    together: float = 0.0
    """Nats beyond chance of all quotations at once, each at its best place, in order or not."""
    mean: float = 0.0
    """Of the quotations' scores, each held between −2 and 8 nats."""
    two: float = 0.0
    """The two best together: what a round-up has of a conversation that it quotes twice."""
    share: float = 0.0
    """Of the excerpt's quotations that are found."""
    density: float = 0.0
    """Nats beyond chance for each word of the quotations: calls of one night share some words of a quotation, and its own call
    most of them."""
    asking: float = 0.0
    """Of the quotations found, the share that asks where the telling asks, less a half."""
    found: tuple[Found, ...] = ()

    def signs(self) -> dict[str, float]:
        """Returns what the weights are for."""
        return {
            "together": max(-6.0, min(20.0, self.together)),
            "mean": self.mean,
            "two": self.two,
            "share": self.share,
            "asking": self.asking,
        }


def find_quoted(excerpt: Sequence[Said], conversations: Sequence[Sequence[Said]]) -> tuple[Quoted, ...]:
    """Returns for each conversation how well the turns of an excerpt are found in it, in any language known."""
    quotes = [place for place, said in enumerate(excerpt) if said.words]
    turns = tuple(chain.from_iterable(conversations))
    if not quotes or not turns:
        return tuple(Quoted() for _ in conversations)
    evidence = Evidence([excerpt[place] for place in quotes], turns, _USUAL)
    ends = accumulate(map(len, conversations))
    return tuple(
        _within(evidence, quotes, range(end - len(conversation), end))
        for end, conversation in zip(ends, conversations, strict=True)
    )


def _within(evidence: Evidence, quotes: Sequence[int], places: range) -> Quoted:
    """Returns how well the quotations are found in one stretch of the turns."""
    if not places:
        return Quoted()
    scores: list[list[float]] = []
    found: list[Found] = []
    for number, quote in enumerate(quotes):
        ways = list(_ways(evidence, number, places))
        scores.append([max(score for score, _ in at) for at in ways])
        score, where = max(chain.from_iterable(ways), key=lambda way: way[0])
        shared = _shared(evidence, number, where)
        found.append(
            Found(
                quote=quote,
                turns=tuple(turn - places.start for turn in where) if shared else (),
                score=score - math.log(len(places)),
                shared=shared,
                asks=_asks(evidence.a[number : number + 1]) == _asks([evidence.b[turn] for turn in where]),
            )
        )
    held = sorted((max(_FLOOR, min(_CEILING, one.score)) for one in found), reverse=True)
    sure = [one for one in found if FOUND <= one.score]
    together = _together(scores)
    return Quoted(
        together=together,
        density=together / sum(len(said.words) for said in evidence.a),
        mean=sum(held) / len(held),
        two=sum(held[:2]),
        share=len(sure) / len(found),
        asking=sum(one.asks for one in sure) / len(sure) - 0.5 if sure else 0.0,
        found=tuple(found),
    )


def _ways(evidence: Evidence, quote: int, places: range) -> Iterator[list[tuple[float, tuple[int, ...]]]]:
    """Yields for each turn what the quotation has of it, and of it with the next, each with its places."""
    words = evidence.a[quote].words
    met = [[(far, chance) for _, far, chance in evidence.met_by_side(quote, 1, place, 1)[0]] for place in places]

    def score(*turns: Sequence[tuple[float, float]]) -> float:
        each = zip(words, *turns, strict=True)
        return sum(weigh(word, max(far for far, _ in of), of[0][1], KEPT[word.kind]) for word, *of in each)

    for number, place in enumerate(places):
        ways: list[tuple[float, tuple[int, ...]]] = [(score(met[number]), (place,))]
        if number + 1 < len(met):
            ways.append((score(met[number], met[number + 1]) - ASIDE, (place, place + 1)))
        yield ways


def _together(scores: Sequence[Sequence[float]]) -> float:
    """Returns what the best places of all quotations give beyond chance, whether they keep the order or do not."""
    turns, quotes = len(scores[0]), len(scores)
    free = sum(map(max, scores)) - quotes * math.log(turns)
    best = [0.0] * turns
    for score in scores:
        best = [before + own for before, own in zip(accumulate(best, max), score, strict=True)]
    ordered = max(best) - math.log(math.comb(turns + quotes - 1, quotes))
    most = max(free, ordered)
    return most + math.log(
        (1 - IN_ORDER) * math.exp(max(-50.0, free - most)) + IN_ORDER * math.exp(max(-50.0, ordered - most))
    )


def _shared(evidence: Evidence, quote: int, turns: Sequence[int]) -> str:
    """Returns the rarest word that a quotation has in common with turns in a row, a word's key; "" for none."""
    ours, _ = evidence.met_by_side(quote, 1, turns[0], len(turns))
    words = evidence.a[quote].words
    shared = [(word.chance, word.key) for word, (_, far, _) in zip(words, ours, strict=True) if 0.5 <= far]
    return min(shared)[1] if shared else ""


def _asks(saids: Sequence[Said]) -> bool:
    return any("question" in said.signs for said in saids)
