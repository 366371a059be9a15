"""Migrations: how a catalog of an older Earwitness becomes one of today, a numbered function a step.

The catalog is derived, so a step that cannot be told in a few lines may leave the tables empty: the writer replays the
journal into them. A catalog of a newer schema is made anew, never guessed at.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, inspect, select

from . import schema

Migration = Callable[[Connection], None]


def first(connection: Connection) -> None:
    """From nothing to schema 1: all the tables, standing before the first act."""
    schema.metadata.create_all(connection)
    connection.execute(
        schema.meta.insert(),
        [
            {"name": "schema", "value": "1"},
            {"name": "sequence", "value": "0"},
            {"name": "head", "value": "0" * 64},
        ],
    )


MIGRATIONS: dict[int, Migration] = {1: first}
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
