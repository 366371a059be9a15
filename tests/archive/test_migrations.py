from __future__ import annotations

from sqlalchemy import create_engine, inspect, text

from earwitness.archive import Archive
from earwitness.archive.migrations import MIGRATIONS, migrate, schema_of
from earwitness.archive.schema import SCHEMA_VERSION, metadata


def described(connection) -> dict[str, object]:  # type: ignore[no-untyped-def]
    looking = inspect(connection)
    return {
        name: (
            [(column["name"], str(column["type"]), column["nullable"]) for column in looking.get_columns(name)],
            looking.get_pk_constraint(name)["constrained_columns"],
            sorted((index["name"], tuple(index["column_names"])) for index in looking.get_indexes(name)),
        )
        for name in looking.get_table_names()
    }


def test_every_schema_leads_to_the_one_of_today() -> None:
    assert sorted(MIGRATIONS) == list(range(1, SCHEMA_VERSION + 1))
    fresh = create_engine("sqlite://")
    with fresh.begin() as connection:
        metadata.create_all(connection)
        today = described(connection)
    for start in range(SCHEMA_VERSION + 1):
        engine = create_engine("sqlite://")
        with engine.begin() as connection:
            for number in range(1, start + 1):
                MIGRATIONS[number](connection)
            assert schema_of(connection) == start
            migrate(connection)
            assert schema_of(connection) == SCHEMA_VERSION
            assert described(connection) == today
            connection.execute(text("DROP INDEX acts_payload"))
            assert described(connection) != today  # the control


def test_a_catalog_of_a_newer_schema_is_made_anew(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    clerk.file("One")
    before = archive.catalog.content_digest()
    with archive.catalog.writing() as connection:
        connection.execute(text("UPDATE meta SET value = '99' WHERE name = 'schema'"))
    archive.close()
    assert archive.catalog.path.is_file()
    with Archive.open(archive.path).writing():
        pass
    assert archive.catalog.content_digest() == before
