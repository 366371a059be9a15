"""The API's machine acts, by POST: an engine hears what is in the archive. They take as long as the work takes."""

from __future__ import annotations

from typing import Literal

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from .. import actions
from ..actions.transcribing import Transcribed
from .api_acts import BODY_LIMIT, KEPT
from .keeper import Keeper


class Transcribing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be heard, and by which engine. A model is never fetched from here."""

    ids: list[str]
    engine: str = "faster-whisper"
    model: str = ""
    language: str | None = None
    multilingual: bool = False
    url: str | None = None
    hints: str = ""
    glossary: bool = True
    on: Literal["pool", "ray"] = "pool"
    jobs: int | None = None
    again: bool = False
    yes: bool = False
    """Send the sound to an engine elsewhere; without it that is refused, and the answer says where it would go."""
    dry_run: bool = False
    reason: str = ""


@post("/api/transcribe", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def transcribe(keeper: NamedDependency[Keeper], data: JSONBody[Transcribing]) -> Transcribed:
    """Has an engine write down what it hears in recordings, as `earwitness transcribe` does."""
    return await keeper.act(
        lambda: actions.transcribe(
            keeper.desk, data.ids, agent=keeper.agent, engine=data.engine, model=data.model, language=data.language,
            multilingual=data.multilingual, url=data.url, hints=data.hints, glossary=data.glossary, on=data.on,
            jobs=data.jobs, again=data.again, yes=data.yes, dry_run=data.dry_run, reason=data.reason,
        )
    )  # fmt: skip


HANDLERS = (transcribe,)
