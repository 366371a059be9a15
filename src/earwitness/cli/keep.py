"""Keeping a search on the record as it is made."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ..errors import EarwitnessError, WrongUsage
from .call import Call
from .terminal import clean, say

ALWAYS = "EARWITNESS_KEEP_SEARCHES"
"""Set to anything but nothing or 0, every search that is made is kept."""


def keep_it(call: Call, desk: Any, query: str, name: str | None, never: bool, options: Mapping[str, Any]) -> None:
    """Keeps the search where a person asks for it, or keeps all; what cannot be kept unasked is said, and stops nothing."""
    if name is not None and never:
        raise WrongUsage("--keep and --no-keep exclude each other", hint="take one of them")
    if name is None and (never or not keeps_all()):
        return
    from .. import actions
    from ..actions.answered import SWITCHES
    from ..actions.keeping import NARROWING

    narrowed = {field: options.get("in_" if field == "in" else field) for field in NARROWING}
    off = tuple(switch for switch in SWITCHES if options.get(switch) is False)
    try:
        done = actions.keep_search(
            desk, query, agent=call.agent, name=name or "", narrowed=narrowed, exact=options["exact"], without=off
        )
    except EarwitnessError as error:
        if name is not None:
            raise
        say(clean(f"this search could not be kept: {error.message}"))
        return
    for message in done.messages:
        say(clean(message))


def keeps_all() -> bool:
    """Says whether every search that is made is to be kept."""
    return os.environ.get(ALWAYS, "").strip() not in ("", "0")
