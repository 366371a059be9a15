"""Stamps: times as TTML writes them, in clock times, frames and ticks, and when nested and sequential cues are shown."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ...times import Ms
from ..markup import local

_CLOCK = re.compile(r"(\d{1,7}):(\d{2}):(\d{2})(?:(\.\d{1,12})|:(\d{1,6})(?:\.(\d{1,6}))?)?", re.ASCII)
_OFFSET = re.compile(r"(\d{1,15}(?:\.\d{1,12})?)(h|m|s|ms|f|t)", re.ASCII)
_UNITS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}


class Rates(NamedTuple):
    """What a frame and a tick last, in milliseconds."""

    frame: Fraction
    subframe: Fraction
    tick: Fraction


def rates_of(root: Element) -> Rates:
    """Returns the rates that the document states, else those of the specification: 30 frames a second, a tick a second or,
    where frames are stated, a (sub)frame."""
    told = {local(key): value for key, value in root.attrib.items()}
    rate = _positive(told.get("frameRate"))
    multiplier = re.fullmatch(r"\s*(\d{1,9})[\s:]+(\d{1,9})\s*", told.get("frameRateMultiplier", ""), re.ASCII)
    times = Fraction(1)
    if multiplier is not None and int(multiplier[1]) and int(multiplier[2]):
        times = Fraction(int(multiplier[1]), int(multiplier[2]))
    effective = Fraction(rate or 30) * times
    subframes = _positive(told.get("subFrameRate")) or 1
    ticks = _positive(told.get("tickRate"))
    per_second = Fraction(ticks) if ticks else effective * subframes if rate else Fraction(1)
    return Rates(1000 / effective, 1000 / (effective * subframes), 1000 / per_second)


def _positive(printed: str | None) -> int | None:
    if printed is None or not printed.strip().isdecimal() or 12 < len(printed.strip()):
        return None
    return int(printed) or None


def milliseconds(printed: str, rates: Rates) -> Fraction | None:
    """Returns the milliseconds of a time expression, exactly; None where it is none."""
    printed = printed.strip()
    if (clock := _CLOCK.fullmatch(printed)) is not None:
        hours, minutes, seconds, fraction, frames, subframes = clock.groups()
        time = Fraction((int(hours) * 3600 + int(minutes) * 60 + int(seconds)) * 1000)
        if fraction is not None:
            time += Fraction(fraction) * 1000
        if frames is not None:
            time += int(frames) * rates.frame + int(subframes or 0) * rates.subframe
        return time
    if (offset := _OFFSET.fullmatch(printed)) is not None:
        amount = Fraction(offset[1])
        if offset[2] in _UNITS:
            return amount * _UNITS[offset[2]]
        return amount * (rates.frame if offset[2] == "f" else rates.tick)
    return None


class Shown(NamedTuple):
    """When an element is shown, in exact milliseconds, and what its own times count from."""

    base: Fraction
    begin: Fraction
    end: Fraction | None
    timed: bool
    """True where it or what it stands in states a time."""
    wrong: tuple[str, ...] = ()
    """The times of its own that are no times."""

    @property
    def start(self) -> Ms | None:
        return round(self.begin) if self.timed else None

    @property
    def finish(self) -> Ms | None:
        """Returns the end, None where nothing tells it or where it comes before the start."""
        return None if self.end is None or self.end < self.begin or not self.timed else round(self.end)


def shown(element: Element, parent: Shown, base: Fraction, rates: Rates, *, in_sequence: bool) -> Shown:
    """Returns when an element is shown whose times count from `base`: its parent's begin, in a sequence the end before."""
    told: dict[str, Fraction] = {}
    wrong: list[str] = []
    for key in ("begin", "end", "dur"):
        printed = element.get(key)
        if printed is not None:
            time = milliseconds(printed, rates)
            if time is None:
                wrong.append(f"{key} “{printed[:40]}”")
            else:
                told[key] = time
    begin = base + told.get("begin", Fraction(0))
    ends = [base + told["end"]] if "end" in told else []
    ends += [begin + told["dur"]] if "dur" in told else []
    if parent.end is not None and (ends or not in_sequence):
        ends.append(parent.end)
    return Shown(base, begin, min(ends) if ends else None, parent.timed or bool(told), tuple(wrong))
