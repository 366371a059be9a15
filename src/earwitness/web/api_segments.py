"""Segments over the API: the same JSON as the commands; acts want the token."""

from __future__ import annotations

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.segmented import Described, SegmentChange, SegmentsListed
from .keeper import Keeper

KEPT = {"audience": "keeper"}
OPEN = {"audience": "others"}
BODY_LIMIT = 4 * 1024 * 1024


class Segmenting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Segments to make on a recording, to say otherwise, and to take off: one act."""

    recording: str | None = None
    """Of those to `make`."""
    make: tuple[Described, ...] = ()
    change: tuple[SegmentChange, ...] = ()
    withdraw: tuple[str, ...] = ()
    """Ids of segments."""
    reason: str = ""


@get("/api/segments", opt=OPEN, sync_to_thread=True)
def segments(
    keeper: NamedDependency[Keeper], id: FromQuery[str | None] = None, keyword: FromQuery[str | None] = None
) -> SegmentsListed:
    """Segments of a recording, a conversation or the whole archive; what is held back is neither told nor counted."""
    return actions.segments(
        keeper.desk, id, keyword=keyword, without=keeper.exits.barred("api"), audience="others"
    )  # fmt: skip


@post("/api/segment", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def segment(keeper: NamedDependency[Keeper], data: JSONBody[Segmenting]) -> outcomes.Done:
    """Makes, changes and takes off segments in one act, as `earwitness segment` does."""
    return await keeper.act(
        lambda: actions.segment(
            keeper.desk, data.recording, data.make, change=data.change, withdraw=data.withdraw, agent=keeper.agent,
            reason=data.reason,
        )
    )  # fmt: skip


HANDLERS = (segments, segment)
