"""What an act touches: the things it holds, those it is about, and those that its own account names."""

from __future__ import annotations

from collections.abc import Iterable

from ..identifiers import split
from ..model import (
    Act,
    Caution,
    Code,
    Coding,
    Conversation,
    Erasure,
    Hint,
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


def touched_by(act: Act, records: Iterable[Record]) -> dict[str, tuple[int, int]]:
    """Returns what an act touches: each thing's id with its ordinal in the act and how the act touches it.

    That is 1 where a record holds the thing itself, 0 where one is about it, -1 where only the act's own account names it.
    """
    found: dict[str, tuple[int, int]] = {}

    def touch(subject: str | None, ordinal: int, holds: int = 0) -> None:
        if subject and (subject not in found or found[subject][1] < holds):
            found[subject] = (ordinal, holds)

    for ordinal, record in enumerate(records):
        match record:
            case Source() | Conversation():
                touch(record.id, ordinal, 1)
            case Transcript():
                touch(record.id, ordinal, 1)
                touch(record.conversation, ordinal)
                touch(record.source, ordinal)
                touch(record.heard_on, ordinal)
            case Recording():
                touch(record.id, ordinal, 1)
                touch(record.conversation, ordinal)
                touch(record.source, ordinal)
            case Segment():
                touch(record.id, ordinal, 1)
                touch(record.recording, ordinal)
            case Statement():
                touch(split(record.subject)[0], ordinal)
            case Link():
                touch(record.id, ordinal, 1)
                touch(record.a, ordinal)
                touch(record.b, ordinal)
                for turn in record.turns:
                    touch(split(turn)[0], ordinal)
            case Match() | Settlement():
                touch(record.id, ordinal, 1)
                for transcript in transcripts_of(record):
                    touch(transcript, ordinal)
            case Hint():
                touch(record.id, ordinal, 1)
                touch(record.source, ordinal)
                touch(record.transcript, ordinal)
            case Code():
                touch(record.id, ordinal, 1)
                touch(record.parent, ordinal)
            case Note() | Coding() | Caution():
                touch(record.id, ordinal, 1)
                for place in places_of(record):
                    touch(place, ordinal)
                if isinstance(record, Coding):
                    touch(record.code, ordinal)
                elif isinstance(record, Note):
                    touch(record.answers, ordinal)
            case Search():
                touch(record.id, ordinal, 1)
                touch(record.again, ordinal)
            case Undoing():
                touch(record.act, ordinal)
            case Erasure():
                for subject in record.subjects:
                    touch(split(subject)[0], ordinal)
    for subject in act.subjects:
        touch(split(subject)[0], len(found), -1)
    return found
