"""Whisper's tables: `start`, `end` and `text` behind tabs, a line a segment, times in whole milliseconds.

Who speaks stands before the text, `[SPEAKER_00]: `, where a program says so; other columns are kept. A turn without a
time has an empty column. A table whose times have a decimal point is in seconds, as some wrappers write it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn
from .. import signs
from ..casting import Casting
from ..content import as_text
from ..page.charset import decode
from ..readings import Faults, reading, telling
from .printed_words import printed
from .soundness import ms

FORMAT = "whisper-tsv"
READER = "whisper-tsv 1"
HEADER = ("start", "end", "text")
_HEADER = re.compile(r"\s*start\tend\t(?:[\w ]+\t)*text(?:\t[\w ]+)*[ \t]*(?:\r|\n|$)", re.IGNORECASE)
_VOICE = re.compile(r"\[([^\[\]\t]{1,80})\]: ")
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,9})?")


def detects(head: bytes, name: str) -> float:
    if b"\t" not in head[:64] and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return 0.0
    return 0.98 if _HEADER.match(as_text(head[:4096])) else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the lines of the table as turns. A line that is none of the table is kept as a turn without times."""
    text, charset, doubts = decode(content, name=name)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    columns = tuple(column.strip().lower() for column in lines[0].split("\t"))
    begin = 1
    if not set(HEADER) <= set(columns):
        columns, begin = HEADER, 0
    faults = Faults()
    scribe = _Scribe(
        columns, faults, in_seconds=any("." in line.split("\t", 1)[0] for line in lines[begin : begin + 50])
    )
    turns: list[Turn] = []
    for number, line in enumerate(lines[begin:], begin + 1):
        if line:
            turns.append(scribe.turn(line, number, len(turns) + 1))
    if not begin and all(turn.raw is not None for turn in turns):
        raise MalformedText(name, 1, "no line is of a table of start, end and text")
    extra = (("columns", "\t".join(columns)),) if columns != HEADER else ()
    if scribe.in_seconds:
        extra = (*extra, ("unit", "seconds"))
    transcript = telling(
        turns, scribe.casting.speakers, format=FORMAT, reader=READER, kind="machine", doubts=faults.doubts, extra=extra
    )
    return reading(
        [transcript],
        format=FORMAT,
        media_type="text/tab-separated-values",
        reader=READER,
        charset=charset,
        doubts=doubts,
    )


class _Scribe:
    def __init__(self, columns: tuple[str, ...], faults: Faults, *, in_seconds: bool) -> None:
        self.casting = Casting()
        self.in_seconds = in_seconds
        self._columns = columns
        self._faults = faults
        self._start, self._end, self._text = (columns.index(key) for key in HEADER)

    def turn(self, line: str, number: int, place: int) -> Turn:
        # The text is the last column in every file there is, and may hold tabs where a program did not mind them.
        cells = line.split("\t", len(self._columns) - 1)
        if len(cells) < len(self._columns):
            self._faults.add(f"not a line of the table: {line[:80]}", line=number, turn=place)
            return Turn(id=str(place), number=place, text=line.strip().replace("\t", " "), raw=line)
        start, end = self._time(cells[self._start], number, place), self._time(cells[self._end], number, place)
        extra = tuple(
            (f"column {column}", cell)
            for column, cell in zip(self._columns, cells, strict=True)
            if column not in HEADER and cell
        )
        if start is not None and end is not None and end < start:
            self._faults.add(f"the segment ends before it starts, at {cells[self._end]}", line=number, turn=place)
            end, extra = None, (*extra, ("end", cells[self._end]))
        said = cells[self._text]
        voice = _VOICE.match(said)
        text = said[voice.end() :].strip() if voice is not None else said.strip()
        if "speaker" in self._columns:
            voice, text = None, said.strip()
            speakers = self.casting.voice(cells[self._columns.index("speaker")])
        else:
            speakers = self.casting.voice(voice[1] if voice is not None else None)
        return Turn(
            id=str(place), number=place, text=text, start=start, end=end, speakers=speakers,
            printed=f"{cells[self._start]} {cells[self._end]}" if self.in_seconds else None, extra=extra,
        )  # fmt: skip

    def _time(self, cell: str, number: int, place: int) -> int | None:
        cell = cell.strip()
        if not cell:
            return None
        found = None
        if _NUMBER.fullmatch(cell):
            found = ms(float(cell) if self.in_seconds else int(float(cell)) / 1000)
        if found is None:
            self._faults.add(f"no time: {cell[:80]}", line=number, turn=place)
        return found


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the transcript as a table in UTF-8. Line breaks and tabs within a turn become spaces, as Whisper's do."""
    transcript = dossiers[0].transcripts[0]
    own = transcript.format == FORMAT
    extra = dict(transcript.extra) if own else {}
    columns = tuple(extra["columns"].split("\t")) if "columns" in extra else HEADER
    in_seconds = extra.get("unit") == "seconds"
    names = signs.voices(transcript)
    lines = ["\t".join(columns)]
    for turn in transcript.turns:
        kept = dict(turn.extra) if own else {}
        text = printed(turn)[0].replace("\n", " ").replace("\r", " ").strip()
        if not own or columns[-1] != "text":
            text = text.replace("\t", " ")
        label = signs.label(turn, names)
        if (
            own
            and turn.raw is not None
            and turn.raw.strip().replace("\t", " ") == text
            and turn.start is None
            and not label
        ):
            lines.append(turn.raw)
            continue
        cells = {column: kept.get(f"column {column}", "") for column in columns}
        cells["start"], cells["end"] = _column(turn.start, in_seconds), _column(turn.end, in_seconds)
        if turn.end is None and "end" in kept:
            cells["end"] = kept["end"]
        if in_seconds and turn.printed:
            first, _, last = turn.printed.partition(" ")
            cells["start"] = first if turn.start is not None and _reads(first) == turn.start else cells["start"]
            cells["end"] = last if turn.end is not None and _reads(last) == turn.end else cells["end"]
        if "speaker" in columns:
            cells["speaker"] = label
        elif label or _VOICE.match(text):
            text = f"[{label.translate(_NO_BRACKETS)}]: {text}" if label else " " + text
        cells["text"] = text
        lines.append("\t".join(cells[column] for column in columns))
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


_NO_BRACKETS = str.maketrans("[]\t\n\r", "()   ")


def _column(time: int | None, in_seconds: bool) -> str:
    return "" if time is None else str(time / 1000) if in_seconds else str(time)


def _reads(cell: str) -> int | None:
    return ms(float(cell)) if _NUMBER.fullmatch(cell) else None
