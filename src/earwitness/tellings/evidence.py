"""How strongly a group of turns in one telling and a group in another look like the same words, in nats.

Every sign is weighed as a likelihood ratio: how often it is met where turns say the same, against how often by chance.
Chance is measured in the two tellings themselves and held up by the background; how often tellings of this pair keep a
word, a name, a number, a voice or a question is learnt from the last round's alignment, from cautious beginnings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from msgspec import Struct, field

from .words import Kind, Said

Hits = Mapping[int, float]
"""Places of words in a turn, each with how far the other turn has it, 0–1."""

Met = tuple[Kind, float, float]
"""A word's kind, how far the other side has it (0–1), and its chance."""

DAMP = 0.7
"""Words of a turn lean on each other, so that together they prove less than apart."""
STRONGEST = 4.5
"""Nats that one word may speak for."""
BACKGROUND = 6.0
"""Turns that the background counts for beside those of the telling."""
ITSELF = 1.0
"""How far the best counterpart of a word is left out of its chance, since it may be the very one. Without that a quote
    of three turns, where one hit is a third of all, could prove nothing."""
SIGNS = {"question": (0.8, 0.08), "exclamation": (0.5, 0.12), "trailing": (0.5, 0.05), "unclear": (0.5, 0.03),
         "vocal": (0.5, 0.04), "incident": (0.5, 0.03)}  # fmt: skip
"""How often a turn has a sign when its counterpart has it, and when it has not."""
ALIKE, APART = 0.35, 0.9
"""Spread of the logarithm of the lengths of two turns: of counterparts, of any two."""
GROUPS = {(1, 1): 0.78, (1, 2): 0.08, (2, 1): 0.08, (1, 3): 0.012, (3, 1): 0.012, (2, 2): 0.008}
"""How often a group of a shape is met among groups with both sides, before anything is known."""
ONE_VOICE = 0.95
"""How often the turns that one turn was parted into have one voice."""


class Habits(Struct, frozen=True, kw_only=True):
    """How this pair of tellings keeps things, learnt from an alignment of them."""

    kept: Mapping[str, float] = field(default_factory=lambda: {"word": 0.3, "name": 0.7, "number": 0.7})
    """How often a counterpart has a word of each kind, beyond chance."""
    voices: Mapping[tuple[str, str], float] = {}
    """Voice of one and voice of the other → nats for being the same voice."""
    lengthening: float = 0.0
    """Logarithm of how much longer the second telling is, turn for turn."""
    gaps: tuple[float, float] = (0.08, 0.08)
    """Share of turns without a counterpart, in one and in the other."""


class Weighed(NamedTuple):
    """A word in its turn: what a hit adds to a miss, whether its chance grows with the turns compared, its chance."""

    met: float
    grows: float
    chance: float


class Evidence:
    """The evidence between every group of turns of two stretches."""

    def __init__(self, a: Sequence[Said], b: Sequence[Said], habits: Habits) -> None:
        self.a, self.b, self.habits = a, b, habits
        self._forward = _hits(a, b)
        self._backward = _hits(b, a)
        self._words_a, self._missed_a = _weighed(a, len(b), self._forward, habits)
        self._words_b, self._missed_b = _weighed(b, len(a), self._backward, habits)
        self._pairs = self._paired()
        self._lengths_a = list(accumulate((said.length for said in a), initial=0))
        self._lengths_b = list(accumulate((said.length for said in b), initial=0))
        self._tables = {sign: _sign_weights(sign, rates, a, b) for sign, rates in SIGNS.items()}
        self._signs: dict[tuple[frozenset[str], frozenset[str]], float] = {}
        self._twins: dict[tuple[tuple[str, ...], tuple[str, ...]], float] = {}
        self._unity_a, self._unity_b = _unities(a), _unities(b)

    def group(self, i: int, wide: int, j: int, broad: int) -> float:
        """Returns the evidence that turns i…i+wide of one and j…j+broad of the other say the same, without priors."""
        score = self.wording(i, wide, j, broad) + self._length(i, wide, j, broad)
        if wide == broad == 1:
            one, other = self.a[i], self.b[j]
            return score + self._sign(one.signs, other.signs) + self._voice(one.voices, other.voices)
        ours, theirs = self.a[i : i + wide], self.b[j : j + broad]
        score += self._sign(
            frozenset().union(*(said.signs for said in ours)), frozenset().union(*(said.signs for said in theirs))
        )
        score += sum(self._voice(one.voices, other.voices) for one in ours for other in theirs) / (wide * broad)
        return score + sum(self._unity_a[i : i + wide - 1]) + sum(self._unity_b[j : j + broad - 1])

    def wording(self, i: int, wide: int, j: int, broad: int) -> float:
        """Returns what words, names and numbers say."""
        if wide == broad == 1:
            return self._missed_a[i] + self._missed_b[j] + self._pairs.get((i, j), 0.0)
        missed = sum(self._missed_a[i : i + wide]) + sum(self._missed_b[j : j + broad])
        met = _met(i, wide, j, broad, self._forward, self._words_a)
        return missed + met + _met(j, broad, i, wide, self._backward, self._words_b)

    def met(self, i: int, wide: int, j: int, broad: int) -> Iterator[Met]:
        """Yields for each word of both sides its kind, how far the other side has it, and its chance."""
        return chain(*self.met_by_side(i, wide, j, broad))

    def met_by_side(self, i: int, wide: int, j: int, broad: int) -> tuple[Iterator[Met], Iterator[Met]]:
        """Returns the same, the words of the one side and of the other apart."""
        return (
            _each(self.a, i, wide, j, broad, self._forward, self._words_a),
            _each(self.b, j, broad, i, wide, self._backward, self._words_b),
        )

    def weights(self) -> tuple[float, float]:
        """Returns how much all words of the one side and of the other say, rare ones the more, in nats."""
        sides = (self._words_a, self._words_b)
        ours, theirs = (-sum(math.log(word.chance) for words in side for word in words) for side in sides)
        return ours, theirs

    def _paired(self) -> dict[tuple[int, int], float]:
        """Returns what the words that two turns share add to their missing all."""
        pairs: dict[tuple[int, int], float] = defaultdict(float)
        for (i, j), found in self._forward.items():
            words = self._words_a[i]
            pairs[i, j] += sum(strength * words[word].met for word, strength in found.items())
        for (j, i), found in self._backward.items():
            words = self._words_b[j]
            pairs[i, j] += sum(strength * words[word].met for word, strength in found.items())
        return dict(pairs)

    def _length(self, i: int, wide: int, j: int, broad: int) -> float:
        one = self._lengths_a[i + wide] - self._lengths_a[i] + 8
        other = self._lengths_b[j + broad] - self._lengths_b[j] + 8
        apart = math.log(other / one) - self.habits.lengthening
        coarse = 4.0 / min(one, other)
        alike, any_two = ALIKE**2 + coarse, APART**2 + coarse
        return 0.5 * math.log(any_two / alike) - apart * apart / 2 * (1 / alike - 1 / any_two)

    def _sign(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        known = self._signs.get((mine, theirs))
        if known is None:
            known = sum(table[sign in mine][sign in theirs] for sign, table in self._tables.items())
            self._signs[mine, theirs] = known
        return known

    def _voice(self, ours: tuple[str, ...], theirs: tuple[str, ...]) -> float:
        known = self._twins.get((ours, theirs))
        if known is None:
            pairs = [self.habits.voices.get((voice, twin), 0.0) for voice in ours for twin in theirs]
            known = self._twins[ours, theirs] = sum(pairs) / len(pairs) if pairs else 0.0
        return known


def _each(
    saids: Sequence[Said],
    i: int,
    wide: int,
    j: int,
    broad: int,
    hits: Mapping[tuple[int, int], Hits],
    words: Sequence[Sequence[Weighed]],
) -> Iterator[Met]:
    for place in range(i, i + wide):
        for number, word in enumerate(saids[place].words):
            far = max(hits.get((place, other), {}).get(number, 0.0) for other in range(j, j + broad))
            yield word.kind, far, words[place][number].chance


def _met(
    i: int,
    wide: int,
    j: int,
    broad: int,
    hits: Mapping[tuple[int, int], Hits],
    words: Sequence[Sequence[Weighed]],
) -> float:
    """Returns what the words that turns i…i+wide share with any of turns j…j+broad add to their missing all."""
    more = math.log(broad)  # of several turns one has a word by chance the more easily
    score = 0.0
    for place in range(i, i + wide):
        found = [shared for other in range(j, j + broad) if (shared := hits.get((place, other)))]
        if not found:
            continue
        best = dict(found[0])
        for shared in found[1:]:
            for word, strength in shared.items():
                if best.get(word, 0.0) < strength:
                    best[word] = strength
        weighed = words[place]
        for word, strength in best.items():
            score += strength * (weighed[word].met - more * weighed[word].grows)
    return score


def _hits(a: Sequence[Said], b: Sequence[Said]) -> dict[tuple[int, int], dict[int, float]]:
    """Returns, for every two turns that share anything, which words of the first the second has, and how far."""
    postings: dict[str, dict[int, float]] = defaultdict(dict)
    for j, said in enumerate(b):
        for word in said.words:
            for meaning in (word.kin, word.concepts):
                for concept, strength in meaning.items():
                    posted = postings[concept]
                    if posted.get(j, 0.0) < strength:
                        posted[j] = strength
    found: dict[tuple[int, int], dict[int, float]] = {}
    for i, said in enumerate(a):
        for place, word in enumerate(said.words):
            for concept, strength in word.concepts.items():
                for j, other in postings.get(concept, {}).items():
                    hits = found.setdefault((i, j), {})
                    if hits.get(place, 0.0) < strength * other:
                        hits[place] = strength * other
    return found


def _weighed(
    saids: Sequence[Said], others: int, hits: Mapping[tuple[int, int], Hits], habits: Habits
) -> tuple[list[list[Weighed]], list[float]]:
    """Returns the weights of every turn's words, and what it says that all of a turn's words are missed."""
    share = DAMP / 2  # the two directions tell the same story
    totals: dict[tuple[int, int], float] = defaultdict(float)
    most: dict[tuple[int, int], float] = defaultdict(float)
    for (i, _), found in hits.items():
        for place, strength in found.items():
            totals[i, place] += strength
            most[i, place] = max(strength, most[i, place])
    weighed: list[list[Weighed]] = []
    missed: list[float] = []
    for i, said in enumerate(saids):
        words = []
        missed_all = 0.0
        for place, word in enumerate(said.words):
            elsewhere = totals.get((i, place), 0.0) - ITSELF * most.get((i, place), 0.0)
            chance = (elsewhere + BACKGROUND * word.chance) / (others - ITSELF + BACKGROUND)
            chance = min(0.95, max(0.002, chance))
            kept = chance + (1 - chance) * habits.kept[word.kind]
            miss = math.log((1 - kept) / (1 - chance))
            met = math.log(kept / chance)
            missed_all += share * miss
            words.append(Weighed(share * (min(STRONGEST, met) - miss), share if met < STRONGEST else 0.0, chance))
        weighed.append(words)
        missed.append(missed_all)
    return weighed, missed


def _sign_weights(
    sign: str, rates: tuple[float, float], a: Sequence[Said], b: Sequence[Said]
) -> tuple[tuple[float, float], tuple[float, float]]:
    """Returns nats by whether the one turn has the sign and whether the other has; nothing where either never has it."""
    ours = sum(sign in said.signs for said in a)
    theirs = sum(sign in said.signs for said in b)
    if not ours or not theirs:
        return (0.0, 0.0), (0.0, 0.0)
    share = min(0.9, (theirs + 0.5) / (len(b) + 1))
    with_it, without = max(rates[0], share), min(rates[1], share)
    return (
        (math.log((1 - without) / (1 - share)), math.log(without / share)),
        (math.log((1 - with_it) / (1 - share)), math.log(with_it / share)),
    )


def _unities(saids: Sequence[Said]) -> list[float]:
    """Returns for each turn and the next what their voices say for the two being one turn of the other telling."""
    pairs = [bool(set(one.voices) & set(other.voices)) for one, other in pairwise(saids) if one.voices and other.voices]
    usual = min(0.9, (sum(pairs) + 1) / (len(pairs) + 3))
    unities = []
    for one, other in pairwise(saids):
        if not one.voices or not other.voices:
            unities.append(0.0)
        elif set(one.voices) & set(other.voices):
            unities.append(min(1.5, math.log(ONE_VOICE / usual)))
        else:
            unities.append(math.log((1 - ONE_VOICE) / (1 - usual)) * (1.0 if one.firm and other.firm else 0.5))
    return unities
