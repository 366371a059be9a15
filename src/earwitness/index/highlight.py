"""Which words of a text a query names. Positions are not kept by the index: the hit's text is analysed again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator

from ..language.tokens import WORD, fold, placed
from .compile import spelling_pattern
from .fields import FIELDS
from .tree import Clauses, Like, Node, Pattern, Weighted, Words
from .words import WordTable

Test = Callable[[str, str], bool]
"""Says of a word, by its folded spelling and its class, whether it is meant."""


class OfClasses(frozenset[str]):
    """A test that a word passes by its class."""

    def __call__(self, spelt: str, token: str) -> bool:
        return token in self


class Spelt(str):
    """A test that a word passes by its spelling."""

    def __call__(self, spelt: str, token: str) -> bool:
        return spelt == self


class Highlighter:
    """Says which words of a text a query names; made once for all hits of a search."""

    def __init__(self, node: Node, words: WordTable, *, exact: bool = False) -> None:
        self.words = words
        self.sequences = list(sequences(node, words, exact))

    def mark(self, text: str, language: str | None) -> list[tuple[int, int]]:
        """Returns the stretches of the text that the query's words and phrases name, `[start, end)` in code points.

        A phrase is one stretch where its words stand side by side, else its words one by one. What is excluded and
        what asks for another field than the text names nothing.
        """
        if not self.sequences:
            return []
        spelt, places = placed(text)
        classes = self.words.tokens(spelt, language)
        found: set[tuple[int, int]] = set()
        for sequence, slop in self.sequences:
            found.update(_stretches(sequence, slop, places, spelt, classes))
        return _merged(sorted(found))


def sequences(node: Node, words: WordTable, exact: bool) -> Iterator[tuple[list[Test], int]]:
    """Yields the words and phrases that a query asks the text for: a test for each word, and the slop."""
    match node:
        case Clauses():
            for child in (*node.must, *node.either):
                yield from sequences(child, words, exact)
        case Weighted():
            yield from sequences(node.node, words, exact)
        case Words() if node.field in ("text", "exact"):
            spelling = exact or FIELDS[node.field].kind == "spelling"
            yield [_word(word, words, spelling) for word in WORD.findall(node.text)], node.slop
        case Pattern() if node.field in ("text", "exact"):
            yield [_spelt(spelling_pattern(part)) for part in re.split(r"[\s-]+", node.text) if part], 0
        case Like() if node.field in ("text", "exact"):
            yield [_near(fold(node.text), node.distance)], 0
        case _:
            return


def _word(word: str, words: WordTable, spelling: bool) -> Test:
    return Spelt(fold(word)) if spelling else OfClasses(words.classes(word))


def _spelt(pattern: str) -> Test:
    expression = re.compile(pattern)
    return lambda spelt, token: expression.fullmatch(spelt) is not None


def _near(word: str, distance: int | None) -> Test:
    most = distance if distance is not None else 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    return lambda spelt, token: abs(len(spelt) - len(word)) <= most and edits(word, spelt) <= most


def edits(a: str, b: str) -> int:
    """Returns how many letters must be put in, taken out, changed or swapped with a neighbour to make one the other."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, right in enumerate(b, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (left != right))
            if 1 < i and 1 < j and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def _stretches(
    sequence: list[Test], slop: int, places: list[tuple[int, int]], spelt: list[str], classes: list[str]
) -> Iterator[tuple[int, int]]:
    if not sequence:
        return
    marks = [[test(word, token) for word, token in zip(spelt, classes, strict=False)] for test in sequence]
    if len(sequence) == 1:
        yield from itertools.compress(places, marks[0])
        return
    for first in range(len(places)):
        if not marks[0][first]:
            continue
        chain = _chain(marks, first, slop)
        if chain is None:
            continue
        if chain[-1] - chain[0] == len(sequence) - 1:
            yield places[chain[0]][0], places[chain[-1]][1]
        else:
            yield from (places[place] for place in chain)


def _chain(marks: list[list[bool]], first: int, slop: int) -> list[int] | None:
    """Returns where the words of a phrase stand, from this first one on, at most `slop` places stretched."""
    chain, spare = [first], slop
    for mark in marks[1:]:
        reach = range(chain[-1] + 1, min(len(mark), chain[-1] + 2 + spare))
        place = next((place for place in reach if mark[place]), None)
        if place is None:
            return None
        spare -= place - chain[-1] - 1
        chain.append(place)
    return chain


def _merged(stretches: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Returns the stretches without those inside or across others."""
    merged: list[tuple[int, int]] = []
    for start, end in stretches:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
