"""Troubles: errors as pages for people and as facts for programs, each with the status that HTTP has for it."""

from __future__ import annotations

import logging
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException

from ..errors import (
    BadInput,
    Conflict,
    EarwitnessError,
    EngineFailed,
    MissingExtra,
    NotFound,
    Refused,
    StorageFailed,
    WrongUsage,
)
from ..publish import pages
from ..publish.tongue import gettext, later
from .called import name_link
from .keeper import Keeper, wants_data

STATUS: dict[type[EarwitnessError], int] = {
    Conflict: 409,
    NotFound: 404,
    MissingExtra: 501,
    Refused: 403,
    StorageFailed: 503,
    EngineFailed: 502,
    BadInput: 400,
    WrongUsage: 400,
}
"""The more particular stand before the more general."""

TITLES = {
    400: later("This cannot be used"),
    403: later("Not from here"),
    404: later("Nothing is here"),
    405: later("Not in this way"),
    409: later("Changed since"),
    413: later("Too large"),
    501: later("Not installed"),
    502: later("The engine failed"),
    503: later("The archive cannot answer"),
}


def status_of(error: EarwitnessError) -> int:
    """Returns the HTTP status of an error."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), 500)


def on_error(request: Request[Any, Any, Any], error: EarwitnessError) -> Response[bytes]:
    """Returns the answer for an error of ours."""
    keeper: Keeper = request.app.state.keeper
    if isinstance(error, NotFound) and error.near and (keeper.for_others or request.url.path.startswith("/api/")):
        error = keeper.exits.near("api", error)
    return _answer(request, error, status_of(error))


def on_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """Returns the answer for an address, a method or a value that the routes do not take."""
    kind: EarwitnessError
    if error.status_code == 404:
        kind = NotFound(f"nothing has the address {request.url.path[:200]}", hint="start from the conversations")
    elif error.status_code == 405:
        kind = WrongUsage(f"{request.method} does not go with this address", hint="see /schema for what does")
    elif error.status_code == 413:
        kind = BadInput("this is more than one sending may hold", hint="send it in parts, or use `earwitness add`")
    elif error.status_code < 500:
        kind = WrongUsage(_sentence(error), hint="see /schema for what this address takes")
    else:
        return on_fault(request, error)
    answer = _answer(request, kind, error.status_code)
    if "Allow" in (error.headers or {}):
        answer.headers["allow"] = (error.headers or {})["Allow"]
    return answer


def on_fault(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Returns the answer for a fault of ours. What it was stands in the terminal's log, never on the page."""
    logging.getLogger("earwitness.web").error("a fault at %s", request.url.path, exc_info=error)
    kind = EarwitnessError("something failed here that should not", hint="the terminal that serves the desk says more")
    return _answer(request, kind, 500)


def _sentence(error: HTTPException) -> str:
    told = [
        f"{item['key']}: {item['message']}" for item in error.extra or () if isinstance(item, dict) and "key" in item
    ]
    return "; ".join(told)[:500] or error.detail[:500]


def _answer(request: Request[Any, Any, Any], error: EarwitnessError, status: int) -> Response[bytes]:
    if wants_data(request):
        facts = error.facts()
        if isinstance(error, NotFound):
            facts["near"] = list(error.near)
        return Response(msgspec.json.encode(facts), media_type="application/json", status_code=status)
    keeper: Keeper = request.app.state.keeper
    page = pages.ErrorPage(
        title=gettext(TITLES.get(status, later("Something failed"))),
        status=status,
        message=error.message,
        hint=error.hint,
        near=tuple(name_link(name) for name in error.near) if isinstance(error, NotFound) else (),
        subjects=error.subjects if isinstance(error, Refused) else (),
    )
    return keeper.answer(request, page, status=status)
