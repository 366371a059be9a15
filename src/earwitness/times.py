"""Time within a recording: whole milliseconds, and half-open spans of them."""

from __future__ import annotations

import re
from typing import NamedTuple

Ms = int
"""A place in time or a length of it, in milliseconds. Convert at the edges, never in the middle."""

_CLOCK = re.compile(r"(?:(?P<hours>\d{1,4}):)?(?P<minutes>\d{1,3}):(?P<seconds>\d{2})(?:[.,](?P<fraction>\d{1,9}))?")


class Span(NamedTuple):
    """A stretch of time, `[start, end)` in milliseconds."""

    start: Ms
    end: Ms

    @property
    def duration(self) -> Ms:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


def parse_clock(text: str) -> Ms | None:
    """Returns the milliseconds of a time as printed (`0:41`, `01:02:03,500`), or None if it is no such time.

    Minutes may pass 59 only where no hours stand before them; seconds never do.
    """
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds = (int(match[name] or 0) for name in ("hours", "minutes", "seconds"))
    if seconds > 59 or (match["hours"] is not None and minutes > 59):
        return None
    fraction = int(((match["fraction"] or "") + "000")[:3])
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + fraction


def format_exact(time: Ms) -> str:
    """Returns `m:ss`, or `h:mm:ss`, with milliseconds where there are any: `0:01.200`."""
    return format_clock(time) + (f".{time % 1000:03}" if time % 1000 else "")


def format_clock(time: Ms) -> str:
    """Returns `m:ss`, or `h:mm:ss` from an hour on."""
    seconds = time // 1000
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
