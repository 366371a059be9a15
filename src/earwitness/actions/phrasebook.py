"""The phrasebook: the glossary as a translating engine is told of it, of the words that are said and of no others."""

from __future__ import annotations

from collections.abc import Sequence

from ..engines.translate import Line, Said
from .desk import Desk
from .lexicon import glossed


class Phrasebook:
    """The glossary for one pair of languages."""

    def __init__(self, desk: Desk, *, language: str | None, to: str) -> None:
        self._ready = glossed(desk)
        self._spoken = language.split("-")[0].lower() if language else None
        self._target = to.split("-")[0].lower()

    def said_in(self, lines: Sequence[Line]) -> tuple[Said, ...]:
        """Returns the terms that are said in these lines, each once, with what they mean and how translations have them."""
        if self._ready is None:
            return ()
        found: dict[int, None] = {}
        for line in lines:
            for use in self._ready.lexicon.uses(line.text):
                found.update(dict.fromkeys(use.terms))
        terms = [self._ready.terms[number] for number in found]
        return tuple(
            Said(word=term.term, means=term.means(self._target), say=tuple(term.renderings.get(self._target, ())))
            for term in terms
            if self._spoken is None or not term.languages or self._spoken in term.languages
        )
