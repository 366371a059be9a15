"""How well the quotations of an excerpt are found in a telling: each on its own, wherever it stands.

A press article keeps three turns of seventeen, in its own words and in any order: order proves nothing, and each quotation
must beat the best that it would find by chance among as many turns.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct, structs

from .evidence import Evidence, Habits
from .order import weigh
from .words import Said

KEPT = {"word": 0.3, "name": 0.6, "number": 0.6}
"""How often a turn has what its quotation has, in other words."""
WIDEST = 2
"""Turns of the telling that one quotation may run over."""
FOUND = 0.5
"""Nats beyond chance from which on a quotation counts as found."""
_FLOOR, _CEILING = -2.0, 8.0
_USUAL = Habits()


class Found(Struct, frozen=True, kw_only=True):
    """The best place of one quotation."""

    quote: int
    """Its place in the excerpt."""
    turns: tuple[int, ...]
    """Places of turns in the telling; empty where none has anything of it."""
    score: float
    """Nats beyond what the best of so many turns has by chance."""
    shared: str = ""
    """The rarest word that both have, a word's key."""


class Quoted(Struct, frozen=True, kw_only=True):
    """How well an excerpt is found in a telling."""

    mean: float = 0.0
    """Of the quotations' scores, each held between −2 and 8 nats."""
    total: float = 0.0
    best: float = 0.0
    two: float = 0.0
    """The two best together: what a round-up has of a conversation that it quotes twice."""
    share: float = 0.0
    """Of the excerpt's quotations that are found."""
    ordered: float = 0.0
    """Of the neighbouring quotations found, the share that keeps the telling's order, less a half; 0 for one."""
    asking: float = 0.0
    """Of the quotations found, the share that asks where the telling asks, less a half."""
    found: tuple[Found, ...] = ()
    asks: tuple[bool, ...] = ()
    """For each of them, whether it asks just where the telling asks."""

    def signs(self, *, across: bool) -> dict[str, float]:
        """Returns what the weights are for; `across` says that excerpt and telling are in two languages."""
        return {
            "mean": self.mean,
            "two": self.two,
            "share": self.share,
            "order": self.ordered,
            "asking": self.asking,
            "across": float(across),
        }


def find_quoted(excerpt: Sequence[Said], telling: Sequence[Said]) -> Quoted:
    """Returns how well each turn of an excerpt is found in a telling, in any language known."""
    if not excerpt or not telling:
        return Quoted()
    evidence = Evidence(excerpt, telling, _USUAL)
    found = tuple(_best(evidence, place) for place in range(len(excerpt)) if excerpt[place].words)
    if not found:
        return Quoted()
    asking = [
        ("question" in excerpt[one.quote].signs) == any("question" in telling[place].signs for place in one.turns)
        for one in found
    ]
    return _summed(found, asking)


def join(several: Sequence[Quoted]) -> Quoted:
    """Returns what several tellings of one conversation have of an excerpt together: of each quotation the best place.

    The best of more tellings is better by chance too: what that is worth is taken off, as if half of them were independent.
    """
    luck = math.log(max(1, len(several))) / 2
    best: dict[int, tuple[Found, bool]] = {}
    for quoted in several:
        for one, asks in zip(quoted.found, quoted.asks, strict=True):
            if one.quote not in best or best[one.quote][0].score < one.score:
                best[one.quote] = one, asks
    fair = tuple(structs.replace(one, score=one.score - luck) for one, _ in best.values())
    return _summed(fair, [asks for _, asks in best.values()])


def _summed(found: Sequence[Found], asks: Sequence[bool]) -> Quoted:
    scores = sorted((max(_FLOOR, min(_CEILING, one.score)) for one in found), reverse=True)
    sure = [one for one in found if FOUND <= one.score]
    rising = [early.turns[:1] <= late.turns[:1] for early, late in pairwise(sure)]
    alike = [alike for one, alike in zip(found, asks, strict=True) if FOUND <= one.score]
    return Quoted(
        mean=sum(scores) / max(1, len(scores)),
        total=sum(scores),
        best=max(scores, default=0.0),
        two=sum(scores[:2]),
        share=len(sure) / max(1, len(found)),
        ordered=sum(rising) / len(rising) - 0.5 if rising else 0.0,
        asking=sum(alike) / len(alike) - 0.5 if alike else 0.0,
        found=tuple(found),
        asks=tuple(asks),
    )


def _best(evidence: Evidence, quote: int) -> Found:
    words = evidence.a[quote].words
    many = len(evidence.b)
    chances: list[float] = []
    fars: list[list[float]] = []
    for place in range(many):
        met = [(far, chance) for (*_, far, chance), _ in zip(evidence.met(quote, 1, place, 1), words, strict=False)]
        fars.append([far for far, _ in met])
        chances = [chance for _, chance in met]
    best, where = -math.inf, tuple(range(1))
    for place in range(many):
        for wide in range(1, min(WIDEST, many - place) + 1):
            turns = tuple(range(place, place + wide))
            score = sum(
                weigh(word, max(fars[turn][number] for turn in turns), chance, KEPT[word.kind])
                for number, (word, chance) in enumerate(zip(words, chances, strict=True))
            )
            if best < score - (wide - 1):
                best, where = score - (wide - 1), turns
    shared = [
        (word.chance, word.key) for number, word in enumerate(words) if 0.5 <= max(fars[turn][number] for turn in where)
    ]
    return Found(
        quote=quote,
        turns=where if shared else (),
        score=best - math.log(many),
        shared=min(shared)[1] if shared else "",
    )
