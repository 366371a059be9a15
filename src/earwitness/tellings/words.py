"""What a turn says, as features that can be compared with another telling's, in the same language or another."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from ..language.lemmas import parse
from ..language.tokens import fold, script, tokens
from ..model import Turn
from .background import chance
from .lexicon import Lexicon
from .names import find_names, name_lemma, sound
from .numbers import find_numbers

Kind = Literal["word", "name", "number"]
STEM, LIKE, NEAR_NAME = 0.8, 0.5, 0.8
"""How far the same stem, the same consonants at the beginning, and the same beginning of a name are the same word."""


class Word(NamedTuple):
    """A word of a turn as what it may mean.

    `concepts` are what it is or may be, each with how far: English lemmas (`en:valve`), its own lemma (`ru:кран`), its
    stem, its consonants (across alphabets), a number (`#14`), a name's sound (`@taras`). `kin` are what stands near.
    """

    key: str
    kind: Kind
    concepts: Mapping[str, float]
    kin: Mapping[str, float]
    chance: float
    """How likely a turn holds it by chance, by the background."""


class Said(NamedTuple):
    """What one turn says and how: its words (each once), its length in letters, its signs, who speaks."""

    words: tuple[Word, ...]
    length: int
    signs: frozenset[str]
    """`question`, `exclamation`, `trailing`, and the types of its marks."""
    voices: tuple[str, ...]
    """Local ids of its speakers; empty where nobody could know."""
    firm: bool
    """False where the voice was inferred, not printed."""


def said(turn: Turn, language: str | None, lexicon: Lexicon) -> Said:
    """Returns what a turn of a transcript in this language says; a turn's own language goes before."""
    text = turn.text
    language = turn.language or language
    signs: set[str] = {str(mark.type) for mark in turn.marks} & {"gap", "unclear", "vocal", "incident"}
    signs |= {"question"} if "?" in text else set()
    signs |= {"exclamation"} if "!" in text else set()
    signs |= {"trailing"} if text.rstrip("\"'”’»* ").endswith(("…", "...", "—", "–")) else set()
    return Said(
        words=tuple({word.key: word for word in _words(text, language, lexicon)}.values()),
        length=sum(map(str.isalnum, text)),
        signs=frozenset(signs),
        voices=turn.speakers,
        firm=not turn.inferred,
    )


def _words(text: str, language: str | None, lexicon: Lexicon) -> Iterator[Word]:
    taken: set[int] = set()
    values: list[float] = []
    for number in find_numbers(text, language):
        taken.update(range(number.start, number.end))
        values.append(number.value)
        spelled = fold(number.words)
        yield _number(number.value, 0.02 if spelled[:1].isdigit() else chance(spelled, _home(spelled, language)))
    for early, late in pairwise(values):
        if 17 <= early <= 20 and 10 <= late < 100:  # a year as it is said: nineteen ninety-one
            yield _number(early * 100 + late, 0.01)
    for token in find_names(text, language):
        if token.start not in taken:
            taken.add(token.start)
            spelled = fold(token.word)
            home = _home(spelled, language)
            yield _name(name_lemma(spelled, home), home, _word(spelled, language, lexicon))
    for token in tokens(text):
        if token.start not in taken:
            word = _word(fold(token.word), language, lexicon)
            if word is not None and token.word[0].isupper():  # a name may have been taken for a word
                word = word._replace(concepts={**word.concepts, "@" + sound(word.key.partition(":")[2]): 0.9})
            if word is not None:
                yield word


def _home(word: str, language: str | None) -> str:
    """Returns the language whose background knows a word: its script says more than a label."""
    written = script(word)
    if written == "Latin":
        return language if language is not None and language not in ("ru", "uk", "be", "bg", "mk", "sr") else "en"
    return language if language in ("ru", "uk") else "ru"


def _number(value: float, by_chance: float) -> Word:
    concepts = {f"#{value:g}": 1.0}
    if 1900 <= value < 2100 and value == int(value):
        concepts[f"#{value % 100:g}"] = 0.9
    return Word(f"#{value:g}", "number", concepts, {}, max(0.01, by_chance))


def _name(lemma: str, language: str, word: Word | None) -> Word:
    """Returns a name with what it may be as a word too, since a capital that opens a sentence proves nothing."""
    heard = sound(lemma)
    concepts = {**(word.concepts if word else {}), "@" + heard: 1.0}
    if 5 <= len(heard):
        concepts["@" + heard[:4] + "-"] = NEAR_NAME
    concepts.update({"~" + bones: LIKE for bones in _bones(lemma)})
    by_chance = max(0.002, min(0.05, chance(lemma, language)))
    return Word("@" + heard, "name", concepts, word.kin if word else {}, by_chance)


@functools.lru_cache(maxsize=100_000)
def _word(word: str, language: str | None, lexicon: Lexicon) -> Word | None:
    if script(word) is None:
        return None
    lemmas = parse(word, language).lemmas
    concepts: dict[str, float] = {}
    kin: dict[str, float] = {}
    known = 0.0
    for place, tagged in enumerate(lemmas[:4]):
        strength = 1.0 if place == 0 else 0.7
        home, _, lemma = tagged.partition(":")
        concepts[tagged] = max(strength, concepts.get(tagged, 0.0))
        known = max(known, chance(lemma, home))
        if home == "en":
            kin.update(
                {"en:" + other: near for other, near in lexicon.kin(lemma).items() if kin.get("en:" + other, 0) < near}
            )
        for english, meant in lexicon.meanings(lemma, home).items():
            concepts["en:" + english] = max(strength * meant, concepts.get("en:" + english, 0.0))
        stem = _stem(lemma, home)
        if stem:
            concepts[f"{home}:{stem}-"] = max(STEM * strength, concepts.get(f"{home}:{stem}-", 0.0))
        for bones in _bones(lemma):
            concepts["~" + bones] = LIKE
    return Word(
        lemmas[0], "word", concepts, kin, _reach(concepts, kin, max(known, chance(word, _home(word, language))))
    )


def _reach(concepts: Mapping[str, float], kin: Mapping[str, float], own: float) -> float:
    """Returns how likely a turn has this word by chance, or anything in English that may stand for it."""
    missed = 1.0 - own
    for meaning in (concepts, kin):
        for concept, strength in meaning.items():
            home, _, lemma = concept.partition(":")
            if home == "en" and not lemma.endswith("-"):
                missed *= 1.0 - strength * _chance(lemma)
    return min(0.9, max(0.004, 1.0 - missed))


@functools.lru_cache(maxsize=50_000)
def _chance(lemma: str) -> float:
    return chance(lemma, "en")


def _bones(lemma: str) -> tuple[str, ...]:
    """Returns the first four consonants of a long word as heard, by which compressor and компрессор agree."""
    heard = sound(lemma).replace("c", "s").replace("C", "s").replace("S", "s").replace("Z", "s")
    bones = "".join(sign for sign in heard if sign not in "aeiou")
    return (bones[:4],) if 4 <= len(bones) and 6 <= len(heard) else ()


@functools.lru_cache(maxsize=50_000)
def _stem(lemma: str, language: str) -> str | None:
    if language not in _STEMMERS or len(lemma) < 5:
        return None
    stem: str = _stemmer(_STEMMERS[language]).stemWord(lemma)
    return stem


@functools.cache
def _stemmer(name: str) -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer(name)


_STEMMERS = {"en": "english", "ru": "russian"}
