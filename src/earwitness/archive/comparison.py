"""Comparison: whether the catalog says what the acts say. Nothing is folded again: rows are held against payloads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from ..errors import EarwitnessError
from ..model import Conversation, Link, Source, Statement, Transcript
from .folding import encode, turn_row
from .schema import act_subjects, acts, links, members, sources, statements, transcripts, turns

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
                last = {
                    record.id: record for record in records if isinstance(record, Source | Conversation | Transcript)
                }
                for record in records:
                    if isinstance(record, Statement):
                        yield from _statement(connection, line.sequence, record)
                    elif isinstance(record, Link):
                        found = connection.execute(select(links).where(links.c.id == record.id)).first()
                        if found is None or (found.a, found.b) != (record.a, record.b):
                            yield where, f"link {record.id}", "another" if found else "none"
                for noun in last.values():
                    if newest.get(noun.id) == line.sequence:
                        seen += 1
                        yield from _noun(connection, noun)
            if seen != len(newest):
                yield where, f"{seen} things", f"{len(newest)} things"
        except EarwitnessError as error:
            yield where, "what the acts say", error.message


def _newest(connection: Connection) -> dict[str, int]:
    """Returns for each thing in the catalog the newest effective act that holds it."""
    there = {
        identifier for table in (sources, members, transcripts) for identifier in connection.scalars(select(table.c.id))
    }
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


def _noun(connection: Connection, noun: Source | Conversation | Transcript) -> Iterator[Difference]:
    """Holds one thing against its row, a transcript's turns too."""
    table: Any
    match noun:
        case Source():
            table, kind, recorded = sources, "source", encode(noun).decode()
        case Conversation():
            table, kind, recorded = members, "conversation", encode(noun).decode()
        case Transcript():
            table, kind = transcripts, "transcript"
            recorded = encode(msgspec.structs.replace(noun, turns=())).decode()
    if connection.scalar(select(table.c.recorded).where(table.c.id == noun.id)) != recorded:
        yield "catalog.sqlite", f"{kind} {noun.id} as its act has it", "another"
    if isinstance(noun, Transcript):
        query = select(turns).where(turns.c.transcript == noun.id).order_by(turns.c.number)
        rows = [tuple(row) for row in connection.execute(query)]
        expected = [turn_row(noun.id, turn) for turn in sorted(noun.turns, key=lambda turn: turn.number)]
        if len(rows) != len(expected):
            yield "catalog.sqlite", f"{len(expected)} turns of {noun.id}", f"{len(rows)} turns"
        for mine, theirs in zip(expected, rows, strict=False):
            # `rest`, the last, may carry an access that was stated later.
            if mine[:-1] != theirs[:-1]:
                yield "catalog.sqlite", f"turn {noun.id}.{mine[2]} as its act has it", "another"
