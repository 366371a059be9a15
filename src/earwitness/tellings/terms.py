"""The words of a turn as they are compared with another telling's: what each may mean, and whether it is denied."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..language.lemmas import parse
from ..language.tokens import fold, script, tokens
from ..model import Turn
from .background import COMMON, rarity
from .lexicon import Lexicon
from .negation import scopes
from .senses import Sense, senses
from .thesaurus import verbs_like

STRONG = 0.7
"""How far an English word must stand for a Russian or Ukrainian one to lend it its sense."""
NEAR = 0.3
"""How near two English words must be through another language to tie two passages together."""
PLAIN = COMMON + 1.4
"""The rarity below which a word ties nothing together: it, was, go."""


class Term(NamedTuple):
    """A word as it is compared with another telling's: in what senses, and where it stands."""

    turn: int
    """The turn's number."""
    start: int
    end: int
    words: str
    order: int
    """Its place among the words of the passage."""
    heads: frozenset[str]
    """Lemmas, tagged with their language, and the English ones it may be in another."""
    kin: frozenset[str]
    """English lemmas near in sense, through a shared Russian or Ukrainian word."""
    telling: bool
    """True where it is no common word: what stands in two tellings ties them together."""
    negated: bool = False
    """True where a negation reaches it."""


def terms_of(turn: Turn, language: str | None, lexicon: Lexicon, first: int = 0) -> Iterator[Term]:
    """Yields the words of a turn in this language, counted from `first`."""
    words = list(tokens(turn.text))
    negated = scopes(turn.text, words, language)
    for place, token in enumerate(words):
        heads, kin, telling = _meant(fold(token.word), language, lexicon)
        yield Term(
            turn=turn.number,
            start=token.start,
            end=token.end,
            words=token.word,
            order=first + place,
            heads=heads,
            kin=kin,
            telling=telling,
            negated=place in negated,
        )


@functools.lru_cache(maxsize=50_000)
def _meant(spelled: str, language: str | None, lexicon: Lexicon) -> tuple[frozenset[str], frozenset[str], bool]:
    """Returns what a folded word may be, what is near to it, and whether it is no common word."""
    heads: set[str] = set()
    kin: set[str] = set()
    lemmas = parse(spelled, language).lemmas
    for tagged in lemmas[:3]:
        home, _, lemma = tagged.partition(":")
        heads.add(tagged)
        if home == "en":
            kin.update("en:" + other for other, near in lexicon.kin(lemma).items() if NEAR <= near)
            kin.update("en:" + other for other in verbs_like(lemma))
        else:
            meanings = lexicon.meanings(lemma, home).items()
            heads.update("en:" + other for other, strength in meanings if STRONG <= strength)
    where = "en" if script(spelled) == "Latin" else language
    common = min(rarity(spelled, where), rarity(lemmas[0].partition(":")[2], where)) < PLAIN
    return frozenset(heads), frozenset(kin), not common


def phrase_senses(text: str, part: Sequence[Term]) -> tuple[Sense, ...]:
    """Returns the senses of words that stand side by side, as one phrase."""
    between = (text[one.end : other.start] for one, other in pairwise(part))
    if any(gap.strip(" \u00a0-") for gap in between):
        return ()
    spelled = " ".join(fold(term.words) for term in part)
    return senses().get(spelled, ()) or senses().get(spelled.replace(" ", "-"), ())


def word_senses(term: Term) -> tuple[Sense, ...]:
    """Returns the senses of a word: as it stands, or else of what it may mean."""
    known = senses()
    own = known.get(fold(term.words), ())
    if own:
        return own
    spelled = fold(term.words)
    if (f"en:{spelled}" in term.heads and not spelled.endswith("s")) or not (term.telling or term.words.isascii()):
        return ()  # a wound is no wind that was wound; a preposition means what its noun makes of it
    meant = tuple(sense for head in sorted(term.heads) for sense in known.get(head.partition(":")[2], ()))
    return meant or known.get(fold(term.words).removesuffix("s"), ())


def classes(term: Term) -> set[str]:
    """Returns the classes of a word's senses."""
    return {sense.group for sense in word_senses(term)}
