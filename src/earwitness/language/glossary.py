"""A glossary made ready: which words of a text are a term, and which other words stand for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from msgspec import Struct

from ..model.glossary import Term
from .inflections import inflections
from .tokens import WORD, placed, spellings

VERSION = 1
"""Of how words are made ready: what was kept by another is made anew."""


class Sequenced(Struct, frozen=True, array_like=True):
    """Words in a row, each in any of its forms, that are a term; or that are none though they hold one."""

    words: tuple[tuple[str, ...], ...]
    terms: tuple[int, ...]
    """The terms that they may be; none of a phrase that means something else."""


class Ready(Struct, frozen=True, kw_only=True):
    """All that is needed to find terms, without a dictionary: what is kept from one run to the next."""

    version: int
    digest: str
    """Of the glossary that it was made from."""
    spoken: tuple[tuple[str, ...], ...]
    """By term: all words for it."""
    sequences: tuple[Sequenced, ...]
    of: dict[str, int]
    """The place in `sequences` of all that the glossary names: words for terms, and phrases besides."""


class Use(NamedTuple):
    """Words of a text that are a term, `[start, end)` in code points; of two meanings they may have both."""

    terms: tuple[int, ...]
    start: int
    end: int


def make_ready(terms: Sequence[Term], digest: str, before: Ready | None = None) -> Ready:
    """Returns the glossary with all forms of its words worked out: by the dictionaries, where `before` has them not."""
    known = {words: before.sequences[place].words for words, place in before.of.items()} if before is not None else {}

    def sequence(form: str) -> tuple[tuple[str, ...], ...]:
        found = known.get(form)
        if found is None:
            found = known[form] = tuple(tuple(sorted(inflections(word))) for word in WORD.findall(form))
        return found

    by_words: dict[tuple[tuple[str, ...], ...], set[int]] = defaultdict(set)
    for number, term in enumerate(terms):
        for form in term.spoken:
            by_words[sequence(form)].add(number)
        for phrase in term.besides:
            by_words[sequence(phrase)].update(())
    places = {words: place for place, words in enumerate(by_words)}
    return Ready(
        version=VERSION,
        digest=digest,
        spoken=tuple(term.spoken for term in terms),
        sequences=tuple(Sequenced(words, tuple(sorted(found))) for words, found in by_words.items()),
        of={form: places[sequence(form)] for term in terms for form in (*term.spoken, *term.besides)},
    )


class Lexicon:
    """Finds the terms of a glossary in texts and in queries."""

    def __init__(self, ready: Ready) -> None:
        self.ready = ready
        self._heads: dict[str, list[tuple[tuple[frozenset[str], ...], tuple[int, ...]]]] = defaultdict(list)
        for sequence in ready.sequences:
            tail = tuple(map(frozenset, sequence.words[1:]))
            for word in sequence.words[0]:
                self._heads[word].append((tail, sequence.terms))
        self._heads = dict(self._heads)

    def uses(self, text: str) -> list[Use]:
        """Returns the terms in a text, in order; of those that overlap the longest that begins first."""
        return list(self._uses(text))

    def _uses(self, text: str) -> Iterator[Use]:
        heads = self._heads
        words, places = placed(text)
        at = 0
        while at < len(words):
            length, terms = (0, ()) if words[at] not in heads else self._longest(words, at)
            if terms:
                yield Use(terms, places[at][0], places[at + length - 1][1])
            at += max(length, 1)

    def _longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[int, ...]]:
        best = 0
        terms: set[int] = set()
        for tail, named in self._heads[words[at]]:
            length = len(tail) + 1
            if length < best or len(words) < at + length:
                continue
            if all(word in set_ for word, set_ in zip(words[at + 1 :], tail, strict=False)):
                terms = terms | set(named) if length == best else set(named)
                best = length
        return best, tuple(sorted(terms))

    def named(self, words: str) -> tuple[int, ...]:
        """Returns the terms that a word or phrase is, whole, in any form of it."""
        spelt = spellings(words)
        if not spelt or spelt[0] not in self._heads:
            return ()
        found = {
            term
            for tail, named in self._heads[spelt[0]]
            if len(tail) + 1 == len(spelt) and all(word in set_ for word, set_ in zip(spelt[1:], tail, strict=True))
            for term in named
        }
        return tuple(sorted(found))

    def others(self, words: str) -> tuple[str, ...]:
        """Returns the other words for the terms that a word or phrase of a query is; none where it is no term."""
        terms = self.named(words)
        spelt = spellings(words)
        forms = dict.fromkeys(form for term in terms for form in self.ready.spoken[term])
        return tuple(form for form in forms if not self._is(spelt, form))

    def _is(self, spelt: Sequence[str], form: str) -> bool:
        """Says whether the words typed are this form, inflected or not."""
        words = self.ready.sequences[self.ready.of[form]].words
        return len(words) == len(spelt) and all(word in forms for word, forms in zip(spelt, words, strict=True))


def encode(ready: Ready) -> bytes:
    return msgspec.json.encode(ready)


def decode(content: bytes) -> Ready | None:
    """Returns what was kept, None where it is of another version or harmed."""
    try:
        ready = msgspec.json.decode(content, type=Ready)
    except msgspec.MsgspecError:
        return None
    return ready if ready.version == VERSION else None
