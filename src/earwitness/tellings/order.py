"""What two whole tellings share in order: words in the same turns at the same places, names, numbers, lengths, questions.

The words are weighed as in an alignment, but only with what is taken for granted before anything is seen: an alignment
that learns from two strangers learns to like them. The same is then done with one telling backwards. Two calls of one
scene share as much backwards as forwards; two tellings of one call do not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from .anchors import cut
from .evidence import Evidence, Habits
from .path import best_path
from .words import Said, Word

USUAL = Habits()
STRONGEST = 6.0
"""Nats that one word may speak for."""
MUCH = 80.0
"""Nats in all beyond which more prove nothing more: two long lists in the same order share much, too."""
FIRM = 2.0
"""Nats of wording from which on a turn counts as found again."""


class Step(Struct, frozen=True, kw_only=True):
    """Turns of one telling beside turns of the other, by place, and the evidence for them in nats."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    score: float
    words: float
    """Of it, what words say that are no names and numbers, weighed against how rare they are in general."""


class Order(Struct, frozen=True, kw_only=True):
    """What two tellings share in order. Rates are for each turn of the shorter telling."""

    total: float = 0.0
    """Evidence of the best way through both, in nats."""
    rate: float = 0.0
    backwards: float = 0.0
    """The rate with the second telling's turns in reverse: what the scene alone gives."""
    words: float = 0.0
    """Rate of what words say that are no names and no numbers."""
    firm: float = 0.0
    """Share of the shorter telling's turns that are found again with two nats of words or more."""
    names: float = 0.0
    """Names that stand in both at the same place, less those that do not, weighed, −1 to 1; 0 where one has none."""
    numbers: float = 0.0
    """Numbers, likewise."""
    rhythm: float = 0.0
    """Correlation of the lengths of counterparts, −1 to 1."""
    asking: float = 0.0
    """Correlation of who asks a question where, −1 to 1."""
    voices: float = 0.0
    """How far knowing the voice of one tells that of the other, 0–1; 0 where voices are not known."""
    covers: tuple[float, float] = (0.0, 0.0)
    """Share of each telling, by letters, that has a firm counterpart."""
    shared: tuple[tuple[str, int, int], ...] = ()
    """Shared words, the rarest first: as the first telling has them (a word's key), and the places of the turns."""
    steps: tuple[Step, ...] = ()

    def signs(self) -> dict[str, float]:
        """Returns what the weights are for, each held within bounds."""
        return {
            "evidence": math.log1p(min(MUCH, max(0.0, self.total))),
            "rate": max(-1.0, min(4.0, self.rate)),
            "order": max(-1.0, min(3.0, self.rate - self.backwards)),
            "words": max(-2.0, min(4.0, self.words)),
            "firm": self.firm,
            "names": self.names,
            "numbers": self.numbers,
            "rhythm": self.rhythm,
            "asking": self.asking,
            "voices": self.voices,
        }


def in_order(ours: Sequence[Said], theirs: Sequence[Said]) -> Order:
    """Returns what two tellings share in order; either may be in any language. Time grows with the product of the turns
    up to 200 × 200, and with their sum from there on."""
    shorter = min(len(ours), len(theirs))
    if not shorter:
        return Order()
    names, numbers = _Tally(), _Tally()
    rare: list[tuple[float, str, int, int]] = []
    steps = list(_walk(ours, theirs, names, numbers, rare))
    total = sum(step.score for step in steps)
    back = sum(step.score for step in _walk(ours, theirs[::-1]))
    return Order(
        total=total,
        rate=total / shorter,
        backwards=back / shorter,
        words=sum(step.words for step in steps) / shorter,
        firm=_firm(steps, len(ours) <= len(theirs)) / shorter,
        names=names.balance(ours, theirs, "name"),
        numbers=numbers.balance(ours, theirs, "number"),
        rhythm=_rhythm(ours, theirs, steps),
        asking=_asking(ours, theirs, steps),
        voices=_voices(ours, theirs, steps),
        covers=(
            _cover(ours, [step.a for step in steps if FIRM <= step.words]),
            _cover(theirs, [step.b for step in steps if FIRM <= step.words]),
        ),
        shared=tuple(_rarest(rare)),
        steps=tuple(steps),
    )


def beside(ours: Sequence[Said], theirs: Sequence[Said]) -> Iterator[Step]:
    """Yields which turns of two tellings of one conversation stand beside each other, as far as `in_order` sees it."""
    yield from _walk(ours, theirs)


def _rarest(rare: Sequence[tuple[float, str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """Yields of names, of numbers and of other words the four rarest."""
    best = {key: (key, i, j) for _, key, i, j in sorted(rare, key=lambda found: (found[0], -found[2]))}
    count: Counter[str] = Counter()
    for key, i, j in reversed(best.values()):
        kind = key[0] if key[0] in "@#" else ""
        count[kind] += 1
        if count[kind] <= 4:
            yield key, i, j


class _Tally:
    """Names or numbers met at the same place and missed there, each weighed by its rarity."""

    def __init__(self) -> None:
        self.met = self.missed = 0.0

    def take(self, far: float, chance: float) -> None:
        weight = -math.log(chance)
        self.met += far * weight
        self.missed += (1 - far) * weight

    def balance(self, ours: Sequence[Said], theirs: Sequence[Said], kind: str) -> float:
        for saids in (ours, theirs):
            if not any(word.kind == kind for said in saids for word in said.words):
                return 0.0
        return (self.met - self.missed) / (self.met + self.missed + 6.0)


def _walk(
    ours: Sequence[Said],
    theirs: Sequence[Said],
    names: _Tally | None = None,
    numbers: _Tally | None = None,
    rare: list[tuple[float, str, int, int]] | None = None,
) -> Iterator[Step]:
    whole = (tuple(range(len(ours))), tuple(range(len(theirs))))
    for left, right in cut(ours, theirs, whole):
        if not left or not right:
            continue
        evidence = Evidence([ours[place] for place in left], [theirs[place] for place in right], USUAL)
        for step in best_path(evidence, USUAL):
            if not step.wide or not step.broad:
                continue
            words = 0.0
            a, b = left[step.i : step.i + step.wide], right[step.j : step.j + step.broad]
            if names is not None and numbers is not None and rare is not None:
                said = [word for place in (*a,) for word in ours[place].words]
                said += [word for place in (*b,) for word in theirs[place].words]
                met = evidence.met(step.i, step.wide, step.j, step.broad)
                for word, (*_, far, chance) in zip(said, met, strict=True):
                    if word.kind == "word":
                        words += weigh(word, far, chance, 0.3) / 2
                    else:
                        (names if word.kind == "name" else numbers).take(far, word.chance)
                    if 0.5 <= far and word.chance < (0.05 if word.kind == "word" else 1.0):
                        rare.append((-far * math.log(word.chance * chance), word.key, a[0], b[0]))
            yield Step(a=a, b=b, score=step.score, words=words)


def weigh(word: Word, far: float, chance: float, kept: float) -> float:
    """Returns the nats that a word found so far (0–1) gives: its rarity is halfway between this scene's and the language's."""
    likely = min(0.9, math.sqrt(max(0.002, word.chance) * max(0.002, chance)))
    stays = likely + (1 - likely) * kept
    missed = math.log((1 - stays) / (1 - likely))
    return missed + far * (min(STRONGEST, math.log(stays / likely)) - missed)


def _firm(steps: Sequence[Step], first: bool) -> int:
    return sum(len(step.a if first else step.b) for step in steps if FIRM <= step.words)


def _cover(saids: Sequence[Said], groups: Sequence[Sequence[int]]) -> float:
    total = sum(said.length for said in saids)
    return sum(saids[place].length for group in groups for place in group) / total if total else 0.0


def _rhythm(ours: Sequence[Said], theirs: Sequence[Said], steps: Sequence[Step]) -> float:
    return _correlation(
        [math.log(8 + sum(ours[place].length for place in step.a)) for step in steps],
        [math.log(8 + sum(theirs[place].length for place in step.b)) for step in steps],
    )


def _asking(ours: Sequence[Said], theirs: Sequence[Said], steps: Sequence[Step]) -> float:
    return _correlation(
        [float(any("question" in ours[place].signs for place in step.a)) for step in steps],
        [float(any("question" in theirs[place].signs for place in step.b)) for step in steps],
    )


def _correlation(one: Sequence[float], other: Sequence[float]) -> float:
    """Returns Pearson's correlation, drawn towards 0 as if four pairs had shown none."""
    if len(one) < 3:
        return 0.0
    mean, also = sum(one) / len(one), sum(other) / len(other)
    spread = math.sqrt(sum((x - mean) ** 2 for x in one) * sum((y - also) ** 2 for y in other))
    if not spread:
        return 0.0
    together = sum((x - mean) * (y - also) for x, y in zip(one, other, strict=True))
    return together / spread * len(one) / (len(one) + 4)


def _voices(ours: Sequence[Said], theirs: Sequence[Said], steps: Sequence[Step]) -> float:
    """Returns how much better than its commonest voice alone the second telling's voices are known from the first's."""
    pairs = Counter(
        (ours[step.a[0]].voices[0], theirs[step.b[0]].voices[0])
        for step in steps
        if ours[step.a[0]].voices and theirs[step.b[0]].voices
    )
    best: Counter[str] = Counter()
    heard: Counter[str] = Counter()
    for (voice, twin), count in pairs.items():
        best[voice] = max(best[voice], count)
        heard[twin] += count
    if len(best) < 2 or len(heard) < 2:
        return 0.0
    commonest = max(heard.values())
    return (best.total() - commonest) / (pairs.total() - commonest + 2.0)
