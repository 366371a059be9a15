"""How strongly a group of turns in one telling and a group in another look like the same words, in nats.

Every sign is weighed as a likelihood ratio: how often it is met where turns say the same, against how often by chance.
Chance is measured in the two tellings themselves and held up by the background; how often tellings of this pair keep a
word, a name, a number, a voice or a question is learnt from the last round's alignment, from cautious beginnings.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct, field

from .words import Kind, Said

Hits = Mapping[int, float]
"""Places of words in a turn, each with how far the other turn has it, 0–1."""

DAMP = 0.7
"""Words of a turn lean on each other, so that together they prove less than apart."""
STRONGEST = 4.5
"""Nats that one word may speak for."""
BACKGROUND = 6.0
"""Turns that the background counts for beside those of the telling."""
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
        self._gains_a = _gains(a, len(b), self._forward, habits)
        self._gains_b = _gains(b, len(a), self._backward, habits)
        self._signs = {sign: _sign_weights(sign, rates, a, b) for sign, rates in SIGNS.items()}
        self._same_a, self._same_b = _same_voice(a), _same_voice(b)

    def group(self, i: int, wide: int, j: int, broad: int) -> float:
        """Returns the evidence that turns i…i+wide of one and j…j+broad of the other say the same, without priors."""
        score = self.wording(i, wide, j, broad) + self._length(i, wide, j, broad)
        score += self._sign_evidence(i, wide, j, broad) + self._voices(i, wide, j, broad)
        if 1 < wide:
            score += self._unity(self.a, i, wide, self._same_a)
        if 1 < broad:
            score += self._unity(self.b, j, broad, self._same_b)
        return score

    def wording(self, i: int, wide: int, j: int, broad: int) -> float:
        """Returns what words, names and numbers say."""
        forward = self._covered(i, wide, j, broad, self._forward, self._gains_a)
        backward = self._covered(j, broad, i, wide, self._backward, self._gains_b)
        return DAMP * (forward + backward) / 2

    def met(self, i: int, wide: int, j: int, broad: int) -> Iterator[tuple[Kind, float, float]]:
        """Yields for each word on both sides its kind, how far the other side has it, and its chance."""
        sides = ((self.a, i, wide, j, broad, self._forward, self._gains_a),
                 (self.b, j, broad, i, wide, self._backward, self._gains_b))  # fmt: skip
        for saids, start, many, other, others, hits, gains in sides:
            for place in range(start, start + many):
                for number, word in enumerate(saids[place].words):
                    far = max(hits.get((place, twin), {}).get(number, 0.0) for twin in range(other, other + others))
                    yield word.kind, far, gains[place][1][number].chance

    @staticmethod
    def _covered(
        i: int,
        wide: int,
        j: int,
        broad: int,
        hits: Mapping[tuple[int, int], Hits],
        gains: Sequence[tuple[float, Sequence[Weighed]]],
    ) -> float:
        more = math.log(broad) if 1 < broad else 0.0
        score = 0.0
        for place in range(i, i + wide):
            missed, words = gains[place]
            score += missed
            if broad == 1:
                for word, strength in hits.get((place, j), {}).items():
                    score += strength * words[word].met
                continue
            best: dict[int, float] = {}
            for other in range(j, j + broad):
                for word, strength in hits.get((place, other), {}).items():
                    if best.get(word, 0.0) < strength:
                        best[word] = strength
            for word, strength in best.items():
                score += strength * (words[word].met - more * words[word].grows)
        return score

    def _length(self, i: int, wide: int, j: int, broad: int) -> float:
        one = sum(said.length for said in self.a[i : i + wide])
        other = sum(said.length for said in self.b[j : j + broad])
        apart = math.log((other + 8) / (one + 8)) - self.habits.lengthening
        alike = ALIKE**2 + 4.0 / (min(one, other) + 8)
        any_two = APART**2 + 4.0 / (min(one, other) + 8)
        return 0.5 * math.log(any_two / alike) - apart * apart / 2 * (1 / alike - 1 / any_two)

    def _sign_evidence(self, i: int, wide: int, j: int, broad: int) -> float:
        score = 0.0
        for sign, table in self._signs.items():
            mine = any(sign in said.signs for said in self.a[i : i + wide])
            theirs = any(sign in said.signs for said in self.b[j : j + broad])
            score += table[mine][theirs]
        return score

    def _voices(self, i: int, wide: int, j: int, broad: int) -> float:
        known = self.habits.voices
        if not known:
            return 0.0
        score, count = 0.0, 0
        for one in self.a[i : i + wide]:
            for other in self.b[j : j + broad]:
                for pair in ((voice, twin) for voice in one.voices for twin in other.voices):
                    score += known.get(pair, 0.0)
                    count += 1
        return score / count if count else 0.0

    @staticmethod
    def _unity(saids: Sequence[Said], start: int, many: int, usual: float) -> float:
        score = 0.0
        for place in range(start, start + many - 1):
            one, other = saids[place], saids[place + 1]
            if one.voices and other.voices:
                if set(one.voices) & set(other.voices):
                    score += min(1.5, math.log(ONE_VOICE / usual))
                else:
                    score += math.log((1 - ONE_VOICE) / (1 - usual)) * (1.0 if one.firm and other.firm else 0.5)
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


def _gains(
    saids: Sequence[Said], others: int, hits: Mapping[tuple[int, int], Hits], habits: Habits
) -> list[tuple[float, list[Weighed]]]:
    """Returns for each turn what it says that all its words are missed, and for each word what a hit adds to that.."""
    totals: dict[tuple[int, int], float] = defaultdict(float)
    for (i, _), found in hits.items():
        for place, strength in found.items():
            totals[i, place] += strength
    gains = []
    for i, said in enumerate(saids):
        missed_all = 0.0
        words = []
        for place, word in enumerate(said.words):
            chance = min(0.95, (totals.get((i, place), 0.0) + BACKGROUND * word.chance) / (others + BACKGROUND))
            kept = chance + (1 - chance) * habits.kept[word.kind]
            missed = math.log((1 - kept) / (1 - chance))
            met = math.log(kept / chance)
            missed_all += missed
            words.append(Weighed(min(STRONGEST, met) - missed, 1.0 if met < STRONGEST else 0.0, chance))
        gains.append((missed_all, words))
    return gains


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


def _same_voice(saids: Sequence[Said]) -> float:
    pairs = [bool(set(one.voices) & set(other.voices)) for one, other in pairwise(saids) if one.voices and other.voices]
    return min(0.9, (sum(pairs) + 1) / (len(pairs) + 3))
