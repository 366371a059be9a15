"""Inflections: every spelling that a word may have in its languages, so that a text is compared without a dictionary."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from . import lemmas
from .tokens import fold

_NUMBER_ENDINGS = ("й", "го", "му", "х", "ми", "ых", "ого", "ому", "ым", "ые", "ыми", "ий", "их", "им", "і")
"""What people write behind a number without a hyphen: 300й, 300х."""


@functools.lru_cache(4096)
def inflections(word: str) -> frozenset[str]:
    """Returns the folded spellings of all forms of the word that a person means who writes it, itself among them."""
    folded = fold(word)
    found = {folded}
    if folded.isdecimal():
        return frozenset((*found, *(folded + ending for ending in _NUMBER_ENDINGS)))
    meant = lemmas.meant(folded, lemmas.tried(folded, ()))
    # A word that may be a lemma is one: «арта» is not a form of «арт», which a guess by the ending offers too.
    itself = {tagged for tagged in meant if tagged.partition(":")[2] == folded}
    for tagged in itself or meant:
        language, _, lemma = tagged.partition(":")
        found.update(_forms(lemma, folded, language))
    return frozenset(found)


def _forms(lemma: str, word: str, language: str) -> Iterator[str]:
    if language in lemmas.CYRILLIC:
        from . import slavic

        yield from slavic.forms(word, lemma, language)
    elif language == "en":
        from . import english

        yield from english.forms(lemma)
