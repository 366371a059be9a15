"""The API's alignment, by POST: a transcript is laid to its sound. It takes as long as the work takes."""

from __future__ import annotations

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from .. import actions
from ..actions.timing import TranscriptTimed
from .api_acts import BODY_LIMIT, KEPT
from .keeper import Keeper


class Aligning(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A transcript, and the recording it is laid to. A model is a file of the machine that serves."""

    transcript: str
    to: str | None = None
    engine: str = "espeak"
    model: str = ""
    vocabulary: str = ""
    language: str | None = None
    anchors: bool = True
    dry_run: bool = False
    reason: str = ""


@post("/api/align", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def align(keeper: NamedDependency[Keeper], data: JSONBody[Aligning]) -> TranscriptTimed:
    """Gives each turn and word of a transcript the time at which it is heard, as `earwitness align` does."""
    return await keeper.act(
        lambda: actions.align(
            keeper.desk, data.transcript, agent=keeper.agent, to=data.to, engine=data.engine, model=data.model,
            vocabulary=data.vocabulary, language=data.language, anchors=data.anchors, dry_run=data.dry_run,
            reason=data.reason,
        )
    )  # fmt: skip


HANDLERS = (align,)
