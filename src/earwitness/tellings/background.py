"""How common a word is in the language at large: a background, since rarity learnt from five conversations is none.

The counts are those of the library `wordfreq` (code Apache-2.0, data CC BY-SA 4.0), its small lists: 29,000 English
forms, 61,000 Russian, 48,000 Ukrainian. They are read on first use.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping

RAREST = 15.0
"""The rarity of a word that the background does not know, in nats: about one in three million."""
COMMON = 4.6
"""The rarity below which a word says little of what is talked about (one word in a hundred or more): the, and, you."""


def rarity(word: str, language: str | None) -> float:
    """Returns how rare a folded word is, in nats: minus the logarithm of its share of all words of the language.

    `the` is about 2.9, `valve` 12; what the lists do not hold is 15. A word of a language without a list is 15 less
    what its shortness suggests.
    """
    counts = _counts(language or "")
    if not counts:
        return min(RAREST, 3.0 + 1.5 * len(word))
    return counts.get(word, RAREST)


def chance(word: str, language: str | None, *, length: int = 12) -> float:
    """Returns how likely a turn of so many words holds this one by chance, 0 < chance < 1."""
    return -math.expm1(-length * math.exp(-rarity(word, language)))


@functools.cache
def _counts(language: str) -> Mapping[str, float]:
    from wordfreq import available_languages, get_frequency_list

    if language not in available_languages("small"):
        return {}
    from ..language.tokens import fold

    # The list's places are hundredths of a power of ten: the words at place 250 are one in 10^2.5.
    return {
        fold(word): place / 100 * math.log(10)
        for place, words in reversed(list(enumerate(get_frequency_list(language, "small"))))
        for word in words
    }
