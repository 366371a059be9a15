"""The lemmas of a word in a language, tagged with it: `went` in English → `en:go`."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from .names import of_latin
from .tokens import script

CYRILLIC = ("ru", "uk")
"""The languages that a Cyrillic word is tried in where its turn's language does not say."""
LATIN = ("en",)
"""The same for a Latin word."""

_DICTIONARIES = (*CYRILLIC, *LATIN)

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
    names: tuple[str, ...] = ()
    """The sounds of the names it may be, where it has a capital."""
    proper: bool = False
    """Whether it is a name without a capital too."""


Analyse = Callable[[str], Parsed]
"""A folded word → what is known of it, its lemmas not yet tagged with the language."""
Read = Callable[[str, str], Parsed]
"""A folded word and a language → what is known of it there: `parse_in`, or what remembers its answers."""


def parse_in(word: str, language: str) -> Parsed:
    """Returns the lemmas of a folded word as a word of this very language; itself where no analyser is there."""
    analyse = _ANALYSERS.get(language)
    if not all(unicodedata.name(letter, "") for letter in word):
        analyse = None  # pymorphy3 asks each letter's name, and letters younger than this Python's tables have none
    parsed = analyse(word) if analyse is not None else Parsed((word,), True)
    tagged = tuple(f"{language}:{lemma}" for lemma in parsed.lemmas)
    names, proper = parsed.names, parsed.proper
    if not names and script(word) == "Latin":
        names, proper = of_latin(word, language)
    return Parsed(tagged, parsed.known, names, proper)


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


def called(word: str, languages: tuple[str, ...], *, capital: bool, read: Read = parse_in) -> tuple[str, ...]:
    """Returns the sounds of the names that a person means who types this word; none where it is no name.

    A word without a capital is one where the dictionaries know it as nothing else, or do not know it at all. Of two
    that know it the first decides: the Russian one says of more words that they are names.
    """
    parses = [read(word, language) for language in languages]
    has_dictionary = [parsed for parsed, language in zip(parses, languages, strict=True) if language in _DICTIONARIES]
    known = [parsed for parsed in has_dictionary if parsed.known]
    if not (capital or not known or known[0].proper):
        return ()
    sure = parses if not known or script(word) != "Cyrillic" else known
    return tuple(dict.fromkeys(name for parsed in sure for name in parsed.names))


def _joined(word: str, languages: tuple[str, ...], read: Read) -> Parsed:
    parses = [read(word, language) for language in languages]
    known = any(parsed.known for parsed in parses)
    sure = [parsed for parsed in parses if parsed.known or not known]
    return Parsed(
        tuple(lemma for parsed in parses for lemma in parsed.lemmas),
        known,
        tuple(dict.fromkeys(name for parsed in sure for name in parsed.names)),
        any(parsed.proper for parsed in sure),
    )


def _english(word: str) -> Parsed:
    from . import english

    return Parsed(english.lemmas(word), english.knows(word))


def _slavic(language: str) -> Analyse:
    def analyse(word: str) -> Parsed:
        from . import slavic

        return Parsed(*slavic.read(word, language))

    return analyse


def _stems(language: str) -> Analyse:
    def analyse(word: str) -> Parsed:
        bare = word.rpartition("'")[2] if language in _ELISION else word
        return Parsed((_stemmer(language).stemWord(bare or word),), True)

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
"""A language's analyser, by its code. To add one, give a function: folded word → its lemmas, and whether it is known."""
