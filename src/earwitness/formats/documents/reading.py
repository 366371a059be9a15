"""Reading: from the paragraphs of a word processor's document to the conversations in it.

A table whose headings name speakers or times and words is read row by row; else the page reader finds the talk, as it does on
a web page, by labels (`NAME:`, bold or not), dashes, or columns.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ...model import Conversation, Reading, Turn
from ..casting import Casting
from ..page.blocks import Page
from ..page.marks import read_marks
from ..readings import Faults, telling
from .blocks import Table, blocks_of, tables_of
from .columns import Columns, columns_of, rest_of
from .margins import said_beside, with_margins
from .paragraphs import WordText

FEWEST = 2
"""Rows under the headings that make a table of turns."""


def conversations_in(word: WordText, *, format: str, media_type: str, reader: str) -> Reading:
    """Returns the conversations of a document; none found is a result with its reason."""
    tables = tables_of(word.paragraphs)
    found = [
        (columns, table)
        for table in tables.values()
        if FEWEST < len(table.rows)
        and (columns := columns_of(table.rows[0])) is not None
        and {"start", "speaker"} <= columns.places.keys()
    ]
    if found:
        return _tabled(word, tables, found, format=format, media_type=media_type, reader=reader)
    from ..page.reader import read_blocks

    blocks, doubts = blocks_of(word.paragraphs)
    title = word.properties.get("title", "").strip() or None
    read = read_blocks(Page(blocks=blocks, title=title, media_type=media_type, doubts=tuple(doubts)), form="html")
    transcripts = with_margins(read.transcripts, word.paragraphs, word.comments)
    apart = _apart(word)
    return replace(
        read, format=format, media_type=media_type, charset="utf-8", reader=reader,
        transcripts=tuple(
            replace(each, format=format, reader=reader, extra=(*each.extra, *apart)) for each in transcripts
        ),
    )  # fmt: skip


def _apart(word: WordText) -> tuple[tuple[str, str], ...]:
    """Returns what stands outside the text: headers and footers, and the notes at the foot."""
    furniture = [("header or footer", text) for text in word.furniture]
    notes = [(each.note, each.text) for each in word.paragraphs if each.note and each.text.strip()]
    return (*furniture, *notes)


def _tabled(
    word: WordText, tables: dict[int, Table], found: Sequence[tuple[Columns, Table]], *, format: str, media_type: str,
    reader: str,
) -> Reading:  # fmt: skip
    columns, largest = max(found, key=lambda each: len(each[1].rows))
    casting, faults = Casting(), Faults()
    body = zip(largest.rows[1:], largest.paragraphs[1:], strict=True)
    rows = [(row, inside) for row, inside in body if any(cell.strip() for cell in row)]
    turns = [
        _turn(
            number,
            columns,
            row,
            casting,
            faults,
            [said for each in inside for said in said_beside(each, word.comments)],
        )
        for number, (row, inside) in enumerate(rows, 1)
    ]
    extra: list[tuple[str, str]] = [("headings", " | ".join(cell.strip() for cell in largest.rows[0]))]
    for table in tables.values():
        if table is not largest:
            extra += (
                (row[0].strip(), row[1].strip()) if len(row) == 2 else ("row", " | ".join(map(str.strip, row)))
                for row in table.rows
                if any(cell.strip() for cell in row)
            )
    lines = [each.text.strip() for each in word.paragraphs if each.cell is None and not each.note]
    extra += (("line", line) for line in lines if line)
    headings = [each.text.strip() for each in word.paragraphs if each.heading and each.text.strip()]
    title = word.properties.get("title", "").strip() or next(iter(headings), "")
    transcript = telling(
        turns, casting.speakers, format=format, reader=reader, title=title or None, doubts=faults.doubts,
        extra=(*extra, *_apart(word)),
    )  # fmt: skip
    return Reading(
        format=format, media_type=media_type, title=title or None, charset="utf-8", reader=reader,
        conversations=(Conversation(id="c1", title=title),), transcripts=(transcript,),
    )  # fmt: skip


def _turn(
    number: int, columns: Columns, row: Sequence[str], casting: Casting, faults: Faults, beside: Sequence[tuple[str, str]]
) -> Turn:  # fmt: skip
    start, end, printed = columns.times(row)
    if printed and start is None:
        faults.add(f"“{printed[:40]}” is no time", turn=number)
    said = read_marks(columns.cell(row, "text"))
    return Turn(
        id=str(number), number=number, speakers=casting.voice(columns.cell(row, "speaker").strip(" :")), text=said.text,
        marks=tuple(said.marks), raw=" | ".join(cell.strip() for cell in row), start=start, end=end, printed=printed,
        language=columns.cell(row, "language") or None, extra=(*rest_of(columns, row), *beside),
    )  # fmt: skip
