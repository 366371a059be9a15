"""Narrowing: which conversations all the filters of a list let through, as conditions for the database."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Select, and_, exists, func, or_, select

from .schema import conversations, members, sets, sources, transcripts
from .work import CHECKED, NOBODY, PRIORITIES, SET_ASIDE, TRANSLATOR, UNKNOWN, status_named


class Wanted(Struct, frozen=True, kw_only=True):
    """The filters of a list; all that are given go together."""

    since: str | None = None
    """A day or a part of a date; compares with when it was held at the precision that both have. Unknown dates fail."""
    until: str | None = None
    language: str | None = None
    kind: str | None = None
    role: str | None = None
    """A part of a speaker's role, in any case."""
    publisher: str | None = None
    """A part of a publisher's name, in any case."""
    genre: str | None = None
    status: str | None = None
    """One, or several with commas between."""
    assignee: str | None = None
    priority: str | None = None
    set: str | None = None
    during: str | None = None
    """`2031-11`: it began then; `2031-11-10/2031-11-16`: between; `unknown`. As precise, or more."""
    published: str | None = None
    """The same of its first publication."""
    needs: str | None = None
    """One of `NEEDS`."""
    fields: dict[str, str] | None = None
    """Stated fields with the value that stands, whatever they are."""
    ids: tuple[str, ...] | None = None
    """These alone, by the ids they stand under."""


def narrowed(connection: Connection, wanted: Wanted) -> Select[Any]:
    """Returns the query for the ids of the conversations that all the filters let through."""
    row = conversations.c
    query = select(row.id)
    if wanted.since:
        query = query.where(
            row.held_to.is_not(None), func.substr(wanted.since, 1, func.length(row.held_to)) <= row.held_to
        )
    if wanted.until:
        query = query.where(row.held_from.is_not(None))
        query = query.where(func.substr(row.held_from, 1, len(wanted.until)) <= wanted.until)
    if wanted.genre:
        query = query.where(row.genre == wanted.genre)
    if wanted.language:
        query = query.where(row.languages.contains(msgspec.json.encode(wanted.language).decode(), autoescape=True))
    if wanted.kind:
        query = query.where(_told(transcripts.c.kind == wanted.kind))
    if wanted.publisher:
        named = and_(sources.c.id == transcripts.c.source, _within(sources.c.publisher, wanted.publisher))
        query = query.where(_told(exists().where(named)))
    if wanted.role:
        heard = _with_role(connection, wanted.role)
        query = query.where(_told(transcripts.c.id.in_(sorted(heard)))) if len(heard) < 20_000 else query
    if wanted.ids is not None:
        query = query.where(row.id.in_(wanted.ids))
    for field, value in sorted((wanted.fields or {}).items()):
        needle = f"{msgspec.json.encode(field).decode()}:{msgspec.json.encode(value).decode()}"
        query = query.where(row.fields.contains(needle, autoescape=True))
    for condition in (*_work(wanted), *_dates(wanted)):
        query = query.where(condition)
    return query


def _work(wanted: Wanted) -> list[Any]:
    row = conversations.c
    found: list[Any] = []
    if wanted.status:
        found.append(row.status.in_([status_named(status) for status in wanted.status.split(",")]))
    if wanted.assignee:
        found.append(row.assignee == ("" if wanted.assignee == NOBODY else wanted.assignee))
    if wanted.priority:
        found.append(row.priority == PRIORITIES[wanted.priority])
    if wanted.set:
        found.append(exists().where(sets.c.conversation == row.id, sets.c.name == wanted.set))
    if wanted.needs:
        found.append(needing(wanted.needs))
    return found


def needing(what: str) -> Any:
    """Says that a conversation needs a person for this. What was checked or set aside needs nobody any more."""
    row = conversations.c
    done = row.status.in_((CHECKED, SET_ASIDE))
    conditions: dict[str, Any] = {
        "check": ~done,
        "translator": row.status == TRANSLATOR,
        "doubts": and_(0 < row.doubts, ~done),
        "names": and_(0 < row.unnamed, row.status != SET_ASIDE),
    }
    return conditions[what]


def _dates(wanted: Wanted) -> list[Any]:
    row = conversations.c
    return [
        condition
        for column, date in ((row.held_from, wanted.during), (row.published, wanted.published))
        if date
        for condition in _began(column, date)
    ]


def _began(column: Any, date: str) -> list[Any]:
    if date == UNKNOWN:
        return [column.is_(None)]
    first, slash, last = date.partition("/")
    if not slash:
        # A range of the index instead of a comparison of each row.
        return [first <= column, column < first + "\U0010ffff"]
    return [first <= column, column < last + "\U0010ffff", len(first) <= func.length(column)]


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


class _Voice(Struct):
    role: str | None = None


class _Voices(Struct):
    speakers: tuple[_Voice, ...] = ()
