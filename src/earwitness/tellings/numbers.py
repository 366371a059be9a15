"""Numbers of a text as values, in digits or in English, Russian or Ukrainian words: `two hundred`, `двести`, `200`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from ..language.lemmas import parse_in
from ..language.tokens import Token, fold, script, tokens

_ENGLISH = """
0 zero nought; 1 one first; 2 two second twice; 3 three third thrice; 4 four fourth; 5 five fifth; 6 six sixth
7 seven seventh; 8 eight eighth; 9 nine ninth; 10 ten tenth; 11 eleven eleventh; 12 twelve twelfth dozen
13 thirteen thirteenth; 14 fourteen fourteenth; 15 fifteen fifteenth; 16 sixteen sixteenth; 17 seventeen seventeenth
18 eighteen eighteenth; 19 nineteen nineteenth; 20 twenty twentieth; 30 thirty thirtieth; 40 forty fortieth
50 fifty fiftieth; 60 sixty sixtieth; 70 seventy seventieth; 80 eighty eightieth; 90 ninety ninetieth
100 hundred hundredth; 1000 thousand thousandth; 1000000 million; 1000000000 billion; 0.5 half
"""
_RUSSIAN = """
0 ноль нуль нулевой; 1 один первый; 2 два второй двое дважды оба; 3 три третий трое трижды
4 четыре четвертый четверо; 5 пять пятый пятеро пятерка; 6 шесть шестой шестеро; 7 семь седьмой семеро
8 восемь восьмой восьмеро; 9 девять девятый девятеро; 10 десять десятый десятеро десяток; 11 одиннадцать одиннадцатый
12 двенадцать двенадцатый дюжина; 13 тринадцать тринадцатый; 14 четырнадцать четырнадцатый; 15 пятнадцать пятнадцатый
16 шестнадцать шестнадцатый; 17 семнадцать семнадцатый; 18 восемнадцать восемнадцатый; 19 девятнадцать девятнадцатый
20 двадцать двадцатый; 30 тридцать тридцатый; 40 сорок сороковой; 50 пятьдесят пятидесятый
60 шестьдесят шестидесятый; 70 семьдесят семидесятый; 80 восемьдесят восьмидесятый; 90 девяносто девяностый
100 сто сотня сотый; 200 двести двухсотый; 300 триста трехсотый; 400 четыреста четырехсотый; 500 пятьсот пятисотый
600 шестьсот; 700 семьсот; 800 восемьсот; 900 девятьсот; 1000 тысяча тысячный; 1000000 миллион; 1000000000 миллиард
1.5 полтора полтораста; 0.5 половина полчаса
"""
_UKRAINIAN = """
0 нуль нульовий; 1 один перший; 2 два другий двоє двічі обидва; 3 три третій троє тричі; 4 чотири четвертий четверо
5 п'ять п'ятий п'ятеро; 6 шість шостий шестеро; 7 сім сьомий семеро; 8 вісім восьмий восьмеро; 9 дев'ять дев'ятий
10 десять десятий десяток десятеро; 11 одинадцять одинадцятий; 12 дванадцять дванадцятий дюжина
13 тринадцять тринадцятий; 14 чотирнадцять чотирнадцятий; 15 п'ятнадцять п'ятнадцятий; 16 шістнадцять шістнадцятий
17 сімнадцять сімнадцятий; 18 вісімнадцять вісімнадцятий; 19 дев'ятнадцять дев'ятнадцятий; 20 двадцять двадцятий
30 тридцять тридцятий; 40 сорок сороковий; 50 п'ятдесят п'ятдесятий; 60 шістдесят шістдесятий; 70 сімдесят сімдесятий
80 вісімдесят вісімдесятий; 90 дев'яносто дев'яностий; 100 сто сотня сотий; 200 двісті двохсотий; 300 триста
400 чотириста; 500 п'ятсот; 600 шістсот; 700 сімсот; 800 вісімсот; 900 дев'ятсот; 1000 тисяча тисячний
1000000 мільйон; 1000000000 мільярд; 1.5 півтора; 0.5 пів половина півгодини
"""
_TABLES = {"en": _ENGLISH, "ru": _RUSSIAN, "uk": _UKRAINIAN}
_DIGITS = re.compile(r"\d+(?:st|nd|rd|th)?")
_NO_NUMBER = {
    "second": re.compile(r"\b(?:a|one|this|that|every|per|just|any|each|last)\s+$", re.IGNORECASE),
    "one": re.compile(
        r"\b(?:the|this|that|which|any|every|each|no|another|other|last|\w{3,}(?:st|nd|rd|th))\s+$", re.IGNORECASE
    ),
}
"""What stands before a second that is a moment, and before a one that is somebody or something."""
_AND_A = re.compile(r"\s+(?:\w+\s+)?and\s+a\s+|\s+с\s+", re.IGNORECASE)
"""What stands between a number and the half that is added to it: two and a half, one hour and a half."""
_JOINS = frozenset(("and", "-", "‑"))


class Number(NamedTuple):
    """A number of a text: its value, its words as they stand, and their place, `[start, end)` in code points."""

    value: float
    words: str
    start: int
    end: int


def find_numbers(text: str, language: str | None) -> tuple[Number, ...]:
    """Returns the numbers of a text in order: cardinals, ordinals, collectives (`пятеро`), `half`, `dozen`, digits.

    Words that build one number are one (`two hundred and five`, `двести пять`); a clock stays two (`two forty`,
    `2:40`). A decimal fraction in digits is one (`2.5`, `2,5`), digits grouped by commas too (`12,000`).
    """
    found: list[Number] = []
    open_: _Open | None = None
    for token in tokens(text):
        digits = _digits(token, text)
        value = digits if digits is not None else _value(token.word, language)
        no_number = _NO_NUMBER.get(token.word.lower())
        if no_number is not None and no_number.search(text, max(0, token.start - 16), token.start):
            value = None
        if value == 0.5 and found and _AND_A.fullmatch(text[found[-1].end : token.start]):
            found[-1] = Number(found[-1].value + 0.5, text[found[-1].start : token.end], found[-1].start, token.end)
            open_ = None
            continue
        if value is None:
            if open_ is not None and token.word.lower() in _JOINS and open_.value % 100 == 0 and open_.value:
                continue
            open_ = None
            continue
        if found and digits is not None and found[-1].end + 1 == token.start:
            whole = _grouped(found[-1], token, text)
            if whole is not None:
                found[-1] = Number(whole, text[found[-1].start : token.end], found[-1].start, token.end)
                open_ = None
                continue
        longer = open_.with_next(value) if open_ is not None and _near(found[-1].end, token, text) else None
        if longer is not None:
            open_ = longer
            found[-1] = Number(longer.value, text[found[-1].start : token.end], found[-1].start, token.end)
            continue
        found.append(Number(value, text[token.start : token.end], token.start, token.end))
        open_ = _Open.begun(value)
    return tuple(found)


class _Open(NamedTuple):
    """A number that the next word may go on with: its thousands and more, and what is below a thousand."""

    above: float
    below: float

    @property
    def value(self) -> float:
        return self.above + self.below

    @classmethod
    def begun(cls, value: float) -> _Open:
        return cls(0.0, value) if value < 1000 else cls(value, 0.0)

    def with_next(self, value: float) -> _Open | None:
        """Returns the number with the next word's value; None where that begins another number."""
        tail = self.below % 100
        if value != int(value) or value <= 0 or self.below != int(self.below):
            return None
        if value == 100:
            return _Open(self.above, self.below * 100) if 0 < self.below < 100 else None
        if 1000 <= value:
            smaller = value < self.above or not self.above
            return _Open(self.above + self.below * value, 0.0) if self.below and smaller else None
        if 100 < value:
            return _Open(self.above, value) if self.above and not self.below else None
        if (tail == 0 and self.value) or (value < 10 and 20 <= tail and tail % 10 == 0):
            return _Open(self.above, self.below + value)
        return None


def _near(end: int, token: Token, text: str) -> bool:
    """Says whether only white space, a hyphen or an `and` stands between: a comma parts two numbers."""
    return text[end : token.start].strip().lower() in ("", "-", "‑", "and")


def _digits(token: Token, text: str) -> float | None:
    return float(re.sub(r"\D", "", token.word)) if _DIGITS.fullmatch(token.word) and token.word.isascii() else None


def _grouped(before: Number, token: Token, text: str) -> float | None:
    sign = text[before.end]
    if sign == "," and len(token.word) == 3 and before.words.replace(",", "").isdigit():
        return before.value * 1000 + float(token.word)
    if sign in ".," and before.words.isdigit() and len(token.word) == 1:
        return float(f"{before.words}.{token.word}")
    return None


def _value(word: str, language: str | None) -> float | None:
    spelled = fold(word)
    written = script(spelled)
    languages = ("en",) if written == "Latin" else (language,) if language in ("ru", "uk") else ("ru", "uk")
    for one in languages if written in ("Latin", "Cyrillic") else ():
        value = _spelled(spelled, one)
        if value is not None:
            return value
    return None


@functools.lru_cache(maxsize=50_000)
def _spelled(word: str, language: str) -> float | None:
    table = _table(language)
    if word in table or language == "en":
        return table.get(word)
    return next((table[bare] for lemma in parse_in(word, language).lemmas if (bare := lemma[3:]) in table), None)


@functools.cache
def _table(language: str) -> dict[str, float]:
    return dict(_rows(_TABLES[language]))


def _rows(table: str) -> Iterator[tuple[str, float]]:
    for row in table.replace("\n", ";").split(";"):
        value, *words = row.split() or [""]
        for word in words:
            yield word, float(value)
