"""Checks: whether an act may be done as things stand. They run under the lock, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from ..errors import BadInput, Conflict, NotFound
from ..identifiers import split
from ..model import (
    Act,
    Caution,
    Code,
    Coding,
    Conversation,
    Link,
    Match,
    Note,
    Record,
    Recording,
    Search,
    Segment,
    Settlement,
    Source,
    Statement,
    Transcript,
    Undoing,
    places_of,
    transcripts_of,
)
from .catalog import Catalog
from .database import pieces
from .schema import (
    act_subjects,
    acts,
    codes,
    members,
    recordings,
    remarks,
    revisions,
    searches,
    segments,
    sources,
    transcripts,
)
from .standing import SETTABLE, as_text, read_field
from .undoing import check_undoings

_FARTHEST = 2**53

Nouns = Source | Conversation | Transcript | Recording | Code | Note | Coding | Caution | Search | Segment
"""What has an id that other records name."""


def check(catalog: Catalog, connection: Connection, act: Act, records: Sequence[Record]) -> None:
    """Raises Conflict where the act stands on what is no longer so, NotFound where it names what is not there."""
    if connection.scalar(select(acts.c.sequence).where(acts.c.id == act.id)) is not None:
        raise Conflict(f"there is an act {act.id} already", expected="a new act", found=act.id)
    for record in records:
        if isinstance(record, Transcript):
            _shape(record)
    _new_ids(connection, records)
    _references(catalog, connection, records)
    _revisions(connection, records)
    for record in records:
        if isinstance(record, Statement):
            _statement(catalog, records, record)
    check_undoings(catalog, connection, [record.act for record in records if isinstance(record, Undoing)])


def _shape(transcript: Transcript) -> None:
    """Checks that turns can be told apart and their numbers kept."""
    turns = transcript.turns
    name = f"transcript {transcript.id}"
    if len({turn.number for turn in turns}) != len(turns) or len({turn.id for turn in turns}) != len(turns):
        raise BadInput(f"{name} has two turns of the same number or id")
    for turn in turns:
        if not all(speaker.split() == [speaker] for speaker in turn.speakers):
            raise BadInput(f"turn {turn.id} of {name} has a speaker's id with a space in it, or an empty one")
        for number in (turn.number, turn.start or 0, turn.end or 0):
            if not -_FARTHEST <= number <= _FARTHEST:
                raise BadInput(f"turn {turn.id} of {name} has a number or time that is too large: {number}")


def _new_ids(connection: Connection, records: Sequence[Record]) -> None:
    """Checks that what comes once only has an id of its own: links, decisions, codes and what is written on passages."""
    once = Link | Match | Settlement | Code | Note | Coding | Caution | Search | Segment
    ids = [record.id for record in records if isinstance(record, once)]
    query = select(act_subjects.c.subject)
    known = (connection.scalar(query.where(act_subjects.c.subject.in_(some))) for some in pieces(ids))
    if len(set(ids)) != len(ids) or any(id is not None for id in known):
        raise Conflict("something has that id already", expected="a new id", found=", ".join(ids[:20]))


def _references(catalog: Catalog, connection: Connection, records: Sequence[Record]) -> None:
    """Checks that all that the records name stands in the catalog or comes with them."""
    nouns = Nouns
    coming = {record.id for record in records if isinstance(record, nouns)}
    wanted = [(noun, name) for noun, name in _named(records) if name not in coming]
    found = standing_ids(connection, {name for _, name in wanted})
    for noun, name in wanted:
        if name not in found:
            raise catalog.missing(noun, name)


def _named(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    for record in records:
        match record:
            case Transcript():
                yield "conversation", record.conversation
                if record.source is not None:
                    yield "source", record.source
                if record.heard_on is not None:
                    yield "recording", record.heard_on
            case Recording():
                yield "conversation", record.conversation
                yield "source", record.source
            case Segment():
                yield "recording", record.recording
            case Link():
                yield "conversation", record.a
                yield "conversation", record.b
                yield from (("transcript", split(turn)[0]) for turn in record.turns)
            case Match() | Settlement():
                yield from (("transcript", transcript) for transcript in transcripts_of(record))
            case Code():
                if record.parent is not None:
                    yield "code", record.parent
            case Note() | Coding() | Caution():
                yield from (
                    ("conversation" if place.startswith("c") else "transcript", place) for place in places_of(record)
                )
                if isinstance(record, Coding):
                    yield "code", record.code
                elif isinstance(record, Note) and record.answers is not None:
                    yield "note", record.answers
            case Search():
                if record.again is not None:
                    yield "search", record.again
            case Statement():
                yield "thing", split(record.subject)[0]


def standing_ids(connection: Connection, names: set[str]) -> set[str]:
    """Returns those of the ids that name a source, conversation, transcript, code, annotation or search that stands."""
    found: set[str] = set()
    for some in pieces(sorted(names)):
        for table in (sources, members, transcripts, recordings, codes, remarks, searches, segments):
            found.update(connection.scalars(select(table.c.id).where(table.c.id.in_(some))))
    return found


def _revisions(connection: Connection, records: Sequence[Record]) -> None:
    """Checks that each transcript's revision is the one after the newest that stands."""
    coming = [record for record in records if isinstance(record, Transcript)]
    newest: dict[str, int] = {}
    query = select(revisions.c.transcript, func.max(revisions.c.revision)).join(
        acts, acts.c.sequence == revisions.c.sequence
    )
    for some in pieces(sorted({record.id for record in coming})):
        where = (acts.c.effective == 1, revisions.c.transcript.in_(some))
        newest.update(tuple(row) for row in connection.execute(query.where(*where).group_by(revisions.c.transcript)))
    for transcript in coming:
        found = newest.get(transcript.id, 0)
        if transcript.revision != found + 1:
            raise Conflict(
                f"transcript {transcript.id} stands at revision {found}; this act was made for {transcript.revision - 1}",
                expected=str(transcript.revision - 1),
                found=str(found),
            )
        newest[transcript.id] = found + 1


def _statement(catalog: Catalog, records: Sequence[Record], statement: Statement) -> None:
    """Checks that the subject is there, that the value can be read, and that it replaces what it meant to."""
    field = statement.field
    if statement.expected is None and field.strip() and not any(field in fields for fields in SETTABLE.values()):
        if split(statement.subject)[1] is None:
            return  # that the thing is there was seen for all records at once
    noun = _subject(catalog, records, statement.subject)
    settable = field in SETTABLE[type(noun)]
    value = read_field(type(noun), field, statement.value) if settable else statement.value
    if not settable and not field.strip():
        raise BadInput("a statement needs the name of a field")
    if statement.expected is None:
        return
    stated = {said.field: said.value for said in catalog.statements(statement.subject)}
    standing: Any = getattr(noun, field) if settable else stated.get(field, "")
    expected = read_field(type(noun), field, statement.expected) if settable else statement.expected
    if standing != expected:
        raise Conflict(
            f"the {field} of {statement.subject} is no longer “{statement.expected}”: it is “{as_text(standing)}”, "
            f"and this would make it “{as_text(value)}”",
            expected=statement.expected,
            found=as_text(standing),
        )


def _subject(catalog: Catalog, records: Sequence[Record], subject: str) -> Any:
    """Returns the noun that a statement is about, as it stands or as it comes with the records."""
    root, local = split(subject)
    noun: Any = None
    for record in records:
        if isinstance(record, Nouns) and record.id == root:
            noun = record
    if noun is None:
        noun = _standing(catalog, root)
    if local is None:
        return noun
    if isinstance(noun, Transcript):
        inside: dict[str, Any] = {speaker.id: speaker for speaker in noun.speakers}
        inside.update({turn.id: turn for turn in noun.turns})
        if local in inside:
            return inside[local]
    raise NotFound(f"{root} has no turn or speaker {local}")


def _standing(catalog: Catalog, root: str) -> Any:
    if root.startswith("k"):
        return catalog.code(root).code
    if root[:1] in ("n", "g", "w"):
        return catalog.annotation(root).annotation
    if root.startswith("q"):
        return catalog.kept_search(root).search
    if root.startswith("e"):
        return catalog.segment(root).segment
    if root.startswith("r"):
        return catalog.recording(root)
    if root.startswith("s"):
        return catalog.source(root)
    if root.startswith("t"):
        return catalog.transcript(root)
    return catalog.conversation(root).conversation
