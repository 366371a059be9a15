"""The API's acts, by POST: each wants the token of `/api/token` in a header, and gives the same JSON as the command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from litestar import Request, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import JSONBody

from .. import actions
from ..actions import outcomes
from ..actions.mending import Mended, Saying
from ..errors import WrongUsage
from .adding import FIELDS, UPLOAD_LIMIT, take_in
from .keeper import Keeper

KEPT = {"audience": "keeper"}
BODY_LIMIT = 1024 * 1024


class Describing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a person says of a thing, field by field."""

    id: str
    fields: Mapping[str, str]
    origin: str = "person"
    reason: str = ""
    expected: Mapping[str, str] | None = None
    """The values these are meant to replace; another value found is a conflict."""


class Triaging(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the work on conversations stands; what is not given stays as it is."""

    ids: list[str]
    status: str | None = None
    """`new`, `read`, `needs a translator`, `checked`, `set aside`, or one of your own."""
    assignee: str | None = None
    """Empty: nobody."""
    priority: Literal["high", "normal", "low"] | None = None
    add_sets: list[str] = []
    remove_sets: list[str] = []
    reason: str = ""
    expected: str | None = None
    """The status that this is meant to replace; another one found is a conflict."""


class Undoing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An act to take back."""

    act: str
    reason: str = ""


class Linking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two conversations that are one, or are not."""

    a: str
    b: str
    reason: str = ""


class LinkingTurns(Linking, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two conversations that are one; with `turns` (`t….7`), only these are from the other, and the two stay two."""

    turns: list[str] = []


class Parting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A version that is to be a conversation of its own."""

    id: str
    reason: str = ""


class Unlinking(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Two conversations to part, or in `a` alone the id of a link."""

    a: str
    b: str | None = None
    reason: str = ""


class Settling(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which reading of a difference stands: that of the version `chosen`, or a person's own `words`, or none and a `note`."""

    id: str
    variant: str
    chosen: str | None = None
    words: str = ""
    note: str = ""
    reason: str = ""


class Matching(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Turns of two versions that say the same; with one side empty, turns that have no counterpart in `beside`."""

    a: list[str]
    b: list[str] = []
    beside: str = ""
    reason: str = ""


class Erasing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A thing to erase for good. `sure` says the id again, for nothing brings it back."""

    id: str
    sure: str
    reason: str = ""


class Rereading(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A source to read again."""

    source: str
    dry_run: bool = False
    reason: str = ""


class Mending(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of how a source is to be read."""

    source: str
    sayings: list[Saying]
    expected: str = ""
    """What stood when the person looked, as `/api/outline` gives it in `standing`; another act since is a conflict."""
    dry_run: bool = False
    reason: str = ""


class Adding(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Addresses of pages to capture, and what is known of them. Files are sent as a form, under the name `files`."""

    inputs: list[str]
    conversation: str = ""
    title: str = ""
    language: str = ""
    kind: Literal["", "transcription", "translation", "excerpt", "subtitles", "machine"] = ""
    publisher: str = ""
    published: str = ""
    supplier: str = ""
    terms: str = ""
    access: str = ""
    reason: str = ""
    dry_run: bool = False


@post("/api/describe", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def describe(keeper: NamedDependency[Keeper], data: JSONBody[Describing]) -> outcomes.Done:
    """States what a person knows of a thing, as `earwitness describe` does."""
    return await keeper.act(
        lambda: actions.describe(
            keeper.desk, data.id, agent=keeper.agent, fields=data.fields, origin=data.origin, reason=data.reason,
            expected=data.expected,
        )
    )  # fmt: skip


@post("/api/triage", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def triage(keeper: NamedDependency[Keeper], data: JSONBody[Triaging]) -> outcomes.Done:
    """Says where the work on conversations stands, as `earwitness triage` does: one act for many."""
    return await keeper.act(
        lambda: actions.triage(
            keeper.desk, data.ids, agent=keeper.agent, status=data.status, assignee=data.assignee,
            priority=data.priority, add_sets=data.add_sets, remove_sets=data.remove_sets, reason=data.reason,
            expected=data.expected,
        )
    )  # fmt: skip


@post("/api/undo", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def undo(keeper: NamedDependency[Keeper], data: JSONBody[Undoing]) -> outcomes.Done:
    """Takes back an act, as `earwitness undo` does."""
    return await keeper.act(lambda: actions.undo(keeper.desk, data.act, agent=keeper.agent, reason=data.reason))


@post("/api/link", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def link(keeper: NamedDependency[Keeper], data: JSONBody[LinkingTurns]) -> outcomes.Done:
    """Makes two conversations one, as `earwitness link A B` does."""
    return await keeper.act(
        lambda: actions.link(
            keeper.desk, data.a, data.b, agent=keeper.agent, reason=data.reason, turns=data.turns
        )
    )  # fmt: skip


@post("/api/unlink", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def unlink(keeper: NamedDependency[Keeper], data: JSONBody[Unlinking]) -> outcomes.Done:
    """Parts two conversations that were linked, as `earwitness unlink` does."""
    return await keeper.act(lambda: actions.unlink(keeper.desk, data.a, data.b, agent=keeper.agent, reason=data.reason))


@post("/api/part", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def part(keeper: NamedDependency[Keeper], data: JSONBody[Parting]) -> outcomes.Done:
    """Makes a conversation of its own of a version that was read with others, as `earwitness unlink T` does."""
    return await keeper.act(lambda: actions.part(keeper.desk, data.id, agent=keeper.agent, reason=data.reason))


@post("/api/reject", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def reject(keeper: NamedDependency[Keeper], data: JSONBody[Linking]) -> outcomes.Done:
    """Says that two conversations are not one, as `earwitness link --reject` does."""
    return await keeper.act(lambda: actions.reject(keeper.desk, data.a, data.b, agent=keeper.agent, reason=data.reason))


@post("/api/settle", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def settle(keeper: NamedDependency[Keeper], data: JSONBody[Settling]) -> outcomes.Done:
    """Says which reading of a difference stands and why; every other stays on record."""
    return await keeper.act(
        lambda: actions.settle(
            keeper.desk, data.id, data.variant, agent=keeper.agent, chosen=data.chosen, words=data.words,
            note=data.note, reason=data.reason,
        )
    )  # fmt: skip


@post("/api/match", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def match(keeper: NamedDependency[Keeper], data: JSONBody[Matching]) -> outcomes.Done:
    """Says which turns of two versions say the same; later comparisons keep to it."""
    return await keeper.act(
        lambda: actions.match(
            keeper.desk, data.a, data.b, agent=keeper.agent, reason=data.reason, beside=data.beside
        )
    )  # fmt: skip


@post("/api/erase", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def erase(keeper: NamedDependency[Keeper], data: JSONBody[Erasing]) -> outcomes.Done:
    """Erases a thing for good, as `earwitness erase` does."""
    if data.sure != data.id:
        raise WrongUsage("erasing cannot be taken back", hint=f"send the id once more as `sure`: {data.id[:80]}")
    return await keeper.act(lambda: actions.erase(keeper.desk, data.id, agent=keeper.agent, reason=data.reason))


@post("/api/reread", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def reread(keeper: NamedDependency[Keeper], data: JSONBody[Rereading]) -> outcomes.Reread:
    """Reads a source again with today's reader, as `earwitness reread` does."""
    return await keeper.act(
        lambda: actions.reread(keeper.desk, data.source, agent=keeper.agent, dry_run=data.dry_run, reason=data.reason)
    )


@post("/api/mend", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def mend(keeper: NamedDependency[Keeper], data: JSONBody[Mending]) -> Mended:
    """Says how a source is to be read, as `earwitness mend` does; every later reading keeps to it."""
    mended = await keeper.act(
        lambda: actions.mend(
            keeper.desk, data.source, data.sayings, agent=keeper.agent, reason=data.reason, expected=data.expected,
            dry_run=data.dry_run,
        )
    )  # fmt: skip
    return keeper.exits.mended("api", mended)


@post("/api/rebuild", opt=KEPT, status_code=200, request_max_body_size=BODY_LIMIT)
async def rebuild(keeper: NamedDependency[Keeper]) -> outcomes.Rebuilt:
    """Makes the catalog and the index anew, as `earwitness rebuild` does."""
    return await keeper.act(lambda: actions.rebuild(keeper.desk))


@post("/api/add", opt=KEPT, status_code=200, request_max_body_size=UPLOAD_LIMIT)
async def add(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> outcomes.Added:
    """Captures addresses (JSON, `{"inputs": […]}`) or files (a form, under `files`), as `earwitness add` does.

    A path of this machine is refused: the API takes what is sent to it, and reads no files.
    """
    if request.content_type[0] == RequestEncodingType.MULTI_PART:
        form = await request.form()
        said = {name: str(form.get(name) or "").strip() for name in (*FIELDS, "conversation")}
        return await take_in(
            keeper, form, said, str(form.get("addresses") or "").split(), dry_run=form.get("dry_run") == "true"
        )
    try:
        asked = msgspec.json.decode(await request.body(), type=Adding)
    except msgspec.DecodeError as error:
        raise WrongUsage(f"the body is not what `add` takes: {error}", hint="see /schema for what it takes") from error
    said = {name: getattr(asked, name) for name in (*FIELDS, "conversation")}
    return await take_in(keeper, FormMultiDict({}), said, asked.inputs, dry_run=asked.dry_run)


HANDLERS = (describe, triage, undo, link, unlink, part, reject, settle, match, erase, reread, mend, rebuild, add)
