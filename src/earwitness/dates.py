"""Dates at the precision they were stated with, in EDTF (ISO 8601-2, levels 0 and 1 and a little of 2).

`2022`, `2022-05`, `2022-05-14`, `2022-05-14T20:50`, `2022-05-14~` (about), `2022?` (perhaps), `2022%` (both), `202X`,
`2022-05-XX`, `2022-21` (spring), `2022-05-01/2022-05-14`, `../2022`, `2022/..`, `2022/` (an end nobody knows).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

from .errors import BadInput

_POINT = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX|XXXX)"
    r"(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|\dX|XX)"
    r"(?:T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))?(?P<zone>Z|[+-]\d\d:\d\d)?)?)?)?"
    r"(?P<sign>[~?%])?",
    re.ASCII,
)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
"""The northern year's; each with its first month."""
_WORDS = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
HINT = "write a date as 2022, 2022-05, 2022-05-14, 2022-05-14T20:50, 2022-05-14~ (about) or 2022-05-01/2022-05-14"


class Point(NamedTuple):
    """One end of a date, or all of it: the parts as written, the days it may cover, and how sure it is."""

    text: str
    year: str
    """Four digits, `X` where one is not known."""
    month: str | None
    day: str | None
    time: str | None
    """`20:50`, `20:50:04`, without its zone."""
    zone: str | None
    sign: str
    """`~` about, `?` perhaps, `%` both, or nothing."""
    earliest: dt.date
    latest: dt.date


class Date(NamedTuple):
    """A date as stated. A `start` or `end` of None is open (`..`) or unknown; a single date is its own start and end."""

    text: str
    start: Point | None
    end: Point | None

    @property
    def interval(self) -> bool:
        """Says whether it is written as one date to another."""
        return "/" in self.text


def _day(point: str, year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise BadInput(f"“{point}” is no day of the calendar", hint=HINT) from error


def _span(text: str, year: str, month: str | None, day: str | None) -> tuple[dt.date, dt.date]:
    """Returns the first and the last day that the parts may mean."""
    first_year, last_year = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if month is None:
        return _day(text, first_year, 1, 1), _day(text, last_year, 12, 31)
    if month != "XX" and int(month) in _SEASONS:
        if day is not None:
            raise BadInput(f"“{text}” gives a season a day", hint=HINT)
        opening = _SEASONS[int(month)][1]
        closing_year, closing = (last_year, opening + 2) if opening < 12 else (min(last_year + 1, 9999), 2)
        last = calendar.monthrange(closing_year, closing)[1]
        return _day(text, first_year, opening, 1), _day(text, closing_year, closing, last)
    first_month, last_month = (1, 12) if month == "XX" else (int(month), int(month))
    if not 0 < first_month < 13:
        raise BadInput(f"“{text}” has no such month", hint=HINT)
    longest = calendar.monthrange(last_year, last_month)[1]
    if day is None or day == "XX":
        return _day(text, first_year, first_month, 1), _day(text, last_year, last_month, longest)
    if day.endswith("X"):
        low = max(1, int(day[0]) * 10)
        if longest < low:
            raise BadInput(f"“{text}” is no day of the calendar", hint=HINT)
        return _day(text, first_year, first_month, low), _day(
            text, last_year, last_month, min(low // 10 * 10 + 9, longest)
        )
    if "X" in year or month == "XX":
        if not 0 < int(day) < 32:
            raise BadInput(f"“{text}” is no day of the calendar", hint=HINT)
        ends = calendar.monthrange(first_year, first_month)[1]
        return (
            _day(text, first_year, first_month, min(int(day), ends)),
            _day(text, last_year, last_month, min(int(day), longest)),
        )
    return _day(text, first_year, first_month, int(day)), _day(text, last_year, last_month, int(day))


def _point(text: str) -> Point:
    match = _POINT.fullmatch(text)
    if match is None:
        raise BadInput(f"“{text[:40]}” is no date", hint=HINT)
    year, month, day = match["year"], match["month"], match["day"]
    if year == "0000":
        raise BadInput("there is no year 0000", hint=HINT)
    time = None
    if match["zone"] and ("14:00" < match["zone"][1:] or "59" < match["zone"][4:]):
        raise BadInput(f"“{text}” has no such time zone", hint=HINT)
    if match["hour"]:
        if "X" in text:
            raise BadInput(f"“{text}” gives a time to a day that is not known", hint=HINT)
        if 23 < int(match["hour"]) or 59 < int(match["minute"]) or 59 < int(match["second"] or 0):
            raise BadInput(f"“{text}” has no such time of day", hint=HINT)
        time = f"{match['hour']}:{match['minute']}" + (f":{match['second']}" if match["second"] else "")
    first, last = _span(text, year, month, day)
    return Point(text, year, month, day, time, match["zone"], match["sign"] or "", first, last)


def parse(text: str) -> Date:
    """Returns the date that an EDTF text states. Raises BadInput, with the forms that are known, where it states none."""
    text = text.strip()
    start, slash, end = text.partition("/")
    if not slash:
        point = _point(text)
        return Date(text, point, point)
    first = _point(start) if start not in ("", "..") else None
    last = _point(end) if end not in ("", "..") else None
    if first is None and last is None:
        raise BadInput(f"“{text[:40]}” names no day at all", hint=HINT)
    if first and last and last.latest < first.earliest:
        raise BadInput(f"“{text}” ends before it begins", hint=HINT)
    return Date(text, first, last)


def is_date(text: str) -> bool:
    """Says whether the text is a date in EDTF."""
    try:
        parse(text)
    except BadInput:
        return False
    return True


def earliest(text: str) -> dt.date:
    """Returns the first day the date may mean: of `2022-05`, 2022-05-01; of an open start, the first day there is."""
    start = parse(text).start
    return start.earliest if start else dt.date.min


def latest(text: str) -> dt.date:
    """Returns the last day the date may mean: of `2022-05`, 2022-05-31; of an open end, the last day there is."""
    end = parse(text).end
    return end.latest if end else dt.date.max


def sort_key(text: str) -> tuple[dt.date, str, dt.date, str]:
    """Returns what orders dates: by first day, time of day, then the nearer end first, so `2022-05-01` precedes `2022-05`.

    A year, a month and a day that begin together stand from the exact to the vague.
    """
    date = parse(text)
    return (
        date.start.earliest if date.start else dt.date.min,
        (date.start.time or "") if date.start else "",
        date.end.latest if date.end else dt.date.max,
        text,
    )


def within(text: str, since: str | None = None, until: str | None = None) -> bool:
    """Says whether the date may fall between two dates, both counted in: `2022-05` is within since `2022-05-14`.

    A vague date that only may have been then is within; a reader who filters must not lose it unseen.
    """
    if since is not None and latest(text) < earliest(since):
        return False
    return until is None or earliest(text) <= latest(until)


def human(text: str) -> str:
    """Returns the date as English prints it: `about 14 May 2022`, `May 2022`, `14 to 16 May 2022`, `until 2022`."""
    date = parse(text)
    if date.end is None:
        opening = _spoken(date.start) if date.start else "an unknown day"
        return f"from {opening} on" if date.text.endswith("..") else f"from {opening}"
    if date.start is None:
        return f"until {_spoken(date.end)}"
    if not date.interval:
        return _spoken(date.start)
    start, end = _spoken(date.start), _spoken(date.end)
    for shared in (f" {_MONTHS[date.end.earliest.month - 1]} {date.end.year}", f" {date.end.year}"):
        bare = not (date.start.sign or date.end.sign or date.start.time or date.end.time)
        if bare and date.start.month and start.endswith(shared) and end.endswith(shared) and start != end:
            return f"{start.removesuffix(shared)} to {end}"
    return f"{start} to {end}"


def _spoken(point: Point) -> str:
    year = point.year if "X" not in point.year else _decade(point.year)
    if point.month is None or point.month == "XX":
        words = year
    elif int(point.month) in _SEASONS:
        words = f"{_SEASONS[int(point.month)][0]} {year}"
    else:
        month = f"{_MONTHS[int(point.month) - 1]} {year}"
        if point.day is None or point.day == "XX":
            words = month
        elif point.day.endswith("X"):
            words = f"{point.earliest.day}–{point.latest.day} {month}"
        else:
            words = f"{int(point.day)} {month}"
    if point.time:
        zone = {None: "", "Z": " UTC"}.get(point.zone, f" (UTC{point.zone})")
        words = f"{words}, {point.time}{zone}"
    return _WORDS.get(point.sign, "") + words


def _decade(year: str) -> str:
    """Returns `the 2020s` for `202X`, `the 2000s (century)` for `20XX`, and says so where no digit is known."""
    if year == "XXXX":
        return "in an unknown year"
    return f"the {year[:3]}0s" if year[2] != "X" else f"{year[:2]}00–{year[:2]}99"
