"""Names across alphabets: one spelling for Хлебников, Khlebnikov and Khlebnykov, and what in a text is a name."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from ..language.lemmas import parse_in
from ..language.tokens import Token, fold, script, tokens
from .background import rarity

_LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e", "є": "ie", "ж": "zh", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "i",
    "ь": "", "э": "e", "ю": "iu", "я": "ia", "'": "", "’": "", "ў": "u",
}  # fmt: skip
_CONSONANTS = (
    ("shch", "S"), ("sch", "S"), ("sh", "S"), ("tch", "C"), ("ch", "C"), ("zh", "Z"), ("kh", "g"), ("ck", "k"),
    ("ph", "f"), ("x", "ks"), ("w", "v"), ("h", "g"), ("q", "k"), ("y", "i"), ("j", "i"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?![ei])")
_SOFTENED = (("ts", "c"), ("tz", "c"), ("io", "e"), ("ie", "e"), ("ia", "a"), ("iu", "u"))
_DOUBLE = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z]")
_OPENS = re.compile(r"(?:^|[.!?…:;\n«„“\"(\[—–-])\s*['’«„“\"(\[]*$")
_COMMON_NAME = 11.5
"""The rarity below which a capitalised word that opens a sentence is taken for a common word."""


def latin(word: str) -> str:
    """Returns a folded word in Latin letters: `хлебников` → `khlebnikov`; a Latin word as it is."""
    return "".join(_LATIN.get(sign, sign) for sign in word)


@functools.lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """Returns the one spelling of a folded word in which its transliterations agree, roughly.

    `хлебников`, `khlebnikov`, `khlebnykov` → `glebnikov`; `тарас` → `taras`. Capitals stand for sh, ch, zh.
    """
    spelling = _NO_LETTER.sub("", latin(word))
    for letters, one in _CONSONANTS:
        spelling = spelling.replace(letters, one)
    spelling = _DOUBLE.sub(r"\1", _HARD_C.sub("k", spelling))
    for letters, one in _SOFTENED:
        spelling = spelling.replace(letters, one)
    return spelling


def alike(one: str, other: str) -> float:
    """Returns how alike two sounds are as names, 0–1: the same, of one stem with another ending, or one letter off."""
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    shared = next((place for place, sign in enumerate(shorter) if longer[place] != sign), len(shorter))
    if 4 <= shared and len(longer) - shared <= 3:
        return 0.8
    if 3 <= shared and len(shorter) - shared <= 1 and len(longer) - shared <= 2:
        return 0.6
    if 5 <= len(shorter) and len(shorter) == len(longer) and sum(a != b for a, b in zip(one, other, strict=True)) == 1:
        return 0.7
    return 0.0


def find_names(text: str, language: str | None) -> Iterator[Token]:
    """Yields the words of a text that are names, as far as capitals tell.

    A capitalised word inside a sentence is one, save the English I; one that opens a sentence only if it is rare in the
    language. A text without capitals has none, one all in capitals too.
    """
    if text.upper() == text:
        return
    for token in tokens(text):
        word = token.word
        if not word[0].isupper() or len(word) < 2 or word.startswith(("I'", "I’")):
            continue
        if word.isupper() and len(word) < 4:
            continue
        spelled = fold(word)
        if _OPENS.search(text, 0, token.start):
            written = script(word)
            where = language if written == "Cyrillic" else "en"
            lemma = name_lemma(spelled, where)
            if min(rarity(spelled, where), rarity(lemma, where)) < _COMMON_NAME:
                continue
        yield token


def name_lemma(word: str, language: str | None) -> str:
    """Returns the folded name in the case in which it is called: `пустовалова` → `пустовалов`, `khlebnikov's` → without."""
    if script(word) == "Cyrillic" and language in ("ru", "uk"):
        return parse_in(word, language).lemmas[0].partition(":")[2]
    return re.sub(r"'s?$", "", word)
