"""Results: RESULTS.md with the rows of the latest run of each number; a run of some rows leaves the others as they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from .row import HEAD, Row

TITLE = """# Results

Medians; one run where a row takes minutes. Each row's line says when and beside what load it was measured."""


def merged(before: str, rows: Iterable[Row], *, told: str) -> str:
    """Returns the text of RESULTS.md with these rows in place of those of the same numbers.

    `told` says when and on what they were measured. What stood before keeps its place and what was told of it.
    """
    fresh: dict[str, list[str]] = {}
    for row in rows:
        fresh.setdefault(number_of(row.name), []).append(row.table())
    notes = {**notes_of(before), **dict.fromkeys(fresh, told)}
    tables = {**tables_of(before), **fresh}
    lines = [f"- Row {number}: {note}" for number, note in notes.items() if number in tables]
    return "\n".join((TITLE, "", *lines, "", HEAD, *(line for table in tables.values() for line in table), ""))


def number_of(name: str) -> str:
    return name.split(" ", 1)[0]


def tables_of(text: str) -> dict[str, list[str]]:
    """Returns the lines of the table by the number of their row."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if started := re.match(r"\| (\d+\w*) ", line):
            found.setdefault(started[1], []).append(line)
    return found


def notes_of(text: str) -> Mapping[str, str]:
    """Returns what was told of each row; of rows without a line of their own, what an older file says of all."""
    own = dict(re.findall(r"^- Row (\w+): (.*)$", text, re.MULTILINE))
    paragraph = next((line for line in text.splitlines() if line and line[0] not in "#-|" and line not in TITLE), "")
    return {number: own.get(number) or paragraph for number in tables_of(text)}
