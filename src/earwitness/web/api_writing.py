"""Writing by ear over the API: begin a draft, keep it, hand it in. Drafts are the keeper's own and never leave."""

from __future__ import annotations

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.hearing_answers import DraftsShown, Saved
from ..model import Draft, DraftTurn
from ..times import Ms
from .keeper import Keeper

KEPT = {"audience": "keeper"}
BODY_LIMIT = 8 * 1024 * 1024


class Beginning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be written: of a recording what is said on it, of a transcript its translation."""

    of: str
    language: str = ""
    title: str = ""
    blind: bool = False
    turns: tuple[DraftTurn, ...] = ()


class Saving(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft as it is typed now, made on `version`; another version found is a conflict, and both are kept."""

    id: str
    version: int
    turns: tuple[DraftTurn, ...]
    at: Ms = 0
    title: str | None = None
    language: str | None = None


class HandingIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft to hand in."""

    id: str
    version: int | None = None
    reason: str = ""


class PuttingAway(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft to put away, or to take out again."""

    id: str
    back: bool = False


class LookingUp(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A blind draft whose writer wants to see the other versions: it is blind no longer."""

    id: str


@get("/api/drafts", opt=KEPT, sync_to_thread=True)
def drafts(keeper: NamedDependency[Keeper], of: FromQuery[str | None] = None) -> DraftsShown:
    """What is being written, as `earwitness drafts --json` gives it."""
    return actions.drafts(keeper.desk, of=of)


@get("/api/draft", opt=KEPT, sync_to_thread=True)
def draft(keeper: NamedDependency[Keeper], id: FromQuery[str]) -> Draft:
    """One draft whole, as `earwitness drafts ID --json` gives it."""
    return actions.draft(keeper.desk, id)


@post("/api/write", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def write(keeper: NamedDependency[Keeper], data: JSONBody[Beginning]) -> Draft:
    """Begins a draft, as `earwitness write` does."""
    return await keeper.act(
        lambda: actions.write(
            keeper.desk, data.of, agent=keeper.agent, language=data.language or None, title=data.title, blind=data.blind,
            turns=data.turns,
        )
    )  # fmt: skip


@post("/api/save-draft", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def save_draft(keeper: NamedDependency[Keeper], data: JSONBody[Saving]) -> Saved:
    """Keeps a draft as it is typed now; it is durable when the answer comes."""
    return await keeper.act(
        lambda: actions.save(
            keeper.desk, data.id, data.turns, version=data.version, agent=keeper.agent, at=data.at, title=data.title,
            language=data.language,
        )
    )  # fmt: skip


@post("/api/hand-in", opt=KEPT, status_code=200)
async def hand_in(keeper: NamedDependency[Keeper], data: JSONBody[HandingIn]) -> outcomes.Done:
    """Hands a draft in: it becomes a version of its conversation, as `earwitness drafts ID --hand-in` does."""
    return await keeper.act(
        lambda: actions.hand_in(
            keeper.desk, data.id, agent=keeper.agent, version=data.version, reason=data.reason
        )
    )  # fmt: skip


@post("/api/put-away", opt=KEPT, status_code=200)
async def put_away(keeper: NamedDependency[Keeper], data: JSONBody[PuttingAway]) -> DraftsShown:
    """Puts a draft away, or takes it out again."""
    return await keeper.act(lambda: actions.put_away(keeper.desk, data.id, back=data.back))


@post("/api/look-up", opt=KEPT, status_code=200)
async def look_up(keeper: NamedDependency[Keeper], data: JSONBody[LookingUp]) -> Draft:
    """Shows who writes a blind draft the other versions; the draft says since when it is blind no longer."""
    return await keeper.act(lambda: actions.look_up(keeper.desk, data.id, agent=keeper.agent))


HANDLERS = (drafts, draft, write, save_draft, hand_in, put_away, look_up)
