"""Timing lines: `00:00:01,000 --> 00:00:02,500` and its kin, and the times to print where a telling has none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Turn
from ...times import Ms

ARROW = "-->"
STAND_IN: Ms = 2000
"""How long a cue is shown that has no end."""
_STAMP = r"(-?)(?:(\d{1,6}): ?)?(\d{1,3}): ?(\d{1,2})(?:[,.] ?(\d{1,9}))?"
_PLAIN = re.compile(r"(\d\d):(\d\d):(\d\d)[,.](\d{3}) --> (\d\d):(\d\d):(\d\d)[,.](\d{3})")
"""The line nearly every program writes; it is read without asking what may be left out."""
_TIMES = re.compile(rf"[ \t]*({_STAMP}[ \t]*-->[ \t]*{_STAMP})(?:[ \t]+(.*?))?[ \t]*")
_BROKEN = re.compile(r"[ \t]*[-+\d:.,][^\n]*-->")
_BACKWARDS = "the cue ends before it starts; its end is left out"
_NEGATIVE = "a time before the start of the recording is left out"
_NO_TIME = "this is no time; the cue has none"


class Timing(NamedTuple):
    """One timing line of a file of cues."""

    at: int
    """Where its line begins."""
    behind: int
    """Where the next line begins."""
    start: Ms | None
    end: Ms | None
    printed: str
    settings: str = ""
    """What stands behind the times: positions, WebVTT's settings."""
    fault: str = ""
    """What is wrong with it; empty where nothing is."""


def timings(text: str) -> Iterator[Timing]:
    """Yields the timing lines of a file in order; one that cannot be read comes without times, with its fault.

    An arrow within the words is none: a line that opens a cue begins with a time.
    """
    place = text.find(ARROW)
    while 0 <= place:
        at = text.rfind("\n", 0, place) + 1
        close = text.find("\n", place)
        if close < 0:
            close = len(text)
        timing = _timing(text, at, close)
        if timing is not None:
            yield timing
        place = text.find(ARROW, close)


def timing_of(printed: str) -> Timing | None:
    """Returns what a timing line says, or None if it is none."""
    return _timing(printed, 0, len(printed))


def is_payload(words: str) -> bool:
    """Says whether words can stand in a cue as they are: no line of them opens another."""
    return ARROW not in words or next(timings(f"x\n{words}"), None) is None


def stamp(time: Ms, sign: str = ".") -> str:
    """Returns `hh:mm:ss.mmm`, with as many digits for the hours as they need."""
    seconds, thousandths = divmod(time, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{sign}{thousandths:03}"


def shown(turns: Iterable[Turn]) -> Iterator[tuple[Ms, Ms]]:
    """Yields when each turn is shown, for formats that cannot leave a time out.

    A cue without a start stands where the one before it ended; one without an end is shown until the next that has a
    start, two seconds at most.
    """
    turns = tuple(turns)
    ahead: Ms | None = None
    following: list[Ms | None] = []
    for turn in reversed(turns):
        following.append(ahead)
        ahead = turn.start if turn.start is not None else ahead
    place = 0
    for turn, later in zip(turns, reversed(following), strict=True):
        start = turn.start if turn.start is not None else place
        end = turn.end
        if end is None or end < start:
            end = start + STAND_IN if later is None or later <= start else min(later, start + STAND_IN)
        place = end
        yield start, end


def _timing(text: str, at: int, close: int) -> Timing | None:
    match = _PLAIN.fullmatch(text, at, close)
    if match is not None:
        hours, minutes, seconds, rest, *until = map(int, match.groups())
        start = ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
        end = ((until[0] * 60 + until[1]) * 60 + until[2]) * 1000 + until[3]
        if end < start:
            return Timing(at, close + 1, start, None, match[0], "", _BACKWARDS)
        return Timing(at, close + 1, start, end, match[0])
    match = _TIMES.fullmatch(text, at, close)
    if match is None:
        if _BROKEN.match(text, at, close) and _opens(text, at):
            return Timing(at, close + 1, None, None, text[at:close].strip(), "", _NO_TIME)
        return None
    first, last = milliseconds(*match.groups()[1:6]), milliseconds(*match.groups()[6:11])
    fault = ""
    if first is None or last is None:
        fault = _NEGATIVE
    elif last < first:
        last, fault = None, _BACKWARDS
    return Timing(at, close + 1, first, last, match[1], match[12] or "", fault)


def milliseconds(minus: str, hours: str | None, minutes: str, seconds: str, fraction: str | None) -> Ms | None:
    """Returns the time of a stamp's parts; None where it lies before the start."""
    time = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    time += int(fraction[:3].ljust(3, "0")) if fraction else 0
    return None if minus and time else time


def _opens(text: str, at: int) -> bool:
    """Says whether a cue may open here: at the start, behind a blank line or behind a line that is its number."""
    above = text[text.rfind("\n", 0, max(0, at - 1)) + 1 : max(0, at - 1)].strip()
    return not above or above.isdigit()
