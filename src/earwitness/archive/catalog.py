"""The catalog: what the journal's acts come to, in a database. It records the act it stands at, and can be made anew."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path

import msgspec
from sqlalchemy import Connection, Engine, select

from ..errors import StorageFailed
from ..model import Act, Record
from . import schema
from .database import PATIENCE_MS, database, reading_engine, writing_engine
from .folding import Folding
from .journal import Head, Line
from .migrations import migrate, schema_of
from .queries import Queries

ReadPayload = Callable[[str], tuple[Act, Sequence[Record]]]
"""Gives back what the payload of a digest holds."""

_KEPT_PAYLOADS = 8


class Catalog(Queries):
    """`catalog.sqlite` of an archive. Reading never waits for a writer and never changes anything."""

    def __init__(self, path: Path, read_payload: ReadPayload) -> None:
        super().__init__(self._transaction, self._payload_of)
        self.path = path
        self._read_payload = read_payload
        self._engine: Engine | None = None
        self._writing: Engine | None = None
        self._payloads: OrderedDict[str, tuple[Act, Sequence[Record]]] = OrderedDict()
        self._current: ContextVar[Connection | None] = ContextVar("current", default=None)

    # Reading

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """Gives a connection that sees one state; a question that asks further questions shares it with them."""
        if (current := self._current.get()) is not None:
            yield current
            return
        with database(self.path, "reading the catalog"):
            if self._engine is None:
                if not self.path.is_file():
                    raise StorageFailed(
                        "this archive has no catalog", hint="make it anew: earwitness rebuild", path=str(self.path)
                    )
                engine = reading_engine(self.path)
                with engine.connect() as connection:
                    found = schema_of(connection)
                if found != schema.SCHEMA_VERSION:
                    engine.dispose()
                    raise StorageFailed(
                        f"the catalog is of schema {found}, this Earwitness reads {schema.SCHEMA_VERSION}",
                        hint="make it anew: earwitness rebuild",
                        path=str(self.path),
                    )
                self._engine = engine
            with self._engine.connect() as connection, connection.begin():
                token = self._current.set(connection)
                try:
                    yield connection
                finally:
                    self._current.reset(token)

    @contextmanager
    def snapshot(self) -> Iterator[Catalog]:
        """Has all questions within the block answered from one state of the catalog, however long it runs."""
        with self._transaction():
            yield self

    def connection(self) -> AbstractContextManager[Connection]:
        """Gives the reading connection itself, for what has no question of its own."""
        return self._transaction()

    @property
    def position(self) -> Head:
        """The act that the catalog stands at: its sequence and the digest of its line."""
        with self._transaction() as connection:
            return Head(*self.position_of(connection))

    def content_digest(self) -> str:
        """Returns a digest over all rows of all tables in order: equal catalogs have equal ones."""
        hashing = hashlib.sha256()
        encode = msgspec.json.encode
        with self._transaction() as connection:
            for table in schema.metadata.sorted_tables:
                hashing.update(table.name.encode() + b"\n")
                query = select(table).order_by(*table.primary_key.columns)
                for row in connection.execution_options(yield_per=2000).execute(query):
                    hashing.update(encode(tuple(row)) + b"\n")
        return hashing.hexdigest()

    # Payloads

    def _payload_of(self, connection: Connection, sequence: int) -> tuple[Act, Sequence[Record]]:
        query = select(schema.acts.c.payload).where(schema.acts.c.sequence == sequence)
        digest = self.standing_payload(connection, str(connection.scalar(query)))
        if digest not in self._payloads:
            self._payloads[digest] = self._read_payload(digest)
            if _KEPT_PAYLOADS < len(self._payloads):
                self._payloads.popitem(last=False)
        return self._payloads[digest]

    @staticmethod
    def standing_payload(connection: Connection, digest: str) -> str:
        """Returns the digest of the payload that stands in for one that may have been erased."""
        while True:
            query = select(schema.erased.c.kept).where(schema.erased.c.payload == digest)
            if (kept := connection.scalar(query)) is None:
                return digest
            digest = str(kept)

    # Writing, by the one writer

    def open_for_writing(self) -> None:
        """Makes the tables, or brings older ones up to date. Raises NewerSchema for a newer one, StorageFailed."""
        with database(self.path, "opening the catalog"):
            self._writing = self._writing or writing_engine(self.path)
            with self._writing.begin() as connection:
                found = schema_of(connection)
                if schema.SCHEMA_VERSION < found:
                    raise NewerSchema(f"the catalog is of schema {found}", path=str(self.path))
                if found < schema.SCHEMA_VERSION:
                    migrate(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Gives a connection that holds the write lock; all that the block does becomes visible at once, or none."""
        with database(self.path, "writing the catalog"):
            if self._writing is None:
                self.open_for_writing()
            assert self._writing is not None
            with self._writing.begin() as connection:
                yield connection

    @contextmanager
    def asking(self, connection: Connection) -> Iterator[Catalog]:
        """Has all questions within the block answered through this connection, such as the writer's own."""
        token = self._current.set(connection)
        try:
            yield self
        finally:
            self._current.reset(token)

    def fold(self, connection: Connection, line: Line, act: Act, records: Sequence[Record]) -> None:
        """Folds one act in, in the transaction of the connection. The line must be the next one."""
        standing = Head(*self.position_of(connection))
        if line.sequence != standing.sequence + 1 or line.prev != standing.digest:
            raise StorageFailed(
                f"act {line.sequence} does not follow the one the catalog stands at, {standing.sequence}",
                hint="run `earwitness verify`",
                path=str(self.path),
            )
        Folding(connection, lambda sequence: self._payload_of(connection, sequence)).fold(line, act, records)
        for name, value in (("sequence", str(line.sequence)), ("head", line.digest)):
            connection.execute(schema.meta.update().where(schema.meta.c.name == name).values(value=value))

    def replay(self, lines: Iterable[Line], *, group: int = 64) -> int:
        """Folds in the acts of these lines from their payloads, in transactions of `group`; returns how many."""
        count = 0
        waiting: list[Line] = []
        for line in lines:
            waiting.append(line)
            if len(waiting) == group:
                count += self._replay(waiting)
                waiting = []
        return count + self._replay(waiting)

    def _replay(self, lines: list[Line]) -> int:
        if lines:
            with self.writing() as connection:
                for line in lines:
                    act, records = self._read_payload(line.payload)
                    self.fold(connection, line, act, records)
        return len(lines)

    def erased_by(self, sequence: int) -> bool:
        """Says whether the act of that sequence erased something."""
        with self.writing() as connection:
            query = select(schema.erased.c.payload).where(schema.erased.c.sequence == sequence)
            return connection.scalar(query.limit(1)) is not None

    def scrub(self) -> None:
        """Leaves nothing of removed rows: free pages go, and so does the write-ahead file's content.

        Raises StorageFailed where a reader kept the database busy for too long.
        """
        with database(self.path, "emptying the catalog's free pages"):
            self.close_writing()
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE_MS / 1000)
            try:
                connection.execute("PRAGMA secure_delete=ON").fetchall()
                connection.execute("VACUUM").fetchall()
                busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            finally:
                connection.close()
        if busy:
            raise StorageFailed(
                "what was erased is gone from the truth, but a program that reads the catalog keeps remains of it there",
                hint="let that program finish or end it; the next act then removes them",
                path=str(self.path),
            )

    def copy_from(self, other: Path) -> None:
        """Takes over the whole content of another catalog in one transaction: readers see the old or the new."""
        with database(self.path, "taking over the new catalog"):
            self.close_writing()
            source = sqlite3.connect(other, isolation_level=None)
            destination = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE_MS / 1000)
            try:
                source.backup(destination)
                destination.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            finally:
                source.close()
                destination.close()

    def close_writing(self) -> None:
        if self._writing is not None:
            self._writing.dispose()
            self._writing = None

    def close(self) -> None:
        """Closes all connections; the next question opens them again."""
        self.close_writing()
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None


class NewerSchema(StorageFailed):
    """A newer Earwitness made the catalog; the writer makes it anew."""


def remove_database(path: Path) -> None:
    """Removes a catalog with the files that SQLite keeps beside it."""
    for name in (path.name, path.name + "-wal", path.name + "-shm", path.name + "-journal"):
        path.with_name(name).unlink(missing_ok=True)
