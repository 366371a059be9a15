"""Adding: files and addresses from a form, and what became of each."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict, UploadFile
from litestar.di import NamedDependency

from .. import actions
from ..actions import outcomes
from ..errors import EarwitnessError, WrongUsage
from ..model import TRANSCRIPT_KINDS
from ..publish import addresses, pages, words
from .keeper import Keeper
from .rows import options

UPLOAD_LIMIT = 256 * 1024 * 1024
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
    folder = Path(tempfile.mkdtemp(prefix="earwitness-"))
    try:
        names: dict[str, str] = {}
        for number, upload in enumerate(sent, 1):
            place = folder / str(number) / plain_name(upload.filename)
            place.parent.mkdir()
            with place.open("wb") as file:
                while piece := await upload.read(1 << 20):
                    file.write(piece)
            names[str(place)] = place.name
        given: dict[str, Any] = {name: value for name, value in said.items() if value}
        added = await keeper.act(
            lambda: actions.add(keeper.desk, [*names, *wanted], agent=keeper.agent, dry_run=dry_run, **given)
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return msgspec.structs.replace(
        added,
        added=tuple(
            msgspec.structs.replace(
                item, path=names.get(item.path, item.path), message=item.message.replace(f"{folder}/", "")
            )
            for item in added.added
        ),
    )


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
        title="Add",
        fields=fields(said),
        limit=words.size(UPLOAD_LIMIT),
        addresses=typed,
        rows=tuple(added_row(item) for item in items),
        sentence=f"{words.count(len(good), 'input')} kept, {len(items) - len(good)} failed" if items else "",
        trouble=trouble.strip(),
    )


def added_row(item: outcomes.AddedItem) -> pages.AddedRow:
    """Returns what became of one input as a row."""
    return pages.AddedRow(
        path=item.path,
        status=item.status,
        message=item.message,
        turns=item.turns,
        source=addresses.source(item.source) if item.source else "",
        conversations=tuple(
            pages.Link(text=item.title or name, address=addresses.conversation(name)) for name in item.conversations
        ),
        doubts=item.doubts,
    )


def fields(said: dict[str, str]) -> tuple[pages.Choice, ...]:
    """Returns the fields of what a person knows."""
    offered = {
        "language": options(words.LANGUAGES.items(), "as found"),
        "kind": options(((kind, words.kind(kind)) for kind in TRANSCRIPT_KINDS), "as found"),
        "access": (("", "open"), ("restricted", "restricted"), ("closed", "closed")),
    }
    labels = {"published": "Published on", "supplier": "Supplied by", "terms": "Terms", "reason": "Why you add it"}
    return tuple(
        pages.Choice(
            name=name,
            label=labels.get(name, name.capitalize()),
            value=said.get(name, ""),
            options=offered.get(name, ()),
        )
        for name in FIELDS
    )
