"""Which transcripts the acts on codes and annotations reach: those where passages are found by other words since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, select

from ..model import Code, Codebook
from .database import pieces
from .schema import codes, remarks, statements
from .standing import with_statements

_CODE = msgspec.json.Decoder(Code)


def stated_of(connection: Connection, roots: Iterable[str]) -> dict[str, dict[str, str]]:
    """Returns what stands of each field that somebody stated of codes or annotations."""
    found: dict[str, dict[str, str]] = {}
    query = select(statements.c.root, statements.c.field, statements.c.value)
    for some in pieces(sorted(roots)):
        rows = connection.execute(
            query.where(statements.c.root.in_(some)).order_by(statements.c.sequence, statements.c.ordinal)
        )
        for root, field, value in rows:
            found.setdefault(root, {})[field] = value
    return found


def standing_codes(connection: Connection) -> list[Code]:
    """Returns all codes as they stand, oldest first, merged and retired ones too."""
    query = select(codes.c.id, codes.c.record).order_by(codes.c.sequence, codes.c.ordinal, codes.c.id)
    rows = connection.execute(query).all()
    stated = stated_of(connection, (row.id for row in rows))
    return [with_statements(_CODE.decode(row.record), stated.get(row.id, {})) for row in rows]


def reached(connection: Connection, touched: Iterable[str]) -> set[str]:
    """Returns the transcripts of touched annotations, and those on which touched codes were put, or any below them."""
    changed = set(touched)
    written = {subject for subject in changed if subject[:1] in ("n", "g", "w")}
    found = _places(connection, select(remarks.c.place), remarks.c.id, written)
    changed_codes = {subject for subject in changed if subject.startswith("k")}
    if changed_codes:
        book = Codebook(standing_codes(connection))
        below = {code for subject in changed_codes for code in (subject, *book.within(subject))}
        found |= _places(connection, select(remarks.c.place), remarks.c.code, below)
    return {place for place in found if place.startswith("t")}


def _places(connection: Connection, query: Select[Any], column: Any, ids: set[str]) -> set[str]:
    return {place for some in pieces(sorted(ids)) for place in connection.scalars(query.where(column.in_(some)))}
