"""Adding: files and addresses from a form, and what became of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency

from .. import actions
from ..actions import clock, filing, finding, outcomes
from ..actions.adding import add_captured
from ..actions.desk import TOOL, writing
from ..actions.intake import machine
from ..errors import EarwitnessError, StorageFailed, WrongUsage
from ..model import TRANSCRIPT_KINDS, Capture, Source
from ..publish import addresses, pages, parts, words
from ..publish.tongue import gettext, later
from .keeper import Keeper
from .rows import options

UPLOAD_LIMIT = 256_000_000
"""The most bytes that one sending may hold."""

MOST_ADDRESSES = 100

FIELDS = ("title", "language", "kind", "publisher", "published", "supplier", "terms", "access", "reason")
"""What the form may say of all that it sends, by the names that `add` takes."""


@get("/add", opt={"audience": "keeper"}, include_in_schema=False, sync_to_thread=False)
def add_page(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes]:
    """The empty form."""
    return keeper.answer(request, form_page({}))


@post("/add", opt={"audience": "keeper"}, include_in_schema=False, request_max_body_size=UPLOAD_LIMIT, status_code=200)
async def add_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes]:
    """Takes in what the form sends and shows what became of it."""
    form = await request.form()
    said = {name: str(form.get(name) or "").strip() for name in FIELDS}
    typed = str(form.get("addresses") or "")
    try:
        added = await take_in(keeper, form, said, typed.split())
    except EarwitnessError as error:
        return keeper.answer(
            request, form_page(said, typed=typed, trouble=f"{error.message}. {error.hint}"), status=400
        )
    return keeper.answer(request, form_page(said, added=added))


async def take_in(
    keeper: Keeper, form: FormMultiDict, said: dict[str, str], wanted: list[str], *, dry_run: bool = False
) -> outcomes.Added:
    """Returns what became of the files of a form and of the addresses. Only addresses: a path of this machine is refused."""
    for address in wanted:
        if not re.match(r"https?://", address, re.IGNORECASE):
            raise WrongUsage(
                f"“{address[:200]}” is no address of a page",
                hint="an address starts with https://; send a file as a file",
            )
    if MOST_ADDRESSES < len(wanted):
        raise WrongUsage(f"these are {len(wanted)} addresses; {MOST_ADDRESSES} fit", hint="send them in parts")
    sent = [item for item in form.getall("files", []) if isinstance(item, UploadFile) and item.filename]
    if not sent and not wanted:
        raise WrongUsage("nothing was given", hint="choose a file or type an address")
    if sent and dry_run:
        raise WrongUsage("a dry run takes addresses", hint="for files: earwitness add --dry-run")
    given: dict[str, Any] = {name: value for name, value in said.items() if value}
    reason = given.pop("reason", "")
    kept = [
        await keeper.act(partial(keep, keeper, plain_name(one.filename), await one.read(), given, reason))
        for one in sent
    ]
    items = tuple(item for item, _ in kept)
    last = next((act for _, act in reversed(kept) if act), None)
    if not wanted:
        return outcomes.Added(added=items, act=last)
    fetched = await keeper.act(
        partial(actions.add, keeper.desk, wanted, agent=keeper.agent, dry_run=dry_run, reason=reason, **given)
    )
    return msgspec.structs.replace(fetched, added=(*items, *fetched.added), act=fetched.act or last)


def keep(
    keeper: Keeper, name: str, content: bytes, given: Mapping[str, Any], reason: str
) -> tuple[outcomes.AddedItem, str | None]:
    """Returns what became of one file that was sent, and the act. It is kept under its bare name: it has no place here."""
    desk = keeper.desk
    try:
        facts = filing.known(**given)
        if facts.conversation is not None:
            facts = msgspec.structs.replace(facts, conversation=finding.conversation_of(desk, facts.conversation))
        source = Source(
            id="",
            digest="",
            size=0,
            media_type="application/octet-stream",
            format="unknown",
            path=name,
            capture=Capture(
                time=clock.now(),
                collector=keeper.agent,
                machine=machine(),
                tool=TOOL,
                settings=(("sent", "from a browser to the web desk"),),
            ),
        )
        item, act = add_captured(desk, source, content, facts, agent=keeper.agent, reason=reason)
    except StorageFailed:
        raise
    except EarwitnessError as error:
        message = f"{error.message}; {error.hint}" if error.hint else error.message
        return outcomes.AddedItem(path=name, status="failed", message=message, error=type(error).__name__), None
    with writing(desk):
        pass  # the index catches up
    return item, act


def plain_name(name: str) -> str:
    """Returns a file's bare name: no folders, no signs that a file system or a terminal would mistake."""
    last = re.split(r"[\\/]", name)[-1]
    last = "".join("_" if ord(letter) < 32 or letter in '<>:"|?*\x7f' else letter for letter in last).strip(" .")
    suffix = Path(last).suffix[:20]
    return (last.encode()[: 200 - len(suffix)].decode("utf-8", "ignore").removesuffix(suffix) + suffix) or "unnamed"


def form_page(
    said: dict[str, str], *, typed: str = "", added: outcomes.Added | None = None, trouble: str = ""
) -> pages.AddPage:
    """Returns the form, with what became of the last sending."""
    items = added.added if added else ()
    good = [item for item in items if item.status != "failed"]
    return pages.AddPage(
        title=gettext("Add"),
        fields=fields(said),
        limit=words.size(UPLOAD_LIMIT),
        most=UPLOAD_LIMIT - 1_000_000,
        addresses=typed,
        rows=tuple(added_row(item) for item in items),
        sentence=gettext("{sources} kept, {failed} failed").format(
            sources=words.count(len(good), "source"), failed=words.figure(len(items) - len(good))
        )
        if items
        else "",
        trouble=trouble.strip() or (added.notice if added else ""),
    )


def added_row(item: outcomes.AddedItem) -> parts.AddedRow:
    """Returns what became of one input as a row."""
    return parts.AddedRow(
        path=item.path,
        status=item.status,
        message=item.message,
        turns=item.turns,
        source=addresses.source(item.source) if item.source else "",
        reading=addresses.reading(item.source) if item.source and not item.recordings else "",
        conversations=tuple(
            parts.Link(text=item.title or name, address=addresses.conversation(name)) for name in item.conversations
        ),
        doubts=item.doubts,
    )


LABELS = {
    "conversation": later("Conversation"), "kind": later("Kind"), "language": later("Language"),
    "published": later("Published on"), "publisher": later("Publisher"), "supplier": later("Supplied by"),
    "terms": later("Terms"), "access": later("Access"), "title": later("Title"), "reason": later("Why you add it"),
}  # fmt: skip
"""What the screen calls the fields."""


def fields(said: dict[str, str]) -> tuple[parts.Choice, ...]:
    """Returns the fields of what a person knows."""
    offered = {
        "language": options(words.languages(), gettext("as found")),
        "kind": options(((kind, words.kind(kind)) for kind in TRANSCRIPT_KINDS), gettext("as found")),
        "access": tuple(
            ("" if name == "open" else name, words.access(name)) for name in ("open", "restricted", "closed")
        ),
    }
    return tuple(
        parts.Choice(
            name=name,
            label=gettext(LABELS.get(name, name)),
            value=said.get(name, ""),
            options=offered.get(name, ()),
        )
        for name in FIELDS
    )
