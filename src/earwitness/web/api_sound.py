"""Clips over the API: the same JSON as the command, and the bytes."""

from __future__ import annotations

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from .. import actions
from ..actions.clipped import Clipped, Excerpt
from ..protect.gate import Exit
from ..times import Ms
from .keeper import Keeper


class Clipping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What to cut: a recording with `start` and `end` in milliseconds, or turns (`t….3`, `t….3..t….7`)."""

    name: str
    start: Ms | None = None
    end: Ms | None = None
    to: str = "wav"


class Cut(msgspec.Struct, frozen=True, kw_only=True):
    """A clip with its citation, as `earwitness clip --json` gives it, and its bytes in a zip with both, in base64."""

    clip: Clipped
    zip: bytes


@post("/api/clip", opt={"audience": "keeper"}, status_code=200, sync_to_thread=True)
def clip(keeper: NamedDependency[Keeper], data: JSONBody[Clipping]) -> Cut:
    """A stretch of a recording, cut to the sample."""
    clipped, parcel = actions.clip(
        keeper.desk, data.name, start=data.start, end=data.end, to=data.to, exits=("export", "api")
    )
    return Cut(clip=clipped, zip=parcel)


@get("/api/cite-sound", opt={"audience": "others"}, sync_to_thread=True)
def cite_sound(
    keeper: NamedDependency[Keeper],
    name: FromQuery[str],
    t: FromQuery[str] = "",
) -> Excerpt:
    """The citation of a stretch of a recording: `t` is `12.3,15.8`; or of turns, without it."""
    exits: tuple[Exit, ...] = ("citation", "api", "page") if keeper.for_others else ("citation", "api")
    return actions.cite_stretch(keeper.desk, name, at=t, exits=exits)


HANDLERS = (clip, cite_sound)
