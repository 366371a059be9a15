"""Guarding: which transcripts need the gate's closer look, found without reading them all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, union

from .schema import conversations, members, recordings, sources, transcripts, turns


def says(column: Any) -> Any:
    """Says whether a record has an access or terms written down."""
    return column.contains('"access":') | column.contains('"forbids":')


def guarded_sound(connection: Connection) -> tuple[str, ...]:
    """Returns the conversations (canonical ids) with a recording around which an access or terms are written down."""
    same = sources.alias("same")
    query = (
        select(conversations.c.id)
        .join(members, members.c.canonical == conversations.c.id)
        .join(recordings, recordings.c.conversation == members.c.id)
        .join(sources, sources.c.id == recordings.c.source)
        .join(same, same.c.digest == sources.c.digest)
        .where(says(recordings.c.record) | says(same.c.record) | says(conversations.c.record))
    )
    return tuple(sorted(set(connection.scalars(query))))


def guarded(connection: Connection) -> tuple[str, ...]:
    """Returns the ids of transcripts around which an access or terms are written down, in order.

    Records leave out what is as usual, so the word `"access"` or `"forbids"` stands only where something is held back.
    """

    of_conversations = (
        select(transcripts.c.id)
        .join(members, members.c.id == transcripts.c.conversation)
        .join(conversations, conversations.c.id == members.c.canonical)
        .where(says(conversations.c.record))
    )
    same = sources.alias("same")
    of_sources = (
        select(transcripts.c.id)
        .join(sources, sources.c.id == transcripts.c.source)
        .join(same, same.c.digest == sources.c.digest)
        .where(says(same.c.record))
    )
    # What was made here has no source of its own, but the words of one of its conversation's.
    made = transcripts.alias("made")
    of_made: list[Any] = []
    for told in (transcripts, recordings):
        beside = select(made.c.id).join(told, told.c.conversation == made.c.conversation)
        beside = beside.join(sources, sources.c.id == told.c.source).join(same, same.c.digest == sources.c.digest)
        closed = says(same.c.record) | says(told.c.record)
        of_made.append(beside.where(made.c.source.is_(None), closed))
    own = select(transcripts.c.id).where(says(transcripts.c.record))
    of_turns = select(turns.c.transcript).where(turns.c.rest.is_not(None), says(turns.c.rest))
    found = union(of_conversations, of_sources, *of_made, own, of_turns)
    return tuple(sorted(connection.scalars(found)))
