"""`describe`: what a person knows, each statement with its origin."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters
from earwitness.actions.describing import FIELDS
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage

ADA = "Ada Example"


@pytest.fixture
def describe(desk: Desk):
    def call(id: str, expected=None, origin="person", **fields: str):
        return actions.describe(desk, id, agent=ADA, fields=fields, expected=expected, origin=origin)

    return call


SAID = {
    "conversation": {
        "title": "The last call", "genre": "radio", "held": "14 November 2031", "why": "stated at the hearing",
        "place": "Ostrel Sound", "terms": "the family's wish", "forbids": "publication, api", "access": "restricted",
        "status": "checked", "assignee": "Boris", "priority": "high", "sets": "bridge; night",
    },
    "source": {
        "title": "Nine of us", "publisher": "Harbour Courier", "published": "2031-11-16", "supplier": "A stewardess",
        "terms": "not before the trial", "forbids": "export", "access": "closed until 2040-01-01",
        "url": "https://courier.example/nine",
    },
    "transcript": {
        "kind": "translation", "language": "PL", "made_by": "A translator", "title": "In Polish", "access": "closed",
        "status": "checked",
    },
    "turn": {"access": "restricted", "status": "checked"},
    "recording": {
        "title": "VHF, channel 16", "parties": "Bridge; Coast guard", "whole": "", "offset": "0:10", "access": "restricted",
    },
    "speaker": {"role": "captain", "relation": "brother of p2", "access": "restricted"},
}  # fmt: skip


def test_everything_that_can_be_said_has_its_example() -> None:
    assert {noun: set(fields) for noun, fields in SAID.items()} == {noun: set(names) for noun, names in FIELDS.items()}


def test_what_is_said_of_a_conversation_stands(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    done = describe(id, **SAID["conversation"])
    assert done.messages == (
        "title: The last call",
        "genre: radio",
        "held: 2031-11-14 (stated: stated at the hearing)",
        "place: Ostrel Sound",
        "terms: the family's wish (forbids: publication, api)",
        "access: restricted",
        "status: checked",
        "assignee: Boris",
        "priority: high",
        "sets: bridge; night",
    )
    shown = actions.show(desk, id)
    assert (shown.title, shown.genre, shown.place, shown.access) == (
        "The last call",
        "radio",
        "Ostrel Sound",
        "restricted",
    )
    assert (shown.held.date, shown.held.certainty, shown.held.why) == ("2031-11-14", "stated", "stated at the hearing")
    assert shown.terms == "the family's wish; forbids publication, api"
    said = {statement.field: statement for statement in shown.statements}
    assert {said[field].value for field in ("status", "assignee", "priority", "sets")} == {
        "checked", "Boris", "high", "bridge; night",
    }  # fmt: skip
    assert {(statement.agent, statement.origin, statement.act) for statement in shown.statements} == {
        (ADA, "person", done.act)
    }
    assert [listed.status for listed in actions.list_conversations(desk, Filters(status="checked")).conversations] == [
        "checked"
    ]
    assert actions.list_conversations(desk, Filters(status="open")).total == 0


def test_what_is_said_of_a_source_stands(desk: Desk, filed, describe) -> None:
    describe(filed.source, **SAID["source"])
    detail = actions.show_source(desk, filed.source)
    source = detail.source
    assert (source.title, source.publisher, source.published, source.supplier) == (
        "Nine of us",
        "Harbour Courier",
        "2031-11-16",
        "A stewardess",
    )
    assert (source.terms, source.access) == ("not before the trial; forbids export", "closed until 2040-01-01")
    assert ("Published", "2031-11-16 (from: person)") in detail.capture
    assert {statement.field for statement in detail.statements} == set(SAID["source"]) - {"forbids"}


def test_what_is_said_of_a_transcript_a_turn_and_a_speaker_stands(desk: Desk, filed, describe) -> None:
    (id,) = filed.transcripts
    describe(id, **SAID["transcript"])
    describe(f"{id}.2", **SAID["turn"])
    describe(f"{id}.p1", **SAID["speaker"])
    shown = actions.show(desk, id)
    (transcript,) = shown.transcripts
    assert (transcript.kind, transcript.language, transcript.made_by, transcript.title) == (
        "translation", "pl", "A translator", "In Polish",
    )  # fmt: skip
    assert [turn.access for turn in transcript.turns] == ["open", "restricted", "open", "open"]
    first = shown.speakers[0]
    assert (first.role, first.relation, first.access) == ("captain", "brother of p2", "restricted")


def test_the_words_of_the_source_stay_and_undo_brings_them_back(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    before = actions.show(desk, id)
    done = describe(id, title="Another title", held="2031-11-14")
    assert actions.show(desk, id).title == "Another title"
    actions.undo(desk, done.act, agent=ADA)
    assert actions.show(desk, id) == before


def test_the_newest_statement_stands_and_an_origin_is_kept(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    describe(id, place="Ostrel")
    describe(id, place="Ostrel Sound", origin="table calls.csv row 7")
    (said,) = actions.show(desk, id).statements
    assert (said.value, said.origin) == ("Ostrel Sound", "table calls.csv row 7")


def test_a_date_that_was_inferred_says_so(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    describe(id, held="2031-11", why="inferred: they speak of the first snow")
    held = actions.show(desk, id).held
    assert (held.date, held.certainty) == ("2031-11", "inferred")
    describe(id, held="")
    assert actions.show(desk, id).held.certainty == "unknown"


@pytest.mark.parametrize(
    ("fields", "meant", "found"),
    [
        ({"title": "Third"}, {"title": "First"}, "Second"),
        ({"held": "2031-11-15"}, {"held": "1 November 2031"}, "2031-11-14"),
        ({"terms": "none"}, {"terms": "as agreed"}, "the family's wish"),
        ({"access": "open"}, {"access": "open"}, "restricted"),
        ({"status": "done"}, {"status": "new"}, "checked"),
    ],
)
def test_what_was_changed_since_is_not_overwritten(desk: Desk, filed, describe, fields, meant, found) -> None:
    (id,) = filed.conversations
    describe(id, title="Second", held="2031-11-14", terms="the family's wish", access="restricted", status="checked")
    before = actions.show(desk, id)
    with pytest.raises(Conflict) as raised:
        describe(id, expected=meant, **fields)
    assert raised.value.expected == next(iter(meant.values()))
    assert found in raised.value.found
    assert found in raised.value.message
    assert actions.show(desk, id) == before


def test_what_was_not_changed_since_is_replaced(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    describe(id, title="Second", held="14 November 2031", why="the log", terms="the family's wish")
    describe(
        id,
        expected={"title": "Second", "held": "2031-11-14", "terms": "the family's wish"},
        title="Third",
        held="2031-11-15",
        terms="",
    )
    shown = actions.show(desk, id)
    assert (shown.title, shown.held.date, shown.terms) == ("Third", "2031-11-15", "")


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        ({}, WrongUsage),
        ({"colour": "red"}, WrongUsage),
        ({"why": "because"}, WrongUsage),
        ({"genre": "opera"}, BadInput),
        ({"held": "the other day"}, BadInput),
        ({"access": "secret"}, BadInput),
        ({"forbids": "singing"}, WrongUsage),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(desk: Desk, filed, describe, fields, error) -> None:
    before = actions.log(desk).total
    with pytest.raises(error):
        describe(filed.conversations[0], **fields)
    assert actions.log(desk).total == before


def test_an_unknown_id_suggests_near_ones(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    slip = id[:-1] + ("0" if id[-1] != "0" else "1")
    with pytest.raises(NotFound) as raised:
        describe(slip, title="x")
    assert raised.value.near == (id,)
    assert raised.value.hint == f"did you mean {id}?"
    for unknown in (f"{filed.transcripts[0]}.99", f"{filed.transcripts[0]}.p9", "t0000000000.1", "banana", ""):
        with pytest.raises(NotFound):
            describe(unknown, access="restricted")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "courier.example/nine", "https://", "x"]
)
def test_an_address_is_one_of_the_web(filed, describe, address: str) -> None:
    with pytest.raises(BadInput, match="no address of the web"):
        describe(filed.source, url=address)
    assert describe(filed.source, url=" https://courier.example/nine ").messages == (
        "url: https://courier.example/nine",
    )
    assert describe(filed.source, url="").messages == ("url: ",)


def test_what_is_told_of_a_field_that_is_not_said_is_not_passed_over(desk: Desk, filed, describe) -> None:
    (id,) = filed.conversations
    for field in ("bogus", "place"):
        with pytest.raises(WrongUsage, match=field):
            describe(id, expected={field: "Ostrel"}, title="Third")
    assert actions.log(desk).total == 1
