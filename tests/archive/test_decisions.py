"""Decisions: which turns match, which reading stands, which conversation an excerpt quotes; kept, undone, erased."""

from __future__ import annotations

from sqlalchemy import delete

from earwitness.archive import Archive, verify
from earwitness.archive.schema import decisions
from earwitness.identifiers import new_id
from earwitness.model import Link, Match, Quote, Settlement

ROUND_UP = ("We are taking water.", "Leave her now.", "The pier is closed.")


def settlement(*transcripts: str) -> Settlement:
    readings = tuple(
        Quote(transcript=name, revision=1, turn="3", exact=words)
        for name, words in zip(transcripts, ("How much water", "How much oil"), strict=False)
    )
    return Settlement(
        id=new_id("decision"), variant="v0123456789ab", kind="object", readings=readings, chosen=transcripts[0],
        note="heard twice",
    )  # fmt: skip


def test_a_decision_stands_until_it_is_undone_and_comes_back(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    one, other = clerk.file("One"), clerk.file("Other")
    match = Match(id=new_id("decision"), a=one.transcript, b=other.transcript, a_turns=("1", "2"), b_turns=("2",))
    act = clerk.do("match", match, subjects=(one.transcript,))
    settled = settlement(one.transcript, other.transcript)
    clerk.do("settle", settled)
    both = [one.transcript, other.transcript]
    assert [each.decision for each in archive.catalog.decisions(both)] == [match, settled]
    assert [each.decision for each in archive.catalog.decisions([other.transcript])] == [settled], "a match needs both"
    assert archive.catalog.decisions(both)[0].act == act
    assert archive.catalog.noun(match.id) == "decision"
    undone = clerk.undo(act)
    assert [each.decision for each in archive.catalog.decisions(both)] == [settled]
    clerk.undo(undone)
    assert [each.decision for each in archive.catalog.decisions(both)] == [match, settled]
    before = archive.catalog.content_digest()
    with archive.writing() as writer:
        assert writer.rebuild_catalog() == before


def test_verify_names_a_decision_that_the_catalog_lost(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    one, other = clerk.file("One"), clerk.file("Other")
    settled = settlement(one.transcript, other.transcript)
    clerk.do("settle", settled)
    assert verify(archive).faults == ()
    with archive.catalog.writing() as connection:
        connection.execute(delete(decisions).where(decisions.c.transcript == other.transcript))
    archive.catalog.close()
    (fault,) = verify(archive).faults
    assert (fault.kind, fault.expected) == ("stale", f"decision {settled.id}")


def test_a_round_up_is_a_publication_of_both_calls_and_joins_neither(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    bridge, pier, round_up = clerk.file("Bridge"), clerk.file("Pier"), clerk.file("Round-up", ROUND_UP)
    first = [f"{round_up.transcript}.1", f"{round_up.transcript}.2"]
    stretch = Link(id=new_id("link"), a=round_up.conversation, b=bridge.conversation, turns=tuple(first))
    act = clerk.do("link", stretch)
    other = (f"{round_up.transcript}.3",)
    clerk.do("link", Link(id=new_id("link"), a=round_up.conversation, b=pier.conversation, turns=other))
    catalog = archive.catalog
    assert len({catalog.canonical(each.conversation) for each in (bridge, pier, round_up)}) == 3
    own, quoting = catalog.tellings_of(bridge.conversation)
    assert (own.id, quoting.id) == (bridge.transcript, round_up.transcript)
    assert [turn.text for turn in quoting.turns] == list(ROUND_UP[:2])
    assert [turn.text for turn in catalog.tellings_of(pier.conversation)[1].turns] == ["The pier is closed."]
    assert catalog.conversation(bridge.conversation).transcripts == 2
    assert catalog.conversation(bridge.conversation).turns == 4
    assert catalog.quoted_by(round_up.conversation) == {bridge.conversation: tuple(first), pier.conversation: other}
    assert [each.id for each in catalog.transcripts_of(bridge.conversation)] == [bridge.transcript]
    clerk.undo(act)
    assert len(catalog.tellings_of(bridge.conversation)) == 1
    assert catalog.conversation(bridge.conversation).transcripts == 1
    assert len(catalog.tellings_of(pier.conversation)) == 2, "the control: the other link stands"
    before = archive.catalog.content_digest()
    with archive.writing() as writer:
        assert writer.rebuild_catalog() == before


def test_erasing_a_transcript_takes_what_was_settled_of_it(archive: Archive, clerk) -> None:  # type: ignore[no-untyped-def]
    one, other, third = (
        clerk.file("One"),
        clerk.file("Other", ("Other words.",)),
        clerk.file("Third", ("Third words.",)),
    )
    gone, stays = settlement(one.transcript, other.transcript), settlement(one.transcript, third.transcript)
    clerk.do("settle", gone)
    clerk.do("settle", stays)
    from .conftest import account

    with archive.writing() as writer:
        writer.erase([other.transcript], account("erase", subjects=(other.transcript,)))
    assert [each.decision for each in archive.catalog.decisions([one.transcript])] == [stays]
    assert verify(archive).faults == ()
