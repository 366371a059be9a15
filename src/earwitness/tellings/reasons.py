"""Why two transcripts are held to be one conversation or two: each sign in words, with its weight and a place to look at."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from .order import Order
from .quoted import FOUND, Quoted
from .surroundings import Around
from .weights import WEIGHINGS


class Reason(Struct, frozen=True, kw_only=True):
    """One piece of the evidence."""

    what: str
    """In words: “words in the same places”."""
    weight: float
    """What it adds to the logarithm of the odds; below 0 it speaks against."""
    example: str = ""
    """A place where it is seen."""


WORDS = {
    "evidence": "how much they share in all",
    "rate": "how much they share, turn for turn",
    "order": "they share it in this order and not backwards",
    "words": "words in the same places",
    "firm": "turns found again",
    "names": "names in the same places",
    "numbers": "numbers in the same places",
    "rhythm": "long and short turns in the same places",
    "asking": "questions in the same places",
    "voices": "voices take turns alike",
    "together": "the quotations together",
    "mean": "how well the quotations are found",
    "two": "the two best quotations",
    "share": "quotations found",
    "density": "how much of the quotations' words is found",
    "around": "what the page says around the quotations",
    "across": "excerpt and telling are in two languages",
    "ahead": "it stands out from the next likeliest conversation",
}
"""What is said of each sign that the weights know."""


def weighed(question: str, signs: Mapping[str, float], examples: Mapping[str, str]) -> tuple[Reason, ...]:
    """Returns a reason for each sign of a question (a key of `WEIGHINGS`)."""
    return tuple(
        Reason(what=WORDS[sign], weight=round((signs[sign] - middle) * weight, 3), example=examples.get(sign, ""))
        for sign, (middle, weight) in WEIGHINGS[question].signs.items()
    )


def order_examples(order: Order) -> dict[str, str]:
    """Returns for each sign of two whole tellings where it is seen."""
    places: dict[str, list[str]] = {"words": [], "names": [], "numbers": []}
    for key, ours, theirs in order.shared:
        kind = {"@": "names", "#": "numbers"}.get(key[0], "words")
        places[kind].append(f"{_plain(key)} (turns {ours + 1} and {theirs + 1})")
    return {
        **{kind: ", ".join(found[:3]) for kind, found in places.items()},
        "rate": f"{order.rate:.1f} nats a turn",
        "order": f"{order.rate:.1f} nats a turn, backwards {order.backwards:.1f}",
        "firm": f"{order.firm:.0%} of the shorter telling",
    }


def quoted_examples(quoted: Quoted, around: Around) -> dict[str, str]:
    """Returns for each sign of an excerpt where it is seen."""
    found = [one for one in quoted.found if FOUND <= one.score]
    shown = [f"{_plain(one.shared)} (quotation {one.quote + 1})" for one in found if one.shared]
    return {
        "together": ", ".join(shown[:3]),
        "share": f"{len(found)} of {len(quoted.found)}",
        "around": ", ".join(_plain(key) for key in around.shared[:5]),
    }


def _plain(key: str) -> str:
    return key.lstrip("@#").rpartition(":")[2]
