"""How near two tellings are in meaning, turn beside turn, where a sentence model of the user's has given their turns vectors.

A sign beside the others, for two tellings in one language only: a model may know one language and not the next. It was
weighed with all-MiniLM-L6-v2 on the fictional scenes that the weights were learnt from.
"""

from __future__ import annotations

from collections.abc import Sequence

from .order import Step

MIDDLE, WEIGHT = 0.2, 12.0
"""The nearness that speaks neither for nor against, and what more of it adds to the logarithm of the odds."""
MOST = 250_000
"""Pairs of turns beyond which chance is measured on some of them."""


def nearness(ours: Sequence[Sequence[float]], theirs: Sequence[Sequence[float]], steps: Sequence[Step]) -> float:
    """Returns the mean cosine of the turns that stand beside each other, less that of any two turns; 0 without any."""
    beside = [max(_cosine(ours[i], theirs[j]) for i in step.a for j in step.b) for step in steps]
    every = max(1, len(ours) * len(theirs) // MOST)
    usual = [_cosine(one, other) for one in ours[::every] for other in theirs]
    return sum(beside) / len(beside) - sum(usual) / len(usual) if beside and usual else 0.0


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(map(float.__mul__, one, other))
