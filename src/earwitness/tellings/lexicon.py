"""What a Russian or Ukrainian word may be in English, and which English words may stand for each other.

The two word lists in `lexicon/` were written for Earwitness, for the talk of recorded calls, and are under its licence.
A line is a lemma, a tab and its English words, the plainest first, parted by `|`. More words may be learnt from
tellings that a person has accepted (`learn`), which is how a language without a list gets one.
"""

from __future__ import annotations

import functools
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files

from ..language.english import lemmas as english_lemmas
from ..language.tokens import fold, spellings
from .background import rarity

PART = 0.6
"""How far a word of a phrase of several stands for the whole: `shut` of `shut down`."""
KIN = 0.6
"""How far two English words that share a Russian or Ukrainian one stand for each other, at most."""
PARTICLE = 7.0
"""The rarity below which a word of a phrase is left out: `up` of `open up`, `get` of `get dressed`."""
_BROAD = 14
"""English words of one lemma from which on sharing it says little."""

Meanings = Mapping[str, float]
"""English lemmas, each with how far it stands for the word, 0–1."""


class Lexicon:
    """A bilingual word list: meanings of a word in English, and kin of an English word through the other languages."""

    def __init__(self, entries: Mapping[str, Mapping[str, Meanings]]) -> None:
        self._entries = entries
        self._kin: dict[str, Meanings] | None = None

    def __len__(self) -> int:
        return sum(len(words) for words in self._entries.values())

    def meanings(self, lemma: str, language: str) -> Meanings:
        """Returns the English lemmas that a folded lemma of this language may be; none known, empty."""
        return self._entries.get(language, {}).get(lemma, {})

    def kin(self, lemma: str) -> Meanings:
        """Returns the English lemmas that share a Russian or Ukrainian word with this one: shaft → shank, pit…"""
        if self._kin is None:
            self._kin = _kin(self._entries)
        return self._kin.get(lemma, {})

    def joined(self, other: Lexicon) -> Lexicon:
        """Returns a lexicon that knows what either knows; of one word the stronger meaning counts."""
        entries: dict[str, dict[str, Meanings]] = {language: dict(words) for language, words in self._entries.items()}
        for language, words in other._entries.items():
            into = entries.setdefault(language, {})
            for lemma, meanings in words.items():
                mine = dict(into.get(lemma, {}))
                for meaning, strength in meanings.items():
                    mine[meaning] = max(strength, mine.get(meaning, 0.0))
                into[lemma] = mine
        return Lexicon(entries)


EMPTY = Lexicon({})
"""A lexicon that knows nothing: what alignment has to go on for a pair of languages without a list."""


@functools.cache
def shipped() -> Lexicon:
    """Returns the lexicon that comes with Earwitness: Russian–English and Ukrainian–English, read on first use."""
    folder = files(__package__).joinpath("lexicon")
    return Lexicon(
        {
            language: parse_list(folder.joinpath(f"{language}-en.tsv").read_text(encoding="utf-8"))
            for language in ("ru", "uk")
        }
    )


def parse_list(text: str) -> dict[str, Meanings]:
    """Returns the words of a list with their meanings; lines without a tab and empty meanings are passed over."""
    words: dict[str, dict[str, float]] = {}
    for line in text.splitlines():
        lemma, tab, meanings = line.partition("\t")
        if not tab or lemma.startswith("#"):
            continue
        into = words.setdefault(fold(lemma.strip()), {})
        for meaning in meanings.split("|"):
            for english, strength in _meaning(spellings(meaning)):
                into[english] = max(strength, into.get(english, 0.0))
    return {lemma: meanings for lemma, meanings in words.items() if meanings}


def _meaning(words: Sequence[str]) -> list[tuple[str, float]]:
    if len(words) == 1:
        return [(_lemma(words[0]), 1.0)]
    telling = [word for word in words if PARTICLE < rarity(word, "en")] or list(words)
    return [(_lemma(word), PART) for word in telling]


@functools.lru_cache(maxsize=20_000)
def _lemma(word: str) -> str:
    return english_lemmas(word)[0]


def _kin(entries: Mapping[str, Mapping[str, Meanings]]) -> dict[str, Meanings]:
    kin: dict[str, dict[str, float]] = defaultdict(dict)
    for words in entries.values():
        for meanings in words.values():
            breadth = min(1.0, math.sqrt(4 / max(4, len(meanings)))) if len(meanings) <= _BROAD else 0.3
            for one, strength in meanings.items():
                for other, also in meanings.items():
                    if one != other:
                        near = KIN * breadth * min(strength, also)
                        kin[one][other] = max(near, kin[one].get(other, 0.0))
    return dict(kin)


def learn(passages: Iterable[tuple[Sequence[str], Sequence[str]]], language: str, *, least: int = 3) -> Lexicon:
    """Returns the lexicon that accepted tellings teach: passages of lemmas and of the English lemmas that say the same.

    A word and an English one that stand together in at least `least` passages, and seldom apart, are taken for each
    other, with Dice's measure as strength (2 × together ÷ (one + the other)); below a half nothing is learnt.
    """
    ours: Counter[str] = Counter()
    theirs: Counter[str] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    for left, right in passages:
        ours.update(set(left))
        theirs.update(set(right))
        together.update((one, other) for one in set(left) for other in set(right))
    words: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), count in together.items():
        strength = 2 * count / (ours[one] + theirs[other])
        if least <= count and 0.5 <= strength:
            words[one][other] = strength
    return Lexicon({language: words})
