"""Slots: how like the places are in which two words stand in two passages that should say the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from ..language.tokens import fold
from .links import Links
from .materials import Passage
from .terms import Term

FEW = 14
"""Words of a short passage."""
_PREPOSITION_WORDS = """
in on under with without of from by behind near at into onto over through beside for like to about against across along
around between beyond past below above off out up down inside outside after before
"""
_PREPOSITIONS = frozenset(_PREPOSITION_WORDS.split())
_REACH = 3
"""Words before a noun among which its preposition stands."""
_SENTENCE = re.compile(r"[.!?…;]+|—")

Sentence = tuple[int, int]
"""The number of a turn, and which of its sentences."""


class Slots(NamedTuple):
    """Two passages as places for words."""

    a: Passage
    b: Passage
    sentences: tuple[Mapping[int, Sentence], Mapping[int, Sentence]]
    """Of each passage: the place of a word → its sentence."""
    shared: Mapping[tuple[Sentence, Sentence], int]
    """How many telling words two sentences share."""
    most: Mapping[Sentence, int]
    """The most that a sentence of the first passage shares with any of the second."""
    most_back: Mapping[Sentence, int]
    kept: float
    """The share of the first passage's telling words that the second has."""
    short: bool

    @classmethod
    def between(cls, a: Passage, b: Passage, links: Links) -> Slots:
        """Returns the places of two passages whose words are linked so."""
        ours, theirs = _sentences(a), _sentences(b)
        shared: Counter[tuple[Sentence, Sentence]] = Counter()
        for place, others in links.items():
            shared.update({(ours[place], theirs[other]) for other in others})
        most: Counter[Sentence] = Counter()
        back: Counter[Sentence] = Counter()
        for (one, other), count in shared.items():
            most[one] = max(most[one], count)
            back[other] = max(back[other], count)
        telling = sum(term.telling for term in a.terms)
        short = max(len(a.terms), len(b.terms)) <= FEW
        return cls(a, b, (ours, theirs), shared, most, back, len(links) / max(1, telling), short)

    def likeness(self, one: Term, other: Term) -> float:
        """Returns how like the places of two words are, counted from the beginning: 1 for the same."""
        return 1 - abs(one.order / len(self.a.terms) - other.order / len(self.b.terms))

    def best(self, one: Term, other: Term) -> bool:
        """Says whether two words stand in sentences that share most with each other."""
        left, right = self.sentences[0][one.order], self.sentences[1][other.order]
        count = self.shared.get((left, right), 0)
        return 0 < count and self.most[left] == count == self.most_back[right]

    def behind(self, one: Term, other: Term) -> bool:
        """Says whether two words stand behind the same preposition: with a poker, with the pin."""
        mine = _preposition(one, self.a)
        return mine is not None and mine == _preposition(other, self.b)


def _sentences(passage: Passage) -> dict[int, Sentence]:
    ends = {turn: [match.end() for match in _SENTENCE.finditer(text)] for turn, text in passage.texts.items()}
    return {term.order: (term.turn, sum(end <= term.start for end in ends[term.turn])) for term in passage.terms}


def _preposition(term: Term, passage: Passage) -> str | None:
    before = passage.terms[max(0, term.order - _REACH) : term.order]
    words = (fold(one.words) for one in reversed(before) if one.turn == term.turn)
    return next((word for word in words if word in _PREPOSITIONS), None)
