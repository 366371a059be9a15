"""Which sentences of two passages that should say the same stand for each other, in order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ..language.tokens import fold
from .links import Links
from .materials import Passage
from .terms import Term

_SENTENCE = re.compile(r"[^.!?…;]+[.!?…;]*")
SHARE, PLACE, LENGTH, MOOD, NEED = 0.5, 0.5, 0.3, 0.3, 0.6
"""What counts, beside each word that two sentences share, the share of the shorter one's telling words, like places in the
passages, like lengths, and both or neither being questions; and what a pair needs."""
MOST = 40
"""Sentences of a passage up to which they are lined up; more are a speech, of which only shared words tell."""


class Sentence(NamedTuple):
    """A sentence of a passage: where it stands, and its words."""

    turn: int
    start: int
    end: int
    terms: tuple[Term, ...]
    asks: bool


class Sentences(NamedTuple):
    """The sentences of two passages, and which stands for which."""

    a: Sequence[Sentence]
    b: Sequence[Sentence]
    pairs: Sequence[tuple[Sentence, Sentence]]
    """In order."""
    places: tuple[Mapping[int, float], Mapping[int, float]]
    """Of each passage: the order of a word → the number of its sentence, and how far into it the word stands."""
    partner: Mapping[int, int]
    """The number of a sentence of the one → that of the other it stands for."""

    @classmethod
    def between(cls, a: Passage, b: Passage, links: Links) -> Sentences:
        """Returns the sentences of two passages whose words are linked so."""
        ours, theirs = tuple(_sentences(a)), tuple(_sentences(b))
        paired = _lined_up(ours, theirs, links)
        return cls(
            ours, theirs, [(ours[i], theirs[j]) for i, j in paired], (_places(ours), _places(theirs)), dict(paired)
        )

    def likeness(self, one: int, other: int) -> float:
        """Returns how like the places of two words are in sentences that stand for each other, by their order; 0 elsewhere."""
        left, right = self.places[0].get(one), self.places[1].get(other)
        if left is None or right is None or self.partner.get(int(left)) != int(right):
            return 0.0
        return 1 - abs(left % 1 - right % 1)


def framed(one: tuple[int, Passage], other: tuple[int, Passage]) -> int:
    """Returns how many of the two words before each of two places are alike, articles aside: at your …, at your …."""
    found = 0
    for step in (1, 2):
        words = [
            fold(passage.terms[place - step].words)
            for place, passage in (one, other)
            if step <= place and passage.terms[place - step].turn == passage.terms[place].turn
        ]
        if len(words) < 2 or words[0] != words[1]:
            break
        found += words[0] not in _ARTICLES
    return found


_ARTICLES = frozenset(("a", "an", "the", "one"))
"""Words that stand before any noun, and tell nothing of a frame."""


def _sentences(passage: Passage) -> Iterator[Sentence]:
    for turn, text in passage.texts.items():
        terms = [term for term in passage.terms if term.turn == turn]
        for match in _SENTENCE.finditer(text):
            inside = tuple(term for term in terms if match.start() <= term.start < match.end())
            if inside:
                lead = len(match.group()) - len(match.group().lstrip())
                yield Sentence(
                    turn, match.start() + lead, match.start() + len(match.group().rstrip()), inside,
                    match.group().rstrip().endswith("?"),
                )  # fmt: skip


def _places(sentences: Sequence[Sentence]) -> dict[int, float]:
    return {
        term.order: number + place / len(sentence.terms)
        for number, sentence in enumerate(sentences)
        for place, term in enumerate(sentence.terms)
    }


def _lined_up(ours: Sequence[Sentence], theirs: Sequence[Sentence], links: Links) -> list[tuple[int, int]]:
    """Returns the pairs that together share most, none crossing another."""
    if MOST < max(len(ours), len(theirs)):
        return []
    worth = [[_worth(i, j, ours, theirs, links) for j in range(len(theirs))] for i in range(len(ours))]
    table = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    for i, row in enumerate(worth, 1):
        for j, own in enumerate(row, 1):
            table[i][j] = max(table[i - 1][j], table[i][j - 1], table[i - 1][j - 1] + own)
    found: list[tuple[int, int]] = []
    i, j = len(ours), len(theirs)
    while i and j:
        if table[i][j] == table[i - 1][j]:
            i -= 1
        elif table[i][j] == table[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            found.append((i, j))
    return found[::-1]


def _worth(i: int, j: int, ours: Sequence[Sentence], theirs: Sequence[Sentence], links: Links) -> float:
    one, other = ours[i], theirs[j]
    beside = {term.order for term in other.terms}
    shared = sum(1 for term in one.terms if links.get(term.order, frozenset()) & beside)
    telling = max(1, min(sum(term.telling for term in side.terms) for side in (one, other)))
    apart = abs((i + 0.5) / len(ours) - (j + 0.5) / len(theirs))
    lengths = len(one.terms), len(other.terms)
    like = PLACE * (1 - apart) + LENGTH * min(lengths) / max(lengths) + MOOD * (one.asks == other.asks)
    return shared + SHARE * shared / telling + like - NEED
