"""The search in context: every occurrence on a line, also as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from .. import actions
from ..actions import answers
from ..errors import BadQuery, WrongUsage
from ..publish import addresses, context, parts, words
from ..publish.tongue import gettext, later
from .api import OPEN
from .keeper import Keeper
from .rows import leaves, options
from .searching import asked_for, chips, narrowing_of, troubled, views

LINES = 100
"""How many lines stand on one page."""
MOST = 1_000_000
"""How many lines a table has."""
MOST_FOR_OTHERS = 10_000
"""How many it has where others ask: no one request takes everything that was said."""
SORTS = {
    "right": later("the words after"),
    "left": later("the words before"),
    "keyword": later("the word itself"),
    "text": later("as they stand"),
}
Window = Annotated[int, QueryParameter(ge=0, le=100)]
Offset = Annotated[int, QueryParameter(ge=0, le=100_000_000)]


def csv_file(content: bytes, name: str) -> Response[bytes]:
    """Returns a table as a file."""
    return Response(
        content, media_type="text/csv", headers={"content-disposition": f'attachment; filename="{name}.csv"'}
    )


def audience(keeper: Keeper) -> str:
    return "others" if keeper.for_others else "keeper"


def context_answer(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    q: FromQuery[str] = "",
    sort: FromQuery[str] = "right",
    window: Window = 8,
    sample: FromQuery[str] = "",
    seed: FromQuery[int] = 0,
    offset: Offset = 0,
) -> Response[bytes]:
    """Every occurrence on a line. What narrows a search narrows it."""
    narrowing = narrowing_of(request.query_params)
    shown = {"sort": sort, "window": str(window), "sample": sample, "seed": str(seed) if seed else ""}
    if not q.strip():
        return keeper.answer(request, lines_page(None, q, narrowing, shown))
    whole = request.url.path.endswith(".csv")
    try:
        found = actions.concord(
            keeper.desk, q, sort=sort or "right", window=window, sample=_number(sample), seed=seed,
            limit=(MOST_FOR_OTHERS if keeper.for_others else MOST) if whole else LINES, offset=0 if whole else offset,
            audience=audience(keeper),
            **asked_for(narrowing),
        )  # fmt: skip
    except (BadQuery, WrongUsage) as error:
        page = lines_page(None, q, narrowing, shown, trouble=trouble(q, narrowing, error))
        return keeper.answer(request, page, status=400)
    if whole:
        return csv_file(actions.concordance_table(found), "context")
    return keeper.answer(request, lines_page(found, q, narrowing, shown, offset=offset))


def trouble(query: str, narrowing: Mapping[str, str], error: Exception) -> parts.QueryTrouble | None:
    """Returns what is wrong with what was asked for."""
    if isinstance(error, BadQuery):
        return troubled(query, narrowing, error).trouble
    message, hint = getattr(error, "message", str(error)), getattr(error, "hint", "")
    return parts.QueryTrouble(message=message, hint=hint, before="", at="", after="")


def lines_page(
    found: answers.InContext | None,
    query: str,
    narrowing: Mapping[str, str],
    shown: Mapping[str, str],
    *,
    offset: int = 0,
    trouble: parts.QueryTrouble | None = None,
) -> context.ContextPage:
    """Returns the page of lines."""
    filled = {name: value for name, value in narrowing.items() if value}
    asked = {"q": query, **filled, **{name: value for name, value in shown.items() if value}}
    amount = 0 if found is None else found.occurrences if found.sampled is None else found.sampled
    earlier, later_ = leaves(addresses.CONTEXT, asked, offset=offset, limit=LINES, total=amount)
    return context.ContextPage(
        title=gettext("In context") + (f": {query}" if query else ""),
        query=query,
        stale=(found.stale or "") if found else "",
        sentence=told(found) if found else "",
        views=views(addresses.CONTEXT, query, narrowing),
        sorts=tuple(
            parts.Link(
                text=gettext(name), address=addresses.context({**asked, "sort": sort}), chosen=shown["sort"] == sort
            )
            for sort, name in SORTS.items()
        ),
        fields=(
            parts.Choice(name="window", label=gettext("Words on either side"), value=shown["window"]),
            parts.Choice(
                name="sort",
                label=gettext("Sorted by"),
                value=shown["sort"],
                options=options(
                    [*((sort, gettext(name)) for sort, name in SORTS.items())]
                    + ([(shown["sort"], shown["sort"])] if shown["sort"] not in SORTS else [])
                )[1:],
            ),
            parts.Choice(name="sample", label=gettext("Only so many, drawn by lot"), value=shown["sample"]),
        ),
        kept=tuple(parts.Choice(name=name, label="", value=value) for name, value in filled.items()),
        narrowed=chips(addresses.CONTEXT, query, narrowing),
        lines=tuple(map(line, found.lines)) if found else (),
        trouble=trouble,
        table=addresses.with_query(addresses.CONTEXT + ".csv", asked),
        earlier=earlier,
        later=later_,
    )


def told(found: answers.InContext) -> str:
    """Returns how many lines there are, in a sentence."""
    if not found.occurrences:
        return gettext("Nothing was found. Try fewer words, another form of a name, or OR between words.")
    said = [
        words.count(found.occurrences, "line"),
        words.count(found.total, "passage"),
        words.count(found.turns, "turn"),
    ]
    if found.sampled is not None:
        said.insert(1, gettext("of these {n}, drawn by lot").format(n=words.figure(found.sampled)))
    return " · ".join(said)


def line(one: answers.ContextLine) -> context.Line:
    """Returns a line as the page has it."""
    return context.Line(
        left=one.left, keyword=one.keyword, right=one.right, name=", ".join(one.speakers), turn=one.turn,
        title=one.title or gettext("Untitled conversation"), held=words.day(one.date), language=one.language,
        address=addresses.conversation(one.turn_id), cautions=one.cautions,
    )  # fmt: skip


def _number(text: str) -> int | None:
    """Returns how many lines a sample has. Raises WrongUsage where it is no number."""
    if not text.strip():
        return None
    if not text.strip().isdecimal() or 9 < len(text.strip()) or int(text) < 1:
        raise WrongUsage("a sample is a whole number of lines, 1 or more", hint="write 200, or leave it empty")
    return int(text)


HOW: dict[str, Any] = {"opt": OPEN, "include_in_schema": False, "sync_to_thread": True}
HANDLERS = (
    get("/context", **HOW)(context_answer),
    get("/context.csv", **HOW)(context_answer),
)
