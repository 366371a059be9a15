"""Lemmas of Russian and Ukrainian words, by pymorphy3 and its dictionaries: every parse, not only the likeliest."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

from .tokens import fold

_KIN = {
    "ru": """
    пойти идти; поехать ехать; побежать бежать; полететь лететь; поплыть плыть; понести нести; повезти везти
    повести вести; смочь мочь; лучший хороший; худший плохой
    """,
    "uk": """
    піти йти; іти йти; йти іти; поїхати їхати; побігти бігти; полетіти летіти; попливти пливти; понести нести; повезти везти
    повести вести; змогти могти; більший великий; більше великий; менший малий; менше малий; кращий добрий; краще добре
    краще добрий; ліпший добрий; гірший поганий; гірше погано; гірше поганий
    """,
}
"""Words that people take for forms of another though dictionaries have them apart: the perfective of going and being
able, comparatives of another root. Each brings the second lemma beside its own."""


def lemmas(word: str, language: str) -> tuple[tuple[str, ...], bool]:
    """Returns every lemma a folded word may be a form of, the likeliest first, and whether the dictionary knows it.

    The lemmas of an unknown word are guessed from its ending, as names and new words need.
    """
    analyser = _analyser(language)
    parses = analyser.parse(word)
    found = dict.fromkeys(fold(parse.normal_form) for parse in parses)
    if language == "uk" and word in found:
        found = _weighed(word, parses, found)
    kin = _kin(language)
    for lemma in tuple(found):
        found.update(dict.fromkeys(kin.get(lemma, ())))
    return tuple(found), any(map(_looked_up, parses))


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
