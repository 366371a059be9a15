"""Guarding: which transcripts need the gate's closer look, found without reading them all."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select, union

from .schema import conversations, members, sources, transcripts, turns


def guarded(connection: Connection) -> tuple[str, ...]:
    """Returns the ids of transcripts around which an access or terms are written down, in order.

    Records leave out what is as usual, so the word `"access"` or `"forbids"` stands only where something is held back.
    """

    def says(column: Any) -> Any:
        return column.contains('"access":') | column.contains('"forbids":')

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
    own = select(transcripts.c.id).where(says(transcripts.c.record))
    of_turns = select(turns.c.transcript).where(turns.c.rest.is_not(None), says(turns.c.rest))
    found = union(of_conversations, of_sources, own, of_turns)
    return tuple(sorted(connection.scalars(found)))
