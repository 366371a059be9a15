"""The weights by which two transcripts are judged: a logistic model for each of three questions, as data.

They were learnt by `python benchmarks/tellings_find.py --learn` from fictional conversations made for it
(`tests/fixtures/tellings-find`), with names withheld or changed and turns left out by program. A sign's contribution is
(value − middle) × weight; their sum with the base is the logarithm of the odds that both tell one conversation.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Weighing(Struct, frozen=True, kw_only=True):
    """One logistic model."""

    base: float
    signs: Mapping[str, tuple[float, float]]
    """Sign → (middle, weight)."""
    same: float
    """Score from which on the verdict is “same”."""
    maybe: float
    """Score from which on it is “maybe”."""


WEIGHINGS: dict[str, Weighing] = {
    # learnt: begin
    "one tongue": Weighing(
        base=-1.167,
        signs={
            "evidence": (2.322, 0.386),
            "rate": (1.641, 0.427),
            "order": (0.998, 0.546),
            "words": (1.362, 0.423),
            "firm": (0.313, 2.531),
            "names": (-0.225, 0.316),
            "numbers": (-0.088, 0.844),
            "rhythm": (0.409, 1.579),
            "asking": (0.463, -0.432),
            "voices": (0.37, 1.614),
        },
        same=0.65,
        maybe=0.3,
    ),
    "two tongues": Weighing(
        base=-1.81,
        signs={
            "evidence": (2.122, 0.375),
            "rate": (1.364, 0.468),
            "order": (0.816, 0.52),
            "words": (1.107, 0.423),
            "firm": (0.279, 1.845),
            "names": (-0.237, 1.092),
            "numbers": (-0.073, 0.706),
            "rhythm": (0.366, 1.543),
            "asking": (0.472, 0.549),
            "voices": (0.32, 0.614),
        },
        same=0.6,
        maybe=0.3,
    ),
    "excerpt": Weighing(
        base=0.224,
        signs={
            "together": (3.657, 0.085),
            "mean": (1.25, 0.207),
            "two": (3.823, 0.075),
            "share": (0.444, 0.437),
            "asking": (0.156, 0.242),
            "around": (1.357, 0.321),
            "across": (0.25, 1.317),
        },
        same=0.87,
        maybe=0.4,
    ),
    "excerpt among others": Weighing(
        base=-0.457,
        signs={
            "together": (6.727, 0.076),
            "share": (0.578, 0.87),
            "around": (0.792, 0.287),
            "density": (0.185, 3.308),
            "ahead": (0.71, 0.178),
        },
        same=0.75,
        maybe=0.25,
    ),
    # learnt: end
}
"""By the question: two tellings in one language, in two, an excerpt and a telling."""

FACTS: dict[str, float] = {
    "one recording": 6.0,
    "one day": 0.5,
    "other days": -4.0,
    "days inferred apart": -1.5,
    "published before it was held": -4.0,
    "one place": 0.5,
    "one page, one language": -1.5,
    "one page, two languages": 0.5,
}
"""What catalogued facts add to the odds' logarithm. Set by hand: fictions of one scene share their day and place, and
from them nothing about facts can be learnt."""
