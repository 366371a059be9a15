"""Corrections over the API: the same JSON as the commands; acts want the token. Words that may not leave stay here."""

from __future__ import annotations

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from .. import actions
from ..actions.correcting import Corrected
from ..actions.differing import Diff
from ..actions.edits import Edit
from ..actions.voicing import Voiced
from ..actions.wording import LineShown, line_of_turn
from ..errors import Overtaken, Refused
from .keeper import Keeper

KEPT = {"audience": "keeper"}
BODY_LIMIT = 4 * 1024 * 1024
Revision = Annotated[int | None, QueryParameter(ge=1, le=100_000_000)]


class Correcting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person mends: edits, carried out one after another, all of them or none."""

    edits: list[Edit]
    reason: str = ""
    dry_run: bool = False


class Voicing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who a voice (`t4f9k2mq7x1.p1`) is."""

    speaker: str
    label: str | None = None
    role: str | None = None
    relation: str | None = None
    into: str | None = None
    """The voice that it is, by id or label; with `turns`, who says those."""
    turns: list[str] = []
    everywhere: bool = False
    """In every version of the conversation that has the label."""
    revision: int | None = None
    """In which the person looked; the voice changed since is a conflict."""
    reason: str = ""
    dry_run: bool = False


@post("/api/correct", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def correct(keeper: NamedDependency[Keeper], data: JSONBody[Correcting]) -> Corrected:
    """Mends what transcripts say, as `earwitness correct` does. A turn that somebody changed since is a conflict (409) whose
    `clashes` hold every version of it; nothing is written then."""

    def act() -> Corrected:
        try:
            done = actions.correct(
                keeper.desk, data.edits, agent=keeper.agent, reason=data.reason, dry_run=data.dry_run
            )  # fmt: skip
        except Overtaken as error:
            raise may_leave(keeper, error) from error
        if all(_leaves(keeper, each.transcript) for each in done.transcripts):
            return done
        changes = tuple(msgspec.structs.replace(each, before=None, after=None) for each in done.changes)
        return msgspec.structs.replace(done, changes=changes)

    return await keeper.act(act)


@post("/api/speaker", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def speaker(keeper: NamedDependency[Keeper], data: JSONBody[Voicing]) -> Voiced:
    """Says who a voice is, as `earwitness speaker` does."""

    def act() -> Voiced:
        done = actions.speaker(
            keeper.desk, data.speaker, agent=keeper.agent, label=data.label, role=data.role, relation=data.relation,
            into=data.into, turns=data.turns, everywhere=data.everywhere, revision=data.revision, reason=data.reason,
            dry_run=data.dry_run,
        )  # fmt: skip
        if _leaves(keeper, done.speaker.partition(".")[0]):
            return done
        changes = tuple(msgspec.structs.replace(each, before=None, after=None) for each in done.changes)
        return msgspec.structs.replace(done, changes=changes, messages=())

    return await keeper.act(act)


@get("/api/diff", opt=KEPT, sync_to_thread=True)
def diff(
    keeper: NamedDependency[Keeper], transcript: FromQuery[str], a: Revision = None, b: Revision = None
) -> Diff:  # fmt: skip
    """What differs between two revisions, as `earwitness diff` tells it."""
    keeper.exits.show("api", transcript)
    return actions.diff(keeper.desk, transcript, a, b)


@get("/api/line", opt=KEPT, sync_to_thread=True)
def line(keeper: NamedDependency[Keeper], turn: FromQuery[str]) -> LineShown:
    """A turn as `correct` takes it back: its line with signs, its voices and times, and the revision."""
    keeper.exits.show("api", turn)
    return line_of_turn(keeper.desk, turn)


def _leaves(keeper: Keeper, transcript: str) -> bool:
    try:
        keeper.exits.show("api", transcript)
    except Refused:
        return False
    return True


def may_leave(keeper: Keeper, error: Overtaken) -> Overtaken:
    """Returns the conflict without the words of what may not leave."""
    return Overtaken(
        [
            clash
            if _leaves(keeper, clash.turn.partition(".")[0])
            else clash._replace(before="", found="" if clash.found is not None else None, line=None)
            for clash in error.clashes
        ]
    )


HANDLERS = (correct, speaker, diff, line)
