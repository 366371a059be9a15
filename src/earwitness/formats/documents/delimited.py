"""Tables of turns as text: a heading row, then a turn a row, with commas, semicolons, tabs or bars between the cells.

Source: RFC 4180 and what spreadsheets make of it. The heading row tells which column is which (`columns.py`); it may stand
below a few lines of other things. What is written has `conversation,transcript,turn,speaker,start,end,language,text`, in
UTF-8 without a byte order mark; times are `h:mm:ss.mmm`. A cell that a spreadsheet would take for a formula has an apostrophe
before it, and loses it when it is read.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from ...model import Conversation, Dossier, Reading, Transcript, Turn
from ...times import Ms
from ...version import __version__
from ..casting import Casting
from ..content import as_text
from ..page.charset import decode
from ..readings import MOST_FAULTS, Faults, reading, telling
from ..signs import label, voices, with_signs
from .columns import NAMES, Columns, columns_of, rest_of, time_of

FORMAT = "csv"
READER = f"csv {__version__}"
_DELIMITERS = ",;\t|"
_AHEAD = 20
"""Rows among which the heading row is looked for."""
_LIKELY = re.compile(
    r"speaker|start|begin|time|who|voice|name|party|participant|label|from|in\b|onset|говор|спикер|мовець|время|час",
    re.IGNORECASE,
)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_UNGUARDED = re.compile(r"'(?='*[=+\-@\t\r])")
_QUOTED = re.compile(r"[\",\r\n]|^\s|\s$")
_HEAD = ("conversation", "transcript", "turn", "speaker", "start", "end", "language", "text")
MOST_LINES = 400
"""Lines of one row; past that, its quotation mark was never closed."""
MOST_LOST = 200
"""Rows with such a mark that are read all the same."""
MOST_OTHERS = 40
"""Columns of a written table beyond our own."""
_WHISPER = "start\tend\ttext"
"""The heading row of a recogniser's own table, whose times are milliseconds."""


def detects(head: bytes, name: str) -> float:
    """Content is looked at first: a row near the top must be a heading row of turns."""
    start = head[:4000]
    if not any(sign in start for sign in (b",", b";", b"\t", b"|")):
        return 0.0
    named = name.lower().endswith((".csv", ".tsv", ".tab"))
    text = as_text(head)[:4000].lstrip("\ufeff")
    if text.startswith(_WHISPER):
        return 0.3
    for line in text.split("\n", 6)[: 6 if named else 1]:
        if len(line) < 1000 and _LIKELY.search(line) and any(columns_of(cells) for cells in _cuts(line)):
            return 0.95 if named else 0.8
    return 0.0


def _cuts(line: str) -> Iterator[list[str]]:
    for delimiter in _DELIMITERS:
        if delimiter in line:
            yield [cell.strip().strip('"') for cell in line.split(delimiter)]


def read(content: bytes, *, name: str) -> Reading:
    """Returns the transcripts of a table: one, or one for each conversation and transcript that its columns name.

    Raises BadInput where the bytes are no text. A table without a heading row of turns is a result, and a doubt says so.
    """
    text, charset, doubts = decode(content, name=name)
    text = text.removeprefix("\ufeff").replace("\x00", "")
    delimiter, spaced = _delimiter(text)
    lost: list[int] = []
    rows = _rows(text, delimiter, spaced, lost)
    before: list[str] = []
    columns: Columns | None = None
    for _, row, raw in rows:
        if (columns := columns_of(row)) is not None:
            break
        before.append(raw.strip())
        if _AHEAD <= len(before):
            break
    if columns is None:
        return Reading(
            format=FORMAT, media_type="text/csv", charset=charset, reader=READER,
            doubts=(*doubts, "no row names a column of words and one of speakers or times; the bytes are kept"),
        )  # fmt: skip
    tables: dict[tuple[str, str], _Table] = {}
    for line, row, raw in rows:
        if not any(cell.strip() for cell in row):
            continue
        key = (columns.cell(row, "conversation"), columns.cell(row, "transcript"))
        tables.setdefault(key, _Table()).take(columns, [_plain(cell) for cell in row], raw=raw, line=line)
    told = [f"line {line:,}: a quotation mark is never closed" for line in lost[:MOST_FAULTS]]
    return _reading(tables, before, charset=charset, doubts=(*doubts, *told))


class _Table:
    """The turns of one transcript under construction."""

    def __init__(self) -> None:
        self.casting, self.faults = Casting(), Faults()
        self.turns: list[Turn] = []

    @property
    def language(self) -> str | None:
        """The language, where all turns have the same."""
        said = {turn.language for turn in self.turns}
        return said.pop() if len(said) == 1 else None

    @property
    def spoken(self) -> list[Turn]:
        return [replace(turn, language=None) for turn in self.turns] if self.language else self.turns

    def take(self, columns: Columns, row: Sequence[str], *, raw: str, line: int) -> None:
        number = len(self.turns) + 1
        start, end, printed = columns.times(row)
        if printed and start is None:
            self.faults.add(f"“{printed[:40]}” is no time", line=line, turn=number)
        if start is not None and end is not None and end < start:
            self.faults.add("it ends before it starts", line=line, turn=number)
        place = columns.places["text"]
        self.turns.append(
            Turn(
                id=str(number), number=number,
                speakers=self.casting.voices(columns.cell(row, "speaker").split(" + ")),
                text=row[place] if place < len(row) else "",
                raw=raw if len(raw) < 2000 else None, start=start, end=end, printed=printed,
                language=columns.cell(row, "language") or None,
                extra=tuple(each for each in rest_of(columns, row) if each != ("turn", str(number))),
            )
        )  # fmt: skip


def _reading(
    tables: dict[tuple[str, str], _Table], before: Sequence[str], *, charset: str, doubts: Sequence[str]
) -> Reading:
    names = list(dict.fromkeys(conversation for conversation, _ in tables))
    transcripts = [
        telling(
            table.spoken, table.casting.speakers, format=FORMAT, reader=READER, local=f"t{number}",
            conversation=f"c{names.index(conversation) + 1}", title=title or None, language=table.language,
            doubts=table.faults.doubts, extra=tuple(("before the headings", line) for line in before if line),
        )
        for number, ((conversation, title), table) in enumerate(tables.items(), 1)
    ]  # fmt: skip
    return reading(
        transcripts, format=FORMAT, media_type="text/csv", reader=READER, charset=charset, doubts=doubts,
        conversations=[Conversation(id=f"c{number}", title=title) for number, title in enumerate(names, 1)],
    )  # fmt: skip


def _delimiter(text: str) -> tuple[str, bool]:
    """Returns what parts the cells, and whether a blank follows it: what makes one of the first rows a heading row, else what
    is there most."""
    head = text[:20_000].split("\n")[:_AHEAD]
    for line in head:
        for delimiter in _DELIMITERS:
            if delimiter in line and columns_of([cell.strip().strip('"') for cell in line.split(delimiter)]):
                return delimiter, f"{delimiter} " in line
    return max(_DELIMITERS, key=lambda sign: "\n".join(head).count(sign)), False


def _rows(text: str, delimiter: str, spaced: bool, lost: list[int]) -> Iterator[tuple[int, list[str], str]]:
    """Yields each row with the line it starts at and how it stands in the file.

    A quotation mark that is never closed would swallow what follows: that line is read with the mark as a character, and goes
    into `lost`.
    """
    lines = io.StringIO(text, newline="").readlines()

    def reader(first: int, *, quoting: bool = True) -> Iterator[list[str]]:
        part = itertools.islice(lines, first, None if quoting else first + 1)
        return csv.reader(
            part, delimiter=delimiter, skipinitialspace=spaced,
            quoting=csv.QUOTE_MINIMAL if quoting else csv.QUOTE_NONE,
        )  # fmt: skip

    at = 0
    rows: Any = reader(0)
    base = 0
    while at < len(lines):
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            row = None
        after = base + rows.line_num
        open_at_end = after == len(lines) and 1 < after - at and "".join(lines[at:]).count('"') % 2
        if row is None or ((MOST_LINES < after - at or open_at_end) and len(lost) < MOST_LOST):
            lost.append(at + 1)
            if len(lost) < MOST_LOST:
                row = next(reader(at, quoting=False), [])[:]
                after = at + 1
                base, rows = after, reader(after)
            else:
                at = after
                continue
        yield at + 1, row, "".join(lines[at:after]).rstrip("\r\n")
        at = after


def _plain(cell: str) -> str:
    """Returns a cell without the apostrophe that kept a spreadsheet from taking it for a formula."""
    return cell[1:] if _UNGUARDED.match(cell) else cell


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns one table of all their transcripts, with a heading row; what other columns a turn brought stand at the end."""
    transcripts = [(dossier, transcript) for dossier in dossiers for transcript in dossier.transcripts]
    others = list(
        dict.fromkeys(
            name
            for _, transcript in transcripts
            for turn in transcript.turns
            for name, _ in turn.extra
            if name.strip() and name not in _HEAD and name.casefold() not in NAMES["duration"]
        )
    )[:MOST_OTHERS]
    out = [_row([*_HEAD, *others])]
    for dossier, transcript in transcripts:
        names = voices(transcript)
        for turn in transcript.turns:
            said = dict(reversed(turn.extra))
            cells = (
                dossier.conversation.title or ("" if len(dossiers) == 1 else dossier.conversation.id),
                _named(transcript, dossier), turn.id, label(turn, names), _start(turn), _clock(turn.end),
                turn.language or transcript.language or "", with_signs(turn), *(said.get(name, "") for name in others),
            )  # fmt: skip
            out.append(_row(cells))
    return "".join(out).encode("utf-8", "replace")


def _named(transcript: Transcript, dossier: Dossier) -> str:
    """Returns what a transcript is called in its column: its title, or its id where another has that title."""
    same = [each for each in dossier.transcripts if each.title == transcript.title]
    if len(dossier.transcripts) == 1:
        return transcript.title or ""
    return transcript.title if transcript.title and len(same) == 1 else transcript.id


def _start(turn: Turn) -> str:
    """Returns the time as the source printed it, where it says the same to every reader."""
    printed = turn.printed or ""
    return printed if printed and time_of(printed) == turn.start else _clock(turn.start)


def _clock(time: Ms | None) -> str:
    if time is None:
        return ""
    seconds, fraction = divmod(max(time, 0), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}.{fraction:03}"


def _row(cells: Iterable[str]) -> str:
    """Returns a row. A cell with a delimiter, a mark, a break or a blank at its end stands between quotation marks."""
    shown = []
    for each in cells:
        cell = _guarded(each)
        quoted = _QUOTED.search(cell) is not None
        shown.append('"' + cell.replace('"', '""') + '"' if quoted else cell)
    return ",".join(shown) + "\n"


def _guarded(cell: str) -> str:
    """A spreadsheet must not take words for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) else cell
