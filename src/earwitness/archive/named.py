"""What ids are called: a conversation, a source or a transcript by its title, what people wrote by its own words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Union

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, select

from ..model import Caution, Codebook, Coding, Note, Quote, Recording, Search
from .coverage import standing_codes, stated_of
from .database import pieces
from .schema import acts, conversations, members, recordings, remarks, searches, sources, transcripts
from .standing import with_statements


class Named(Struct, frozen=True, kw_only=True):
    """What an id names, in its own words."""

    name: str
    """A title; of a note its text, of a code and of a coded passage the code's path, of a caution its kind;
    of a kept search its name, or its query."""
    kind: str = ""
    """Of a transcript."""
    language: str = ""
    """Of a transcript."""
    quotes: tuple[Quote, ...] = ()
    """What a note, a coded passage or a caution stands on."""
    whole: str = ""
    """The transcript or conversation that a caution is on as a whole."""


class _Source(Struct):
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    path: str | None = None


_SOURCE = msgspec.json.Decoder(_Source)
_RECORDING = msgspec.json.Decoder(Recording)
_KEPT = msgspec.json.Decoder(Search)
_WRITTEN: msgspec.json.Decoder[Note | Coding | Caution] = msgspec.json.Decoder(Union[Note, Coding, Caution])  # noqa: UP007


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
        for row in connection.execute(select(recordings.c.id, recordings.c.record).where(recordings.c.id.in_(some))):
            found[row.id] = Named(name=_RECORDING.decode(row.record).title or "")
        for row in connection.execute(select(acts.c.id, acts.c.sequence).where(acts.c.id.in_(some))):
            found[row.id] = Named(name=str(row.sequence))
        found.update(_written(connection, some))
        found.update(_kept(connection, some))
    return found


def _kept(connection: Connection, ids: Sequence[str]) -> dict[str, Named]:
    """Returns what the kept searches among the ids are called."""
    own = [id for id in ids if id.startswith("q")]
    if not own:
        return {}
    stated = stated_of(connection, own)
    rows = connection.execute(select(searches.c.id, searches.c.record).where(searches.c.id.in_(own)))
    return {
        row.id: Named(name=with_statements(_KEPT.decode(row.record), stated.get(row.id, {})).called) for row in rows
    }


def _written(connection: Connection, ids: Sequence[str]) -> dict[str, Named]:
    """Returns what the notes, codes, coded passages and cautions among the ids say, as they stand."""
    if not any(id[0] in "kngw" for id in ids):
        return {}
    book = Codebook(standing_codes(connection))
    found = {id: Named(name=book.path(id)) for id in ids if id in book.codes}
    stated = stated_of(connection, [id for id in ids if id[0] in "ngw"])
    for row in connection.execute(select(remarks.c.id, remarks.c.record).where(remarks.c.id.in_(ids))):
        match with_statements(_WRITTEN.decode(row.record), stated.get(row.id, {})):
            case Note(text=text, quotes=quotes):
                found[row.id] = Named(name=text, quotes=quotes)
            case Coding(code=code, quotes=quotes, whole=whole):
                found[row.id] = Named(name=book.path(code), quotes=quotes, whole=whole or "")
            case Caution(kind=kind, quotes=quotes, whole=whole):
                found[row.id] = Named(name=kind, quotes=quotes, whole=whole or "")
    return found
