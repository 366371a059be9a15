"""What ids are called: the title of a conversation, of a source, of the conversation that a transcript is of."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from .database import pieces
from .schema import acts, conversations, members, sources, transcripts


class Named(Struct, frozen=True, kw_only=True):
    """What an id names, in its own words; `kind` and `language` of a transcript."""

    name: str
    kind: str = ""
    language: str = ""


class _Source(Struct):
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    path: str | None = None


_SOURCE = msgspec.json.Decoder(_Source)


def named(connection: Connection, ids: Iterable[str]) -> dict[str, Named]:
    """Returns what these ids name, by id; those of things that have no name of their own, or are gone, are left out."""
    found: dict[str, Named] = {}
    title = select(conversations.c.title).join(members, members.c.canonical == conversations.c.id)
    for some in pieces(sorted(set(ids))):
        called = title.add_columns(members.c.id).where(members.c.id.in_(some))
        found.update((row.id, Named(name=row.title or "")) for row in connection.execute(called))
        told = title.add_columns(transcripts.c.id, transcripts.c.kind, transcripts.c.language)
        told = told.join(transcripts, transcripts.c.conversation == members.c.id).where(transcripts.c.id.in_(some))
        for row in connection.execute(told):
            found[row.id] = Named(name=row.title or "", kind=row.kind, language=row.language or "")
        for row in connection.execute(select(sources.c.id, sources.c.record).where(sources.c.id.in_(some))):
            source = _SOURCE.decode(row.record)
            found[row.id] = Named(name=source.title or source.publisher or source.path or source.url or "")
        for row in connection.execute(select(acts.c.id, acts.c.sequence).where(acts.c.id.in_(some))):
            found[row.id] = Named(name=str(row.sequence))
    return found
