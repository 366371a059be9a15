"""Lemmas of Russian and Ukrainian words, by pymorphy3 and its dictionaries: every parse, not only the likeliest."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

from . import names
from .sounds import sounds
from .tokens import fold

_KIN = {
    "ru": """
    пойти идти; поехать ехать; побежать бежать; полететь лететь; поплыть плыть; понести нести; повезти везти
    повести вести; смочь мочь; лучший хороший; худший плохой
    """,
    "uk": """
    піти йти; іти йти; йти іти; поїхати їхати; побігти бігти; полетіти летіти; попливти пливти; понести нести; повезти везти
    повести вести; змогти могти; більший великий; більше великий; менший малий; менше малий; кращий добрий; краще добре
    краще добрий; кращий хороший; увесь весь; усе весь; ліпший добрий; гірший поганий; гірше погано; гірше поганий
    """,
}
"""Words that people take for forms of another though dictionaries have them apart: the perfective of going and being
able, comparatives of another root. Each brings the second lemma beside its own."""


_NAMES = frozenset(("Name", "Surn", "Patr", "Geox"))
_GUESSED_NAMES = 4
"""Lemmas of an unknown word that are taken for what it may be called."""


class Read(NamedTuple):
    """What the dictionaries say of a folded word."""

    lemmas: tuple[str, ...]
    """Every lemma it may be a form of, the likeliest first."""
    known: bool
    """Whether it is in the dictionary; else its lemmas are guessed from its ending, as names and new words need."""
    names: tuple[str, ...]
    """The sounds of the names it may be a form of, if it has a capital."""
    proper: bool
    """Whether it is a name without one too."""


def read(word: str, language: str) -> Read:
    """Returns every lemma and name a folded word may be a form of."""
    analyser = _analyser(language)
    parses = analyser.parse(word)
    found = dict.fromkeys(fold(parse.normal_form) for parse in parses)
    if language == "uk" and word in found:
        found = _weighed(word, parses, found)
    kin = _kin(language)
    for lemma in tuple(found):
        found.update(dict.fromkeys(kin.get(lemma, ())))
    known = any(map(_looked_up, parses))
    return Read(tuple(found), known, *_names(parses, known, language))


def _names(parses: Sequence[Any], known: bool, language: str) -> tuple[tuple[str, ...], bool]:
    """Returns the sounds of the names among these parses, and whether the likeliest is one and no common word is spelt so."""
    called: dict[str, None] = {}
    common: set[str] = set()
    for parse in parses:
        tag, lemma = parse.tag.grammemes, parse.normal_form
        if not _NAMES.isdisjoint(tag):
            called[names.of_woman(lemma) if "Surn" in tag and "femn" in tag else lemma] = None
        elif not known and ("NOUN" in tag or "ADJF" in tag):
            if len(called) < _GUESSED_NAMES:
                called[lemma] = None
        elif known and language == "uk" and "NOUN" in tag and "inan" in tag and not _counted(parse):
            called[lemma] = None  # the Ukrainian dictionary does not say which nouns are places
            common.add(lemma)
        else:
            common.add(lemma)
            if lemma in names.places():
                called[lemma] = None
    found = tuple(dict.fromkeys(sound for lemma in called for sound in sounds(lemma)))
    first = parses[0].normal_form
    return found, known and first in called and first not in common


def _counted(parse: Any) -> bool:
    """Says whether a noun has both numbers. Most places have one."""
    paradigm = parse.methods_stack[0][2]
    known = _COUNTED.get(paradigm)
    if known is None:
        plural = {"plur" in form.tag for form in parse.lexeme}
        known = _COUNTED[paradigm] = len(plural) == 2
    return known


_COUNTED: dict[int, bool] = {}
"""By paradigm of the Ukrainian dictionary."""


def _looked_up(parse: Any) -> bool:
    """Says whether the dictionary has the word itself. `parse.is_known` would look it up once more."""
    steps = parse.methods_stack
    return len(steps) == 1 and type(steps[0][0]).__name__ == "DictionaryAnalyzer"


def _weighed(word: str, parses: Sequence[Any], found: dict[str, None]) -> dict[str, None]:
    """Puts the word's own lemma first where it most likely is one. The Ukrainian dictionary has no frequencies.

    A noun in the singular is itself (міст is a bridge, not "of the cities"), unless it may be a past (міг, ніс); any
    other word is itself unless it may be a form of a noun or pronoun (діти, братів, чого).
    """
    own = [parse.tag for parse in parses if fold(parse.normal_form) == word]
    others = [parse.tag for parse in parses if fold(parse.normal_form) != word]
    if any("NOUN" in tag and "plur" not in tag for tag in own):
        itself = not any("VERB" in tag and "past" in tag for tag in others)
    else:
        itself = not any("NOUN" in tag or "NPRO" in tag for tag in others)
    rest = {lemma: None for lemma in found if lemma != word}
    return {word: None, **rest} if itself else {**rest, word: None}


@functools.cache
def _analyser(language: str) -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang=language)


@functools.cache
def _kin(language: str) -> dict[str, tuple[str, ...]]:
    kin: dict[str, tuple[str, ...]] = {}
    for pair in _KIN[language].replace("\n", ";").split(";"):
        if pair.strip():
            word, other = pair.split()
            kin[word] = (*kin.get(word, ()), other)
    return kin


def forms(word: str, lemma: str, language: str) -> frozenset[str]:
    """Returns the folded forms of a lemma that a folded word may be a form of."""
    parses = [parse for parse in _analyser(language).parse(word) if fold(parse.normal_form) == lemma]
    return frozenset(fold(form.word) for parse in parses for form in parse.lexeme)
