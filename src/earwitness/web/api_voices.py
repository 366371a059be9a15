"""The API's machine acts on what was said and who said it, by POST. They take as long as the work takes."""

from __future__ import annotations

import msgspec
from litestar import post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from .. import actions
from ..actions.diarizing import Diarized
from ..actions.translating import Translated
from .api_acts import BODY_LIMIT, KEPT
from .keeper import Keeper


class Translating(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is to be translated, into what, and by which engine."""

    id: str
    to: str
    engine: str | None = None
    model: str = ""
    url: str | None = None
    language: str | None = None
    turns: str | None = None
    glossary: bool = True
    again: bool = False
    yes: bool = False
    """Send the words to an engine elsewhere; without it that is refused, and the answer says where they would go."""
    dry_run: bool = False
    reason: str = ""


@post("/api/translate", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def translate(keeper: NamedDependency[Keeper], data: JSONBody[Translating]) -> Translated:
    """Has an engine translate a transcript, as `earwitness translate` does."""
    return await keeper.act(
        lambda: actions.translate(
            keeper.desk, data.id, to=data.to, agent=keeper.agent, engine=data.engine, model=data.model, url=data.url,
            language=data.language, turns=data.turns, glossary=data.glossary, again=data.again, yes=data.yes,
            dry_run=data.dry_run, reason=data.reason,
        )
    )  # fmt: skip


class Diarizing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """In which recordings voices are to be told apart, and by which engine."""

    ids: list[str]
    engine: str = "channels"
    model: str = ""
    voices: int | None = None
    onto: str | None = None
    split: bool = False
    again: bool = False
    dry_run: bool = False
    reason: str = ""


@post("/api/diarize", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def diarize(keeper: NamedDependency[Keeper], data: JSONBody[Diarizing]) -> Diarized:
    """Has an engine say who speaks when in recordings, as `earwitness diarize` does."""
    return await keeper.act(
        lambda: actions.diarize(
            keeper.desk, data.ids, agent=keeper.agent, engine=data.engine, model=data.model, voices=data.voices,
            onto=data.onto, split=data.split, again=data.again, dry_run=data.dry_run, reason=data.reason,
        )
    )  # fmt: skip


HANDLERS = (diarize, translate)
