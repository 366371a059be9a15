"""Checking a draft: a form takes it, the page says of each quotation where it stands. Nothing of the draft is kept."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import FromQuery

from .. import actions
from ..actions import proofs
from ..actions.checked import Checked, without_withheld
from ..errors import BadInput, EarwitnessError, WrongUsage
from ..publish import addresses, pages, parts, words
from ..publish.tongue import gettext
from .adding import plain_name
from .keeper import Keeper, wants_data
from .troubles import status_of

KEPT = {"audience": "keeper"}
LIMIT = 20_000_000
"""The most bytes of one draft."""
PASTED = "pasted.txt"
MEDIA = {
    "csv": "text/csv",
    "html": "text/html",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Drafted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft as text. The end of its name says how it is read."""

    text: str
    name: str = PASTED


@get(addresses.CHECK, opt=KEPT, include_in_schema=False, sync_to_thread=False)
def check_page(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes]:
    """The empty form."""
    return keeper.answer(request, pages.CheckPage(title="Check", limit=words.size(LIMIT)))


@post(addresses.CHECK, opt=KEPT, include_in_schema=False, request_max_body_size=LIMIT, status_code=200)
async def check_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes]:
    """Checks what the form sends; shows it, or gives it as a file."""
    form = await request.form()
    typed, to = str(form.get("text") or ""), str(form.get("to") or "page")
    name = ""
    try:
        name, content = await sent(form.get("draft"), typed)
        wanted = None if to == "page" else to
        checked, made = await keeper.act(
            lambda: actions.check_content(keeper.desk, content, name=name, to=wanted)
        )  # fmt: skip
    except EarwitnessError as error:
        if wants_data(request):
            raise
        trouble = f"{sentence(error.message, name)} {sentence(error.hint)}".strip()
        page = pages.CheckPage(title="Check", limit=words.size(LIMIT), draft=name, text=typed, trouble=trouble)
        return keeper.answer(request, page, status=status_of(error))
    if wanted is not None:
        return file(made, name, wanted)
    return keeper.answer(request, found(checked, typed))


@post("/api/check", opt=KEPT, status_code=200, request_max_body_size=LIMIT)
async def check(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], to: FromQuery[str] = ""
) -> Response[bytes]:
    """The verdict on every quotation of a draft, as `earwitness check --json` gives it; the draft is sent as a form, under
    `draft`, or as JSON, `{"text": …, "name": "draft.md"}`. `to` asks for `csv`, `html` or `docx`. What is held back is
    not in the answer."""
    if request.content_type[0] == RequestEncodingType.MULTI_PART:
        form = await request.form()
        name, content = await sent(form.get("draft"), str(form.get("text") or ""))
    else:
        try:
            drafted = msgspec.json.decode(await request.body(), type=Drafted)
        except msgspec.DecodeError as error:
            raise WrongUsage(
                f"the body is not what `check` takes: {error}", hint="see /schema for what it takes"
            ) from error
        name, content = plain_name(drafted.name), drafted.text.encode()
    checked, made = await keeper.act(
        lambda: actions.check_content(keeper.desk, content, name=name, to=to or None, exits=("citation", "api"))
    )
    if to:
        return file(made, name, to)
    return Response(msgspec.json.encode(without_withheld(checked)), media_type="application/json")


async def sent(draft: object, typed: str) -> tuple[str, bytes]:
    """Returns the draft that a form sends, with its bare name. Raises WrongUsage where it sends none, or two."""
    given = isinstance(draft, UploadFile) and bool(draft.filename)
    if given and typed.strip():
        raise WrongUsage("there are two drafts: a file and a text", hint="leave one of them out")
    if isinstance(draft, UploadFile) and given:
        content = await draft.read()
        if not content:
            raise BadInput(f"the file {plain_name(draft.filename)} is empty", hint="choose another")
        return plain_name(draft.filename), content
    if not typed.strip():
        raise WrongUsage("no draft was given", hint="choose a file or paste its text")
    return PASTED, typed.encode("utf-8", "replace")


def sentence(words: str, name: str = "") -> str:
    """Returns words as a sentence: a capital, unless the draft's name stands first, and a stop."""
    said = words if name and words.startswith(name) else words[:1].upper() + words[1:]
    return f"{said}." if said and said[-1].isalnum() else said


def file(made: bytes, name: str, to: str) -> Response[bytes]:
    """Returns the findings as a file to keep, named after the draft."""
    stem = name.rpartition(".")[0] or name
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in " ._-") else "_" for letter in stem)
    disposition = f'attachment; filename="{plain} checked.{to}"'
    return Response(made, media_type=MEDIA[to], headers={"content-disposition": disposition})


def found(checked: Checked, typed: str = "") -> pages.CheckPage:
    """Returns the page of a checked draft."""
    return pages.CheckPage(
        title=gettext("Check: {draft}").format(draft=checked.draft),
        limit=words.size(LIMIT),
        draft=gettext("The text you pasted") if checked.draft == PASTED else checked.draft,
        text=typed,
        sentence=proofs.sentence(checked),
        quotations=proofs.quotations(checked),
        verdicts=proofs.counts(checked),
        unchecked=tuple(
            parts.Link(text=each.version, address=addresses.conversation(each.transcript), count=each.quotations)
            for each in checked.unchecked
        ),
        doubts=checked.doubts,
    )


HANDLERS = (check,)
