"""Times of day as they are said, as minutes: a quarter to five, ten to three, 2:50, at two fifty, без четверти пять."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .numbers import find_numbers

_PAST = re.compile(r"\b(?:a\s+)?(quarter|half|[\w-]+)\s+(?:minutes\s+)?(past|to)\s+([\w-]+)", re.IGNORECASE)
_AT = re.compile(r"\b(?:at|by|before|after|since|until|till|around|about|is|it's|was|only)\s+$", re.IGNORECASE)
"""What stands before a time of day and not before a range, as five to ten people."""
_DIGITS = re.compile(r"\b([01]?\d|2[0-3])[:.]([0-5]\d)\b(?!\s*(?:%|per|met|kilo|tonn))")
_TWO = re.compile(r"\b(?:at|by|before|after|since|until|till|around|about)\s+([\w-]+?)[\s-]+([\w-]+)", re.IGNORECASE)
_WITHOUT = re.compile(r"\bбез\s+(?:(четверти|чверті)|(\w+)(?:\s+минут|\s+хвилин)?)\s+(\w+)", re.IGNORECASE)
_PART = re.compile(r"\b(?:(?:пів\s*на|половин\w+)|(четверть|чверть)(?:\s+на)?)\s+(\w+)", re.IGNORECASE)


class Clock(NamedTuple):
    """A time of day: minutes after noon or midnight, and its place, `[start, end)` in code points."""

    minutes: float
    start: int
    end: int


def find_clocks(text: str, language: str | None) -> tuple[Clock, ...]:
    """Returns the times of day that are said with minutes, or as a part of an hour, in order."""
    return tuple(sorted(_clocks(text, language), key=lambda clock: clock.start))


def _clocks(text: str, language: str | None) -> Iterator[Clock]:
    for match in _DIGITS.finditer(text):
        yield _clock(float(match[1]), float(match[2]), match)
    for match in _PAST.finditer(text):
        minutes = {"quarter": 15.0, "half": 30.0}.get(match[1].lower()) or _whole(match[1], "en")
        hour = _whole(match[3], "en")
        fixed = match[1].lower() in ("quarter", "half") or _AT.search(text, 0, match.start())
        if fixed and minutes and hour and minutes < 60 and hour <= 12:
            yield _clock(hour, minutes if match[2].lower() == "past" else -minutes, match)
    for match in _TWO.finditer(text):
        hour, minutes = _whole(match[1], "en"), _whole(match[2], "en")
        if hour and minutes and hour < 20 and 10 <= minutes < 60 and minutes % 5 == 0:
            yield _clock(hour, minutes, match)
    for match in _WITHOUT.finditer(text):
        minutes = 15.0 if match[1] else _whole(match[2], language)
        hour = _whole(match[3], language)
        if minutes and hour and minutes < 60 and hour <= 12:
            yield _clock(hour, -minutes, match)
    for match in _PART.finditer(text):
        hour = _whole(match[2], language)
        if hour and hour <= 12:
            yield _clock(hour, -45.0 if match[1] else -30.0, match)


def _clock(hour: float, minutes: float, match: re.Match[str]) -> Clock:
    return Clock((hour * 60 + minutes) % 720, match.start(), match.end())


def _whole(word: str, language: str | None) -> float | None:
    numbers = find_numbers(word, language)
    return numbers[0].value if len(numbers) == 1 and numbers[0].value % 1 == 0 else None
