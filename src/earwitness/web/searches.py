"""The pages of the search record: all kept searches, one of them with what is new since, and the forms that change it."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, QueryParameter
from litestar.response import Redirect

from .. import actions
from ..actions.appendix import FORMATS
from ..actions.recorded import Compared, PassageFound, SearchShown
from ..actions.renewed import news
from ..errors import BadQuery, WrongUsage
from ..publish import addresses, appendix, parts, searches, words
from ..publish.tongue import gettext, later, ngettext
from .api_searches import changed, kept_now, written
from .keeper import Keeper
from .noting import said
from .rows import PAGE, extent, leaves
from .searching import NARROWING

KEPT = {"audience": "keeper"}
TOLD = 50
"""New and gone passages that stand on a page."""
AS = {"md": later("Markdown"), "html": later("a page"), "csv": later("a table"), "json": later("data")}


@get(addresses.SEARCHES, opt=KEPT, include_in_schema=False, sync_to_thread=True)
def searches_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    done: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=100_000_000)] = 0,
) -> Response[bytes]:
    """All kept searches, the newest first."""
    found = actions.searches(keeper.desk, limit=PAGE, offset=offset)
    new = {shown.id: count for shown, count in new_since(keeper)}
    earlier, further = leaves(addresses.SEARCHES, {}, offset=offset, limit=PAGE, total=found.total)
    page = searches.SearchesPage(
        title=gettext("Kept searches"),
        total=found.total,
        shown=extent(found.total, offset, len(found.searches), "search"),
        rows=tuple(row(shown, new.get(shown.id, 0)) for shown in found.searches),
        exports=exports(""),
        for_others=exports("", counting="others"),
        earlier=earlier,
        later=further,
        done=keeper.notice(done, request),
    )
    return keeper.answer(request, page)


def new_since(keeper: Keeper) -> tuple[tuple[SearchShown, int], ...]:
    """Returns the kept searches that find more now; looked for once for each state of the archive."""
    found: tuple[tuple[SearchShown, int], ...] = keeper.counted.get(
        "news", keeper.desk.archive.catalog.position, lambda: news(keeper.desk)
    )
    return found


def row(shown: SearchShown, new: int) -> searches.SearchRow:
    """Returns a kept search as a row of the list."""
    return searches.SearchRow(
        called=shown.called,
        query="" if shown.called == shown.query else shown.query,
        address=addresses.kept_search(shown.id),
        time=shown.time,
        agent=shown.agent,
        found=appendix.found(shown),
        nothing=shown.passages == 0,
        sequence=shown.sequence,
        again=ngettext("asked again {n} time", "asked again {n} times", shown.runs).format(n=words.figure(shown.runs))
        if shown.runs
        else "",
        new=novelty(new) if new else "",
    )


def novelty(new: int) -> str:
    """Returns "3 new"."""
    return ngettext("{n} new", "{n} new", new).format(n=words.figure(new))


def exports(name: str, *, counting: str = "") -> tuple[parts.Link, ...]:
    """Returns the links to the methods appendix of one search, of all for an empty name; `counting` is for whom."""
    return tuple(
        parts.Link(
            text=gettext(text),
            address=addresses.with_query(addresses.APPENDIX, {"to": to, "id": name, "counting": counting}),
        )
        for to, text in AS.items()
    )


@get(addresses.APPENDIX, opt=KEPT, include_in_schema=False, sync_to_thread=True)
def appendix_file(
    keeper: NamedDependency[Keeper], to: FromQuery[str] = "md", id: FromQuery[str] = "", counting: FromQuery[str] = ""
) -> Response[bytes]:
    """The methods appendix, as a file; `counting=others` counts only what others may see."""
    return written(keeper, to, id, audience="others" if counting == "others" else "keeper")


@get(addresses.SEARCHES + "/{name:str}", opt=KEPT, include_in_schema=False, sync_to_thread=True)
def kept_page(
    request: Request[Any, Any, Any], keeper: NamedDependency[Keeper], name: FromPath[str], done: FromQuery[str] = ""
) -> Response[bytes]:
    """One kept search, and what is new since."""
    shown, runs = actions.kept_of(keeper.desk, name)
    trouble, compared = "", None
    try:
        compared = actions.compare_search(keeper.desk, name, limit=TOLD)
    except BadQuery as error:
        trouble = error.message
    page = searches.KeptPage(
        title=shown.called,
        id=shown.id,
        name=shown.name,
        query=shown.query,
        note=shown.note,
        facts=tuple(parts.Fact(name=fact, value=value) for fact, value in appendix.facts(shown)),
        ask=asking(shown),
        now=sentence(compared) if compared is not None else "",
        new=tuple(map(line, compared.new_passages)) if compared is not None else (),
        gone=tuple(line(passage, gone=True) for passage in compared.gone_passages) if compared is not None else (),
        more=cut(compared) if compared is not None else "",
        notices=compared.notices if compared is not None else (),
        trouble=trouble,
        stale=(compared.stale or "") if compared is not None else "",
        runs=tuple(
            searches.Asked(
                id=run.id, time=run.time, agent=run.agent, found=appendix.found(run), sequence=run.sequence
            )
            for run in ((shown, *runs) if runs else ())
        ),
        exports=exports(shown.id),
        done=keeper.notice(done, request),
    )  # fmt: skip
    return keeper.answer(request, page)


def asking(shown: SearchShown) -> str:
    """Returns the address of the search page that asks a kept search now."""
    off = dict.fromkeys((name for name in shown.without if name in NARROWING), "off")
    return addresses.search({"q": shown.query, **shown.narrowed, "exact": "1" if shown.exact else None, **off})


def sentence(compared: Compared) -> str:
    """Returns what is new since, in a sentence."""
    then = compared.search
    since = gettext("since {when} (act {n})").format(when=words.day(then.time[:10]), n=words.figure(then.sequence))
    if not compared.whole:
        return gettext("Too much to be told one by one: {before} {since}, {now} now.").format(
            before=words.count(then.passages or 0, "passage"),
            since=since,
            now=words.count(compared.passages, "passage"),
        )
    if not compared.new and not compared.gone:
        return gettext("Nothing is new {since}: {same} as before.").format(
            since=since, same=words.count(compared.same, "passage")
        )
    counts = [novelty(compared.new)]
    if compared.gone:
        counts.append(ngettext("{n} gone", "{n} gone", compared.gone).format(n=words.figure(compared.gone)))
    counts.append(gettext("{same} as before").format(same=words.count(compared.same, "passage")))
    return f"{counts[0]} {since} · {' · '.join(counts[1:])}"


def cut(compared: Compared) -> str:
    """Says so where not all that is new or gone stands on the page."""
    if len(compared.new_passages) == compared.new and len(compared.gone_passages) == compared.gone:
        return ""
    return gettext(
        "The first {n} of each stand here; the others: earwitness searches {id} --compare --limit 10000"
    ).format(n=TOLD, id=compared.search.id)


def line(passage: PassageFound, *, gone: bool = False) -> searches.FoundLine:
    """Returns a passage that is new, or gone."""
    return searches.FoundLine(
        address=addresses.conversation(passage.turn_id) if passage.conversation else "",
        title=(passage.title or gettext("Untitled conversation")) if passage.conversation else "",
        turn=passage.turn,
        name=", ".join(passage.speakers),
        text=passage.text,
        language=passage.language,
        said=searches.happened(passage.why, passage.agent) if gone or passage.why != "other" else "",
        cautions=passage.cautions,
    )


@post(addresses.KEEP_SEARCH, opt=KEPT, include_in_schema=False)
async def keep_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Keeps the search that a search page shows; the answer leads to it."""
    form = await request.form()
    asked = {name: said(form, name) for name in form}
    done = await keeper.act(lambda: kept_now(keeper, asked))
    return Redirect(addresses.with_done(addresses.kept_search(done.subjects[0]), done.act), status_code=303)


@post(addresses.CHANGE_SEARCH, opt=KEPT, include_in_schema=False)
async def change_form(request: Request[Any, Any, Any], keeper: NamedDependency[Keeper]) -> Redirect:
    """Asks a kept search again, names it, writes on it, or takes it off; the answer leads to it, or to the list."""
    form = await request.form()
    do, id, to = (said(form, name) for name in ("do", "id", "to"))
    if not id:
        raise WrongUsage("the form does not say which search", hint="send it from the page of the search")
    done = await keeper.act(lambda: changed(keeper, do, id, to))
    home = addresses.SEARCHES if do == "forget" else addresses.kept_search(id)
    return Redirect(addresses.with_done(home, done.act), status_code=303)


HANDLERS = (searches_page, appendix_file, kept_page, keep_form, change_form)
assert set(AS) == set(FORMATS)
