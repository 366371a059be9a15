"""Lists of conversations: filtered, ordered, a page at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from ..errors import BadInput
from ..model import Conversation
from .schema import conversations, members, sources, transcripts
from .views import Listing, Standing

Order = Literal["added", "newest", "held", "title"]
_CONVERSATION = msgspec.json.Decoder(Conversation)


def find(
    connection: Connection,
    *,
    since: str | None = None,
    until: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    role: str | None = None,
    publisher: str | None = None,
    genre: str | None = None,
    fields: dict[str, str] | None = None,
    order: Order = "added",
    limit: int | None = None,
    offset: int = 0,
) -> Listing:
    """Returns the conversations that all the filters let through, and how many there are in all.

    `since` and `until` are days or parts of dates, both included, and compare with when a conversation was held at the
    precision that both have; an unknown date passes neither. `role` is part of a speaker's role, `publisher` part of a
    publisher's name, in any case. `fields` are stated fields with the value that stands (status, assignee).
    """
    query = select(conversations.c.id)
    if since:
        date = conversations.c.held_to
        query = query.where(date.is_not(None), func.substr(since, 1, func.length(date)) <= date)
    if until:
        query = query.where(conversations.c.held_from.is_not(None))
        query = query.where(func.substr(conversations.c.held_from, 1, len(until)) <= until)
    if genre:
        query = query.where(conversations.c.genre == genre)
    if language:
        query = query.where(_told(transcripts.c.language == language))
    if kind:
        query = query.where(_told(transcripts.c.kind == kind))
    if publisher:
        named = and_(sources.c.id == transcripts.c.source, _within(sources.c.publisher, publisher))
        query = query.where(_told(exists().where(named)))
    with_role: set[str] | None = None
    if role:
        with_role = _with_role(connection, role)
        query = query.where(_told(transcripts.c.id.in_(sorted(with_role)))) if len(with_role) < 20_000 else query
    for field, value in sorted((fields or {}).items()):
        query = query.where(_stated(field, value))
    total = int(connection.scalar(select(func.count()).select_from(query.subquery())) or 0)
    ids = connection.scalars(_ordered(query, order).limit(limit).offset(offset)).all()
    return Listing(total=total, conversations=tuple(standing(connection, ids)))


def _ordered(query: Select[Any], order: Order) -> Select[Any]:
    row = conversations.c
    born = (row.sequence, row.ordinal, row.id)
    orders: dict[str, tuple[Any, ...]] = {
        "added": born,
        "newest": (row.sequence.desc(), row.ordinal.desc(), row.id),
        "held": (row.held_from.is_(None), row.held_from, *born),
        "title": (func.lower(row.title), *born),
    }
    if order not in orders:
        raise BadInput(f"there is no order “{order}”", hint="choose one of " + ", ".join(orders))
    return query.order_by(*orders[order])


def _told(condition: Any) -> Any:
    """Says that some transcript of the conversation meets the condition."""
    inside = and_(members.c.canonical == conversations.c.id, transcripts.c.conversation == members.c.id)
    return exists().where(inside, condition)


def _within(column: Any, words: str) -> Any:
    # LIKE folds no Cyrillic in SQLite, so the words are looked for as written, small and with a capital.
    forms = {words, words.lower(), words.title(), words.capitalize(), words.upper()}
    return or_(*(column.contains(form, autoescape=True) for form in sorted(forms)))


def _with_role(connection: Connection, role: str) -> set[str]:
    query = select(transcripts.c.id, transcripts.c.record).where(transcripts.c.record.contains('"role"'))
    decoder = msgspec.json.Decoder(_Voices)
    wanted = role.casefold()
    return {
        row.id
        for row in connection.execute(query)
        if any(wanted in (voice.role or "").casefold() for voice in decoder.decode(row.record).speakers)
    }


class _Voice(msgspec.Struct):
    role: str | None = None


class _Voices(msgspec.Struct):
    speakers: tuple[_Voice, ...] = ()


def _stated(field: str, value: str) -> Any:
    needle = f"{msgspec.json.encode(field).decode()}:{msgspec.json.encode(value).decode()}"
    return conversations.c.fields.contains(needle, autoescape=True)


def standing(connection: Connection, ids: Sequence[str]) -> list[Standing]:
    """Returns these conversations, given by canonical ids, in that order."""
    inside: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, Any] = {}
    for start in range(0, len(ids), 400):
        some = list(ids[start : start + 400])
        rows.update(
            {row.id: row for row in connection.execute(select(conversations).where(conversations.c.id.in_(some)))}
        )
        query = select(members.c.canonical, members.c.id).where(members.c.canonical.in_(some))
        for canonical, member in connection.execute(
            query.order_by(members.c.sequence, members.c.ordinal, members.c.id)
        ):
            inside[canonical].append(member)
    return [
        Standing(
            conversation=_CONVERSATION.decode(row.record),
            members=tuple(inside[row.id]),
            fields=msgspec.json.decode(row.fields, type=dict[str, str]),
            published=row.published,
            languages=tuple(msgspec.json.decode(row.languages)),
            speakers=row.speakers,
            turns=row.turns,
            transcripts=row.transcripts,
        )
        for row in (rows[identifier] for identifier in ids)
    ]
