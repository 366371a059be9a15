"""Possible matches: what waits for a person, one match in full, and what a person says of it."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions import finding, outcomes
from ..actions.beside import decision
from ..actions.proposal import Proposal, why
from ..errors import EarwitnessError, NotFound, WrongUsage
from ..identifiers import is_id
from ..publish import addresses, matches, parts, words
from ..publish.tongue import gettext, ngettext
from .keeper import Keeper, wants_data
from .opposite import opposite, title
from .rows import extent, leaves
from .troubles import status_of

KEPT = {"audience": "keeper"}
LINES = 20
"""Matches on one page of the list."""


@get(addresses.MATCHES, opt=KEPT, include_in_schema=False, sync_to_thread=True)
def matches_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    of: FromQuery[str] = "",
    done: FromQuery[str] = "",
    look: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=10_000_000)] = 0,
) -> Response[bytes] | Redirect:
    """What waits, the strongest in full; while somebody looks (`look`) only how far they are."""
    home = finding.conversation_of(keeper.desk, of) if of else None
    waiting = keeper.queue.of(home)
    if look and not keeper.looking.state.running and not wants_data(request):
        return Redirect(addresses.matches({"of": home}), status_code=303)
    strongest = waiting[offset] if offset < len(waiting) and not look else None
    return keeper.answer(request, page(keeper, home, strongest, done=done, offset=offset, data=wants_data(request)))


@get("/matches/{a:str}/{b:str}", opt=KEPT, include_in_schema=False, sync_to_thread=True)
def match_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    a: FromPath[str],
    b: FromPath[str],
    of: FromQuery[str] = "",
    done: FromQuery[str] = "",
    every: FromQuery[bool] = False,
) -> Response[bytes]:
    """One match in full, by the ids of its conversations; one that waits no more says why."""
    home = finding.conversation_of(keeper.desk, of) if of else None
    found = waiting_between(keeper, a, b)
    if found is None:
        return keeper.answer(request, page(keeper, home, None, done=done, decided=decided(keeper, a, b)))
    return keeper.answer(request, page(keeper, home, found, done=done, every=every, data=wants_data(request)))


@post("/matches/{a:str}/{b:str}/decide", opt=KEPT, include_in_schema=False)
async def decide(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], a: FromPath[str], b: FromPath[str]
) -> Response[bytes] | Redirect:
    """Writes what a person says of a match; the answer opens the next one."""
    form = await request.form()
    what, reason, of = (str(form.get(name) or "").strip() for name in ("what", "reason", "of"))
    if what not in ("one", "turns", "not"):
        raise WrongUsage("the form does not say what these two are", hint="open the match and send it from there")
    home = await keeper.act(partial(finding.conversation_of, keeper.desk, of)) if of else None
    found = await keeper.act(partial(waiting_between, keeper, a, b))
    if found is None:
        settled = await keeper.act(partial(decided, keeper, a, b))
        return keeper.answer(request, page(keeper, home, None, decided=settled), status=409)
    order = await keeper.act(partial(keeper.queue.of, home))
    try:
        done = await keeper.act(partial(write, keeper, found, what, reason))
    except EarwitnessError as error:
        # Somebody may have decided it between the question and the act.
        still = await keeper.act(partial(waiting_between, keeper, a, b))
        told = await keeper.act(partial(decided, keeper, a, b)) if still is None else None
        shown = await keeper.act(
            partial(page, keeper, home, still, decided=told, trouble=f"{error.message}. {error.hint}".strip())
        )
        return keeper.answer(request, shown, status=409 if told else status_of(error))
    after = following(order, found, 1)
    still = await keeper.act(partial(waiting_between, keeper, after.a, after.b)) if after is not None else None
    query = {"of": home, "done": done.act}
    return Redirect(
        addresses.match(still.a, still.b, query) if still is not None else addresses.matches(query), status_code=303
    )


@post(addresses.MATCHES_UNDO, opt=KEPT, include_in_schema=False)
async def take_back(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Takes back what was said of a match; the answer opens it again."""
    form = await request.form()
    act, of = (str(form.get(name) or "").strip() for name in ("act", "of"))
    if not act:
        raise WrongUsage("the form does not say which act to take back")
    done = await keeper.act(partial(actions.undo, keeper.desk, act, agent=keeper.agent))
    home = await keeper.act(partial(finding.conversation_of, keeper.desk, of)) if of else None
    query = {"of": home, "done": done.act}
    ends = [name for name in done.subjects if name.startswith("c")]
    if len(ends) == 2 and await keeper.act(partial(waiting_between, keeper, *ends)) is not None:
        return Redirect(addresses.match(ends[0], ends[1], query), status_code=303)
    return Redirect(addresses.matches(query), status_code=303)


@post(addresses.LOOK, opt=KEPT, include_in_schema=False)
async def look_anew(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Begins to look through the archive, or at one conversation; the answer shows how far the work is."""
    form = await request.form()
    of = str(form.get("of") or "").strip()
    home = await keeper.act(partial(finding.conversation_of, keeper.desk, of)) if of else None
    keeper.looking.start(home)
    return Redirect(addresses.matches({"of": home, "look": "1"}), status_code=303)


HANDLERS = (matches_page, match_page, decide, take_back, look_anew)


def waiting_between(keeper: Keeper, a: str, b: str) -> Proposal | None:
    """Returns the proposal that waits between two conversations, None where none does. Raises NotFound for unknown ids."""
    pair = {finding.conversation_of(keeper.desk, name) for name in (a, b)}
    return next((one for one in keeper.queue.all().proposals if one.pair == pair), None)


def write(keeper: Keeper, proposal: Proposal, what: str, reason: str) -> outcomes.Done:
    """Writes the act. A link holds on to the conversations that the two versions were born with."""
    desk, agent = keeper.desk, keeper.agent
    if what == "not":
        return actions.reject(desk, *proposal.ends, agent=agent, reason=reason)
    turns = proposal.turns if what == "turns" else ()
    if what == "turns" and not turns:
        raise WrongUsage("no turns of these are known to be from the other", hint="say that they are one, or not")
    return actions.link(
        desk, *proposal.ends, agent=agent, why=why(proposal), reason=reason, turns=turns, clip=proposal.clip
    )


def following(order: tuple[Proposal, ...], proposal: Proposal, by: int) -> Proposal | None:
    """Returns the proposal that stands so many after this one, round about; None where there is no other."""
    places = [place for place, one in enumerate(order) if one.pair == proposal.pair]
    if not places:
        return order[0] if order else None
    found = order[(places[0] + by) % len(order)]
    return None if found.pair == proposal.pair else found


def page(
    keeper: Keeper,
    home: str | None,
    proposal: Proposal | None,
    *,
    done: str = "",
    decided: matches.Decided | None = None,
    offset: int | None = None,
    every: bool = False,
    trouble: str = "",
    data: bool = False,
) -> matches.MatchesPage:
    """Returns the page; `proposal` stands on it in full, `home` is the conversation that the list keeps to."""
    waiting = keeper.queue.all()
    order = keeper.queue.of(home)
    place = next((at for at, one in enumerate(order) if proposal is not None and one.pair == proposal.pair), None)
    offset = (place or 0) // LINES * LINES if offset is None else offset
    query = {"of": home}
    earlier, later = leaves(addresses.MATCHES, query, offset=offset, limit=LINES, total=len(order))
    full = None
    if proposal is not None:
        around = [
            addresses.match(one.a, one.b, query) if (one := following(order, proposal, by)) is not None else ""
            for by in (-1, 1)
        ]
        full = opposite(
            keeper.desk, proposal, keeper.looking.beside(proposal, wait=data), every=every, of=home or "",
            place=gettext("{place} of {total}").format(place=words.figure(place + 1), total=words.figure(len(order)))
            if place is not None
            else "", before=around[0], after=around[1],
        )  # fmt: skip
    return matches.MatchesPage(
        title=gettext("Possible matches"),
        total=len(order),
        sentence=sentence(len(order), waiting.as_of, waiting.stale, one=home is not None),
        look=look(keeper),
        looked=waiting.as_of is not None,
        of=None if home is None else parts.Link(text=title(named(keeper, home)), address=addresses.conversation(home)),
        match=full,
        decided=decided,
        lines=tuple(
            line(one, query, chosen=proposal is not None and one.pair == proposal.pair)
            for one in order[offset : offset + LINES]
        ),
        shown=extent(len(order), offset, len(order[offset : offset + LINES]), "match"),
        earlier=earlier,
        later=later,
        done=notice(keeper, done),
        trouble=trouble,
        home=home or "",
    )


def line(proposal: Proposal, query: addresses.Query, *, chosen: bool) -> matches.MatchLine:
    """Returns a match as a line of the list."""
    return matches.MatchLine(
        titles=(title(proposal.titles[0]), title(proposal.titles[1])),
        address=addresses.match(proposal.a, proposal.b, query),
        sure=proposal.verdict == "same",
        kind=words.matched(proposal.kind),
        score=words.score(proposal.score),
        chosen=chosen,
    )


def sentence(total: int, as_of: int | None, stale: int, *, one: bool) -> str:
    """Returns how many wait and how old that is."""
    if as_of is None and not total:
        return gettext("This archive has not been looked through for matches yet.")
    told = [
        ngettext("{n} match waits for a person.", "{n} matches wait for a person, the strongest first.", total).format(
            n=words.figure(total)
        )
        if total
        else gettext("None waits for a person.")
    ]
    if as_of is not None and not one:
        told.append(gettext("The archive was looked through at act {act}.").format(act=words.figure(as_of)))
    if stale:
        told.append(
            ngettext(
                "{n} conversation came or changed since.", "{n} conversations came or changed since.", stale
            ).format(n=words.figure(stale))
        )
    return " ".join(told)


def look(keeper: Keeper) -> matches.Look:
    """Returns how far somebody is who looks."""
    state = keeper.looking.state
    said = {
        "hear": gettext("Hearing {done} of {total} …"),
        "read": gettext("Reading {done} of {total} …"),
        "judge": gettext("Comparing {done} of {total} …"),
    }
    progress = said.get(state.step, gettext("Beginning to look …")).format(
        done=words.figure(state.done), total=words.figure(state.total)
    )
    return matches.Look(
        running=state.running,
        sentence=progress if state.running else "",
        done=state.done,
        total=state.total,
        trouble=state.trouble,
    )


def decided(keeper: Keeper, a: str, b: str) -> matches.Decided:
    """Returns why nothing waits between two conversations. Raises NotFound for unknown ids."""
    homes = dict.fromkeys(finding.conversation_of(keeper.desk, name) for name in (a, b))
    act = decision(keeper.desk, a, b)
    by = (
        gettext(", says {agent} ({time}, act {act})").format(agent=act.agent, time=words.moment(act.time), act=act.id)
        if act is not None
        else ""
    )
    if len(homes) == 1:
        told = gettext("These are one conversation{by}.").format(by=by)
    elif act is not None:
        told = (
            gettext("These are two conversations{by}.")
            if act.verb == "reject"
            else gettext("These are linked by some of their turns{by}.")
        ).format(by=by)
    else:
        told = gettext("Nothing that was found speaks for these being one: no match between them waits.")
    links = tuple(parts.Link(text=title(named(keeper, home)), address=addresses.conversation(home)) for home in homes)
    return matches.Decided(sentence=told, links=links, act=act.id if act is not None else "")


def notice(keeper: Keeper, act: str) -> matches.Done | None:
    """Returns what an act just did, None where there is no such act."""
    if not is_id(act):
        return None
    try:
        logged = keeper.desk.archive.catalog.act(act)
    except NotFound:
        return None
    homes = dict.fromkeys(
        finding.conversation_of(keeper.desk, name) for name in logged.subjects if name.startswith("c")
    )
    said = {
        "link": gettext("One conversation now") if len(homes) == 1 else gettext("Linked by some of its turns"),
        "reject": gettext("Two conversations, and not proposed again"),
        "undo": gettext("Taken back"),
    }.get(logged.verb, words.verb(logged.verb).capitalize())
    links = tuple(parts.Link(text=title(named(keeper, home)), address=addresses.conversation(home)) for home in homes)
    return matches.Done(act=act, sentence=said, links=links, can_undo=logged.effective)


def named(keeper: Keeper, home: str) -> str:
    return keeper.desk.archive.catalog.conversation(home).conversation.title
