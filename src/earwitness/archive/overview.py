"""Overview: how many conversations there are of each time, and how many need a person, counted by the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Integer, case, cast, exists, func, select

from .narrowing import needing
from .schema import conversations, sets, sources, transcripts
from .views import Tally
from .work import NEEDS, NEW, STATUSES


def tallies(connection: Connection, of: str, *, by: str, length: int) -> tuple[Tally, ...]:
    """Returns how many conversations began (`held_from`) or were first published (`published`) in each stretch of time.

    `length` is of the date's beginning that tells the stretch: 4 for years, 7 for months, 10 for days. A date that says less
    is told as short as it is, None where it is not known. `by` parts the counts by `language` or `genre`.
    """
    column: Any = {"held": conversations.c.held_from, "published": conversations.c.published}[of]
    share: Any = {"language": conversations.c.language, "kind": conversations.c.genre}[by]
    when = func.substr(column, 1, length)
    query = select(when, share, func.count()).group_by(when, share).order_by(when, share)
    return tuple(Tally(when=day, share=what or "", count=count) for day, what, count in connection.execute(query))


def span(connection: Connection, of: str) -> tuple[str | None, str | None]:
    """Returns the first and the last date on which a conversation began or was published; None where none is known."""
    column: Any = {"held": conversations.c.held_from, "published": conversations.c.published}[of]
    first, last = connection.execute(select(func.min(column), func.max(column))).one()
    return first, last


def needs(connection: Connection) -> dict[str, int]:
    """Returns how many need a person, by what for; `unread` are sources in which nothing was read."""
    counts = [cast(func.coalesce(func.sum(case((needing(what), 1), else_=0)), 0), Integer) for what in NEEDS]
    found = dict(zip(NEEDS, connection.execute(select(*counts).select_from(conversations)).one(), strict=True))
    return {name: int(count) for name, count in found.items()} | {"unread": int(connection.scalar(_unread()) or 0)}


def _unread() -> Any:
    read = exists().where(transcripts.c.source == sources.c.id)
    return select(func.count()).select_from(sources).where(~read)


def unread(connection: Connection, *, limit: int, offset: int = 0) -> tuple[str, ...]:
    """Returns the ids of sources in which nothing was read, the newest first."""
    read = exists().where(transcripts.c.source == sources.c.id)
    query = select(sources.c.id).where(~read).order_by(sources.c.sequence.desc(), sources.c.ordinal.desc())
    return tuple(connection.scalars(query.limit(limit).offset(offset)))


def words_of_work(connection: Connection) -> dict[str, tuple[tuple[str, int], ...]]:
    """Returns the statuses, assignees and sets in use, each with how many conversations have it."""
    status = conversations.c.status
    assignee = conversations.c.assignee
    counted = {
        "status": select(status, func.count()).group_by(status),
        "assignee": select(assignee, func.count()).where(assignee != "").group_by(assignee),
        "set": select(sets.c.name, func.count()).group_by(sets.c.name),
    }
    found = {name: {what: int(count) for what, count in connection.execute(query)} for name, query in counted.items()}
    own = sorted(found["status"].keys() - set(STATUSES))
    order = {name: place for place, name in enumerate((*STATUSES, *own))}
    found["status"] = {name: found["status"].get(name, 0) for name in order} if found["status"] else {NEW: 0}
    return {
        name: tuple(counts.items() if name == "status" else sorted(counts.items())) for name, counts in found.items()
    }
