"""Call lists: the table that came with a folder of files, read into what it says of each of them.

read_table(bytes, name) → CallList      columns known by name, rows read, unknown columns kept
plan(call list, paths)  → Plan          which row speaks of which file: shown to a person before anything is done
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from ..datelines import parse_date
from ..dates import is_date
from ..errors import BadInput, MalformedText
from .columns import NAMES, Column, Meaning, language_code, read_columns
from .sheets import read_rows, write_table

__all__ = ["CallList", "Match", "Plan", "Row", "plan", "read_table", "write_table"]

_HEADER_WITHIN = 20
_SPLIT = re.compile(r"\s*(?:;|\n|\s[–—]\s|\s-\s|↔|<->)\s*")
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b(.*)", re.ASCII | re.DOTALL)
_ABSOLUTE = re.compile(r"/|[a-z]:/|~/")
_TIME = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(?:([ap])\.?m\.?)?", re.ASCII | re.IGNORECASE)


class Row(Struct, frozen=True, kw_only=True):
    """What one row says."""

    number: int
    """As the spreadsheet numbers it: the header's row counts."""
    fields: tuple[tuple[Meaning, str], ...]
    """What is known by name, in the order of the columns; `date` and `published` are EDTF, `language` is a code."""
    extra: tuple[tuple[str, str], ...] = ()
    """Every other filled cell by its header, and cells that could not be read as what their column means."""

    def get(self, meaning: Meaning) -> str | None:
        """Returns what the row says under a meaning, or None."""
        return next((value for known, value in self.fields if known == meaning), None)

    @property
    def parties(self) -> tuple[str, ...]:
        """The parties apart: “Vessel; Coast guard” are two. A comma does not part them, for roles hold commas."""
        stated = self.get("parties")
        return tuple(party for party in _SPLIT.split(stated) if party) if stated else ()


class CallList(Struct, frozen=True, kw_only=True):
    """A table as read. Nothing of it is lost: each filled cell is in a row's fields or in its extra."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    preamble: tuple[str, ...] = ()
    """What stands above the header."""
    doubts: tuple[str, ...] = ()
    """What could not be read as it is meant, in sentences with their rows."""


class Match(Struct, frozen=True, kw_only=True):
    """A row and the file or address it speaks of."""

    row: int
    path: str


class Plan(Struct, frozen=True, kw_only=True):
    """What a call list would do, shown before it does."""

    columns: tuple[Column, ...]
    matches: tuple[Match, ...]
    rows_without_file: tuple[int, ...]
    """Rows that name a file that is not there, or none."""
    files_without_row: tuple[str, ...]
    doubts: tuple[str, ...] = ()
    """Names that several files bear, which match none, and files that several rows speak of. The list has its own."""


def read_table(content: bytes, name: str) -> CallList:
    """Returns the call list in a CSV or XLSX file; the header is the first row that names a known column.

    `05/06/2022` is read where another date of its column shows which is the month; else it stays in `extra`, with a
    doubt. Raises MalformedText where it is no table, BadInput where no column is known, UnsafeInput for a bomb.
    """
    rows = read_rows(content, name)
    if not rows:
        raise MalformedText(name, None, "this table is empty")
    place, columns = _header(rows, name)
    width = max(len(row) for row in rows[place:])
    columns = read_columns([*rows[place], *[""] * (width - len(rows[place]))])
    body = [(number, row) for number, row in enumerate(rows[place + 1 :], place + 2) if any(row)]
    order = {
        at: _month_first(row[at] for _, row in body if at < len(row))
        for at, column in enumerate(columns)
        if column.meaning in ("date", "published")
    }
    doubts: list[str] = []
    read = tuple(_row(number, row, columns, order, doubts) for number, row in body)
    preamble = tuple(" ".join(filter(None, row)) for row in rows[:place] if any(row))
    return CallList(name=name, columns=columns, rows=read, preamble=preamble, doubts=tuple(doubts))


def _header(rows: Sequence[Sequence[str]], name: str) -> tuple[int, tuple[Column, ...]]:
    """Returns the place of the row, of the first ones, that names most known columns."""
    best, known = 0, 0
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        count = sum(column.meaning is not None for column in read_columns(row))
        if known < count:
            best, known = place, count
    if not known:
        raise BadInput(
            f"no column of {name} is known by its name",
            hint="name them in the first row: " + ", ".join(NAMES),
            path=name,
        )
    return best, read_columns(rows[best])


def _month_first(cells: Iterable[str]) -> bool | None:
    """Says whether a column prints the month first, where one of its dates shows it and none shows the contrary."""
    shown: set[bool] = set()
    for cell in cells:
        match = _NUMERIC.fullmatch(cell)
        if match and 12 < max(int(match[1]), int(match[2])):
            shown.add(12 < int(match[2]))
    return shown.pop() if len(shown) == 1 else None


def _date(cell: str, month_first: bool | None) -> str | None:
    """Returns the EDTF of a cell, or None where it has no certain reading."""
    if is_date(cell):
        return cell
    match = _NUMERIC.fullmatch(cell)
    if match and month_first is not None:
        day, month = (match[2], match[1]) if month_first else (match[1], match[2])
        year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
        try:
            date = dt.date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return None
        return _timed(date, match[4].strip(" ,")) if match[4].strip() else date
    return parse_date(cell)


def _timed(date: str, time: str) -> str | None:
    """Returns a day with its time of day, or None where the time is none."""
    match = _TIME.fullmatch(time.strip())
    if match is None or len(date) != 10:
        return None
    hour = int(match[1])
    if match[4] and 0 < hour < 13:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    stated = f"{date}T{hour:02}:{match[2]}" + (f":{match[3]}" if match[3] else "")
    return stated if is_date(stated) else None


def _row(
    number: int, cells: Sequence[str], columns: Sequence[Column], order: dict[int, bool | None], doubts: list[str]
) -> Row:
    fields: dict[Meaning, str] = {}
    extra: list[tuple[str, str]] = []
    for at, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        if not cell:
            continue
        value: str | None = cell
        if column.meaning in ("date", "published"):
            value = _date(cell, order[at])
        elif column.meaning == "language":
            value = language_code(cell)
        if column.meaning is None:
            extra.append((column.header, cell))
        elif value is None:
            extra.append((column.header, cell))
            doubts.append(f"row {number}: “{cell[:60]}” under “{column.header}” could be read in no one way")
        else:
            fields[column.meaning] = value
    if "date" in fields and "time" in fields:
        joined = _timed(fields["date"], fields["time"])
        if joined:
            fields["date"] = joined
        elif "T" not in fields["date"]:
            doubts.append(f"row {number}: “{fields['time'][:60]}” could not be joined to the date")
    return Row(number=number, fields=tuple(fields.items()), extra=tuple(extra))


def plan(calls: CallList, paths: Sequence[str]) -> Plan:
    """Returns which row speaks of which file or address, without doing anything.

    A row's file matches the path that ends with it; where it names no folder, or one of another machine, the one file
    of that name, else the one of that name but for its ending (`call-7.mp3` speaks of `call-7.txt`). Letter case and the way
    accents are written do not matter. A name that several files bear matches none.
    """
    ends: list[dict[str, list[str]]] = [{}, {}, {}]
    for path in dict.fromkeys(paths):
        for names, name in zip(ends, _names(path), strict=True):
            names.setdefault(name, []).append(path)
    matches: list[Match] = []
    missing: list[int] = []
    doubts: list[str] = []
    spoken: dict[str, int] = {}
    for row in calls.rows:
        named = [name for name in (row.get("file"), row.get("url")) if name]
        found, doubt = _match(named, ends)
        if found is None:
            missing.append(row.number)
            if doubt:
                doubts.append(f"row {row.number}: {doubt}")
            continue
        if found in spoken:
            doubts.append(f"row {row.number} speaks of the same file as row {spoken[found]}; both stand")
        spoken.setdefault(found, row.number)
        matches.append(Match(row=row.number, path=found))
    return Plan(
        columns=calls.columns,
        matches=tuple(matches),
        rows_without_file=tuple(missing),
        files_without_row=tuple(path for path in dict.fromkeys(paths) if path not in spoken),
        doubts=tuple(doubts),
    )


def _names(path: str) -> tuple[str, str, str]:
    """Returns a path whole, its name, and its name without the ending, each as names are compared."""
    whole = unicodedata.normalize("NFC", path).casefold()
    if "://" not in whole:
        whole = whole.replace("\\", "/")
    whole = whole.strip().removeprefix("./")
    name = PurePosixPath(whole)
    return whole, name.name, name.stem


def _match(named: Sequence[str], ends: Sequence[dict[str, list[str]]]) -> tuple[str | None, str]:
    """Returns the one path that a row's names mean, or None with the reason."""
    doubt = ""
    for given in named:
        whole, name, stem = _names(given)
        ending = [path for path in ends[1].get(name, ()) if _names(path)[0].endswith("/" + whole.lstrip("/"))]
        fitting = ends[0].get(whole) or ("/" in whole and ending) or []
        if not fitting and (
            "/" not in whole or _ABSOLUTE.match(whole)
        ):  # a path of another machine keeps its name only
            fitting = ends[1].get(name) or ends[2].get(name) or ends[2].get(stem) or []
        if len(fitting) == 1:
            return fitting[0], ""
        if fitting:
            doubt = f"“{given[:80]}” could be any of {len(fitting)} files"
    return None, doubt
