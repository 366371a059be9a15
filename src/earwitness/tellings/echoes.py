"""Echoes: the telling words of one passage that another has too, in the same language or the other one.

They are for the eye of a person who compares two passages: nothing is counted or judged by them.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from ..language.tokens import tokens
from ..model import Turn
from .lexicon import Lexicon, shipped
from .words import Word, said

TELLING = 0.06
"""The chance of standing in a turn below which a word tells something."""
ONE = 0.6
"""How far two words must mean the same."""


class Echo(NamedTuple):
    """A word of a turn that the other passage has: `[start, end)` in code points of the turn's text."""

    turn: int
    start: int
    end: int


class _Placed(NamedTuple):
    echo: Echo
    words: tuple[Word, ...]


def echoes(
    ours: Sequence[Turn],
    theirs: Sequence[Turn],
    *,
    languages: tuple[str | None, str | None],
    lexicon: Lexicon | None = None,
) -> tuple[tuple[Echo, ...], tuple[Echo, ...]]:
    """Returns the words of each passage that the other echoes, in order; `languages` are those of the two transcripts."""
    known = shipped() if lexicon is None else lexicon
    left, right = (
        [placed for turn in turns for placed in _placed(turn, turn.language or language, known)]
        for turns, language in ((ours, languages[0]), (theirs, languages[1]))
    )
    by_concept: dict[str, list[int]] = {}
    for place, one in enumerate(right):
        for word in one.words:
            for concept in word.concepts:
                by_concept.setdefault(concept, []).append(place)
    heard_left: set[int] = set()
    heard_right: set[int] = set()
    for place, one in enumerate(left):
        near = {other for word in one.words for concept in word.concepts for other in by_concept.get(concept, ())}
        for other in near:
            if _alike(one.words, right[other].words):
                heard_left.add(place)
                heard_right.add(other)
    return tuple(left[place].echo for place in sorted(heard_left)), tuple(
        right[place].echo for place in sorted(heard_right)
    )


def _placed(turn: Turn, language: str | None, lexicon: Lexicon) -> list[_Placed]:
    found = []
    for token in tokens(turn.text):
        words = _meant(token.word, language, lexicon)
        if words:
            found.append(_Placed(Echo(turn.number, token.start, token.end), words))
    return found


@functools.lru_cache(maxsize=20_000)
def _meant(word: str, language: str | None, lexicon: Lexicon) -> tuple[Word, ...]:
    """Returns what a word alone may mean, if that tells anything."""
    alone = Turn(id="1", number=1, text=word)
    return tuple(one for one in said(alone, language, lexicon).words if one.kind == "number" or one.chance < TELLING)


def _alike(ours: Sequence[Word], theirs: Sequence[Word]) -> bool:
    return any(
        ONE <= strength * other.concepts.get(concept, 0.0)
        for word in ours
        for concept, strength in word.concepts.items()
        for other in theirs
    )
