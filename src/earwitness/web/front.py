"""The desk's front page: what is here, what is new, what needs a person, what was done last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect
from msgspec.structs import replace

from .. import actions
from ..actions import answers, outcomes
from ..actions.overviewing import Overview, Times, look_over, span, times, unread
from ..actions.waiting import Waiting
from ..publish import addresses, lists, pages, parts, timeline, tongue, words, work
from ..publish.tongue import gettext, later, ngettext
from .keeper import Keeper
from .renewed import renewed
from .rows import PAGE, act_rows, conversation_row, extent, leaves

NEWEST = 6
LAST_ACTS = 8

NEEDS = (
    ("check", later("to check")),
    ("translator", later("for a translator")),
    ("doubts", later("with words the reader was not sure of")),
    ("names", later("with voices that have no name")),
)
"""What a conversation may need a person for, and the words for it."""


@get("/", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def desk_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], by: FromQuery[str] = "language"
) -> Response[bytes] | Redirect:
    """What there is, what is new, what was done last; others are led to the conversations."""
    if keeper.for_others:
        return Redirect(addresses.CONVERSATIONS, status_code=303)
    desk = keeper.desk
    listing = actions.list_conversations(desk, limit=NEWEST, order="newest")
    log = actions.log(desk, limit=LAST_ACTS)
    standing = desk.archive.catalog.position
    seen: Overview = keeper.counted.get("overview", standing, lambda: look_over(desk))
    page = front(listing, act_rows(keeper.desk, log.acts), actions.doctor(desk.path), seen, keeper.queue.all())
    shown: timeline.Timeline | None = keeper.counted.get(
        ("times", by, tongue.language()), standing, lambda: drawn(keeper, by)
    )
    page = replace(page, waiting=(*page.waiting, *renewed(keeper)))
    return keeper.answer(request, replace(page, timeline=shown, shares=shares(by) if shown else ()))


def drawn(keeper: Keeper, by: str) -> timeline.Timeline | None:
    """Returns the picture of all conversations by time."""
    unit = timeline.unit_of(*span(keeper.desk))
    return picture(times(keeper.desk, by=by, length=timeline.LENGTHS[unit]), unit, by)


def picture(counted: Times, unit: timeline.Unit, by: str) -> timeline.Timeline | None:
    """Returns the picture of these counts, and what no bar of it holds."""
    held, published = (tuple(map(count, tallies)) for tallies in (counted.held, counted.published))
    unknown = sum(each.count for each in held if each.when is None)
    vague = sum(each.count for each in held if each.when and not timeline.stretch_of(each.when, unit))
    unpublished = sum(each.count for each in published if each.when is None)
    apart = [
        parts.Link(text=text, address=address, count=number)
        for number, text, address in (
            (unknown, gettext("took place at a time not known"), addresses.conversations({"during": "unknown"})),
            (vague, gettext("took place at a time known less closely"), ""),
            (
                unpublished,
                gettext("with no day of publication"),
                addresses.conversations({"first_published": "unknown"}),
            ),
        )
        if number
    ]
    return timeline.draw(
        held,
        published,
        unit=unit,
        title=gettext("Conversations by time"),
        words=(gettext("took place"), gettext("first published")),
        lead=lambda side, when: addresses.conversations({"during" if side == "above" else "first_published": when}),
        name=words.language
        if by == "language"
        else lambda share: words.event(share) if share else gettext("kind not known"),
        apart=apart,
    )


def count(tally: Any) -> timeline.Count:
    return timeline.Count(when=tally.when, share=tally.share, count=tally.count)


def shares(by: str) -> tuple[parts.Link, ...]:
    """Returns the ways to colour the picture."""
    return tuple(
        parts.Link(
            text=gettext(text), address=addresses.desk({"by": None if name == "language" else name}), chosen=name == by
        )
        for name, text in (("language", later("by language")), ("kind", later("by kind")))
    )


def front(
    listing: answers.Listing,
    acts: tuple[parts.ActRow, ...],
    examined: outcomes.Examined,
    seen: Overview,
    waiting: Waiting | None = None,
) -> pages.DeskPage:
    """Returns the front page without its picture."""
    return pages.DeskPage(
        title=gettext("Desk"),
        counts=(
            fact(seen.conversations, "conversation", addresses.CONVERSATIONS),
            fact(seen.sources, "source"),
            fact(seen.turns, "turn"),
            fact(seen.acts, "act", addresses.LOG),
        ),
        newest=tuple(conversation_row(listed) for listed in listing.conversations),
        acts=acts,
        waiting=tuple(waits(seen, waiting)),
        needs=tuple(
            parts.Fact(name=check.name, value=". ".join(filter(None, (check.detail, check.hint))))
            for check in examined.checks
            if check.state in ("stale", "bad")
        ),
    )


def fact(number: int, noun: str, address: str = "") -> parts.Fact:
    name = words.count(number, noun).replace(words.figure(number), "", 1).strip()
    return parts.Fact(name=name, value=words.figure(number), address=address)


def waits(seen: Overview, waiting: Waiting | None) -> Iterator[work.Need]:
    """Yields what needs a person, each with its list; what needs nobody is left out."""
    for name, text in NEEDS:
        if seen.needs[name]:
            query = {"needs": name, "order": "priority"}
            yield work.Need(
                count=f"{seen.needs[name]:,}",
                text=gettext(text),
                address=addresses.conversations(query),
                queue=addresses.queue(query),
            )
    if waiting is not None and waiting.total:
        strongest = waiting.proposals[0]
        titles = gettext(" and ").join(f"“{title or gettext('Untitled conversation')}”" for title in strongest.titles)
        yield work.Need(
            count=f"{waiting.total:,}",
            text=ngettext("possible match", "possible matches", waiting.total),
            address=addresses.MATCHES,
            more=gettext("strongest: {titles} ({score})").format(titles=titles, score=words.score(strongest.score)),
        )
    if seen.needs["unread"]:
        yield work.Need(
            count=f"{seen.needs['unread']:,}",
            text=ngettext(
                "source in which nothing was read", "sources in which nothing was read", seen.needs["unread"]
            ),
            address=addresses.UNREAD,
        )


@get("/unread", opt={"audience": "keeper"}, include_in_schema=False, sync_to_thread=True)
def unread_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    offset: Annotated[int, QueryParameter(ge=0, le=10_000_000)] = 0,
) -> Response[bytes]:
    """The sources in which nothing was read."""
    desk = keeper.desk
    seen: Overview = keeper.counted.get("overview", desk.archive.catalog.position, lambda: look_over(desk))
    total = seen.needs["unread"]
    with desk.archive.catalog.snapshot() as catalog:
        found = [catalog.source(name) for name in unread(desk, limit=PAGE, offset=offset)]
    earlier, later = leaves(addresses.UNREAD, {}, offset=offset, limit=PAGE, total=total)
    return keeper.answer(
        request,
        lists.UnreadPage(
            title=gettext("Sources in which nothing was read"),
            shown=extent(total, offset, len(found), "source"),
            sources=tuple(
                parts.SourceLine(
                    id=source.id,
                    address=addresses.source(source.id),
                    name=source.title
                    or source.publisher
                    or source.path
                    or source.url
                    or gettext("a source without a name"),
                    where=source.url or source.path or gettext("given without a name"),
                    published=words.day(source.published),
                    captured=words.moment(source.capture.time),
                    access=str(source.access),
                )
                for source in found
            ),
            earlier=earlier,
            later=later,
        ),
    )
