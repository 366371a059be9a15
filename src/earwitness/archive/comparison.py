"""Comparison: whether the catalog says what the acts say. Nothing is folded again: rows are held against payloads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from ..errors import EarwitnessError
from ..model import (
    Caution,
    Code,
    Coding,
    Glossary,
    Hint,
    Link,
    Match,
    Note,
    Search,
    Segment,
    Settlement,
    Statement,
    Transcript,
    transcripts_of,
)
from .database import pieces
from .folding import Thing, encode, search_row, turn_columns
from .schema import (
    act_subjects,
    acts,
    codes,
    decisions,
    glossaries,
    hints,
    links,
    members,
    recordings,
    remarks,
    searches,
    segments,
    sources,
    statements,
    transcripts,
    turns,
)

if TYPE_CHECKING:
    from .archive import Archive

Difference = tuple[str, str, str]
"""Where, what the acts say, what the catalog says: ids and fields only, never words."""


def compare_catalog(archive: Archive, sequence: int) -> Iterator[Difference]:
    """Yields where the catalog differs from the acts up to that sequence: a thing, a turn, a statement, a link.

    It reads every payload and every turn once and keeps one act's in memory.
    """
    where = "catalog.sqlite"
    with archive.catalog.snapshot() as catalog, catalog.connection() as connection:
        try:
            effective = {
                row.sequence: row.effective for row in connection.execute(select(acts.c.sequence, acts.c.effective))
            }
            newest = _newest(connection)
            seen = 0
            for line, act, records in archive.payloads.all():
                if sequence < line.sequence:
                    break
                known = connection.execute(select(acts).where(acts.c.sequence == line.sequence)).first()
                if known is None or (known.id, known.agent, known.verb, known.reason, known.time) != (
                    act.id, act.agent, act.verb, act.reason, act.time,
                ):  # fmt: skip
                    yield where, f"act {line.sequence} as its payload has it", "another account"
                if not effective.get(line.sequence):
                    continue
                last: dict[str, Thing] = {}
                for record in records:
                    if isinstance(record, Statement):
                        yield from _statement(connection, line.sequence, record)
                    elif isinstance(record, Link):
                        found = connection.execute(select(links).where(links.c.id == record.id)).first()
                        said = (record.a, record.b, " ".join(record.turns))
                        if found is None or (found.a, found.b, found.turns) != said:
                            yield where, f"link {record.id}", "another" if found else "none"
                    elif isinstance(record, Match | Settlement):
                        rows = connection.execute(select(decisions).where(decisions.c.id == record.id)).all()
                        expected = {(name, encode(record).decode()) for name in transcripts_of(record)}
                        if {(row.transcript, row.record) for row in rows} != expected:
                            yield where, f"decision {record.id}", "another" if rows else "none"
                    elif isinstance(record, Code | Note | Coding | Caution):
                        table = codes if isinstance(record, Code) else remarks
                        kept = connection.scalar(select(table.c.record).where(table.c.id == record.id))
                        if kept != encode(record).decode():
                            noun = type(record).__name__.lower()
                            yield where, f"{noun} {record.id}", "another" if kept else "none"
                    elif isinstance(record, Segment):
                        query = select(segments.c.record).where(segments.c.id == record.id)
                        if (kept := connection.scalar(query)) != encode(record).decode():
                            yield where, f"segment {record.id}", "another" if kept else "none"
                    elif isinstance(record, Hint):
                        query = select(hints.c.record).where(hints.c.id == record.id)
                        if (kept := connection.scalar(query)) != encode(record).decode():
                            yield where, f"hint {record.id}", "another" if kept else "none"
                    elif isinstance(record, Glossary):
                        query = select(glossaries.c.text).where(glossaries.c.sequence == line.sequence)
                        if (kept := connection.scalar(query)) != record.text:
                            yield where, f"glossary of act {line.sequence}", "another" if kept else "none"
                    elif isinstance(record, Search):
                        row = connection.execute(select(searches).where(searches.c.id == record.id)).first()
                        expected_row = search_row(line.sequence, row.ordinal if row else 0, record)
                        if row is None or tuple(row) != expected_row:
                            yield where, f"search {record.id}", "another" if row else "none"
                    elif isinstance(record, Thing):
                        if newest.get(record.id) == line.sequence:
                            last[record.id] = record
                seen += len(last)
                for some in pieces(list(last.values()), 64):
                    yield from _nouns(connection, some)
            if seen != len(newest):
                yield where, f"{seen} things", f"{len(newest)} things"
        except EarwitnessError as error:
            yield where, "what the acts say", error.message


def _newest(connection: Connection) -> dict[str, int]:
    """Returns for each thing in the catalog the newest effective act that holds it."""
    tables = (sources, members, transcripts, recordings)
    there = {identifier for table in tables for identifier in connection.scalars(select(table.c.id))}
    query = select(act_subjects.c.subject, act_subjects.c.sequence).where(
        act_subjects.c.holds == 1, acts.c.sequence == act_subjects.c.sequence, acts.c.effective == 1
    )
    rows = connection.execute(query.order_by(act_subjects.c.sequence))
    return {subject: sequence for subject, sequence in rows if subject in there}


def _statement(connection: Connection, sequence: int, statement: Statement) -> Iterator[Difference]:
    said = statements.c
    query = select(said.value).where(
        said.subject == statement.subject, said.field == statement.field, said.sequence == sequence
    )
    if statement.value not in connection.scalars(query).all():
        yield "catalog.sqlite", f"{statement.field} of {statement.subject} as act {sequence} states it", "another"


def _nouns(connection: Connection, nouns: Sequence[Thing]) -> Iterator[Difference]:
    """Holds some things against their rows, the turns of transcripts too."""
    ids = [noun.id for noun in nouns]
    recorded: dict[str, str] = {}
    for table in (sources, members, transcripts, recordings):
        query = select(table.c.id, table.c.recorded).where(table.c.id.in_(ids))
        recorded.update((row.id, row.recorded) for row in connection.execute(query))
    rows: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    query = select(turns).where(turns.c.transcript.in_(ids)).order_by(turns.c.transcript, turns.c.number)
    for row in connection.execute(query):
        # `rest`, the last, may carry an access that was stated later.
        rows[row[0]].append(tuple(row[:-1]))
    for noun in nouns:
        head = msgspec.structs.replace(noun, turns=()) if isinstance(noun, Transcript) else noun
        if recorded.get(noun.id) != encode(head).decode():
            yield "catalog.sqlite", f"{type(noun).__name__.lower()} {noun.id} as its act has it", "another"
        if isinstance(noun, Transcript):
            expected = [turn_columns(noun.id, turn) for turn in sorted(noun.turns, key=lambda turn: turn.number)]
            if len(rows[noun.id]) != len(expected):
                yield "catalog.sqlite", f"{len(expected)} turns of {noun.id}", f"{len(rows[noun.id])} turns"
            for mine, theirs in zip(expected, rows[noun.id], strict=False):
                if mine != theirs:
                    yield "catalog.sqlite", f"turn {noun.id}.{mine[2]} as its act has it", "another"
