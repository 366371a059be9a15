"""The lemmas of a word in a language, tagged with it: `went` in English → `en:go`."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from .tokens import script

CYRILLIC = ("ru", "uk")
"""The languages that a Cyrillic word is tried in where its turn's language does not say."""
LATIN = ("en",)
"""The same for a Latin word."""

_OTHER_CYRILLIC = frozenset(("be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"))
_NOT_LATIN = frozenset((*CYRILLIC, *_OTHER_CYRILLIC, "el", "ka", "hy", "he", "ar", "fa", "zh", "ja", "ko", "th", "hi"))
_SNOWBALL = {
    "cs": "czech", "da": "danish", "de": "german", "es": "spanish", "et": "estonian", "fi": "finnish", "fr": "french",
    "hu": "hungarian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "pl": "polish",
    "pt": "portuguese", "ro": "romanian", "sv": "swedish", "tr": "turkish", "el": "greek", "hy": "armenian",
    "ar": "arabic",
}  # fmt: skip
_ELISION = frozenset(("fr", "it"))


class Parsed(NamedTuple):
    """What is known of a word: its lemmas, each tagged `language:lemma`, the likeliest first; is it in a dictionary?"""

    lemmas: tuple[str, ...]
    known: bool


Analyse = Callable[[str], tuple[tuple[str, ...], bool]]
"""A folded word → its lemmas, the likeliest first, and whether a dictionary knows it."""
Read = Callable[[str, str], Parsed]
"""A folded word and a language → what is known of it there: `parse_in`, or what remembers its answers."""


def parse_in(word: str, language: str) -> Parsed:
    """Returns the lemmas of a folded word as a word of this very language; itself where no analyser is there."""
    analyse = _ANALYSERS.get(language)
    if not all(unicodedata.name(letter, "") for letter in word):
        analyse = None  # pymorphy3 asks each letter's name, and letters younger than this Python's tables have none
    found, known = analyse(word) if analyse is not None else ((word,), True)
    return Parsed(tuple(f"{language}:{lemma}" for lemma in found), known)


def parse(word: str, language: str | None, read: Read = parse_in) -> Parsed:
    """Returns all plausible lemmas of a folded word that stands in a text of this language.

    A Cyrillic word that Russian does not know and Ukrainian does (or the other way) has the lemmas of both, since
    people mix; so has one in a text of a language with another script. A Latin word in such a text is read as English.
    What has no letters is its own lemma in every language.
    """
    written = script(word)
    if written is None:
        return Parsed(("=" + word,), True)
    if written == "Cyrillic":
        if language in _OTHER_CYRILLIC:
            return read(word, language)
        own = read(word, language) if language in CYRILLIC else None
        return own if own is not None and own.known else _joined(word, CYRILLIC, read)
    if written == "Latin":
        return _joined(word, LATIN, read) if language is None or language in _NOT_LATIN else read(word, language)
    return read(word, language or "")


def tried(word: str, present: Collection[str]) -> tuple[str, ...]:
    """Returns the languages in which a word typed into a search is to be read, given those of the texts."""
    written = script(word)
    if written == "Cyrillic":
        return (*CYRILLIC, *sorted(_OTHER_CYRILLIC.intersection(present)))
    if written == "Latin":
        return (*LATIN, *sorted(set(present) - _NOT_LATIN - set(LATIN)))
    return ("", *sorted(present))


def meant(word: str, languages: tuple[str, ...], read: Read = parse_in) -> frozenset[str]:
    """Returns the lemmas that a person who types this word means, in any of these languages.

    A form that most likely is a lemma means that lemma: `сталь` is steel, and not the verb whose past is `стали`. A
    language whose dictionary does not know the word is left out where another's does.
    """
    written = script(word)
    if written is None:
        return frozenset(("=" + word,))
    parses = {language: read(word, language) for language in languages}
    if any(parses[language].known for language in CYRILLIC if language in parses):
        parses = {language: parsed for language, parsed in parses.items() if parsed.known}
    lemmas: set[str] = set()
    for language, parsed in parses.items():
        first = parsed.lemmas[0]
        lemmas |= {first} if first == f"{language}:{word}" else set(parsed.lemmas)
    return frozenset(lemmas)


def _joined(word: str, languages: tuple[str, ...], read: Read) -> Parsed:
    parses = [read(word, language) for language in languages]
    known = any(parsed.known for parsed in parses)
    return Parsed(tuple(lemma for parsed in parses for lemma in parsed.lemmas), known)


def _english(word: str) -> tuple[tuple[str, ...], bool]:
    from . import english

    return english.lemmas(word), True


def _slavic(language: str) -> Analyse:
    def analyse(word: str) -> tuple[tuple[str, ...], bool]:
        from . import slavic

        return slavic.lemmas(word, language)

    return analyse


def _stems(language: str) -> Analyse:
    def analyse(word: str) -> tuple[tuple[str, ...], bool]:
        bare = word.rpartition("'")[2] if language in _ELISION else word
        return (_stemmer(language).stemWord(bare or word),), True

    return analyse


@functools.cache
def _stemmer(language: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(_SNOWBALL[language])


_ANALYSERS: dict[str, Analyse] = {
    "en": _english,
    **{language: _slavic(language) for language in CYRILLIC},
    **{language: _stems(language) for language in _SNOWBALL},
}
"""A language's analyser, by its code. To add one, give a function: folded word → lemmas, and whether it is known."""
