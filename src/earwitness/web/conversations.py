"""The desk's front page and the table of conversations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions import answers, outcomes
from ..actions.waiting import Waiting
from ..model import GENRES, TRANSCRIPT_KINDS
from ..publish import addresses, pages, parts, words
from .keeper import Keeper
from .rows import PAGE, act_row, conversation_row, extent, leaves, options

ORDERS = (("held", "by when it took place"), ("title", "by title"), ("newest", "newest first"), ("added", "as added"))
"""The orders of the table that `list` knows, and their words."""

NEWEST = 6
LAST_ACTS = 8


@get("/", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def desk_page(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes] | Redirect:
    """What there is, what is new, what was done last; others are led to the conversations."""
    if keeper.for_others:
        return Redirect(addresses.CONVERSATIONS, status_code=303)
    desk = keeper.desk
    listing = actions.list_conversations(desk, limit=NEWEST, order="newest")
    log = actions.log(desk, limit=LAST_ACTS)
    return keeper.answer(request, front(listing, log, actions.doctor(desk.path), keeper.queue.all()))


@get("/conversations", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def conversations_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    language: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    genre: FromQuery[str] = "",
    role: FromQuery[str] = "",
    publisher: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    order: FromQuery[str] = "held",
    offset: Annotated[int, QueryParameter(ge=0, le=10_000_000)] = 0,
) -> Response[bytes]:
    """All conversations, as a table to sort and filter."""
    chosen = {
        "language": language, "kind": kind, "genre": genre, "role": role, "publisher": publisher,
        "since": since, "until": until,
    }  # fmt: skip
    filters = {name: value or None for name, value in chosen.items()}
    listing = keeper.list_conversations(**filters, limit=PAGE, offset=offset, order=order)
    return keeper.answer(request, table(listing, chosen, order=order, offset=offset))


def front(
    listing: answers.Listing, log: outcomes.Log, examined: outcomes.Examined, waiting: Waiting | None = None
) -> pages.DeskPage:
    """Returns the front page."""
    return pages.DeskPage(
        title="Desk",
        counts=(
            parts.Fact(name="conversation" if listing.total == 1 else "conversations", value=f"{listing.total:,}"),
            parts.Fact(name="act in the log" if log.total == 1 else "acts in the log", value=f"{log.total:,}"),
        ),
        newest=tuple(conversation_row(listed) for listed in listing.conversations),
        acts=tuple(act_row(act) for act in log.acts),
        needs=(
            *matches(waiting),
            *(
                parts.Fact(name=check.name, value=". ".join(filter(None, (check.detail, check.hint))))
                for check in examined.checks
                if check.state in ("stale", "bad")
            ),
        ),
    )


def matches(waiting: Waiting | None) -> Iterator[parts.Fact]:
    """Yields what is said of the possible matches that wait, if any do."""
    if waiting is not None and waiting.total:
        strongest = waiting.proposals[0]
        titles = " and ".join(f"“{title or 'Untitled conversation'}”" for title in strongest.titles)
        how_many = "1 waits" if waiting.total == 1 else f"{waiting.total:,} wait; the strongest"
        yield parts.Fact(
            name="Possible matches",
            value=f"{how_many}: {titles} ({words.score(strongest.score)})",
            address=addresses.MATCHES,
        )


def table(
    listing: answers.Listing, chosen: dict[str, str], *, order: str = "held", offset: int = 0
) -> pages.ConversationsPage:
    """Returns the table of conversations; `chosen` are the filters as typed, by name."""
    filled = {name: value for name, value in chosen.items() if value}
    query = {**filled, "order": None if order == "held" else order}
    earlier, later = leaves(addresses.CONVERSATIONS, query, offset=offset, limit=PAGE, total=listing.total)
    return pages.ConversationsPage(
        title="Conversations",
        total=listing.total,
        shown=extent(listing.total, offset, len(listing.conversations), "conversation"),
        rows=tuple(conversation_row(listed) for listed in listing.conversations),
        orders=tuple(
            parts.Link(
                text=text,
                address=addresses.conversations({**filled, "order": None if name == "held" else name}),
                chosen=name == order,
            )
            for name, text in ORDERS
        ),
        filters=filters(chosen),
        filtered=bool(filled),
        earlier=earlier,
        later=later,
    )


def filters(chosen: dict[str, str]) -> tuple[parts.Choice, ...]:
    """Returns the fields that narrow the table."""
    kinds = tuple((kind, words.kind(kind)) for kind in TRANSCRIPT_KINDS)
    fields: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = (
        ("language", "Language", options(words.languages())),
        ("kind", "Has a", options(kinds)),
        ("genre", "Kind", options((genre, genre) for genre in GENRES)),
        ("role", "Role of a speaker", ()),
        ("publisher", "Publisher", ()),
        ("since", "Took place since", ()),
        ("until", "until", ()),
    )
    return tuple(
        parts.Choice(name=name, label=label, value=chosen.get(name, ""), options=offered)
        for name, label, offered in fields
    )
