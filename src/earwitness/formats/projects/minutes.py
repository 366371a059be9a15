"""The list of minutes in a record of OHMS: `1:|13(3)|19(14)`, marks one minute apart, each at a word of a line.

The first mark is that of the first minute (a list without the stroke in front has it too); lines and words count from 1.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...times import Ms

MOST_MARKS = 100_000
Marks = dict[int, dict[int, Ms]]
"""The time at each word, by line."""

_MARK = re.compile(r"\s*(?P<line>\d{1,9})\s*(?:\(\s*(?P<word>\d{1,9})\s*\))?\s*")
_SYNC = re.compile(r"\s*(?P<minutes>\d{0,4}(?:\.\d{1,6})?)\s*:(?P<marks>.*)", re.DOTALL)


def marks_in(sync: str) -> Marks:
    """Returns the marks of each line, by word; words and lines from 1. Of several at one place the first counts."""
    match = _SYNC.fullmatch(sync)
    if match is None:
        return {}
    step = int(float(match["minutes"] or "1") * 60_000) or 60_000
    parts = match["marks"].split("|")[:MOST_MARKS]
    found: Marks = {}
    for number, part in enumerate(parts, 1 if parts[0].strip() else 0):
        mark = _MARK.fullmatch(part)
        if mark is not None:
            found.setdefault(int(mark["line"]), {}).setdefault(int(mark["word"] or 1), number * step)
    return found


def list_of(places: Sequence[tuple[Ms, int, int]]) -> str:
    """Returns the list of minutes: each at the last word that is known to be said by then."""
    if not places:
        return ""
    ordered = sorted(places)
    marks = []
    at = 0
    for minute in range(1, min(ordered[-1][0] // 60_000, MOST_MARKS) + 1):
        while at + 1 < len(ordered) and ordered[at + 1][0] <= minute * 60_000:
            at += 1
        known, line, word = ordered[at]
        marks.append(f"|{line}({word})" if known <= minute * 60_000 else "|")
    return "1:" + "".join(marks) if marks else ""
