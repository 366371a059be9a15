"""A search that was made on the desk is kept by itself, where the person who keeps the archive wants all of them kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from litestar import Request

from .. import actions
from ..actions.clock import now
from ..actions.keeping import NARROWING, asked_for, switched_off
from ..errors import EarwitnessError
from .keeper import Keeper, wants_data


def keep_made(keeper: Keeper, request: Request[Any, Any, Any], query: str, narrowing: Mapping[str, str]) -> bool:
    """Keeps the search, and says whether it is on the record now.

    Only one that a person sent: not what a script asks while they type, nor what another page led them to. One that they
    made today already, and kept, is the same search. What cannot be kept stops no search.
    """
    if not keeper.keeps_searches or keeper.for_others or wants_data(request):
        return False
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        return False
    if request.headers.get("sec-fetch-mode", "navigate") != "navigate":
        return False
    narrowed = {name: value for name in NARROWING if (value := narrowing.get(name, "").strip())}
    how: dict[str, Any] = {"exact": bool(narrowing.get("exact")), "without": switched_off(narrowing)}
    try:
        wanted = asked_for(query, narrowed, **how)
        for kept in keeper.desk.archive.catalog.kept_searches():
            same = (kept.search.query, kept.search.narrowed, kept.search.exact, kept.search.without)
            mine = kept.agent == keeper.agent and kept.time[:10] == now()[:10]
            if mine and same == (wanted.query, wanted.narrowed, wanted.exact, wanted.without):
                return True
        actions.keep_search(keeper.desk, query, agent=keeper.agent, narrowed=narrowed, **how)
    except EarwitnessError:
        return False
    return True
