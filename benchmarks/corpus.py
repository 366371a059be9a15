"""A made corpus: seeded transcripts of real word forms in three languages, spread as words are (Zipf's law)."""

from __future__ import annotations

import bisect
import itertools
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

LANGUAGES = ("en", "ru", "uk")
WORDS_A_TURN = (4, 24)
TURNS_A_FILE = 50


COMMON = {
    "en": "i you the to and a it we that is of in not what he they have do be was my on for with there are this but all at "
    "no know so just me go one if up out when how then come said them who now here from can will about tell".split(),
    "ru": "я не и что ты в на а это у с как мы он они так но всё его за по же да нет там где мне меня было есть к из если "
    "уже вот когда только тебя ну бы для кто сейчас здесь надо они сказал будет тут ещё без чтобы или".split(),
    "uk": "я не і що ти в на а це у з як ми він вони так але все його за по ж та ні там де мені мене було є до із якщо вже "
    "ось коли тільки тебе ну би для хто зараз тут треба сказав буде ще без щоб або й від мій".split(),
}
"""The commonest words of speech; they stand first in the vocabulary, as they do in life."""


@cache
def vocabulary(language: str, size: int = 30_000) -> tuple[str, ...]:
    """Returns word forms of the language in a seeded order: the first are the most frequent ones of the corpus."""
    if language == "en":
        from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

        forms = [word for word in DefaultDictionaryFactory().get_dictionary("en") if word.isalpha() and word.islower()]
    else:
        import pymorphy3

        keys = pymorphy3.MorphAnalyzer(lang=language).dictionary.words.iterkeys()
        forms = list(
            dict.fromkeys(itertools.islice((word for word in keys if word.isalpha() and word.islower()), 0, None, 37))
        )
    random.Random(f"words {language}").shuffle(forms)
    return tuple(dict.fromkeys([*COMMON[language], *forms]))[:size]


@cache
def _weights(size: int) -> list[float]:
    return list(itertools.accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(size)))


def turns(language: str, count: int, seed: object) -> Iterator[str]:
    """Yields made turns of the language, the same ones for the same seed."""
    chance = random.Random(f"{language} {seed}")
    words = vocabulary(language)
    weights = _weights(len(words))
    for _ in range(count):
        length = chance.randint(*WORDS_A_TURN)
        picked = (words[bisect.bisect(weights, chance.random() * weights[-1])] for _ in range(length))
        yield " ".join(picked).capitalize() + chance.choice(".…?!")


def files(count: int, *, turns_a_file: int = TURNS_A_FILE) -> Iterator[tuple[str, str, list[str]]]:
    """Yields file name, language and turns of so many conversations."""
    for number in range(count):
        language = LANGUAGES[number % 3]
        yield f"call-{number:06}.txt", language, list(turns(language, turns_a_file, number))


LABELS = {"en": ("Soldier", "Mother"), "ru": ("Солдат", "Мать"), "uk": ("Солдат", "Мати")}


def write(folder: Path, count: int) -> int:
    """Writes so many transcripts as plain text into the folder, a thousand a subfolder; returns their bytes."""
    size = 0
    for number, (name, language, spoken) in enumerate(files(count)):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        day = 1 + number % 28
        head = f"Intercepted call, {day:02}.{1 + number % 12:02}.2022\n\n"
        lines = (f"{LABELS[language][turn % 2]}: {text}" for turn, text in enumerate(spoken))
        content = (head + "\n\n".join(lines) + "\n").encode()
        (place / name).write_bytes(content)
        size += len(content)
    return size
