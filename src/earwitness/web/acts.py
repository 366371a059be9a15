"""The log, and taking back an act."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions import outcomes
from ..errors import WrongUsage
from ..publish import addresses, pages, parts, words
from ..publish.tongue import gettext
from .keeper import Keeper
from .rows import PAGE, act_rows, extent, leaves, options


@get("/log", opt={"audience": "keeper"}, include_in_schema=False, sync_to_thread=True)
def log_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    subject: FromQuery[str] = "",
    verb: FromQuery[str] = "",
    agent: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    done: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=100_000_000)] = 0,
) -> Response[bytes]:
    """What was done, newest first."""
    chosen = {"subject": subject, "verb": verb, "agent": agent, "since": since, "until": until}
    log = actions.log(
        keeper.desk, limit=PAGE, offset=offset, subject=subject or None, verb=verb or None, agent=agent or None,
        since=since.strip() or None, until=until.strip() or None,
    )  # fmt: skip
    return keeper.answer(request, written(keeper.desk, log, chosen, offset=offset, done=done))


@post("/log/undo", opt={"audience": "keeper"}, include_in_schema=False)
async def undo_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Takes back an act; the answer leads to the page named by `back`, else to the log, where the undo stands on top."""
    form = await request.form()
    act = form.get("act")
    if not isinstance(act, str) or not act:
        raise WrongUsage("the form does not say which act to take back")
    reason = form.get("reason")
    done = await keeper.act(
        lambda: actions.undo(keeper.desk, act, agent=keeper.agent, reason=reason if isinstance(reason, str) else "")
    )
    back = form.get("back")
    home = addresses.ours(back) if isinstance(back, str) else ""
    return Redirect(addresses.with_done(home or addresses.LOG, done.act), status_code=303)


def written(
    desk: actions.Desk, log: outcomes.Log, chosen: dict[str, str], *, offset: int = 0, done: str = ""
) -> pages.LogPage:
    """Returns the log; `done` names the act that was just written, and is said where it stands on the page."""
    filled = {name: value for name, value in chosen.items() if value}
    earlier, later = leaves(addresses.LOG, filled, offset=offset, limit=PAGE, total=log.total)
    fields = (
        parts.Choice(name="subject", label=gettext("About"), value=chosen.get("subject", "")),
        parts.Choice(name="verb", label=gettext("Done"), value=chosen.get("verb", ""), options=options(words.verbs())),
        parts.Choice(name="agent", label=gettext("By"), value=chosen.get("agent", "")),
        parts.Choice(name="since", label=gettext("From the day"), value=chosen.get("since", ""), type="date"),
        parts.Choice(name="until", label=gettext("Up to the day"), value=chosen.get("until", ""), type="date"),
    )
    return pages.LogPage(
        title=gettext("Log"),
        total=log.total,
        shown=extent(log.total, offset, len(log.acts), "act"),
        acts=act_rows(desk, log.acts),
        filters=fields,
        filtered=bool(filled),
        earlier=earlier,
        later=later,
        said=tuple(
            gettext("Done and written: act {act}, {verb}.").format(act=act.id, verb=words.verb(act.act))
            for act in log.acts
            if act.id == done
        ),
    )
