"""A table of segments: a heading row, then a segment a row, with commas, semicolons, tabs or bars between the cells.

What is written has `recording,segment,start,end,title,synopsis,keywords,subjects,words`, in UTF-8; times are `h:mm:ss.mmm`, an
empty end lasts until the next begins. A cell that a spreadsheet would take for a formula has an apostrophe before it, and loses
it when it is read.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from ...errors import MalformedText
from ...model import Segment
from ..content import as_text
from ..page.charset import decode
from ..subtitles.timing import stamp
from .entry import Entry, moment, parted, segment_of, together

COLUMNS = ("recording", "segment", "start", "end", "title", "synopsis", "keywords", "subjects", "words")
_NAMES: dict[str, tuple[str, ...]] = {
    "start": ("start", "time", "at", "begin", "start time", "timecode", "timestamp", "in", "час", "початок", "время", "начало"),
    "end": ("end", "until", "end time", "stop", "out", "кінець", "конец"),
    "title": ("title", "segment title", "name", "heading", "назва", "заголовок", "название"),
    "synopsis": ("synopsis", "segment synopsis", "summary", "description", "abstract", "зміст", "опис", "описание"),
    "keywords": ("keywords", "keyword", "key words", "tags", "ключові слова", "ключевые слова"),
    "subjects": ("subjects", "subject", "subject headings", "теми", "темы"),
    "words": ("words", "partial transcript", "first words", "перші слова", "первые слова"),
    "recording": ("recording",),
    "segment": ("segment", "id"),
}  # fmt: skip
"""What heading rows call each column, in small letters."""
_DELIMITERS = ",;\t|"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_AHEAD = 10
"""Rows among which the heading row is looked for."""
_LARGEST_CELL = 1_000_000


def detects(head: bytes, name: str) -> bool:
    return _heading(as_text(head).removeprefix("\ufeff")) is not None


def read(content: bytes, *, name: str) -> list[Entry]:
    """Returns a segment for each row below the heading row. Raises MalformedText where no row names a column of times."""
    text = decode(content, name=name).text.removeprefix("\ufeff").replace("\x00", "")
    found = _heading(text)
    if found is None:
        raise MalformedText(
            name, 1, "no row names a column of times", hint="name the columns: start,title,synopsis,keywords"
        )
    delimiter, above, columns = found
    csv.field_size_limit(max(csv.field_size_limit(), _LARGEST_CELL))
    entries: list[Entry] = []
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)):
            if above < number and any(cell.strip() for cell in row):
                entries.append(_entry(len(entries) + 1, row, columns))
    except csv.Error as error:
        raise MalformedText(name, None, f"the table cannot be read: {error}") from error
    return entries


def write(segments: Iterable[Segment]) -> bytes:
    """Returns the table, UTF-8 with a byte-order mark, for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for segment in segments:
        end = stamp(segment.end) if segment.end is not None else ""
        told = (segment.title, segment.synopsis, together(segment.keywords), together(segment.subjects), segment.words)
        cells = (segment.recording, segment.id, stamp(segment.start), end, *told)
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return text.getvalue().encode("utf-8-sig")


def _heading(text: str) -> tuple[str, int, dict[str, int]] | None:
    """Returns the delimiter, the number of the heading row, and the places of the columns that it names."""
    lines = text[:65536].split("\n", _AHEAD)[:_AHEAD]
    for number, line in enumerate(lines):
        for delimiter in _DELIMITERS:
            cells = [cell.strip().strip('"').strip().casefold().replace("_", " ") for cell in line.split(delimiter)]
            columns = {
                name: cells.index(called) for name, names in _NAMES.items() for called in names[::-1] if called in cells
            }
            if "start" in columns and columns.keys() & {"title", "synopsis", "keywords", "subjects"}:
                return delimiter, number, columns
    return None


def _entry(number: int, row: list[str], columns: dict[str, int]) -> Entry:
    def cell(name: str) -> str:
        place = columns.get(name, len(row))
        text = row[place] if place < len(row) else ""
        return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text

    start, end = moment(cell("start")), moment(cell("end")) if cell("end").strip() else None
    wrong = next(
        (cell(name) for name, time in (("start", start), ("end", end)) if time is None and cell(name).strip()), None
    )
    fault = f"“{wrong[:40]}” is no time" if wrong is not None else "it has no time" if start is None else ""
    return Entry(
        number,
        segment_of(
            start or 0, end, title=cell("title"), synopsis=cell("synopsis"), keywords=parted(cell("keywords")),
            subjects=parted(cell("subjects")), words=cell("words"), recording=cell("recording").strip(),
            id=cell("segment").strip(),
        ),
        fault,
    )  # fmt: skip
