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
        base=-1.76,
        signs={
            "evidence": (2.201, 0.412),
            "rate": (1.526, 0.454),
            "order": (0.944, 0.549),
            "words": (1.242, 0.388),
            "firm": (0.284, 2.11),
            "names": (-0.322, 0.152),
            "numbers": (-0.095, 0.693),
            "rhythm": (0.381, 1.57),
            "asking": (0.467, 0.958),
            "voices": (0.38, 2.084),
        },
        same=0.9,
        maybe=0.3,
    ),
    "two tongues": Weighing(
        base=-2.176,
        signs={
            "evidence": (1.99, 0.359),
            "rate": (1.22, 0.487),
            "order": (0.739, 0.58),
            "words": (0.913, 0.383),
            "firm": (0.227, 1.788),
            "names": (-0.508, 0.902),
            "numbers": (-0.011, 0.86),
            "rhythm": (0.342, 0.944),
            "asking": (0.409, 0.933),
            "voices": (0.331, 1.865),
        },
        same=0.9,
        maybe=0.3,
    ),
    "excerpt": Weighing(
        base=-1.312,
        signs={
            "mean": (0.626, 0.449),
            "two": (2.281, 0.159),
            "share": (0.326, 1.713),
            "order": (0.08, 0.697),
            "asking": (0.087, -0.198),
            "across": (0.333, 1.667),
        },
        same=0.9,
        maybe=0.3,
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
