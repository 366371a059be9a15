"""`overview`: what is here in one glance: how many of each time, and what needs a person. Counted by the database."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..archive import Tally, overview
from ..errors import BadInput
from .answers import Answer
from .desk import Desk

Share = Literal["language", "kind"]


class Times(Struct, frozen=True, kw_only=True):
    """How many conversations took place, and were first published, in each stretch of time."""

    first: str | None
    last: str | None
    held: tuple[Tally, ...]
    published: tuple[Tally, ...]


class Overview(Answer, frozen=True, kw_only=True):
    """What is here, and what needs a person."""

    conversations: int
    transcripts: int
    sources: int
    turns: int
    acts: int
    needs: dict[str, int]
    """`unread` counts sources, the rest conversations: `check`, `translator`, `doubts`, `names`."""


def look_over(desk: Desk) -> Overview:
    """Returns how much is here, and how much of it needs a person."""
    with desk.archive.catalog.snapshot() as catalog, catalog.connection() as connection:
        counts = catalog.counts()
        return Overview(
            conversations=counts.conversations,
            transcripts=counts.transcripts,
            sources=counts.sources,
            turns=counts.turns,
            acts=counts.acts,
            needs=overview.needs(connection),
        )


def span(desk: Desk) -> tuple[str | None, str | None]:
    """Returns the first and the last date on which anything took place or was published."""
    with desk.archive.catalog.connection() as connection:
        ends = [overview.span(connection, of) for of in ("held", "published")]
    days = [day for end in ends for day in end if day]
    return min(days, default=None), max(days, default=None)


def times(desk: Desk, *, by: str = "language", length: int) -> Times:
    """Returns the counts of each stretch, parted by `language` or `kind`; `length` as `overview.tallies` has it."""
    if by not in ("language", "kind"):
        raise BadInput(f"“{by[:40]}” parts no times", hint="by=language or by=kind")
    first, last = span(desk)
    with desk.archive.catalog.connection() as connection:
        return Times(
            first=first,
            last=last,
            held=overview.tallies(connection, "held", by=by, length=length),
            published=overview.tallies(connection, "published", by=by, length=length),
        )


def in_use(desk: Desk) -> dict[str, tuple[tuple[str, int], ...]]:
    """Returns the statuses, assignees and sets in use, each with how many conversations have it."""
    with desk.archive.catalog.connection() as connection:
        return overview.words_of_work(connection)


def unread(desk: Desk, *, limit: int, offset: int = 0) -> tuple[str, ...]:
    """Returns the ids of the sources in which nothing was read, the newest first."""
    with desk.archive.catalog.connection() as connection:
        return overview.unread(connection, limit=limit, offset=offset)
