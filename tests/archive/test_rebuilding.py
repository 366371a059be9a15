"""What is derived can be deleted and made again, content-equal, after any history."""

from __future__ import annotations

import random

import msgspec
import pytest
from sqlalchemy import text

from earwitness.archive import Archive, verify
from earwitness.errors import BadInput, Conflict, NotFound
from earwitness.model import Statement


def rebuilt(archive: Archive) -> str:
    with archive.writing(catch_up=False) as writer:
        digest = writer.rebuild_catalog()
    assert archive.catalog.content_digest() == digest
    return digest


def live(archive: Archive, clerk, link, new_account, chance: random.Random, steps: int) -> list[str]:  # type: ignore[no-untyped-def]
    """Does acts by chance and returns what was refused; a refusal changes nothing."""
    refused: list[str] = []
    filed = [clerk.file("first"), clerk.file("second")]
    for step in range(steps):
        one, other = chance.sample(filed, 2)
        try:
            match chance.randrange(9):
                case 0:
                    filed.append(clerk.file(f"call {step}"))
                case 1:
                    filed.append(clerk.file(f"telling {step}", ("Тону.", "Понял."), conversation=one.conversation))
                case 2:
                    field = chance.choice(["title", "place", "status"])
                    clerk.state(one.conversation, field, f"{field} {step}")
                case 3:
                    clerk.state(f"{one.transcript}.{chance.choice(['1', '2', 'p1'])}", "access", "restricted")
                case 4:
                    transcript = archive.catalog.transcript(one.transcript)
                    turns = transcript.turns[:1] if chance.random() < 0.5 else transcript.turns
                    newer = msgspec.structs.replace(transcript, revision=transcript.revision + 1, turns=turns)
                    clerk.do("correct", newer)
                case 5:
                    link(one.conversation, other.conversation)
                case 6 | 7:
                    clerk.undo(chance.choice(archive.catalog.acts()).id)
                case 8:
                    if chance.random() < 0.6:
                        with archive.writing() as writer:
                            writer.erase([chance.choice([one.source, one.transcript])], new_account("erase"))
        except (Conflict, NotFound, BadInput) as refusal:
            refused.append(refusal.message)
    return refused


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(4, 20))])
def test_rebuilt_is_equal_after_any_history(archive: Archive, clerk, link, new_account, seed: int) -> None:  # type: ignore[no-untyped-def]
    live(archive, clerk, link, new_account, random.Random(seed), 40)
    assert {"add", "undo", "erase"} <= {act.verb for act in archive.catalog.acts()}
    assert archive.catalog.content_digest() == rebuilt(archive)
    found = verify(archive)
    assert (found.faults, found.notices) == ((), ())


def test_the_digest_tells_catalogs_apart(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    filed = clerk.file("One")
    before = archive.catalog.content_digest()
    with archive.catalog.writing() as connection:
        connection.execute(text("UPDATE turns SET text = 'All is well.' WHERE number = 4"))
    assert archive.catalog.content_digest() != before
    assert [fault.kind for fault in verify(archive).faults] == ["stale"]
    assert rebuilt(archive) == before
    assert archive.catalog.transcript(filed.transcript).turns[3].text == "Up to the second step."


def test_a_catalog_that_is_no_database_is_made_anew(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    clerk.file("One")
    before = archive.catalog.content_digest()
    archive.close()
    (archive.path / "catalog.sqlite").write_bytes(b"not a database " * 500)
    assert [(fault.path, fault.kind) for fault in verify(archive).faults] == [("catalog.sqlite", "stale")]
    archive.close()
    assert rebuilt(archive) == before
    assert verify(archive).faults == ()


def test_readers_see_the_old_or_the_new_while_it_is_made(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    clerk.file("One")
    reader = Archive.open(archive.path)
    seen = []
    with reader.catalog.snapshot() as catalog:
        before = catalog.content_digest()
        with archive.writing(catch_up=False) as writer:
            writer.rebuild_catalog(progress=lambda done, total, name: seen.append((done, total)))
        assert catalog.content_digest() == before
    assert reader.catalog.content_digest() == before
    assert seen == [(1, 1)]


def test_a_large_act_is_replayed_from_its_payload(archive: Archive, clerk, new_account) -> None:  # type: ignore[no-untyped-def]
    records = []
    with archive.writing() as writer:
        for number in range(300):
            filed, more = clerk.records(writer, f"call {number}")
            records += [*more, Statement(subject=filed.conversation, field="status", value="new", origin="table row")]
        writer.commit(new_account("add"), records)
    assert archive.catalog.counts().turns == 1200
    assert archive.catalog.content_digest() == rebuilt(archive)
    assert [standing.title for standing in archive.catalog.conversations(limit=2, offset=298).conversations] == [
        "call 298", "call 299",
    ]  # fmt: skip
