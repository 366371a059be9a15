"""What an alignment teaches of a pair of tellings: how they keep words, whose voice is whose, what they leave out."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from .evidence import Evidence, Habits
from .path import Step
from .words import Said

USUAL = Habits()
"""What is taken for granted before anything is seen."""
CAUTION = {"word": 25.0, "name": 4.0, "number": 4.0}
"""Words for which the beginnings count beside what is seen."""
STRANGERS = 2.0
"""Groups of a voice for which not knowing its twin counts."""
SUREST = 2.5
"""Nats that a voice may speak for or against."""


class Lesson:
    """Counts over the paths of one round, and the habits they show, held back by what is usual."""

    def __init__(self) -> None:
        self._met: dict[str, float] = defaultdict(float)
        self._missable: dict[str, float] = defaultdict(float)
        self._voices: dict[tuple[str, str], float] = defaultdict(float)
        self._heard: Counter[str] = Counter()
        self._lengths: list[float] = []
        self._gaps, self._turns = [0, 0], [0, 0]
        self._shared, self._weights = [0.0, 0.0], [0.0, 0.0]

    def take(self, evidence: Evidence, path: Sequence[Step]) -> None:
        """Counts a stretch and the path through it."""
        self._turns[0] += len(evidence.a)
        self._turns[1] += len(evidence.b)
        for side, weight in enumerate(evidence.weights()):
            self._weights[side] += weight
        for said in evidence.b:
            self._heard.update(said.voices)
        for step in path:
            if not step.wide or not step.broad:
                self._gaps[0] += step.wide
                self._gaps[1] += step.broad
                continue
            for side, words in enumerate(evidence.met_by_side(step.i, step.wide, step.j, step.broad)):
                for kind, far, chance in words:
                    self._met[kind] += far - chance
                    self._missable[kind] += 1 - chance
                    self._shared[side] -= far * math.log(chance)
            ours, theirs = step.sides(evidence)
            self._lengths.append(math.log((_length(theirs) + 8) / (_length(ours) + 8)))
            pairs = [(voice, twin) for one in ours for other in theirs for voice in one.voices for twin in other.voices]
            for pair in pairs:
                self._voices[pair] += 1 / len(pairs)

    def likeness(self) -> float:
        """Returns the share of what one telling says that the other says in its place, rare words counting more, 0–1.

        Of the two shares it is the larger: an excerpt says little of the whole, and the whole all of the excerpt.
        """
        shares = [shared / weight for shared, weight in zip(self._shared, self._weights, strict=True) if weight]
        return min(1.0, max(shares, default=0.0))

    def habits(self) -> Habits:
        """Returns what these paths show of the pair of tellings."""
        return Habits(
            kept={
                kind: min(
                    0.9, max(0.03, (self._met[kind] + rate * CAUTION[kind]) / (self._missable[kind] + CAUTION[kind]))
                )
                for kind, rate in USUAL.kept.items()
            },
            voices=_twins(self._voices, self._heard),
            lengthening=sum(self._lengths) / (len(self._lengths) + 3),
            gaps=(_share(self._gaps[0], self._turns[0]), _share(self._gaps[1], self._turns[1])),
        )


def _length(saids: Sequence[Said]) -> int:
    return sum(said.length for said in saids)


def _share(gaps: int, turns: int) -> float:
    return min(0.9, (gaps + 0.08 * 8) / (turns + 8))


def _twins(voices: Mapping[tuple[str, str], float], heard: Counter[str]) -> dict[tuple[str, str], float]:
    """Returns for every voice and twin the nats for their being one: how much oftener together than by chance."""
    total = sum(heard.values()) or 1
    ours: dict[str, float] = defaultdict(float)
    for (voice, _), count in voices.items():
        ours[voice] += count
    return {
        (voice, twin): max(
            -SUREST,
            min(SUREST, math.log((voices.get((voice, twin), 0.0) / share + STRANGERS) / (ours[voice] + STRANGERS))),
        )
        for voice in ours
        for twin, count in heard.items()
        if (share := count / total)
    }
