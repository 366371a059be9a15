"""An entry: one segment of a file, or why it cannot be one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ...model import Segment
from ...times import Ms, parse_clock

_SECONDS = re.compile(r"(\d{1,7})(?:[.,](\d{1,9}))?")


class Entry(NamedTuple):
    """One segment of a file, in the file's order; its id and recording are empty, or those that the file names."""

    number: int
    """From 1."""
    segment: Segment
    fault: str = ""
    """Why it cannot be taken; empty where nothing is wrong."""


def segment_of(
    start: Ms, end: Ms | None = None, *, title: str = "", synopsis: str = "", keywords: Iterable[str] = (),
    subjects: Iterable[str] = (), words: str = "", id: str = "", recording: str = "",
) -> Segment:  # fmt: skip
    """Returns a segment as a file has it, its texts without space around them."""
    return Segment(
        id=id, recording=recording, start=start, end=end, title=" ".join(title.split()), synopsis=synopsis.strip(),
        keywords=tuple(each for part in keywords if (each := " ".join(part.split()))),
        subjects=tuple(each for part in subjects if (each := " ".join(part.split()))), words=words.strip(),
    )  # fmt: skip


def moment(text: str) -> Ms | None:
    """Returns the milliseconds of `1:23`, `01:02:03.5`, or of seconds (`83`, `83.5`); None where it is none of them."""
    said = text.strip()
    if said.endswith("ms") and said[:-2].isdecimal():
        return int(said[:-2])
    if (match := _SECONDS.fullmatch(said)) is not None:
        return int(match[1]) * 1000 + int(((match[2] or "") + "000")[:3])
    return parse_clock(said)


def parted(text: str) -> list[str]:
    """Returns keywords that stand in one text, with `;` or `|` between them, else with commas."""
    for sign in (";", "|", "\n"):
        if sign in text:
            return text.split(sign)
    return text.split(",")


def together(words: Iterable[str]) -> str:
    """Returns keywords in one text, with `;` between them; a `;` within one becomes a comma, for no file could tell it."""
    return "; ".join(word.replace(";", ",") for word in words)
