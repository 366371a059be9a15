"""Words of a text, where they stand, and the one spelling by which they are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 100
"""Code points by which a word is known; the rest of a longer one is not compared."""

_APOSTROPHES = "'’‘ʼʹ`´′＇"
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "\u0300-\u036f"
_SYLLABIC = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_LETTER = rf"[^\W_{_SYLLABIC}]"

WORD = re.compile(
    rf"[{_SYLLABIC}]|{_LETTER}+"
    rf"(?:(?:[{_MARKS}{_INVISIBLE}]+|[{_APOSTROPHES}](?={_LETTER})|\*+(?={_LETTER})|\*\*+){_LETTER}*)*"
)
"""A run of letters and digits. Inside it may stand apostrophes (м'ята, don’t), stress marks, soft hyphens and the
asterisks of a mask (f*ck). A hyphen parts words. Scripts written without spaces give a word a sign."""

_LATIN_LOOKS = "ABCEHIKMOPTXYSJaceiopxysj"
_CYRILLIC_LOOKS = "АВСЕНІКМОРТХУЅЈасеіорхуѕј"
_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)
_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_MIXED = re.compile(r"[A-Za-z][^A-Za-z\u0400-\u052f]*[\u0400-\u052f]|[\u0400-\u052f][^A-Za-z\u0400-\u052f]*[A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_OTHER = re.compile(r"[^\W\d_A-Za-z\u0400-\u052f]")
_STRAY = re.compile(rf"[\s{_MARKS}{_INVISIBLE}]")
_PLAIN = re.compile(r"[\t\n -_a-z{-~\u00a0«»À-ÖØ-Þà-öø-įı-ňŊ-žА-яЁёІіЇїЄєҐґ–—’“”„…№]*")
"""Texts in which lower case is all there is to folding, once ё and apostrophes are seen to."""
_FOLDED = str.maketrans({**dict.fromkeys(_APOSTROPHES, "'"), "ё": "е"})


class Token(NamedTuple):
    """A word of a text and its place, `[start, end)` in code points."""

    word: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yields the words of the text in order, as written, with their places. One pass, linear in the text."""
    for match in WORD.finditer(text):
        yield Token(match[0], match.start(), match.end())


def counted(text: str) -> int:
    """Returns how many words the text has."""
    return len(WORD.findall(text))


def fold(word: str) -> str:
    """Returns the spelling by which a word is compared: `ПРИШЁЛ` → `пришел`, `М’я́та` → `м'ята`.

    Case, stress and other loose marks, invisible signs and the style of apostrophes fall away; ё counts as е, ґ stays.
    A word that mixes Latin and Cyrillic letters of the same look is read in the script of the majority.
    """
    if word.isascii():
        return word.lower().replace("`", "'")[:LONGEST]
    composed = unicodedata.normalize("NFKC", word)
    if _MIXED.search(composed):
        composed = _one_script(composed)
    return _STRAY.sub("", composed.casefold()).translate(_FOLDED)[:LONGEST]


def spellings(text: str) -> list[str]:
    """Returns the folded words of a text, one for each of `tokens(text)`: what `fold` says of each, but faster."""
    plain = _plain(text)
    if plain is not None:
        found: list[str] = WORD.findall(plain)
        if max(map(len, found), default=0) <= LONGEST:
            return found
    return [fold(word) for word in WORD.findall(text)]


def placed(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Returns the folded words of a text, and of each its place, `[start, end)` in code points."""
    plain = _plain(text)
    if plain is None:
        matches = list(WORD.finditer(text))
        return [fold(match[0]) for match in matches], [match.span() for match in matches]
    matches = list(WORD.finditer(plain))
    return [match[0][:LONGEST] for match in matches], [match.span() for match in matches]


def _plain(text: str) -> str | None:
    """Returns the text folded letter for letter where that is all there is to it."""
    if _PLAIN.fullmatch(text) and not (_LATIN.search(text) and _CYRILLIC.search(text)):
        return text.lower().replace("ё", "е").replace("’", "'").replace("`", "'")
    return None


def script(text: str) -> str | None:
    """Returns the script that most letters of the text are in: `Latin`, `Cyrillic`, `Greek`…; None without letters."""
    latin = len(_LATIN.findall(text))
    if text.isascii():
        return "Latin" if latin else None
    cyrillic = len(_CYRILLIC.findall(text))
    others: dict[str, int] = {}
    for sign in _OTHER.findall(text):
        if sign.isalpha():
            name = _script_of(sign)
            others[name] = others.get(name, 0) + 1
    counts = {"Latin": latin + others.pop("Latin", 0), "Cyrillic": cyrillic, **others}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else None


def _one_script(word: str) -> str:
    latin, cyrillic = len(_LATIN.findall(word)), len(_CYRILLIC.findall(word))
    ways = (_TO_LATIN, _TO_CYRILLIC) if cyrillic < latin else (_TO_CYRILLIC, _TO_LATIN)
    turned = (word.translate(way) for way in ways)
    return next((whole for whole in turned if not _MIXED.search(whole)), word)


def _script_of(sign: str) -> str:
    return unicodedata.name(sign, "OTHER").split(" ", 1)[0].split("-", 1)[0].capitalize()
