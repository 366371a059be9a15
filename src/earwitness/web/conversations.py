"""The table of conversations: sorted, narrowed, as a table or as cards; every state of it has an address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from msgspec.structs import replace

from ..actions import answers
from ..actions.filters import Filters
from ..actions.overviewing import in_use
from ..actions.writings import FILES
from ..archive.work import NEEDS, NOBODY, PRIORITIES, STATUSES, UNKNOWN
from ..errors import WrongUsage
from ..formats import FORMATS
from ..model import GENRES, TRANSCRIPT_KINDS
from ..publish import addresses, pages, parts, words, work
from ..publish.tongue import gettext, later
from .keeper import Keeper
from .rows import PAGE, conversation_row, extent, known_codes, leaves, options

PLAIN = {
    "language": later("Language"),
    "kind": later("Has a"),
    "genre": later("Kind"),
    "role": later("Role of a speaker"),
    "publisher": later("Publisher"),
    "since": later("Took place since"),
    "until": later("until"),
    "during": later("Took place in"),
    "first_published": later("First published in"),
}
"""The filters that whoever looks may use: the name in the address, and the words for it."""

WORK = {
    "status": later("Status"),
    "assignee": later("Who works on it"),
    "priority": later("Priority"),
    "set": later("In the set"),
    "needs": later("Needs"),
    "code": later("Code"),
}
"""Those that tell how the work stands."""

NEEDED = {
    "check": later("somebody to check it"),
    "translator": later("a translator"),
    "doubts": later("a look at what was doubted"),
    "names": later("names for its voices"),
}

COLUMNS = (
    ("title", later("Conversation"), False),
    ("held", later("Took place"), False),
    ("published", later("Published"), False),
    ("genre", later("Kind"), False),
    ("", later("Languages"), False),
    ("", later("Speakers"), False),
    ("turns", later("Turns"), True),
    ("versions", later("Versions"), True),
    ("status", later("Work"), False),
)
"""The columns: the order that each sorts by, its words, whether it holds figures."""


@get("/conversations", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def conversations_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    order: FromQuery[str] = "held",
    view: FromQuery[str] = "",
    done: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=10_000_000)] = 0,
) -> Response[bytes]:
    """All conversations, as a table to sort and filter."""
    chosen = filters_of(request.query_params, known=("order", "view", "done", "offset", "ui"))
    if view not in ("", "cards"):
        raise WrongUsage(f"“{view[:40]}” is no way to see the list", hint="view=cards, or none")
    listing = keeper.list_conversations(chosen, limit=PAGE, offset=offset, order=order)
    standing = keeper.desk.archive.catalog.position
    used = {} if keeper.for_others else keeper.counted.get("in use", standing, lambda: in_use(keeper.desk))
    if not keeper.for_others:
        used = {**used, "code": tuple((path, 0) for path in known_codes(keeper.desk))}
    page = table(listing, chosen, order=order, offset=offset, view=view, used=used, mine=not keeper.for_others)
    return keeper.answer(request, replace(page, done=keeper.notice(done, request)))


def filters_of(asked: Mapping[str, Any], *, known: tuple[str, ...] = ()) -> Filters:
    """Returns the filters of an address. Raises WrongUsage for a name that is none, with the names that are."""
    found: dict[str, str] = {}
    for name, value in asked.items():
        if name in PLAIN or name in WORK:
            if str(value).strip():
                found[name] = str(value).strip()
        elif name not in known:
            names = ", ".join((*PLAIN, *WORK))
            raise WrongUsage(f"a list is not narrowed by “{name[:40]}”", hint=f"it is narrowed by {names}")
    return Filters(**found)


def table(
    listing: answers.Listing,
    filters: Filters,
    *,
    order: str = "held",
    offset: int = 0,
    view: str = "",
    used: Mapping[str, tuple[tuple[str, int], ...]] | None = None,
    mine: bool = True,
) -> pages.ConversationsPage:
    """Returns the table of conversations; `mine` says that the keeper looks."""
    used = used or {}
    chosen = filters.given

    def at(query: Mapping[str, str | None], **more: str | None) -> str:
        kept = {"order": None if order == "held" else order, "view": view or None, **more}
        return addresses.conversations({**query, **kept})

    before, after = leaves(
        addresses.CONVERSATIONS,
        {**chosen, "order": None if order == "held" else order, "view": view},
        offset=offset,
        limit=PAGE,
        total=listing.total,
    )
    return pages.ConversationsPage(
        title=gettext("Conversations"),
        total=listing.total,
        shown=extent(listing.total, offset, len(listing.conversations), "conversation"),
        rows=tuple(map(work_row, listing.conversations)),
        columns=tuple(
            work.SortLink(
                text=gettext(text),
                address=at(chosen, order=turned(name, order)) if name else "",
                sorted=direction(name, order),
                figure=figure,
            )
            for name, text, figure in (COLUMNS if mine else COLUMNS[:-1])
        ),
        filters=(*fields(chosen, used, mine=mine), order_field(order, mine), *view_field(view)),
        narrowed=tuple(
            parts.Link(
                text=f"{gettext((PLAIN | WORK)[name])}: {in_words(name, value)}",
                address=at({other: chosen[other] for other in chosen if other != name}),
                chosen=True,
            )
            for name, value in chosen.items()
        ),
        views=tuple(
            parts.Link(text=gettext(text), address=at(chosen, view=value or None), chosen=value == view)
            for value, text in (("", later("Table")), ("cards", later("Cards")))
        ),
        cards=view == "cards",
        queue=addresses.queue(chosen),
        query=urlencode({**chosen, "order": order, "view": view, "offset": str(offset)}),
        statuses=tuple(name for name, _ in used.get("status", ())),
        codes=tuple(name for name, _ in used.get("code", ())),
        formats=(*(name for name, format in FORMATS.items() if format.write is not None), *FILES),
        filtered=bool(chosen),
        earlier=before,
        later=after,
    )


def turned(name: str, order: str) -> str | None:
    """Returns the order that the head of a column leads to: the other way around where it is sorted by it already."""
    wanted = f"-{name}" if order == name else name
    return None if wanted == "held" else wanted


def direction(name: str, order: str) -> str:
    if not name or name != order.removeprefix("-"):
        return ""
    return "ascending" if name == order else "descending"


def work_row(listed: answers.Listed) -> work.WorkRow:
    """Returns a conversation as a row of the table, with how the work on it stands."""
    needs = (
        words.count(listed.doubts, "doubt") if listed.doubts else "",
        words.count(listed.unnamed, "voice without a name") if listed.unnamed else "",
    )
    return work.WorkRow(
        conversation=conversation_row(listed),
        state=listed.status or "",
        assignee=listed.assignee or "",
        priority="" if listed.priority == "normal" else listed.priority or "",
        sets=listed.sets,
        needs=tuple(filter(None, needs)),
    )


def in_words(name: str, value: str) -> str:
    """Returns a filter's value for people."""
    if name == "language":
        return words.language(value)
    if name == "kind":
        return words.kind(value)
    if name in ("since", "until", "during", "first_published"):
        return (
            gettext("a time not known") if value == UNKNOWN else " – ".join(words.day(day) for day in value.split("/"))
        )
    return gettext(NEEDED.get(value, value)) if name == "needs" else value


def fields(
    chosen: Mapping[str, str], used: Mapping[str, tuple[tuple[str, int], ...]], *, mine: bool
) -> Iterator[parts.Choice]:
    """Yields the fields that narrow the table."""
    counted = {
        name: [(value, f"{value} ({words.figure(count)})") for value, count in values] for name, values in used.items()
    }
    offered = {
        "language": options(words.languages()),
        "kind": options((kind, words.kind(kind)) for kind in TRANSCRIPT_KINDS),
        "genre": options((genre, words.event(genre)) for genre in GENRES),
        "status": options(
            (name, f"{words.status(name)} ({words.figure(n)})" if n else words.status(name))
            for name, n in used.get("status") or [(name, 0) for name in STATUSES]
        ),
        "assignee": options([(NOBODY, gettext("nobody")), *counted.get("assignee", ())]),
        "priority": options((name, words.priority_of(name)) for name in PRIORITIES),
        "set": options(counted.get("set", ())),
        "needs": options((name, gettext(NEEDED[name])) for name in NEEDS),
        "code": options((path, path) for path, _ in used.get("code", ())),
    }
    for name, label in {**PLAIN, **(WORK if mine else {})}.items():
        value = chosen.get(name, "")
        choices = offered.get(name, ())
        if value and choices and value not in {one for one, _ in choices}:
            choices = (*choices, (value, value))
        yield parts.Choice(name=name, label=gettext(label), value=value, options=choices)


def order_field(order: str, mine: bool) -> parts.Choice:
    """Returns the field that chooses an order, also one that no column has."""
    known = {
        "held": later("when it took place"),
        "-held": later("when, the last first"),
        "newest": later("newest on the desk"),
        "title": later("title"),
        "published": later("published"),
        "turns": later("fewest turns"),
        "-turns": later("most turns"),
    }
    if mine:
        known |= {"priority": later("priority"), "status": later("status"), "assignee": later("who works on it")}
    known.setdefault(order, order)
    return parts.Choice(
        name="order",
        label=gettext("Order"),
        value=order,
        options=tuple((name, gettext(text)) for name, text in known.items()),
    )


def view_field(view: str) -> tuple[parts.Choice, ...]:
    return (
        parts.Choice(
            name="view",
            label=gettext("View"),
            value=view,
            options=(("", gettext("table")), ("cards", gettext("cards"))),
        ),
    )
