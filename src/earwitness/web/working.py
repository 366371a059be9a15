"""The work on conversations, as acts of the desk: on one that is read, on many that were chosen, and a queue of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.response import Redirect

from .. import actions
from ..actions import outcomes
from ..actions.exporting import judged
from ..actions.listing import found_by, listing_of
from ..archive import Place
from ..archive.work import PRIORITIES, STATUSES
from ..errors import Refused, WrongUsage
from ..publish import addresses, lists, parts, words
from ..publish.tongue import gettext
from ..publish.work import StatusKey, Strip
from .conversations import filters_of
from .downloads import attached
from .keeper import Keeper
from .rows import conversation_row

LINKED = 12
"""The most conversations that one page says are one."""
HELD = 200
"""The most that one page names of those that may not leave."""
IN_LIST = ("order", "view", "offset", "done", "ui")


@get("/queue", opt={"audience": "keeper"}, include_in_schema=False)
async def queue_page(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Leads to the first conversation of a narrowed list, by priority and then by date."""
    filters = filters_of(request.query_params, known=IN_LIST)
    first = await keeper.act(lambda: found_by(keeper.desk, filters, order="priority", limit=1))
    if not first:
        return Redirect(addresses.conversations(filters.given), status_code=303)
    return Redirect(addresses.queued(first[0], urlencode(filters.given) or "order=priority"), status_code=303)


@post("/queue", opt={"audience": "keeper"}, include_in_schema=False)
async def queue_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Says where the work on one conversation stands; in a queue the answer leads to the next."""
    form = await request.form()
    name, queue = text(form, "id"), text(form, "queue")
    status = text(form, "own") or text(form, "status") or None
    place = await keeper.act(lambda: place_of(keeper, name, queue)) if queue else None
    changed = {"assignee": text(form, "assignee"), "priority": text(form, "priority")} if form.get("stay") else {}
    done = await keeper.act(
        lambda: actions.triage(
            keeper.desk, [name], agent=keeper.agent, status=status, expected=text(form, "was") or None,
            add_sets=[text(form, "add_set")], remove_sets=[text(form, "remove_set")], **changed,
        )
    )  # fmt: skip
    onward = None if form.get("stay") or place is None else place.after
    return Redirect(addresses.queued(onward or done.subjects[0], queue, done=done.act), status_code=303)


@post("/triage", opt={"audience": "keeper"}, include_in_schema=False)
async def many_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[Any]:
    """Acts on the conversations that were ticked, or on all that the list found: says where the work stands, puts a code on
    them or takes it off, exports, or asks whether they are one."""
    form = await request.form()
    query = dict(parse_qsl(text(form, "query")))
    filters = filters_of(query, known=IN_LIST)
    ids = [str(one) for one in form.getall("id", [])]
    if text(form, "which") == "all":
        ids = list(await keeper.act(lambda: found_by(keeper.desk, filters)))
    if not ids:
        raise WrongUsage(
            "no conversation was chosen", hint="tick some, or choose all that were found; then say what to do"
        )
    match text(form, "do"):
        case "triage":
            done: outcomes.Done = await keeper.act(lambda: said(keeper, ids, form))
            return Redirect(addresses.conversations({**query, "done": done.act}), status_code=303)
        case "code" | "uncode" as do:
            done = await keeper.act(lambda: coded(keeper, ids, text(form, "code"), off=do == "uncode"))
            home = addresses.ours(text(form, "back")) or addresses.conversations(query)
            return Redirect(addresses.with_done(home, done.act), status_code=303)
        case "export":
            return await keeper.act(lambda: leaving(request, keeper, ids, form))
        case "join":
            return Redirect(
                addresses.with_query(addresses.JOIN, {"ids": ids, "back": text(form, "query")}), status_code=303
            )
    raise WrongUsage("the form does not say what to do", hint="open the page again and send it from there")


def said(keeper: Keeper, ids: list[str], form: FormMultiDict) -> outcomes.Done:
    return actions.triage(
        keeper.desk, ids, agent=keeper.agent, status=text(form, "status") or None,
        assignee=text(form, "assignee") or None, priority=text(form, "priority") or None,
        add_sets=[text(form, "add_set")], remove_sets=[text(form, "remove_set")],
    )  # fmt: skip


def coded(keeper: Keeper, ids: list[str], code: str, *, off: bool) -> outcomes.Done:
    """Puts a code on whole conversations, one that the codebook has not too, or takes it off them."""
    if not code:
        raise WrongUsage("no code was chosen", hint="choose one, or name a new one")
    if off:
        return actions.uncode_conversations(keeper.desk, ids, code, agent=keeper.agent)
    return actions.code_conversations(keeper.desk, ids, code, agent=keeper.agent, create=True)


def leaving(
    request: Request[Any, Any, Any], keeper: Keeper, ids: list[str], form: FormMultiDict
) -> Response[Any]:  # fmt: skip
    """Returns the conversations as a file; where some may not leave, the page that says which and why, and offers the rest."""
    to = text(form, "to")
    try:
        return exported(keeper, ids, to, permitted=bool(form.get("permitted")))
    except Refused:
        told = [(id, whole, held) for id, whole, held in judged(keeper.desk, ids) if held]
        if len(ids) == 1:
            raise
    everything = text(form, "which") == "all"
    page = lists.LeavingPage(
        title=gettext("Some of these may not leave"),
        held=tuple(
            lists.HeldBack(
                conversation=parts.Link(
                    text=whole.conversation.title or gettext("Untitled conversation"),
                    address=addresses.conversation(id),
                ),
                why="; ".join(dict.fromkeys(each.why for each in held)),
            )
            for id, whole, held in told[:HELD]
        ),
        more=max(0, len(told) - HELD),
        total=len(ids),
        rest=len(ids) - len(told),
        ids=() if everything else tuple(ids),
        which="all" if everything else "ticked",
        query=text(form, "query"),
        to=to,
        back=back(text(form, "query")),
    )
    return keeper.answer(request, page, status=403)


def exported(keeper: Keeper, ids: list[str], to: str, *, permitted: bool = False) -> Response[Any]:
    """Returns the conversations as a file, with `permitted` those that may leave. Raises Refused where one may not."""
    found, content = actions.export(keeper.desk, ids, to=to, output=None, permitted=permitted)
    return attached(found, content, ids[0] if len(ids) == 1 else "conversations")


@get("/triage/join", opt={"audience": "keeper"}, include_in_schema=False)
async def join_page(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes]:
    """Shows the conversations that were chosen, and asks whether they are one."""
    ids = few([name for name in str(request.query_params.get("ids", "")).split(",") if name])
    catalog = keeper.desk.archive.catalog
    homes = await keeper.act(lambda: tuple(dict.fromkeys(map(catalog.canonical, ids))))
    listing = await keeper.act(lambda: listing_of(keeper.desk, homes))
    found = {each.id: each for each in listing.conversations}
    return keeper.answer(
        request,
        lists.JoinPage(
            title=gettext("Are these one conversation?"),
            rows=tuple(conversation_row(found[home]) for home in homes),
            back=back(str(request.query_params.get("back", ""))),
        ),
    )


@post("/triage/join", opt={"audience": "keeper"}, include_in_schema=False)
async def join_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Says that the conversations are one: a link for each after the first."""
    form = await request.form()
    ids = few([str(one) for one in form.getall("id", [])])
    first = ids[0]
    reason = text(form, "reason")
    done = await keeper.act(
        lambda: [actions.link(keeper.desk, first, one, agent=keeper.agent, reason=reason) for one in ids[1:]]
    )
    return Redirect(addresses.queued(first, "", done=done[-1].act), status_code=303)


def few(ids: list[str]) -> list[str]:
    ids = list(dict.fromkeys(ids))
    if not 1 < len(ids) <= LINKED:
        raise WrongUsage(
            f"{len(ids):,} conversations were chosen", hint=f"tick from two to {LINKED} that may be one conversation"
        )
    return ids


def back(query: str) -> str:
    """Returns the address of the list from which somebody came."""
    kept = {
        name: value for name, value in parse_qsl(query) if name != "done" and value and (name, value) != ("offset", "0")
    }
    return addresses.conversations(kept)


def place_of(keeper: Keeper, name: str, queue: str) -> Place:
    """Returns where a conversation stands in the queue of that query."""
    return actions.queue(keeper.desk, name, filters_of(dict(parse_qsl(queue)), known=IN_LIST))


def strip(keeper: Keeper, name: str, queue: str) -> Strip | None:
    """Returns how the work on a conversation stands, and its place in the queue; nothing for others."""
    if keeper.for_others:
        return None
    standing = keeper.desk.archive.catalog.conversation(name)
    place = place_of(keeper, name, queue) if queue else None
    known = [*STATUSES, *(() if standing.status in STATUSES else (standing.status,))]
    at = ""
    if place is not None:
        at = (
            gettext("{number} of {total}").format(number=words.figure(place.number), total=words.figure(place.total))
            if place.number
            else gettext("not in it any more; {total} left").format(total=words.figure(place.total))
        )
    return Strip(
        id=standing.id,
        status=standing.status,
        statuses=tuple(
            StatusKey(
                key=str(number) if number <= len(STATUSES) else "", value=status, chosen=status == standing.status
            )
            for number, status in enumerate(known, 1)
        ),
        priority=next(name for name, rank in PRIORITIES.items() if rank == standing.priority),
        priorities=tuple(PRIORITIES),
        assignee=standing.assignee,
        sets=standing.sets,
        queue=queue,
        position=at,
        before=addresses.queued(place.before, queue) if place and place.before else "",
        after=addresses.queued(place.after, queue) if place and place.after else "",
        whole=back(queue) if queue else "",
    )


def text(form: Mapping[str, Any], name: str) -> str:
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


HANDLERS = (queue_page, queue_form, many_form, join_page, join_form)
