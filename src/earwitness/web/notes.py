"""The pages of what people wrote: all notes and coded passages, the codebook, and what a reader wants covered."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions.annotated import CodebookShown, CodeShown, CodingShown, NoteShown, PlaceShown
from ..actions.caring import Cautions
from ..identifiers import split
from ..model import CAUTION_KINDS
from ..publish import addresses, care, notes, parts, words
from ..publish.tongue import gettext as _
from .api_notes import changed
from .keeper import Keeper, wants_data
from .noting import said
from .rows import PAGE, extent, leaves

OPEN = {"audience": "others"}
KEPT = {"audience": "keeper"}
YEAR = 31_536_000


@get(addresses.NOTES, opt=OPEN, include_in_schema=False, sync_to_thread=True)
def notes_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    code: FromQuery[str] = "",
    by: FromQuery[str] = "",
    what: FromQuery[str] = "",
    done: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=100_000_000)] = 0,
) -> Response[bytes]:
    """All notes and coded passages, the newest first; `in=c…` keeps to one conversation."""
    chosen = {"code": code, "by": by, "in": request.query_params.get("in", ""), "what": what}
    found = actions.notes(
        keeper.desk, code=code or None, by=by or None, in_=chosen["in"] or None, what=what or None, limit=PAGE,
        offset=offset, without=barred(keeper), audience="others" if keeper.for_others else "keeper",
    )  # fmt: skip
    everything: list[NoteShown | CodingShown] = [*found.notes, *found.codings]
    written = sorted(everything, key=lambda each: (each.time, each.id), reverse=True)
    transcripts = dict.fromkeys(place.transcript for each in written for place in each.places)
    cautions = Cautions(keeper.desk, transcripts)
    languages = {head.id: head.language for head in keeper.desk.archive.catalog.heads(list(transcripts))}
    filled = {name: value for name, value in chosen.items() if value}
    earlier, later = leaves(addresses.NOTES, filled, offset=offset, limit=PAGE, total=found.total)
    page = notes.NotesPage(
        title=_("Notes and coded passages"),
        total=found.total,
        shown=extent(found.total, offset, len(written), "passage"),
        written=tuple(row(each, found.titles, cautions, languages) for each in written),
        filters=fields(keeper, chosen),
        filtered=bool(filled),
        earlier=earlier,
        later=later,
        done=keeper.notice(done, request),
    )
    return keeper.answer(request, page)


def barred(keeper: Keeper) -> Collection[str]:
    """Returns the conversations of which whoever looks at the pages may see nothing."""
    return keeper.exits.barred("page") if keeper.for_others else ()


def fields(keeper: Keeper, chosen: dict[str, str]) -> tuple[parts.Choice, ...]:
    """Returns the fields that narrow the list."""
    shown = book(keeper)
    paths = (("", _("any code")), *((code.path, code.path) for code in shown.codes))
    kinds = (("", _("notes and codes")), ("notes", _("notes alone")), ("codings", _("codes alone")))
    return (
        parts.Choice(name="code", label=_("Code"), value=chosen["code"], options=paths),
        parts.Choice(name="by", label=_("Written by"), value=chosen["by"]),
        parts.Choice(name="in", label=_("On the conversation"), value=chosen["in"]),
        parts.Choice(name="what", label=_("What"), value=chosen["what"], options=kinds),
    )


def book(keeper: Keeper) -> CodebookShown:
    """Returns the codebook as whoever looks at the pages may see it."""
    return actions.codebook(keeper.desk, without=barred(keeper), used=keeper.for_others)


def row(
    each: NoteShown | CodingShown, titles: dict[str, str], cautions: Cautions, languages: dict[str, str | None]
) -> notes.WrittenNote:
    """Returns a note or a coded passage as a row of the list."""
    home = each.conversation
    name = titles.get(home) or _("Untitled conversation")
    note = each if isinstance(each, NoteShown) else None
    coding = each if isinstance(each, CodingShown) else None
    quotes = tuple(quoted(place, cautions, languages.get(place.transcript)) for place in each.places)
    return notes.WrittenNote(
        id=each.id,
        quotes=quotes,
        cautions=tuple(dict.fromkeys(kind for quote in quotes for kind in quote.cautions)),
        conversation=parts.Link(text=name, address=addresses.conversation(home)),
        agent=each.agent,
        time=each.time,
        act=each.act,
        text=note.text if note is not None else "",
        answers=(note.answers or "") if note is not None else "",
        changed_by=note.changed_by if note is not None else "",
        code=parts.Link(text=coding.path, address=addresses.notes({"code": coding.path}))
        if coding is not None
        else None,
        colour=coding.colour if coding is not None else 0,
        whole=coding is not None and coding.whole is not None,
    )


def quoted(place: PlaceShown, cautions: Cautions, language: str | None) -> notes.QuotedWords:
    """Returns the words of one turn, and what became of them."""
    became = {
        "moved": _("in another turn now"),
        "changed": _("the words were mended since"),
        "orphaned": _("these words are found no more"),
    }
    return notes.QuotedWords(
        words=" ".join(place.words.split()),
        turn=place.turn,
        address=addresses.conversation(place.turn_id),
        state=place.state,
        said=became.get(place.state, ""),
        language=language,
        cautions=cautions.on(place.transcript, split(place.turn_id)[1] or ""),
    )


@get(addresses.CODEBOOK, opt=OPEN, include_in_schema=False, sync_to_thread=True)
def codebook_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    code: FromQuery[str] = "",
    done: FromQuery[str] = "",
) -> Response[bytes]:
    """The codebook, every code under its parent; `code=k…` opens the forms of one."""
    shown = book(keeper)
    below: dict[str, list[str]] = {each.id: [each.id] for each in shown.codes}
    parents = {each.id: each.parent for each in shown.codes}
    for each in shown.codes:
        above = each.parent
        while above is not None and above in below:
            below[above].append(each.id)
            above = parents.get(above)
    page = notes.CodebookPage(
        title=_("Codebook"),
        chosen=code,
        done=keeper.notice(done, request),
        codes=tuple(
            notes.CodeRow(
                id=each.id,
                name=each.name,
                path=each.path,
                depth=each.depth,
                parent=each.parent or "",
                definition=each.definition,
                colour=each.colour,
                retired=each.retired,
                passages=each.passages_below,
                own=each.passages,
                conversations=each.conversations,
                whole=whole(each, keeper),
                address=addresses.notes({"code": each.path}),
                within=tuple(below[each.id]),
            )
            for each in shown.codes
        ),
    )
    return keeper.answer(request, page)


def whole(code: CodeShown, keeper: Keeper) -> parts.Link | None:
    """Returns the link to the conversations with a code; others narrow no list by codes, and are told how many."""
    if not code.whole_below:
        return None
    said = _("on {conversations} as a whole").format(conversations=words.count(code.whole_below, "conversation"))
    address = "" if keeper.for_others else addresses.conversations({"code": code.path})
    return parts.Link(text=said, address=address, count=code.whole_below)


@post(addresses.CHANGE_CODEBOOK, opt=KEPT, include_in_schema=False)
async def codebook_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Does one act on the codebook; the answer leads to it, where what was done is said at the top."""
    form = await request.form()
    asked: dict[str, object] = {name: said(form, name) for name in ("do", "code", "to", "means", "colour", "reason")}
    if "was" in form:
        asked["expected"] = said(form, "was")
    done = await keeper.act(lambda: changed(keeper, asked))
    address = addresses.with_done(addresses.codebook({"code": done.subjects[-1]}), done.act)
    return Redirect(f"{address}#code-{done.subjects[-1]}", status_code=303)


@get(addresses.CARE, opt=OPEN, include_in_schema=False, sync_to_thread=True)
def care_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], back: FromQuery[str] = ""
) -> Response[Any] | Redirect:
    """What stays covered, kind by kind. The form asks this address with `choose`, and the browser keeps the answer."""
    ours = back if back.startswith("/") and not back.startswith("//") and "\\" not in back else ""
    if request.query_params.get("choose") and not wants_data(request):
        chosen = care.cookie(request.query_params.getall("show", []))
        kept = Cookie(key=care.COOKIE, value=chosen, path="/", max_age=YEAR, httponly=True, samesite="lax")
        return Redirect(ours or addresses.CARE, status_code=303, cookies=[kept])
    page = notes.CarePage(
        title=_("What stays covered"),
        kinds=tuple(
            notes.Kind(name=kind, title=title[:1].upper() + title[1:], means=_(care.MEANINGS[kind]))
            for kind in CAUTION_KINDS
            for title in [_(care.ABOUT[kind])]
        ),
        back=ours,
    )
    return keeper.answer(request, page)


HANDLERS = (notes_page, codebook_page, codebook_form, care_page)
