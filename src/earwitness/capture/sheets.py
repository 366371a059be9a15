"""Tables as bytes: CSV in any charset and XLSX, read as rows of text; XLSX written.

Nothing in a table runs: formulas give the value that was saved with them, links and macros are not opened, archives
that would unpack to more than is allowed are refused before they are.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..errors import BadInput, MalformedText, UnsafeInput

MAX_ROWS = 200_000
MAX_COLUMNS = 500
MAX_UNPACKED = 256 * 1024 * 1024
MAX_MEMBERS = 2_000
_CHARSETS = ["cp1251", "cp1252", "cp1250", "koi8_r", "cp866", "iso8859_2"]
_DELIMITERS = ",;\t|"
_DOCTYPES = tuple(word.encode(charset) for word in ("<!DOCTYPE", "<!ENTITY") for charset in ("ascii", "utf-16-le"))
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def read_rows(content: bytes, name: str) -> list[list[str]]:
    """Returns the rows of a table, each a list of texts. The bytes, not the name, say whether it is XLSX or CSV.

    Raises MalformedText where it is neither, UnsafeInput where it would unpack to more than is allowed.
    """
    if content.startswith(b"PK\x03\x04"):
        return _capped(_xlsx_rows(content, name), name)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise MalformedText(name, None, "this is an old Excel file (.xls)", hint="save it as .xlsx or .csv")
    return _capped(_csv_rows(content, name), name)


def _capped(rows: Iterable[list[str]], name: str) -> list[list[str]]:
    kept: list[list[str]] = []
    for row in rows:
        if MAX_COLUMNS < len(row):
            raise UnsafeInput(f"{name} has more than {MAX_COLUMNS} columns", path=name)
        kept.append(row)
        if MAX_ROWS < len(kept):
            raise UnsafeInput(f"{name} has more than {MAX_ROWS} rows", path=name, hint="split the list")
    while kept and not any(kept[-1]):
        kept.pop()
    return kept


def decode(content: bytes, name: str) -> str:
    """Returns the text of a CSV file: by its byte order mark, as UTF-8, else in the charset that fits it best."""
    for mark, charset in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            try:
                return content.decode(charset)
            except UnicodeDecodeError as error:
                raise MalformedText(name, None, f"this is not the {charset} that its first bytes say") from error
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(content[:262_144], cp_isolation=_CHARSETS).best()
        if best is None:
            raise MalformedText(name, None, "this is no text", hint="save the table as CSV in UTF-8") from None
        return content.decode(best.encoding, "replace")


def _csv_rows(content: bytes, name: str) -> Iterator[list[str]]:
    text = decode(content, name)
    if "\0" in text:
        raise MalformedText(name, None, "this is no text: it holds NUL bytes", hint="save the table as CSV in UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise MalformedText(name, reader.line_num, str(error), hint="save the table anew as CSV") from error


def _delimiter(text: str) -> str:
    """Returns what parts the first rows: the sign that gives most of them the same, greatest number of cells."""
    opening = text[:20_000]
    best, most = ",", 0
    for sign in _DELIMITERS:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(opening, newline=""), delimiter=sign)][:20]
        except csv.Error:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
        score = 0 if usual < 2 else widths.count(usual) * 100 + usual
        if most < score:
            best, most = sign, score
    return best


def _xlsx_rows(content: bytes, name: str) -> Iterator[list[str]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    _check_package(content, name)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
        sheet.reset_dimensions()  # a stated size can lie; the rows cannot
        for row in sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 1, values_only=True):
            yield _trimmed([cell_text(value) for value in row])
    except (
        InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, TypeError, IndexError,
        AttributeError, EOFError, OSError, StopIteration, NotImplementedError, OverflowError,
    ) as error:  # fmt: skip
        raise MalformedText(name, None, f"this is no XLSX that can be read ({type(error).__name__})") from error


def _check_package(content: bytes, name: str) -> None:
    """Raises where the parts would unpack to too much, or hold what makes XML grow or fetch."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if MAX_MEMBERS < len(parts) or MAX_UNPACKED < sum(part.file_size for part in parts):
                raise UnsafeInput(f"{name} would unpack to more than is allowed", path=name, hint="save it as CSV")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package, part, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError) as error:
        raise MalformedText(name, None, "this is no XLSX: its parts cannot be unpacked") from error


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    tail = b""
    with package.open(part) as file:
        while piece := file.read(1024 * 1024):
            window = tail + piece
            if any(word in window for word in _DOCTYPES):
                raise UnsafeInput(f"{name} declares entities, which no table needs", path=name, hint="save it as CSV")
            tail = window[-32:]


def _trimmed(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row.pop()
    return row


def cell_text(value: Any) -> str:
    """Returns a cell as a person reads it: days and times in ISO form, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        if value.time() == dt.time():
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, dt.time):
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def write_table(rows: Iterable[Sequence[object]], columns: Sequence[str]) -> bytes:
    """Returns an XLSX file: the columns' names in bold, then the rows.

    Integers stay numbers; all else is text, also where it begins like a formula (`=`, `+`, `-`, `@`), so that opening
    the table runs nothing. Signs that XML cannot hold become `\\ufffd`; text past 32,767 signs, the most that a cell
    holds, is cut with `…`. Raises BadInput where a row has more cells than there are columns.
    """
    rows = list(rows)
    for number, row in enumerate(rows, 1):  # before anything is written, so that nothing half written is left
        if len(columns) < len(row):
            raise BadInput(f"row {number} has {len(row)} cells for {len(columns)} columns")
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    book = openpyxl.Workbook(write_only=True)
    book.properties.creator = "earwitness"
    sheet = book.create_sheet("list")
    sheet.freeze_panes = "A2"

    def cell(value: object) -> Any:
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return WriteOnlyCell(sheet, value=value)
        text = _UNWRITABLE.sub("\ufffd", str(value))
        if _LONGEST_CELL < len(text):
            text = text[: _LONGEST_CELL - 1] + "…"
        written = WriteOnlyCell(sheet, value="")
        written.value = text
        written.data_type = "s"
        if text.startswith(_FORMULA):
            written.quotePrefix = True  # keeps it text when the table is saved as CSV and opened again
        return written

    heads = [cell(name) for name in columns]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
