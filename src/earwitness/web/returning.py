"""A transcript that came back as .docx: looked at turn by turn, and what a person ticks is taken over. It is not kept."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import msgspec
from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.di import NamedDependency
from litestar.enums import RequestEncodingType
from litestar.params import FromQuery
from litestar.response import Redirect

from .. import actions
from ..actions.proposed import CommentReturned, ReturnedShown, TurnReturned
from ..errors import EarwitnessError, WrongUsage
from ..identifiers import split
from ..publish import addresses, parts, words
from ..publish.returned import ReturnedChange, ReturnedPage, ReturnedRemark, ReturnedTurn, compared
from ..publish.tongue import gettext
from .checking import KEPT, LIMIT, sent, sentence
from .handed import Document
from .keeper import Keeper, wants_data
from .reviewing import coverings
from .troubles import status_of

GONE = 404


@get(addresses.RETURNED, opt=KEPT, include_in_schema=False)
async def returned_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], document: FromQuery[str] = ""
) -> Response[bytes]:
    """The empty form, or what came back in a document that was sent before."""
    if not document:
        return keeper.answer(request, empty())
    held = keeper.handed.get(document)
    if held is None:
        return keeper.answer(request, empty(trouble=forgotten()), status=GONE)
    return await looked(request, keeper, document, held)


@post(addresses.RETURNED, opt=KEPT, include_in_schema=False, request_max_body_size=LIMIT, status_code=200)
async def returned_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes] | Redirect:
    """Takes the document that came back, and leads to what came back in it."""
    form = await request.form()
    name = ""
    try:
        name, content = await sent(form.get("file"), "")
        held = Document(name=name, content=content)
        await keeper.act(lambda: actions.returned_content(keeper.desk, content, name=name))
    except EarwitnessError as error:
        if wants_data(request):
            raise
        return keeper.answer(request, empty(trouble=told(error, name)), status=status_of(error))
    key = keeper.handed.keep(held)
    if wants_data(request):
        return await looked(request, keeper, key, held)
    return Redirect(addresses.returned(key), status_code=303)


@post(addresses.RETURNED_ACCEPT, opt=KEPT, include_in_schema=False, status_code=200)
async def accept_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Response[bytes] | Redirect:
    """Takes over the ticked turns of a document sent before. The words are the document's, never the form's."""
    form = await request.form()
    key = str(form.get("document") or "")
    turns = [str(turn) for turn in form.getall("accept", [])]
    held = keeper.handed.get(key)
    if held is None:
        return keeper.answer(request, empty(trouble=forgotten()), status=GONE)
    try:
        if not turns:
            raise WrongUsage("no turn was ticked", hint="tick what is to be taken over, then press the button")
        answer = await keeper.act(
            lambda: actions.accept_returned(
                keeper.desk, held.content, name=held.name, turns=turns, notes=form.get("notes") == "1",
                agent=keeper.agent, reason=str(form.get("reason") or "").strip(),
            )
        )  # fmt: skip
    except EarwitnessError as error:
        if wants_data(request):
            raise
        return await looked(request, keeper, key, held, form=form, error=error)
    act = answer.act or last_act(keeper, answer)
    lost = [doubt for doubt in answer.doubts if doubt.startswith("a comment on ")]
    if lost or not act:
        # What could not be taken over is said here, for the conversation would not say it.
        again = await keeper.act(lambda: actions.returned_content(keeper.desk, held.content, name=held.name))
        page = await keeper.act(lambda: shown(keeper, key, msgspec.structs.replace(again, doubts=answer.doubts)))
        return keeper.answer(request, msgspec.structs.replace(page, done=keeper.notice(act, request)))
    return Redirect(landing(keeper, turns[0], act), status_code=303)


async def looked(
    request: Request[Any, Any, Any], keeper: Keeper, key: str, held: Document, *, form: FormMultiDict | None = None,
    error: EarwitnessError | None = None,
) -> Response[bytes]:  # fmt: skip
    """Returns the page of a document; after an error with what the form said, and what went wrong."""
    ticked = None if form is None else {str(turn) for turn in form.getall("accept", [])}
    try:
        answer = await keeper.act(lambda: actions.returned_content(keeper.desk, held.content, name=held.name))
    except EarwitnessError as trouble:  # its revision was undone since
        if wants_data(request):
            raise
        return keeper.answer(request, empty(trouble=told(trouble, held.name)), status=status_of(trouble))
    page = await keeper.act(lambda: shown(keeper, key, answer, ticked=ticked))
    if form is not None and error is not None:
        page = msgspec.structs.replace(
            page, trouble=told(error, held.name), notes=form.get("notes") == "1", reason=str(form.get("reason") or "")
        )
    return keeper.answer(request, page, status=200 if error is None else status_of(error))


def empty(*, trouble: str = "") -> ReturnedPage:
    return ReturnedPage(title=gettext("A transcript that came back"), limit=words.size(LIMIT), trouble=trouble)


def told(error: EarwitnessError, name: str) -> str:
    return f"{sentence(error.message, name)} {sentence(error.hint)}".strip()


def forgotten() -> str:
    return gettext("The document is no longer held here: it is kept for an hour and not written down. Choose it again.")


def last_act(keeper: Keeper, answer: ReturnedShown) -> str:
    """Returns the act that wrote the last note, where nothing but comments was taken over; empty where none was."""
    if not answer.notes:
        return ""
    acts = actions.log(keeper.desk, subject=answer.notes[-1], limit=1).acts
    return acts[0].id if acts else ""


def landing(keeper: Keeper, turn: str, act: str) -> str:
    """Returns the address of a turn in its conversation, which says what was done."""
    catalog = keeper.desk.archive.catalog
    home = catalog.canonical(catalog.transcript(split(turn)[0]).conversation)
    return addresses.conversation(home, turn=turn, done=act)


def shown(keeper: Keeper, key: str, answer: ReturnedShown, *, ticked: Collection[str] | None = None) -> ReturnedPage:
    """Returns the page of what came back; `ticked` are the turns that a form named, None for all that can be taken."""
    catalog = keeper.desk.archive.catalog
    transcripts = {each.transcript: catalog.transcript(each.transcript) for each in answer.revisions}
    covering = coverings(keeper, transcripts)
    made = []
    for each in answer.revisions:
        home = catalog.canonical(transcripts[each.transcript].conversation)
        text = catalog.conversation(home).title or gettext("Untitled conversation")
        address = addresses.conversation(home, versions=(each.transcript,))
        made.append(parts.Link(text=text, address=address, count=each.revision))
    changed = sum(turn.standing not in ("same", "done") for turn in answer.turns)
    remarks = sum(len(turn.comments) for turn in answer.turns) + len(answer.comments)
    return ReturnedPage(
        title=gettext("What came back: {document}").format(document=answer.name),
        limit=words.size(LIMIT),
        document=answer.name,
        key=key,
        address=addresses.returned(key),
        sentence=gettext("{turns} changed, comments: {comments}").format(
            turns=words.count(changed, "turn"), comments=words.figure(remarks)
        ),
        made=tuple(made),
        turns=tuple(
            row(turn, tuple(dict.fromkeys(kind for one in covering for kind in one.on(turn.turn))), ticked=ticked)
            for turn in answer.turns
        ),
        remarks=tuple(map(remark, answer.comments)),
        doubts=answer.doubts,
        cautions=tuple(dict.fromkeys(kind for one in covering for kind in one.anywhere())),
    )


def row(turn: TurnReturned, cautions: tuple[str, ...], *, ticked: Collection[str] | None) -> ReturnedTurn:
    """Returns a turn as the page sets it."""
    before, after = compared(turn.before, turn.after)
    can_accept = turn.standing in ("changed", "struck", "same") or (turn.standing == "done" and bool(turn.comments))
    return ReturnedTurn(
        turn=turn.turn,
        link=parts.Link(
            text=gettext("turn {number}").format(number=turn.number) if turn.number else turn.turn,
            address=addresses.conversation(split(turn.turn)[0], turn=turn.turn),
        ),
        standing=turn.standing,
        before=before,
        after=() if turn.standing == "same" else after,
        found=turn.found or "",
        tracked=turn.tracked,
        changes=tuple(
            ReturnedChange(kind=kind, words=said, who=author, time=time) for kind, said, author, time in turn.changes
        ),
        remarks=tuple(map(remark, turn.comments)),
        can_accept=can_accept,
        ticked=can_accept and (ticked is None or turn.turn in ticked),
        cautions=cautions,
    )


def remark(comment: CommentReturned) -> ReturnedRemark:
    return ReturnedRemark(text=comment.text, about=comment.about, who=comment.author, time=comment.time)


@post("/api/returned", opt=KEPT, status_code=200, request_max_body_size=LIMIT)
async def returned(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> ReturnedShown:
    """What others changed and remarked in a transcript that went out as .docx, as `earwitness returned` shows it.

    The document is sent as a form, under `file`. With `accept` (a turn, several times) or `all` (`true`) it is taken over:
    one new revision of each transcript in one act, comments as notes unless `notes` is `false`; a `reason` goes into the log.
    Words that may not leave are not in the answer.
    """
    if request.content_type[0] != RequestEncodingType.MULTI_PART:
        raise WrongUsage("the document is sent as a form", hint="multipart/form-data, under the name `file`")
    form = await request.form()
    name, content = await sent(form.get("file"), "")
    turns = [str(turn) for turn in form.getall("accept", [])]
    everything = form.get("all") == "true"
    if turns and everything:
        raise WrongUsage("`all` takes over every turn", hint="leave out `accept`, or `all`")
    if turns or everything:
        answer = await keeper.act(
            lambda: actions.accept_returned(
                keeper.desk, content, name=name, turns=turns or None, notes=form.get("notes") != "false",
                agent=keeper.agent, reason=str(form.get("reason") or ""),
            )
        )  # fmt: skip
    else:
        answer = await keeper.act(lambda: actions.returned_content(keeper.desk, content, name=name))
    return keeper.exits.returned("api", answer)


HANDLERS = (returned,)
PAGES = (returned_page, returned_form, accept_form)
