"""Columns: which column of a table holds who spoke, when and what, by the names that people give such columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from ...times import Ms, parse_clock

Field = Literal["text", "speaker", "start", "end", "duration", "language", "conversation", "transcript", "number"]

NAMES: dict[Field, frozenset[str]] = {
    "text": frozenset(
        ("text", "utterance", "words", "content", "sentence", "said", "what was said", "transcription", "speech", "line",
         "message", "caption", "subtitle", "spoken text", "detected text", "transcript text", "dialogue", "текст",
         "реплика", "репліка")
    ),
    "speaker": frozenset(
        ("speaker", "who", "speaker name", "speaker label", "speaker id", "voice", "name", "party", "participant",
         "who speaks", "label", "говорящий", "спикер", "мовець")
    ),
    "start": frozenset(
        ("start", "begin", "from", "start time", "begin time", "time", "timestamp", "timecode", "time code", "time in",
         "in", "onset", "turn time", "starts", "время", "час")
    ),
    "end": frozenset(("end", "stop", "to", "end time", "stop time", "time out", "out", "offset", "ends")),
    "duration": frozenset(("duration", "dur", "length")),
    "language": frozenset(("language", "lang")),
    "conversation": frozenset(("conversation", "conversation id", "call", "call id", "recording", "file", "file name")),
    "transcript": frozenset(("transcript", "transcript id", "version", "telling")),
    "number": frozenset(("turn", "number", "no", "nr", "#", "index", "id", "turn id", "row", "segment")),
}  # fmt: skip
"""What each column is called, in small letters, without its unit."""

_UNIT = re.compile(r"[\s_(\[]+(ms|msec|milliseconds|s|sec|secs|seconds)[)\]]*\s*$")
_PARTS = re.compile(r"[\s_\-./]+")
_SPAN = re.compile(r"\s*(?:-->|→|–|—|\s-\s)\s*")
_NUMBER = re.compile(r"(\d{1,9})(?:[.,](\d{1,9}))?\s*(ms|s)?")
_SPELT = re.compile(r"(?:(\d{1,4})\s*h\s*)?(?:(\d{1,5})\s*m(?:in)?\s*)?(?:(\d{1,5}(?:\.\d{1,9})?)\s*s)?")


class Columns(Struct, frozen=True, kw_only=True):
    """Where the fields stand in a row, from 0."""

    places: dict[Field, int]
    milliseconds: frozenset[int] = frozenset()
    """The columns whose numbers are milliseconds, as their headings say; other numbers are seconds."""
    rest: tuple[tuple[int, str], ...] = ()
    """Every other column, with its heading as printed."""

    def cell(self, row: Sequence[str], field: Field) -> str:
        place = self.places.get(field)
        return row[place].strip() if place is not None and place < len(row) else ""

    def times(self, row: Sequence[str]) -> tuple[Ms | None, Ms | None, str | None]:
        """Returns start, end and the time as printed. A cell may hold both ends; a duration gives the end."""
        printed, other = self.cell(row, "start"), self.cell(row, "end")
        first, *more = _SPAN.split(printed, maxsplit=1)
        start = self._time(first, "start")
        end = self._time(other, "end") if other else self._time(more[0], "start") if more else None
        length = self.cell(row, "duration")
        if end is None and start is not None and length and (lasting := self._time(length, "duration")) is not None:
            end = start + lasting
        return start, end, printed or None

    def _time(self, cell: str, field: Field) -> Ms | None:
        return time_of(cell, milliseconds=self.places.get(field) in self.milliseconds)


def columns_of(header: Sequence[str]) -> Columns | None:
    """Returns the columns of a table of turns with this heading row; None where it is none.

    Such a table has one column of words, and one of speakers or times. A column called `transcript` holds the words where no
    other does.
    """
    places: dict[Field, int] = {}
    milliseconds: set[int] = set()
    rest: list[tuple[int, str]] = []
    for place, heading in enumerate(header):
        name, unit = _named(heading)
        field = next((field for field, names in NAMES.items() if name in names), None)
        if field is None or field in places:
            rest.append((place, " ".join(heading.split())))
            continue
        places[field] = place
        if unit.startswith(("ms", "milli")):
            milliseconds.add(place)
    if "text" not in places and "transcript" in places:
        places["text"] = places.pop("transcript")
    if "text" not in places or not ("speaker" in places or "start" in places):
        return None
    return Columns(places=places, milliseconds=frozenset(milliseconds), rest=tuple(rest))


def _named(heading: str) -> tuple[str, str]:
    """Returns a heading in small letters with single blanks, and the unit that ends it."""
    low = heading.strip().strip("\ufeff").casefold()[:80]
    unit = ""
    if (match := _UNIT.search(low)) is not None and match.start():
        low, unit = low[: match.start()], match[1]
    return " ".join(part for part in _PARTS.split(low) if part), unit


def time_of(cell: str, *, milliseconds: bool = False) -> Ms | None:
    """Returns the milliseconds that a cell says: `0:11.4`, `11.4`, `11,4 s`, `3m 2.89s`, `11400` of a column in ms."""
    cell = cell.strip(" []()")
    if not cell:
        return None
    if (number := _NUMBER.fullmatch(cell)) is not None:
        if number[3] == "ms" or (milliseconds and not number[3]):
            return int(number[1])
        return int(number[1]) * 1000 + int(((number[2] or "") + "000")[:3])
    clock = parse_clock(cell)
    if clock is None and (spelt := _SPELT.fullmatch(cell)) is not None and any(spelt.groups()):
        hours, minutes, seconds = spelt.groups()
        clock = round((int(hours or 0) * 60 + int(minutes or 0)) * 60_000 + float(seconds or 0) * 1000)
    return clock


def rest_of(columns: Columns, row: Sequence[str]) -> Iterable[tuple[str, str]]:
    """Yields the cells of the other columns that hold something, each with its heading."""
    for place, heading in columns.rest:
        if place < len(row) and row[place].strip():
            yield heading, row[place].strip()
    if columns.places.get("number") is not None and (number := columns.cell(row, "number")):
        yield "turn", number
    beyond = [cell.strip() for cell in row[1 + max(max(columns.places.values()), *(p for p, _ in columns.rest), 0) :]]
    if any(beyond):
        yield "beyond the headings", " | ".join(beyond)
