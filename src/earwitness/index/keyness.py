"""Keyness: the words that set one corpus apart from another.

Log-likelihood says how sure it is that the two differ (Dunning 1993; Rayson and Garside 2000): above 3.84, chance alone
would do so once in twenty words, above 15.13 once in ten thousand. It grows with the size of the corpora, so beside it
stands how great the difference is: the log ratio (Hardie 2014), 1 where the word is twice as frequent, 2 four times.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .corpora import Tally, matched

if TYPE_CHECKING:
    from .segments import Numbers

_LEAST = 0.5
"""Stands for an occurrence of a word that one of the corpora has not, in the log ratio alone."""


class Keyword(Struct, frozen=True, kw_only=True):
    """A word, how often each corpus has it, and how far the two differ."""

    word: str
    count: int
    against: int
    per_million: float
    against_per_million: float
    conversations: int
    """Of the first corpus, with the word."""
    log_likelihood: float
    """Below 0 where the other corpus has it more often."""
    log_ratio: float


def log_likelihood(a: Numbers, b: Numbers, c: float, d: float) -> Numbers:
    """Returns G² for words that stand `a` times among `c` words and `b` times among `d`; signed by which has more."""
    import numpy as np

    total = a + b
    first, second = c * total / (c + d), d * total / (c + d)
    with np.errstate(divide="ignore", invalid="ignore"):
        sure = 2 * (np.where(0 < a, a * np.log(a / first), 0) + np.where(0 < b, b * np.log(b / second), 0))
    return np.where(a * d < b * c, -sure, sure)


def keywords(one: Tally, other: Tally, *, least: int = 3, limit: int = 100) -> tuple[int, list[Keyword]]:
    """Returns how many words both corpora have `least` times together, and those that differ most surely."""
    import numpy as np

    size, opposite = one.size, other.size
    if not size or not opposite:
        return 0, []
    keys = np.union1d(one.keys, other.keys)
    a, b = matched(one, keys), matched(other, keys)
    enough = least <= a + b
    keys, a, b = keys[enough], a[enough], b[enough]
    sure = log_likelihood(a, b, size, opposite)
    ratio = np.log2(np.maximum(a, _LEAST) / size) - np.log2(np.maximum(b, _LEAST) / opposite)
    names = dict(zip(other.keys.tolist(), other.names, strict=True)) | dict(
        zip(one.keys.tolist(), one.names, strict=True)
    )
    ranges = matched(one._replace(counts=one.ranges), keys)
    order = sorted(range(len(keys)), key=lambda at: (-abs(round(float(sure[at]), 9)), names[int(keys[at])]))
    return len(keys), [
        Keyword(
            word=names[int(keys[at])],
            count=int(a[at]),
            against=int(b[at]),
            per_million=round(1e6 * float(a[at]) / size, 1),
            against_per_million=round(1e6 * float(b[at]) / opposite, 1),
            conversations=int(ranges[at]),
            log_likelihood=round(float(sure[at]), 2),
            log_ratio=round(float(ratio[at]), 2),
        )
        for at in order[:limit]
    ]
