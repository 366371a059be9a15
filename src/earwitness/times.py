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


_SECONDS = re.compile(r"[0-9]{1,7}(?:\.[0-9]{1,9})?")


def parse_moment(text: str) -> Ms | None:
    """Returns the milliseconds of a place as a person or an address gives it: seconds (`12.3`) or a clock (`1:02:03.4`)."""
    bare = text.strip().removeprefix("npt:")
    if _SECONDS.fullmatch(bare):
        whole, _, fraction = bare.partition(".")
        return int(whole) * 1000 + int((fraction + "000")[:3])
    return parse_clock(bare)


def parse_stretch(text: str) -> tuple[Ms, Ms | None] | None:
    """Returns the start and end of a media fragment's `t=` (`12.3,15.8`, `12.3`, `,15.8`), None where it is no stretch.

    Without an end it runs on; one that ends where it begins, or before, is none.
    """
    first, comma, last = text.strip().removeprefix("t=").partition(",")
    start = parse_moment(first) if first.strip() else 0
    end = parse_moment(last) if comma else None
    if start is None or (not first.strip() and not comma) or (comma and (end is None or end <= start)):
        return None
    return start, end


def format_seconds(time: Ms) -> str:
    """Returns seconds as a media fragment has them, without zeros that say nothing: `12.3`, `3600`."""
    return f"{time // 1000}.{time % 1000:03}".rstrip("0").rstrip(".")


def format_stretch(start: Ms, end: Ms | None = None) -> str:
    """Returns a stretch as a media fragment's `t=` has it: `12.3,15.8`, or `12.3` where it runs on."""
    return format_seconds(start) + ("" if end is None else f",{format_seconds(end)}")


def format_exact(time: Ms) -> str:
    """Returns `m:ss`, or `h:mm:ss`, with milliseconds where there are any: `0:01.200`."""
    return format_clock(time) + (f".{time % 1000:03}" if time % 1000 else "")


def format_clock(time: Ms) -> str:
    """Returns `m:ss`, or `h:mm:ss` from an hour on."""
    seconds = time // 1000
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
