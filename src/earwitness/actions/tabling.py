"""Call lists: what the table that came with the files says of each, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from msgspec.structs import replace

from ..capture.files import Candidate, walk
from ..capture.tables import CallList, Row, plan, read_table
from ..errors import EarwitnessError, NotFound
from ..model import Access
from . import filing
from .filing import Known

MEANINGS = (
    "title",
    "kind",
    "genre",
    "place",
    "publisher",
    "supplier",
    "language",
    "terms",
    "access",
    "published",
    "url",
)
"""What a column may say that `filing.known` takes by the same name."""


def by_table(
    table: Path, inputs: Sequence[str], facts: Known
) -> tuple[Iterable[tuple[Candidate, Known]], tuple[str, ...]]:
    """Returns the inputs with what the table says of each, and in sentences how the table was understood.

    Without inputs, the files that its rows name are looked for beside the table. Rows without a file and files without a row
    are told; a file without a row is added with what was given on the command. Raises NotFound where there is no table.
    """
    try:
        content = table.read_bytes()
    except OSError as error:
        raise NotFound(f"the table {table} cannot be read: {error.strerror}", path=str(table)) from error
    calls = read_table(content, table.name)
    candidates = list(walk(inputs or [str(table.parent)]))
    candidates = [each for each in candidates if not _is(each, table)]
    paths = [each.path for each in candidates if each.kind in ("file", "web")]
    intended = plan(calls, paths)
    rows = {row.number: row for row in calls.rows}
    said = {match.path: rows[match.row] for match in intended.matches}
    wanted = [(each, _known(said[each.path], facts, table.name) if each.path in said else facts) for each in candidates]
    sentences = [*_columns(calls), f"{len(intended.matches)} of {len(calls.rows)} rows name a file that is here"]
    sentences += [f"row {number}: its file is not here" for number in intended.rows_without_file]
    sentences += [f"{path}: no row names it" for path in intended.files_without_row]
    sentences += [*calls.doubts, *intended.doubts]
    return wanted, tuple(sentences)


def _is(candidate: Candidate, table: Path) -> bool:
    return candidate.kind == "file" and Path(candidate.path).absolute() == table.absolute()


def _columns(calls: CallList) -> list[str]:
    return [
        f"column “{column.header}” says: {column.meaning}"
        if column.meaning
        else f"column “{column.header}” is kept as it is"
        for column in calls.columns
    ]


def _known(row: Row, facts: Known, table: str) -> Known:
    """Returns what a row says of a file, above what was given for all; a value that does not fit is kept as it is."""
    extra = list(row.extra)
    known = facts
    origin = f"table {table} row {row.number}"
    for meaning, value in row.fields:
        field = {"date": "held"}.get(meaning, meaning)
        if field not in (*MEANINGS, "held"):
            if meaning not in ("file",):
                extra.append((meaning, value))
            continue
        try:
            checked = filing.known(**{field: value})  # type: ignore[arg-type]
        except EarwitnessError:
            extra.append((meaning, value))
            if field == "access":
                # Somebody meant to hold it back in words of their own: it stays in until a person says otherwise.
                known = replace(known, access=Access(kind="restricted"))
            continue
        known = replace(known, **{field: getattr(checked, field)})
    return replace(known, extra=(*facts.extra, *extra), origin=origin)
