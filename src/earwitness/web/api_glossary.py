"""The glossary over the API: the same JSON as the commands; acts want the token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.glossed import GlossaryChecked, GlossaryShown, TermShown
from ..errors import WrongUsage
from .keeper import Keeper

KEPT = {"audience": "keeper"}
OPEN = {"audience": "others"}
BODY_LIMIT = 4 * 1024 * 1024


class ChangingGlossary(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act on the glossary. `fields` are as `glossary.toml` has them; of a change, only what is said anew."""

    do: Literal["add", "change", "remove", "starter", "load"]
    term: str = ""
    fields: Mapping[str, Any] = {}
    content: str | None = None
    """Of `load`: a whole file in place of the archive's own."""
    expected: str | None = None
    """The digest of the glossary that was looked at; another one is a conflict."""
    reason: str = ""


@get("/api/glossary", opt=OPEN, sync_to_thread=True)
def glossary(keeper: NamedDependency[Keeper], uses: FromQuery[bool] = True) -> GlossaryShown:
    """All terms, as `earwitness glossary --json` gives them; uses that are held back are not counted."""
    return actions.glossary(keeper.desk, uses=uses, audience="others")


@get("/api/term", opt=OPEN, sync_to_thread=True)
def term(keeper: NamedDependency[Keeper], name: FromQuery[str]) -> TermShown:
    """One term with where it is said, as `earwitness glossary TERM --json` gives it."""
    return actions.term(keeper.desk, name, audience="others")


@get("/api/check-glossary", opt=OPEN, sync_to_thread=True)
def check_glossary(keeper: NamedDependency[Keeper]) -> GlossaryChecked:
    """Terms that translations say in different ways, as `earwitness glossary --check --json` gives them."""
    return actions.check_glossary(keeper.desk, audience="others")


@post("/api/change-glossary", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def change_glossary(keeper: NamedDependency[Keeper], data: JSONBody[ChangingGlossary]) -> outcomes.Done:
    """Adds, changes or takes out a term, adds the starter, or reads the edited file in, as `earwitness glossary` does."""
    return await keeper.act(lambda: changed(keeper, data))


def changed(keeper: Keeper, data: ChangingGlossary) -> outcomes.Done:
    """Does one act on the glossary. Raises WrongUsage where no term is named that it needs."""
    desk, agent, reason = keeper.desk, keeper.agent, data.reason
    if data.do in ("add", "change", "remove") and not data.term.strip():
        raise WrongUsage("which term is meant?", hint="name it: term")
    match data.do:
        case "add":
            return actions.add_term(desk, {**data.fields, "term": data.term}, agent=agent, reason=reason)
        case "change":
            return actions.change_term(
                desk, data.term, data.fields, agent=agent, expected=data.expected, reason=reason
            )  # fmt: skip
        case "remove":
            return actions.remove_term(desk, data.term, agent=agent, reason=reason)
        case "starter":
            return actions.add_starter(desk, agent=agent, reason=reason)
        case "load":
            content = data.content.encode() if data.content is not None else None
            return actions.load_glossary(desk, content, agent=agent, reason=reason)


HANDLERS = (glossary, term, check_glossary, change_glossary)
