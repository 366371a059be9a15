"""Days: an EDTF date for people, in the language of the page. In English it says what `dates.human` says."""

from __future__ import annotations

from .. import dates
from ..dates import Point
from ..errors import BadInput
from .tongue import gettext, later, later_in, pgettext

_MONTHS = (
    later("January"), later("February"), later("March"), later("April"), later("May"), later("June"), later("July"),
    later("August"), later("September"), later("October"), later("November"), later("December"),
)  # fmt: skip
_OF_MONTHS = (
    later_in("of a day", "January"), later_in("of a day", "February"), later_in("of a day", "March"),
    later_in("of a day", "April"), later_in("of a day", "May"), later_in("of a day", "June"),
    later_in("of a day", "July"), later_in("of a day", "August"), later_in("of a day", "September"),
    later_in("of a day", "October"), later_in("of a day", "November"), later_in("of a day", "December"),
)  # fmt: skip
"""As they stand behind a day, which other languages than English put in another case."""
_SEASONS = {21: later("spring"), 22: later("summer"), 23: later("autumn"), 24: later("winter")}
_SIGNS = {"~": later("about {date}"), "?": later("perhaps {date}"), "%": later("perhaps about {date}")}


def day(date: str | None) -> str:
    """Returns an EDTF date in words ("about 14 May 2022"), the text itself where it is none, empty for None."""
    if not date:
        return ""
    try:
        return _human(date)
    except BadInput:
        return date


def month(date: str) -> str:
    """Returns `May 2022` for `2022-05` (or longer), in the language of the page."""
    return gettext("{month} {year}").format(month=gettext(_MONTHS[int(date[5:7]) - 1]), year=date[:4])


def _human(text: str) -> str:
    date = dates.parse(text)
    if date.end is None:
        if date.start is None:
            return gettext("from an unknown day")
        opening = _spoken(date.start)
        return (gettext("from {date} on") if date.text.endswith("..") else gettext("from {date}")).format(date=opening)
    if date.start is None:
        return gettext("until {date}").format(date=_spoken(date.end))
    if not date.interval:
        return _spoken(date.start)
    start, end = date.start, date.end
    bare = not (start.sign or end.sign or start.time or end.time) and start.month and start.text != end.text
    if bare and start.year == end.year and "X" not in start.year:
        first = start
        if start.month == end.month and start.day is not None:
            return gettext("{start} to {end}").format(start=_days(first), end=_spoken(end))
        if start.month != end.month:
            return gettext("{start} to {end}").format(start=_spoken(start, year=False), end=_spoken(end))
    return gettext("{start} to {end}").format(start=_spoken(start), end=_spoken(end))


def _days(point: Point) -> str:
    if point.day is not None and point.day.endswith("X"):
        return f"{point.earliest.day}–{point.latest.day}"
    return str(int(point.day or 0))


def _spoken(point: Point, *, year: bool = True) -> str:
    spoken_year = point.year if "X" not in point.year else _decade(point.year)
    if point.month is None or point.month == "XX":
        words = spoken_year
    elif int(point.month) in _SEASONS:
        season = gettext(_SEASONS[int(point.month)])
        words = gettext("{season} {year}").format(season=season, year=spoken_year) if year else season
    elif point.day is None or point.day == "XX":
        name = gettext(_MONTHS[int(point.month) - 1])
        words = gettext("{month} {year}").format(month=name, year=spoken_year) if year else name
    else:
        name = pgettext("of a day", _OF_MONTHS[int(point.month) - 1])
        form = pgettext("date", "{day} {month} {year}") if year else pgettext("date", "{day} {month}")
        words = form.format(day=_days(point), month=name, year=spoken_year)
    if point.time:
        zone = {None: "", "Z": " UTC"}.get(point.zone, f" (UTC{point.zone})")
        words = gettext("{date}, {time}").format(date=words, time=point.time + zone)
    return gettext(_SIGNS[point.sign]).format(date=words) if point.sign in _SIGNS else words


def _decade(year: str) -> str:
    """Returns `the 2020s` for `202X`, `2000–2099` for `20XX`, and says so where no digit is known."""
    if year == "XXXX":
        return gettext("in an unknown year")
    return gettext("the {decade}s").format(decade=f"{year[:3]}0") if year[2] != "X" else f"{year[:2]}00–{year[:2]}99"
