"""What is held of two transcripts, and why: signs weighed into a score, and the score into a verdict."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from .reasons import Reason
from .weights import WEIGHINGS

Verdict = Literal["same", "maybe", "different"]
Kind = Literal["telling", "repost", "clip", "excerpt"]

WORDLESS = Reason(what="one of the two has no words", weight=0.0)


class Stretch(Struct, frozen=True, kw_only=True):
    """Turns of one transcript that the other has, by number: what an excerpt links by."""

    a: tuple[int, ...]
    b: tuple[int, ...]


class Judgement(Struct, frozen=True, kw_only=True):
    """What is held of two transcripts, and why."""

    verdict: Verdict
    score: float
    """0–1: how likely, among pairs that are hard to tell apart, both tell one conversation."""
    kind: Kind
    """What the one is of the other, if they are the same: another telling, the same text, a part of it, quotations."""
    reasons: tuple[Reason, ...] = ()
    """The strongest first."""
    stretches: tuple[Stretch, ...] = ()
    """For an excerpt, what it quotes: only these turns belong to the other's conversation."""


def conclude(
    question: str, base: float, kind: Kind, reasons: Sequence[Reason], *, at_most: Verdict = "same"
) -> Judgement:
    """Returns the verdict on a question (a key of `WEIGHINGS`) that the reasons give on top of a base."""
    weighing = WEIGHINGS[question]
    odds = base + sum(reason.weight for reason in reasons)
    score = round(1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))), 4)
    verdict: Verdict = at_most if weighing.same <= score else "maybe" if weighing.maybe <= score else "different"
    strongest = tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
    return Judgement(verdict=verdict, score=score, kind=kind, reasons=strongest)
