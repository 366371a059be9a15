"""Who copied whom: likely where two tellings share their very words, and readings that others do not have."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from ..language.tokens import spellings
from ..model import Transcript
from .align import Alignment
from .gaps import fullest
from .variants import Variant

RUN = 4
"""Words in a row that two people seldom choose alike: independent translations share about one such run in twenty."""
EVEN = 0.35
"""The share of such runs at which copying and not copying are as likely."""
STEEP = 14.0
SHARED = 0.7
"""What each reading counts that two tellings have against a third, in nats; without shared words it counts nothing."""
LEAST = 0.5


class Descent(Struct, frozen=True, kw_only=True):
    """One telling that may have been copied from another, or both from a third that is not here."""

    copy: str
    model: str
    likelihood: float
    """0–1, an estimate: that the two are no independent tellings."""
    why: tuple[str, ...]
    """In words, with the figures."""


def descent(
    transcripts: Sequence[Transcript],
    alignments: Sequence[Alignment],
    variants: Sequence[Variant],
    *,
    published: Mapping[str, str] | None = None,
) -> tuple[Descent, ...]:
    """Returns the pairs of one language that are more likely copied than not, the likeliest first.

    `published` are the days (ISO) on which transcripts came out, where known: the later is taken for the copy. Otherwise
    the one that lacks more is.
    """
    by_id = {transcript.id: transcript for transcript in transcripts}
    days = published or {}
    found = []
    for alignment in alignments:
        a, b = by_id.get(alignment.a), by_id.get(alignment.b)
        if a is None or b is None or a.language is None or a.language != b.language:
            continue
        runs = _runs(a, alignment, first=True), _runs(b, alignment, first=False)
        smaller = min(map(len, runs))
        if smaller < RUN:
            continue
        share = len(runs[0] & runs[1]) / smaller
        agreed = _agreed(a.id, b.id, variants) if 0.1 <= share else 0
        likelihood = 1 / (1 + math.exp(-(STEEP * (share - EVEN) + SHARED * agreed)))
        if LEAST <= likelihood:
            model, copy, order = _order(a, b, alignment, days)
            why = [f"{share:.0%} of the runs of {RUN} words are the same", order]
            if agreed:
                why.append(f"{agreed} readings shared against another telling")
            found.append(Descent(copy=copy, model=model, likelihood=round(min(likelihood, 0.99), 2), why=tuple(why)))
    return tuple(sorted(found, key=lambda one: (-one.likelihood, one.copy, one.model)))


def _runs(transcript: Transcript, alignment: Alignment, *, first: bool) -> set[tuple[str, ...]]:
    """Returns the runs of words in the turns that the other telling has too."""
    numbers = {
        number for group in alignment.groups if group.a and group.b for number in (group.a if first else group.b)
    }
    words = [word for turn in transcript.turns if turn.number in numbers for word in spellings(turn.text)]
    return {tuple(words[place : place + RUN]) for place in range(len(words) - RUN + 1)}


def _agreed(a: str, b: str, variants: Sequence[Variant]) -> int:
    """Returns how many material variants both have in the same words against a third telling's."""
    count = 0
    for variant in variants:
        said: dict[str, list[str]] = {}
        for reading in variant.readings:
            said.setdefault(reading.transcript, []).extend(spellings(reading.words))
        others = [words for id, words in said.items() if id not in (a, b)]
        count += variant.material and a in said and said.get(b) == said[a] and bool(others) and said[a] not in others
    return count


def _order(a: Transcript, b: Transcript, alignment: Alignment, days: Mapping[str, str]) -> tuple[str, str, str]:
    """Returns the model, the copy, and how that was told."""
    if a.id in days and b.id in days and days[a.id] != days[b.id]:
        model, copy = sorted((a.id, b.id), key=lambda id: days[id])
        return model, copy, f"published {days[model]} and {days[copy]}"
    model = fullest((a, b), (alignment,)) or a.id
    return model, b.id if model == a.id else a.id, "which came first is not known; the fuller is taken for the model"
