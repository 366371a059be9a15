"""Migrations: how a catalog of an older Earwitness becomes one of today, a numbered function a step.

The catalog is derived, so a step that cannot be told in a few lines may leave the tables empty: the writer replays the
journal into them. A catalog of a newer schema is made anew, never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, MetaData, Table, inspect, select
from sqlalchemy.schema import DropTable

from . import schema

Migration = Callable[[Connection], None]


def first(connection: Connection) -> None:
    """From nothing to schema 1: all the tables, standing before the first act."""
    _from_nothing(connection, 1)


def second(connection: Connection) -> None:
    """To schema 2, where links have stretches and decisions a table: the acts are folded anew by the writer."""
    for name in inspect(connection).get_table_names():
        connection.execute(DropTable(Table(name, MetaData())))
    _from_nothing(connection, 2)


def third(connection: Connection) -> None:
    """To schema 3, with the work on conversations and what is written on passages: the writer folds the acts anew."""
    for name in inspect(connection).get_table_names():
        connection.execute(DropTable(Table(name, MetaData())))
    _from_nothing(connection, 3)


def fourth(connection: Connection) -> None:
    """To schema 4, with the glossary and kept searches: the writer folds the acts anew."""
    for name in inspect(connection).get_table_names():
        connection.execute(DropTable(Table(name, MetaData())))
    _from_nothing(connection, 4)


def fifth(connection: Connection) -> None:
    """To schema 5, with recordings and their segments: the writer folds the acts anew."""
    for name in inspect(connection).get_table_names():
        connection.execute(DropTable(Table(name, MetaData())))
    _from_nothing(connection, 5)


def _from_nothing(connection: Connection, number: int) -> None:
    schema.metadata.create_all(connection)
    connection.execute(
        schema.meta.insert(),
        [
            {"name": "schema", "value": str(number)},
            {"name": "sequence", "value": "0"},
            {"name": "head", "value": "0" * 64},
        ],
    )


MIGRATIONS: dict[int, Migration] = {1: first, 2: second, 3: third, 4: fourth, 5: fifth}
"""By the schema that each leads to."""


def schema_of(connection: Connection) -> int:
    """Returns the number of the schema that the database holds, 0 where it is empty."""
    if not inspect(connection).has_table("meta"):
        return 0
    found = connection.scalar(select(schema.meta.c.value).where(schema.meta.c.name == "schema"))
    return int(found or 0)


def migrate(connection: Connection) -> None:
    """Brings the database up to `SCHEMA_VERSION`, step by step, in the transaction of the connection."""
    for number in range(schema_of(connection) + 1, schema.SCHEMA_VERSION + 1):
        MIGRATIONS[number](connection)
        connection.execute(schema.meta.update().where(schema.meta.c.name == "schema").values(value=str(number)))
