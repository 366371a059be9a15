"""Which words of a text a query names, and why. Positions are not kept by the index: the hit's text is analysed again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..language.tokens import WORD, fold, script
from .compile import spelling_pattern
from .fields import FIELDS
from .tree import Clauses, Like, Node, Pattern, Weighted, Words
from .words import Namesake, WordTable

FORM, SAME, SPELLING, PATTERN, GLOSSARY, SPELT = (
    "form of", "same word", "near spelling", "pattern", "glossary", "name spelt another way",
)  # fmt: skip
"""Why a word is meant, beside the reasons that `language.names` gives."""


class Matched(NamedTuple):
    """A word of a text, `[start, end)` in code points, that a query asked for, and why it is taken for it."""

    start: int
    end: int
    asked: str
    why: str
    lemma: str = ""
    """The lemma that both are forms of, or the name as the table of names has it."""


class OfClasses(frozenset[str]):
    """A test that a word passes by its class."""

    def __new__(cls, asked: str, words: WordTable, *, names: bool = True, instead_of: str = "") -> OfClasses:
        namesakes = words.namesakes(asked) if names else {}
        made = super().__new__(cls, (*words.classes(asked), *namesakes))
        made.asked, made.words, made.namesakes, made.instead_of = asked, words, namesakes, instead_of
        return made

    asked: str
    words: WordTable
    namesakes: dict[str, Namesake]
    instead_of: str

    def __call__(self, spelt: str, token: str) -> bool:
        return token in self

    def why(self, spelt: str, token: str, language: str | None) -> tuple[str, str, str]:
        if self.instead_of:
            return self.instead_of, GLOSSARY, self.asked
        if spelt == fold(self.asked):
            return self.asked, SAME, ""
        namesake = self.namesakes.get(token)
        if namesake is not None:
            alike = not namesake.name and script(spelt) == script(self.asked)
            return self.asked, SPELT if alike else namesake.why, namesake.name
        return self.asked, FORM, self.words.shared(self.asked, spelt, language)


class Spelt(str):
    """A test that a word passes by its spelling."""

    def __call__(self, spelt: str, token: str) -> bool:
        return spelt == self

    def why(self, spelt: str, token: str, language: str | None) -> tuple[str, str, str]:
        return str(self), SAME, ""


class Loosely(NamedTuple):
    """A test that a word passes by a pattern or by being spelt nearly so."""

    asked: str
    passes: Callable[[str], bool]
    reason: str

    def __call__(self, spelt: str, token: str) -> bool:
        return self.passes(spelt)

    def why(self, spelt: str, token: str, language: str | None) -> tuple[str, str, str]:
        return self.asked, SAME if spelt == fold(self.asked) else self.reason, ""


Test = OfClasses | Spelt | Loosely
"""Says of a word, by its folded spelling and its class, whether it is meant; and why."""


class Highlighter:
    """Says which words of a text a query names; made once for all hits of a search."""

    def __init__(self, node: Node, words: WordTable, *, exact: bool = False, names: bool = True) -> None:
        self.words = words
        self.sequences = list(sequences(node, words, exact, names))
        one = self.sequences[0][0] if len(self.sequences) == 1 else []
        self._single: Test | None = one[0] if len(one) == 1 else None
        self._reasons: dict[tuple[int, str, str, str | None], tuple[str, str, str]] = {}

    def mark(self, text: str, language: str | None) -> list[tuple[int, int]]:
        """Returns the stretches of the text that the query's words and phrases name, `[start, end)` in code points.

        A phrase is one stretch where its words stand side by side, else its words one by one. What is excluded and
        what asks for another field than the text names nothing.
        """
        if not self.sequences:
            return []
        spelt, classes, places = self.words.placed(text, language)
        if self._single is not None:  # the usual query; nothing can lie inside or across anything else
            return list(itertools.compress(places, _marks(self._single, spelt, classes)))
        found: set[tuple[int, int]] = set()
        for sequence, slop in self.sequences:
            for chain in _chains(sequence, slop, spelt, classes):
                found.update(_stretches(chain, places))
        return _merged(sorted(found))

    def read(self, text: str, language: str | None) -> tuple[list[tuple[int, int]], list[Matched]]:
        """Returns the stretches, and word by word why each was taken for what was asked."""
        if not self.sequences:
            return [], []
        spelt, classes, places = self.words.placed(text, language)
        found: set[tuple[int, int]] = set()
        matched: dict[tuple[int, int], Matched] = {}
        for sequence, slop in self.sequences:
            for chain in _chains(sequence, slop, spelt, classes):
                found.update(_stretches(chain, places))
                for test, place in zip(sequence, chain, strict=True):
                    if places[place] not in matched:
                        why = self._why(test, spelt[place], classes[place], language)
                        matched[places[place]] = Matched(*places[place], *why)
        return _merged(sorted(found)), [matched[place] for place in sorted(matched)]

    def _why(self, test: Test, spelt: str, token: str, language: str | None) -> tuple[str, str, str]:
        """Returns why a word is meant; hits of one search have the same few forms again and again."""
        known = self._reasons.get((id(test), spelt, token, language))
        if known is None:
            known = self._reasons[id(test), spelt, token, language] = test.why(spelt, token, language)
        return known


def sequences(node: Node, words: WordTable, exact: bool, names: bool) -> Iterator[tuple[list[Test], int]]:
    """Yields the words and phrases that a query asks the text for: a test for each word, and the slop."""
    match node:
        case Clauses():
            for child in (*node.must, *node.either):
                yield from sequences(child, words, exact, names)
        case Weighted():
            yield from sequences(node.node, words, exact, names)
        case Words() if node.field in ("text", "exact"):
            spelling = exact or FIELDS[node.field].kind == "spelling"
            yield [_word(word, words, spelling, names, node.instead_of) for word in WORD.findall(node.text)], node.slop
        case Pattern() if node.field in ("text", "exact"):
            yield [_spelt(part) for part in re.split(r"[\s-]+", node.text) if part], 0
        case Like() if node.field in ("text", "exact"):
            yield [_near(node.text, node.distance)], 0
        case _:
            return


def _word(word: str, words: WordTable, spelling: bool, names: bool, instead_of: str) -> Test:
    return Spelt(fold(word)) if spelling else OfClasses(word, words, names=names, instead_of=instead_of)


def _spelt(part: str) -> Test:
    expression = re.compile(spelling_pattern(part))
    return Loosely(part, lambda spelt: expression.fullmatch(spelt) is not None, PATTERN)


def _near(text: str, distance: int | None) -> Test:
    word = fold(text)
    most = distance if distance is not None else 0 if len(word) < 3 else 1 if len(word) < 6 else 2
    return Loosely(text, lambda spelt: abs(len(spelt) - len(word)) <= most and edits(word, spelt) <= most, SPELLING)


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


def _chains(sequence: list[Test], slop: int, spelt: list[str], classes: list[str]) -> Iterator[list[int]]:
    """Yields where the words of a word or phrase stand, counted in words."""
    if not sequence:
        return
    marks = [_marks(test, spelt, classes) for test in sequence]
    for first in itertools.compress(range(len(marks[0])), marks[0]):
        chain = _chain(marks, first, slop) if 1 < len(marks) else [first]
        if chain is not None:
            yield chain


def _marks(test: Test, spelt: list[str], classes: list[str]) -> list[bool]:
    """Returns for each word whether it passes; the two usual tests without a call for each word."""
    if isinstance(test, OfClasses):
        return [token in test for token in classes]
    if isinstance(test, Spelt):
        return [word == test for word in spelt]
    return [test(word, token) for word, token in zip(spelt, classes, strict=True)]


def _stretches(chain: list[int], places: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if chain[-1] - chain[0] == len(chain) - 1:
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
