"""Lists of conversations: filtered, ordered, a page at a time; and where one of them stands in its list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, and_, func, not_, or_, select

from ..errors import BadInput
from ..model import Conversation
from .narrowing import Wanted, narrowed
from .schema import conversations, members, sets
from .views import Listing, Place, Standing

_CONVERSATION = msgspec.json.Decoder(Conversation)
_ROW = conversations.c
_BORN = (_ROW.sequence, _ROW.ordinal, _ROW.id)
_HELD = (_ROW.took, *_BORN)

ORDERS: dict[str, tuple[Any, ...]] = {
    "added": _BORN,
    "newest": (_ROW.sequence.desc(), _ROW.ordinal.desc(), _ROW.id),
    "held": _HELD,
    "title": (func.lower(_ROW.title), *_BORN),
    "published": (_ROW.published.is_(None), _ROW.published, *_BORN),
    "genre": (_ROW.genre.is_(None), _ROW.genre, *_HELD),
    "turns": (_ROW.turns, *_HELD),
    "versions": (_ROW.transcripts, *_HELD),
    "status": (_ROW.status, *_HELD),
    "assignee": (_ROW.assignee == "", _ROW.assignee, *_HELD),
    "priority": (_ROW.priority, *_HELD),
}
"""The orders of a list. A minus before one turns it around; what is not known stays last."""

_LAST = {"held": _ROW.took == "~", "published": _ROW.published.is_(None), "genre": _ROW.genre.is_(None),
         "assignee": _ROW.assignee == ""}  # fmt: skip


def find(
    connection: Connection, wanted: Wanted, *, order: str = "added", limit: int | None = None, offset: int = 0
) -> Listing:
    """Returns the conversations that all the filters let through, and how many there are in all."""
    query = narrowed(connection, wanted)
    total = int(connection.scalar(select(func.count()).select_from(query.subquery())) or 0)
    ids = connection.scalars(_ordered(query, order).limit(limit).offset(offset)).all()
    return Listing(total=total, conversations=tuple(standing(connection, ids)))


def ids(connection: Connection, wanted: Wanted, *, order: str = "added", limit: int | None = None) -> tuple[str, ...]:
    """Returns the ids of the conversations that all the filters let through."""
    return tuple(connection.scalars(_ordered(narrowed(connection, wanted), order).limit(limit)))


def _ordered(query: Select[Any], order: str) -> Select[Any]:
    name = order.removeprefix("-")
    if name not in ORDERS:
        raise BadInput(f"there is no order “{order}”", hint="choose one of " + ", ".join(ORDERS))
    if name == order:
        return query.order_by(*ORDERS[name])
    if name == "newest":
        return query.order_by(*ORDERS["added"])
    last = _LAST.get(name)
    keys = [key for key in ORDERS[name] if last is None or str(key) != str(last)]
    return query.order_by(*(() if last is None else (last,)), keys[0].desc(), *keys[1:])


def place(connection: Connection, wanted: Wanted, conversation: str) -> Place:
    """Returns where a conversation stands in the queue: by priority, then by when it took place.

    One that the filters let through no more still has those before and after it.
    """
    query = narrowed(connection, wanted)
    keys = ORDERS["priority"]
    mine = connection.execute(select(*keys).where(_ROW.id == conversation)).one()
    before, after = _than(keys, tuple(mine)), not_(_than(keys, tuple(mine)))
    here = connection.scalar(query.where(_ROW.id == conversation))
    passed = int(connection.scalar(select(func.count()).select_from(query.where(before).subquery())) or 0)
    total = int(connection.scalar(select(func.count()).select_from(query.subquery())) or 0)
    others = query.where(_ROW.id != conversation)
    back = others.where(before).order_by(*(key.desc() for key in keys)).limit(1)
    return Place(
        number=passed + 1 if here else None,
        total=total,
        before=connection.scalar(back),
        after=connection.scalar(others.where(after).order_by(*keys).limit(1)),
    )


def _than(keys: Sequence[Any], values: Sequence[Any]) -> Any:
    """Says that a row comes before one that has these values."""
    return or_(
        *(
            and_(*(key == value for key, value in zip(keys[:at], values[:at], strict=True)), keys[at] < values[at])
            for at in range(len(keys))
        )
    )


def standing(connection: Connection, ids: Sequence[str]) -> list[Standing]:
    """Returns these conversations, given by canonical ids, in that order."""
    inside: dict[str, list[str]] = defaultdict(list)
    held: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, Any] = {}
    for start in range(0, len(ids), 400):
        some = list(ids[start : start + 400])
        rows.update({row.id: row for row in connection.execute(select(conversations).where(_ROW.id.in_(some)))})
        query = select(members.c.canonical, members.c.id).where(members.c.canonical.in_(some))
        for canonical, member in connection.execute(
            query.order_by(members.c.sequence, members.c.ordinal, members.c.id)
        ):
            inside[canonical].append(member)
        for name, conversation in connection.execute(
            select(sets).where(sets.c.conversation.in_(some)).order_by(sets.c.name)
        ):
            held[conversation].append(name)
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
            status=row.status,
            assignee=row.assignee,
            priority=row.priority,
            sets=tuple(held[row.id]),
            doubts=row.doubts,
            unnamed=row.unnamed,
        )
        for row in (rows[identifier] for identifier in ids)
    ]
