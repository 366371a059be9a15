"""The timeline of a TEI document: places in time by their names."""

from __future__ import annotations

import math
import re
from xml.etree.ElementTree import Element

from ...times import parse_clock
from ..markup import local

XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
UNITS = {"ms": 1.0, "s": 1000.0, "min": 60_000.0, "h": 3_600_000.0, "d": 86_400_000.0}
LONGEST = 10**12
"""Milliseconds that are believed."""

_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{0,12})?(?:[eE][-+]?\d)?")
_PERIOD = re.compile(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?")


class Timeline:
    """The places in time that a document names, in milliseconds from its origin."""

    def __init__(self, root: Element) -> None:
        self._known: dict[str, int] = {}
        self._named: set[str] = set()
        pending: dict[str, tuple[str, float]] = {}
        origin: float | None = None
        for timeline in (element for element in root.iter() if _is(element, "timeline")):
            unit = timeline.get("unit", "s")
            earlier = (timeline.get("origin") or "").lstrip("#")
            for when in (element for element in timeline.iter() if _is(element, "when")):
                name = when.get(XML_ID) or when.get("id") or ""
                self._named.add(name)
                absolute, interval = when.get("absolute"), when.get("interval")
                if absolute is not None and (at := _clock(absolute)) is not None:
                    origin = at if origin is None else origin
                    self._known[name] = round(at)
                elif interval is not None and (length := _length(interval, when.get("unit") or unit)) is not None:
                    pending[name] = ((when.get("since") or earlier).lstrip("#"), length)
                elif name == earlier or not (self._known or pending):
                    self._known[name] = 0
                earlier = earlier or name
        self._settle(pending)
        if origin:
            # Clock times of day count from the first of them.
            self._known = {name: at - round(origin) for name, at in self._known.items()}

    def _settle(self, pending: dict[str, tuple[str, float]]) -> None:
        below: dict[str, list[str]] = {}
        for name, (since, _) in pending.items():
            below.setdefault(since, []).append(name)
        ready = [name for name in below if name in self._known or name not in self._named]
        for name in ready:
            self._known.setdefault(name, 0)
        while ready:
            base = ready.pop()
            for name in below.get(base, ()):
                if name not in self._known:
                    self._known[name] = self._known[base] + round(pending[name][1])
                    ready.append(name)

    def at(self, name: str | None) -> int | None:
        """Returns the place that this names, or that it says itself, in seconds or as a clock; None if neither."""
        if not name:
            return None
        bare = name.strip().lstrip("#")
        found = self._known.get(bare)
        if found is None and not name.startswith("#"):
            number = _length(bare, "s")
            found = round(number) if number is not None else parse_clock(bare)
        return found if found is not None and 0 <= found <= LONGEST else None


def _is(element: Element, tag: str) -> bool:
    return isinstance(element.tag, str) and local(element.tag) == tag


def _length(text: str, unit: str) -> float | None:
    text = text.strip()
    if _NUMBER.fullmatch(text):
        value = float(text) * UNITS.get(unit, 1000.0)
        return value if math.isfinite(value) and 0 <= value <= LONGEST else None
    match = _PERIOD.fullmatch(text)
    if match is None or len(text) > 30:
        return None
    return (int(match[1] or 0) * 3600 + int(match[2] or 0) * 60 + float(match[3] or 0)) * 1000


def _clock(text: str) -> float | None:
    time = re.sub(r"(?:Z|[-+]\d\d:?\d\d)$", "", text.strip().rpartition("T")[2])
    clock = parse_clock(time)
    return float(clock) if clock is not None else _length(time, "s")
