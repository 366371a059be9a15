"""The search record over the API: the same JSON as the commands; acts want the token. What is held back is not counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec
from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.appendix import FORMATS
from ..actions.keeping import NARROWING, switched_off
from ..actions.recorded import Compared, Searches
from ..errors import WrongUsage
from .api import Limit, Offset
from .keeper import Keeper

KEPT = {"audience": "keeper"}
BODY_LIMIT = 64 * 1024


class Keeping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A search to make and to keep."""

    query: str
    name: str = ""
    note: str = ""
    narrowed: Mapping[str, str] = {}
    """`in`, `speaker`, `role`, `language`, `kind`, `publisher`, `during`, `code`, `since`, `until`."""
    exact: bool = False
    without: tuple[str, ...] = ()
    """What is switched off: `glossary`."""
    reason: str = ""


class ChangingSearch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act on a kept search. `to` is its new name, or its note."""

    do: Literal["run", "rename", "note", "forget"]
    id: str
    to: str = ""
    reason: str = ""


@get("/api/searches", opt=KEPT, sync_to_thread=True)
def searches(
    keeper: NamedDependency[Keeper], runs: FromQuery[bool] = False, limit: Limit = 50, offset: Offset = 0
) -> Searches:
    """Kept searches, the newest first, as `earwitness searches --json` gives them; counted is what may leave."""
    return actions.searches(keeper.desk, limit=limit, offset=offset, runs=runs, audience="others")


@get("/api/compare-search", opt=KEPT, sync_to_thread=True)
def compare_search(keeper: NamedDependency[Keeper], id: FromQuery[str], limit: Limit = 50) -> Compared:
    """What is new since a search was kept, and what is gone, as `earwitness searches NAME --compare --json` gives it."""
    return actions.compare_search(keeper.desk, id, limit=limit, audience="others")


@get("/api/appendix", opt=KEPT, sync_to_thread=True)
def appendix(keeper: NamedDependency[Keeper], to: FromQuery[str] = "json", id: FromQuery[str] = "") -> Response[bytes]:
    """The methods appendix of one kept search or of all, as `earwitness searches --export --for-others` writes it."""
    return written(keeper, to, id, audience="others")


@post("/api/keep-search", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def keep_search(keeper: NamedDependency[Keeper], data: JSONBody[Keeping]) -> outcomes.Done:
    """Makes a search and keeps it, as `earwitness search --keep` does."""
    return await keeper.act(
        lambda: actions.keep_search(
            keeper.desk, data.query, agent=keeper.agent, name=data.name, note=data.note, narrowed=data.narrowed,
            exact=data.exact, without=data.without, reason=data.reason,
        )
    )  # fmt: skip


@post("/api/change-search", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def change_search(keeper: NamedDependency[Keeper], data: JSONBody[ChangingSearch]) -> outcomes.Done:
    """Asks a kept search again and keeps that, names it, writes on it, or takes it off, as `earwitness searches` does."""
    return await keeper.act(lambda: changed(keeper, data.do, data.id, data.to, data.reason))


def changed(keeper: Keeper, do: str, id: str, to: str, reason: str = "") -> outcomes.Done:
    """Does one act on a kept search. Raises WrongUsage for one that there is not."""
    desk, agent = keeper.desk, keeper.agent
    match do:
        case "run":
            return actions.run_again(desk, id, agent=agent, note=to, reason=reason)
        case "rename":
            return actions.rename_search(desk, id, to, agent=agent, reason=reason)
        case "note":
            return actions.note_search(desk, id, to, agent=agent, reason=reason)
        case "forget":
            return actions.forget_search(desk, id, agent=agent, reason=reason)
    raise WrongUsage(f"“{do[:40]}” is nothing to do with a search", hint="run, rename, note or forget")


def kept_now(keeper: Keeper, asked: Mapping[str, str]) -> outcomes.Done:
    """Keeps the search of a search page: `q`, `name`, `exact`, and what narrows it."""
    narrowed = {name: asked.get(name) for name in NARROWING}
    return actions.keep_search(
        keeper.desk, asked.get("q", ""), agent=keeper.agent, name=asked.get("name", ""), narrowed=narrowed,
        exact=bool(asked.get("exact")), without=switched_off(asked),
    )  # fmt: skip


def written(keeper: Keeper, to: str, id: str, *, audience: str) -> Response[bytes]:
    """Returns the methods appendix as a file to be saved."""
    content = actions.write_searches(keeper.desk, to, names=[id] if id else (), audience=audience)
    return Response(
        content,
        media_type=FORMATS[to],
        headers={"content-disposition": f'attachment; filename="searches.{to}"'},
    )


HANDLERS = (searches, compare_search, appendix, keep_search, change_search)
