"""A conversation on paper: the document's address names its versions and their revisions, so that it stays what it was."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from ..actions.documents import asked_for, draw_up, standing_of
from ..errors import Refused
from ..publish import addresses
from .keeper import Keeper, wants_data


@get("/conversations/{name:str}/print", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def paper_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    name: FromPath[str],
    versions: FromQuery[str] = "",
    revisions: FromQuery[str] = "",
    exhibit: FromQuery[str] = "",
) -> Response[Any] | Redirect:
    """The document. Without the revisions that stand today in it, an address leads to the one that has them."""
    shown = keeper.show(name)
    asked = tuple(part.strip() for part in versions.split(",") if part.strip())
    collation = keeper.collation(shown, wait=True)
    picked, exhibit = asked_for(shown, asked, collation, exhibit)
    standing = standing_of(picked)
    if picked and (not revisions or not asked) and not wants_data(request):
        ids = tuple(version.id for version in picked)
        lasting = addresses.paper(shown.id, versions=ids, revisions=standing, exhibit=exhibit)
        return Redirect(lasting, status_code=303)
    if keeper.for_others and revisions not in ("", standing):
        # What access says today is of what stands today.
        raise Refused("only what stands today is shown to others", hint="take “revisions=…” out of the address")
    base = str(request.base_url).rstrip("/")
    page = draw_up(keeper.desk, shown, picked, collation, revisions=revisions, exhibit=exhibit, base=base)
    return keeper.answer(request, page)
