"""The catalog's database: connections whose settings are asked for, answered and compared.

SQLite in write-ahead mode lets any number read while one writes. A bare `execute("PRAGMA …")` hides an I/O error until
its answer is fetched, so every answer is.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert
from sqlalchemy.exc import DBAPIError

from ..errors import StorageFailed

PATIENCE_MS = 30_000
"""How long a connection waits for another that is switching or emptying the write-ahead file."""

WRITING = {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "busy_timeout": PATIENCE_MS}
READING = {"query_only": 1, "busy_timeout": PATIENCE_MS}
_SET = {"synchronous": "FULL"}


def _ask(connection: sqlite3.Connection, settings: dict[str, Any]) -> None:
    for name, wanted in settings.items():
        connection.execute(f"PRAGMA {name}={_SET.get(name, wanted)}").fetchall()
        answer = connection.execute(f"PRAGMA {name}").fetchone()
        if answer is None or answer[0] != wanted:
            raise StorageFailed(
                f"the catalog's database would not set {name} to {wanted}; it answered {answer and answer[0]}",
                hint="keep the archive on a local disk",
            )


def _open_reading(path: Path) -> sqlite3.Connection:
    """Opens for reading; where not even the write-ahead file's index may be made, as a file that cannot change."""
    address = path.absolute().as_uri()
    last: sqlite3.Error | None = None
    for how in ("?mode=ro", "?mode=ro&immutable=1"):
        if "immutable" in how and os.access(path.parent, os.W_OK):
            break
        try:
            connection = sqlite3.connect(address + how, uri=True, check_same_thread=False, isolation_level=None)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
            return connection
        except sqlite3.OperationalError as error:
            last = error
    raise last or sqlite3.OperationalError("unable to open database file")


def reading_engine(path: Path) -> Engine:
    """Returns an engine whose transactions see one state of the catalog from beginning to end."""

    def connect() -> sqlite3.Connection:
        connection = _open_reading(path)
        _ask(connection, READING)
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=_pool(), pool_size=4, max_overflow=60)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def writing_engine(path: Path) -> Engine:
    """Returns an engine for the one writer: transactions take the write lock when they begin."""

    def connect() -> sqlite3.Connection:
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=PATIENCE_MS / 1000)
        _ask(connection, WRITING)
        connection.execute("PRAGMA cache_size=-65536").fetchall()
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=_pool(), pool_size=1)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _pool() -> Any:
    from sqlalchemy.pool import QueuePool

    return QueuePool


@contextmanager
def database(path: Path, doing: str) -> Iterator[None]:
    """Turns the database's refusals into StorageFailed, with what was being done."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        cause = getattr(error, "orig", None) or error
        raise StorageFailed(
            f"{doing}: {cause}",
            hint="what was acknowledged stands in the journal; `earwitness rebuild` makes the catalog anew",
            path=str(path),
        ) from error


def add_rows(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Adds many rows, each a tuple in the order of the table's columns, with as little between as can be."""
    if not rows:
        return
    statement = insert(table)
    if connection.dialect.positional:
        connection.exec_driver_sql(str(statement.compile(dialect=connection.dialect)), list(rows))
    else:
        names = [column.name for column in table.columns]
        connection.execute(statement, [dict(zip(names, row, strict=True)) for row in rows])


def pieces(values: Sequence[Any], size: int = 400) -> Iterator[Sequence[Any]]:
    """Yields the values in pieces that fit into one statement."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
