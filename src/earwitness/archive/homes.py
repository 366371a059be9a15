"""Homes: the row of a conversation, of all its members, tellings, recordings and what people said of it."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from ..digests import canonical_json
from ..model import Conversation
from .standing import held_bounds, joined, with_statements
from .work import NO_DATE, work_of

encode = msgspec.json.Encoder(order="sorted").encode


class Heard(NamedTuple):
    """What a conversation's row needs of one of its tellings."""

    source: str | None
    language: str | None
    speakers: int
    turns: int
    kind: str = "excerpt"
    doubts: int = 0
    unnamed: int | None = None
    """How many of its voices have no name; None where that is not its conversation's to know."""


def conversation_row(
    home: str,
    rows: list[Any],
    stated: dict[str, list[tuple[Any, ...]]],
    tellings: dict[str, list[Any]],
    published: dict[str, str | None],
    heard: dict[str, list[str]],
) -> tuple[tuple[Any, ...], tuple[str, ...]]:
    """Returns the row of one conversation, and the sets it is in. What was stated of any member holds for all, the
    newest first, but access and terms, of which each member keeps its own and the strictest stands."""
    each = []
    fields: dict[str, str] = {}
    for row in rows:
        own = {field: value for _, _, _, field, value in sorted(stated.get(row.id, ()))}
        guarded = {field: value for field, value in own.items() if field in ("access", "terms")}
        each.append(with_statements(msgspec.json.decode(row.recorded, type=Conversation), guarded))
    said = [tuple(item[3:]) for item in sorted(item for row in rows for item in stated.get(row.id, ()))]
    fields.update(said)
    work = work_of(said)
    whole = joined(each[0], each[1:])
    open_fields = {field: value for field, value in fields.items() if field not in ("access", "terms")}
    whole = msgspec.structs.replace(with_statements(whole, open_fields), id=home)
    held_from, held_to = held_bounds(whole.held.date)
    told = [telling for row in rows for telling in tellings.get(row.id, ())]
    places = [*(telling.source for telling in told), *(source for row in rows for source in heard.get(row.id, ()))]
    days = [day for source in places if (day := published.get(source))]
    first = rows[0]
    languages = list(dict.fromkeys(telling.language for telling in told if telling.language))
    spoken = next((telling.language for telling in told if telling.language and telling.kind == "transcription"), None)
    row = (
        home, first.sequence, first.ordinal, whole.title, whole.genre, held_from, held_to, min(days, default=None),
        max((telling.speakers for telling in told), default=0), max((telling.turns for telling in told), default=0), len(told),
        canonical_json(languages).decode(), encode(whole).decode(), canonical_json(fields).decode(),
        held_from or NO_DATE, spoken or next(iter(languages), ""), work.status, work.assignee, work.priority,
        sum(telling.doubts for telling in told),
        min((telling.unnamed for telling in told if telling.unnamed is not None and telling.turns), default=0),
    )  # fmt: skip
    return row, work.sets
