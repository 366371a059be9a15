"""Collocations: the words that stand beside what was asked for, more often than chance would have them; and dispersion.

Log-likelihood (Dunning 1993) says how sure it is that a word does not stand there by chance, log Dice (Rychlý 2008) how
exclusively the two go together: 14 at most, a point less for half as much, whatever the size of the archive.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .corpora import Corpus, Tally, counted, homes_of, matched
from .keyness import log_likelihood
from .spots import Spots, rows

if TYPE_CHECKING:
    from .segments import Numbers

_BEST = 14.0


class Collocate(Struct, frozen=True, kw_only=True):
    """A word that stands beside the keyword."""

    word: str
    count: int
    """How often it stands within the window; each word of a turn is counted once, however many keywords are near."""
    left: int
    right: int
    """How often on either side; a word between two keywords is on both."""
    whole: int
    """How often it stands anywhere."""
    conversations: int
    """In how many it stands within the window."""
    log_likelihood: float
    """Below 0 where it stands there less often than by chance."""
    log_dice: float


class Dispersion(Struct, frozen=True, kw_only=True):
    """How evenly occurrences are spread over conversations."""

    conversations: int
    """With an occurrence."""
    of: int
    """All that were looked at."""
    dp: float
    """Gries' deviation of proportions: 0 where each conversation has its share, near 1 where one has them all."""


def collocates(
    found: Sequence[Spots], everything: Tally, homes: Mapping[str, str], *, window: int, least: int,
    forms: bool,
) -> list[Collocate]:  # fmt: skip
    """Returns the words within so many of the occurrences, at least so often, the surest first."""
    import numpy as np

    own = sum(int((some.last - some.first + 1).sum()) for some in found)
    near, left, right = (
        counted(_beside(found, window, homes, sides), forms=forms) for sides in (("L", "R"), ("L",), ("R",))
    )
    if not near.size:
        return []
    a, whole = near.counts, matched(everything, near.keys)
    inside, outside = near.size, max(1, everything.size - own - near.size)
    beyond = np.maximum(0, whole - a)
    sure = log_likelihood(a, beyond, inside, outside) + _rest(a, beyond, inside, outside)
    amount = sum(map(len, found))
    dice = np.minimum(_BEST, _BEST + np.log2(2 * a / (amount + np.maximum(whole, a))))
    lefts, rights = matched(left, near.keys), matched(right, near.keys)
    enough = [at for at in range(len(a)) if least <= a[at]]
    enough.sort(key=lambda at: (-round(float(sure[at]), 9), near.names[at]))
    return [
        Collocate(
            word=near.names[at],
            count=int(a[at]),
            left=int(lefts[at]),
            right=int(rights[at]),
            whole=int(whole[at]),
            conversations=int(near.ranges[at]),
            log_likelihood=round(float(sure[at]), 2),
            log_dice=round(float(dice[at]), 2),
        )
        for at in enough
    ]


def _rest(a: Numbers, b: Numbers, c: float, d: float) -> Numbers:
    """Returns what the words that are not the collocate add to G²: the other two cells of Dunning's table."""
    import numpy as np

    others: tuple[Any, Any] = c - a, d - b
    rest = np.abs(log_likelihood(*others, c, d))
    return np.where(a * d < b * c, -rest, rest)


def _beside(
    found: Sequence[Spots], window: int, homes: Mapping[str, str], sides: Sequence[str]
) -> list[tuple[Any, Any, Numbers]]:
    """Returns the words within the window on these sides, keywords left out, each once."""
    import numpy as np

    known: dict[str, int] = {}
    pieces = []
    for some in found:
        segment = some.segment
        starts, ends = segment.starts[some.turns], segment.starts[some.turns + 1]
        near = np.zeros(len(segment.words), dtype=np.bool_)
        for step in range(1, window + 1):
            if "L" in sides:
                at = starts + some.first - step
                near[at[starts <= at]] = True
            if "R" in sides:
                at = starts + some.last + step
                near[at[at < ends]] = True
        for step in range(int((some.last - some.first).max(initial=0)) + 1):
            at = starts + some.first + step
            near[at[at <= starts + some.last]] = False
        at = np.flatnonzero(near)
        turns = np.searchsorted(segment.starts, at, side="right") - 1
        pieces.append((segment, segment.words[at], homes_of(segment, turns, homes, known)))
    return pieces


def dispersion(found: Sequence[Spots], corpus: Corpus, homes: Mapping[str, str]) -> Dispersion:
    """Returns how evenly the occurrences are spread over the conversations of the corpus, by their share of its words."""
    import numpy as np

    known: dict[str, int] = {}
    sizes: dict[int, int] = {}
    for row in rows(corpus.tokens, corpus.places):
        own = np.bincount(
            homes_of(row.segment, row.turns, homes, known), weights=np.diff(row.begins), minlength=len(known)
        )
        for home in np.flatnonzero(own).tolist():
            sizes[home] = sizes.get(home, 0) + int(own[home])
    parts = [homes_of(some.segment, some.turns, homes, known) for some in found]
    hits = np.bincount(np.concatenate(parts), minlength=len(known)) if parts else np.zeros(len(known))
    words, amount = sum(sizes.values()), int(hits.sum())
    if not words or not amount:
        return Dispersion(conversations=0, of=len(sizes), dp=0.0)
    shares = (abs(sizes.get(home, 0) / words - hits[home] / amount) for home in range(len(known)))
    return Dispersion(
        conversations=int((0 < hits).sum()), of=len(sizes), dp=round(0.5 * math.fsum(map(float, shares)), 4)
    )
