"""A timeline: how many there are of each stretch of time, as bars above an axis and below it, and as a table.

The picture is drawn here, with attributes and classes alone. Its figures are those of the table beneath it, and each leads to
exactly so many.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from . import days
from .parts import Link
from .tongue import gettext

Unit = Literal["day", "week", "month", "year", "decade"]
LENGTHS: Mapping[Unit, int] = {"day": 10, "week": 10, "month": 7, "year": 4, "decade": 4}
"""Letters of a date that are needed to tell the stretch."""
MOST = {"day": 45, "week": 320, "month": 3660, "year": 36600}
"""Days up to which a span is drawn by each unit."""
SHARES = 5
"""Languages or kinds that are told apart; the rest are one."""
WIDE = 1000
HIGH = 100


class Piece(Struct, frozen=True, kw_only=True):
    """A part of a bar, in thousandths of the picture's width and hundredths of its height."""

    colour: int
    y: int
    height: int


class Bar(Struct, frozen=True, kw_only=True):
    """One stretch of time."""

    name: str
    """"November 2031"."""
    x: int
    width: int
    above: int
    below: int
    up: tuple[Piece, ...]
    down: tuple[Piece, ...]
    address: str = ""
    """Leads to those above; empty where there are none."""
    beneath: str = ""


class Mark(Struct, frozen=True, kw_only=True):
    """A word on the axis."""

    x: int
    text: str


class Share(Struct, frozen=True, kw_only=True):
    """What a colour stands for."""

    colour: int
    name: str
    count: int


class Timeline(Struct, frozen=True, kw_only=True):
    """The picture and its table."""

    title: str
    above: str
    """What stands above the axis, in words."""
    below: str
    """What stands below it; empty where nothing is drawn there."""
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    shares: tuple[Share, ...] = ()
    deep: int = 0
    """How far the bars go below the axis, in hundredths."""
    apart: tuple[Link, ...] = ()
    """What no bar holds: a time not known, or only to the year."""


class Count(Struct, frozen=True, kw_only=True):
    """How many of a stretch have something in common."""

    when: str | None
    share: str
    count: int


def unit_of(first: str | None, last: str | None) -> Unit:
    """Returns by what a span of dates is drawn."""
    length = (_day(last or first) - _day(first or last)).days
    return next((unit for unit, most in MOST.items() if length < most), "decade")  # type: ignore[misc]


def _day(date: str | None) -> dt.date:
    found = re.match(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", date or "")
    if found is None or found[1] == "0000":
        return dt.date(1, 1, 1)
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    return dt.date(year, min(max(month, 1), 12), min(max(day, 1), 28))


def draw(
    above: Iterable[Count],
    below: Iterable[Count] = (),
    *,
    unit: Unit,
    title: str,
    words: tuple[str, str],
    lead: Callable[[str, str], str],
    name: Callable[[str], str],
    apart: Sequence[Link] = (),
) -> Timeline | None:
    """Returns the picture of these counts; None where no stretch of time has any.

    `lead` gives the address for a side (`above`, `below`) and a stretch, `name` the words of a share. A date that says less
    than the unit is in no bar; whoever draws says so with `apart`.
    """
    sides = (_by_stretch(above, unit), _by_stretch(below, unit))
    present = sorted(sides[0].keys() | sides[1].keys())
    if not present:
        return None
    stretches = list(_between(present[0], present[-1], unit))
    totals: Counter[str] = Counter()
    for side in sides:
        for counts in side.values():
            totals.update(counts)
    order = [share for share, _ in sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))]
    colours = {share: min(place, SHARES) + 1 for place, share in enumerate(order)}
    tallest = [max((sum(counts.values()) for counts in side.values()), default=0) for side in sides]
    width = WIDE / len(stretches)
    scale = max(*tallest, 1)
    bars = []
    for place, stretch in enumerate(stretches):
        both = [side.get(stretch, Counter()) for side in sides]
        bars.append(
            Bar(
                name=words_of(stretch, unit),
                x=round(place * width),
                width=max(2, round((place + 1) * width) - round(place * width)),
                above=sum(both[0].values()),
                below=sum(both[1].values()),
                up=_stacked(both[0], colours, scale),
                down=_stacked(both[1], colours, scale),
                address=lead("above", address_of(stretch, unit)) if both[0] else "",
                beneath=lead("below", address_of(stretch, unit)) if both[1] else "",
            )
        )
    shown: dict[int, Share] = {}
    for share in order:
        colour = colours[share]
        before = shown.get(colour)
        text = name(share) if colour <= SHARES else gettext("others")
        shown[colour] = Share(colour=colour, name=text, count=totals[share] + (before.count if before else 0))
    return Timeline(
        title=title,
        above=words[0],
        below=words[1] if sides[1] else "",
        bars=tuple(bars),
        marks=_marks(stretches, unit),
        deep=round(tallest[1] * HIGH / scale),
        shares=tuple(shown.values()) if 1 < len(shown) else (),
        apart=tuple(apart),
    )


def _by_stretch(counts: Iterable[Count], unit: Unit) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for count in counts:
        if count.when is not None and (stretch := stretch_of(count.when, unit)):
            found.setdefault(stretch, Counter())[count.share] += count.count
    return found


def stretch_of(date: str, unit: Unit) -> str:
    """Returns the stretch that a date is in: its beginning, a week's Monday; empty where the date says too little."""
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date[: LENGTHS[unit]]) or len(date) < LENGTHS[unit]:
        return ""
    if unit == "week":
        day = _day(date[:8] + "01") + dt.timedelta(days=int(date[8:10]) - 1)
        return (day - dt.timedelta(days=day.weekday())).isoformat()
    return date[:3] + "0" if unit == "decade" else date[: LENGTHS[unit]]


def _between(first: str, last: str, unit: Unit) -> Iterable[str]:
    stretch = first
    while stretch <= last:
        yield stretch
        stretch = _after(stretch, unit)


def _after(stretch: str, unit: Unit) -> str:
    if unit in ("day", "week"):
        return (dt.date.fromisoformat(stretch) + dt.timedelta(days=7 if unit == "week" else 1)).isoformat()
    if unit == "month":
        year, month = int(stretch[:4]), int(stretch[5:7])
        return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return f"{int(stretch) + (10 if unit == 'decade' else 1):04}"


def address_of(stretch: str, unit: Unit) -> str:
    """Returns the stretch as a list takes it: `2031-11`, or two dates with a slash between."""
    if unit == "week":
        return f"{stretch}/{(dt.date.fromisoformat(stretch) + dt.timedelta(days=6)).isoformat()}"
    return f"{stretch}/{int(stretch) + 9:04}" if unit == "decade" else stretch


def words_of(stretch: str, unit: Unit) -> str:
    """Returns the stretch for people."""
    if unit == "decade":
        return gettext("{year}s").format(year=stretch)
    if unit == "year":
        return stretch
    day = days.day(stretch)
    return gettext("week of {day}").format(day=day) if unit == "week" else day


def _stacked(counts: Counter[str], colours: Mapping[str, int], scale: int) -> tuple[Piece, ...]:
    by_colour: Counter[int] = Counter()
    for share, count in counts.items():
        by_colour[colours[share]] += count
    pieces = []
    passed = 0
    for colour, count in sorted(by_colour.items()):
        low, high = round(passed * HIGH / scale), round((passed + count) * HIGH / scale)
        # One of many thousands is still seen.
        pieces.append(Piece(colour=colour, y=low, height=max(2, high - low)))
        passed += count
    return tuple(pieces)


def _marks(stretches: Sequence[str], unit: Unit) -> tuple[Mark, ...]:
    step = max(1, -(-len(stretches) // 6))
    if unit == "month" and 1 < step:
        step = -(-step // 12) * 12 if 6 < step else step
    width = WIDE / len(stretches)
    return tuple(
        Mark(x=round(place * width), text=words_of(stretches[place], "day" if unit == "week" else unit))
        for place in range(0, len(stretches), step)
    )
