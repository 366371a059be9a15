"""Lists of words: those beside others, and those that set parts of the archive apart; each also as a table."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter

from .. import actions
from ..actions import wordlists
from ..errors import BadInput, BadQuery, NotFound, WrongUsage
from ..publish import addresses, context, parts, words
from ..publish.tongue import gettext, later
from .api import OPEN
from .context import Window, audience, csv_file, trouble
from .keeper import Keeper
from .searching import asked_for, chips, narrowing_of, views

WORDS = 100
"""How many words stand on a page."""
MEANINGS = {
    "log-likelihood": (
        later("Log-likelihood"),
        later("How sure it is that this is no chance: above 3.84 chance alone would do it once in 20, above 10.83 once in "
              "1,000, above 15.13 once in 10,000. Below 0 the word is rarer here than elsewhere."),
    ),
    "log-dice": (
        later("Log Dice"),
        later("How exclusively the two go together, whatever the size of the archive: 14 at most, a point less for half "
              "as much."),
    ),
    "log-ratio": (
        later("Log ratio"),
        later("How great the difference is: 1 is twice as often here as there, 2 four times, −1 half as often."),
    ),
}  # fmt: skip

Count = Annotated[int, QueryParameter(ge=1, le=1_000_000)]


def collocates_answer(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    q: FromQuery[str] = "",
    window: Window = 5,
    least: Count = 3,
    forms: FromQuery[str] = "",
    sort: FromQuery[str] = "log-likelihood",
) -> Response[bytes]:
    """The words beside others. What narrows a search narrows it."""
    narrowing = narrowing_of(request.query_params)
    whole = request.url.path.endswith(".csv")
    found: wordlists.Collocates | None = None
    wrong: parts.QueryTrouble | None = None
    if q.strip():
        try:
            found = actions.collocate(
                keeper.desk, q, window=window, least=least, forms=bool(forms), sort=sort or "log-likelihood",
                limit=1_000_000 if whole else WORDS, audience=audience(keeper), **asked_for(narrowing),
            )  # fmt: skip
        except (BadQuery, WrongUsage) as error:
            wrong = trouble(q, narrowing, error)
    if whole and found is not None:
        return csv_file(actions.collocates_table(found), "collocates")
    filled = {name: value for name, value in narrowing.items() if value}
    shown: dict[str, str | int | None] = {"window": window, "least": least, "forms": forms, "sort": sort}
    page = context.WordsPage(
        kind="collocates",
        title=gettext("Words beside it") + (f": {q}" if q else ""),
        query=q,
        stale=(found.stale or "") if found else "",
        sentence=beside_told(found) if found else "",
        views=views(addresses.COLLOCATES, q, narrowing),
        fields=(
            parts.Choice(name="window", label=gettext("Words on either side"), value=str(window)),
            parts.Choice(name="least", label=gettext("At least so often"), value=str(least)),
            forms_choice(forms),
            parts.Choice(
                name="sort",
                label=gettext("Sorted by"),
                value=sort,
                options=(
                    ("log-likelihood", gettext("Log-likelihood")),
                    ("log-dice", gettext("Log Dice")),
                    ("count", gettext("how often it stands beside it")),
                ),
            ),
        ),
        kept=tuple(parts.Choice(name=name, label="", value=value) for name, value in filled.items()),
        narrowed=chips(addresses.COLLOCATES, q, narrowing),
        headings=(
            gettext("beside it"), gettext("before it"), gettext("after it"), gettext("anywhere"), gettext("in conversations"),
            gettext("Log-likelihood"), gettext("Log Dice"),
        ),
        rows=tuple(
            context.Word(
                word=one.word,
                address=addresses.context({"q": f"({q}) AND {one.word}", **filled}),
                figures=(
                    *map(words.figure, (one.count, one.left, one.right, one.whole, one.conversations)),
                    f"{one.log_likelihood:.2f}", f"{one.log_dice:.2f}",
                ),
            )
            for one in (found.collocates if found else ())
        ),
        meanings=meanings("log-likelihood", "log-dice"),
        trouble=wrong,
        table=addresses.with_query(addresses.COLLOCATES + ".csv", {"q": q, **filled, **shown}),
    )  # fmt: skip
    return keeper.answer(request, page, status=400 if wrong else 200)


def beside_told(found: wordlists.Collocates) -> str:
    """Returns what was counted, in a sentence."""
    if not found.occurrences:
        return gettext("Nothing was found. Try fewer words, another form of a name, or OR between words.")
    spread = found.dispersion
    return " · ".join(
        (
            words.count(found.occurrences, "line"),
            gettext("in {n} of {all} conversations").format(
                n=words.figure(spread.conversations), all=words.figure(spread.of)
            ),
            gettext("spread (DP) {dp}: 0 is even, 1 is all in one place").format(dp=f"{spread.dp:.2f}"),
            words.count(found.found, "word"),
        )
    )


def keyness_answer(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    of: FromQuery[str] = "",
    against: FromQuery[str] = "",
    least: Count = 3,
    forms: FromQuery[str] = "",
) -> Response[bytes]:
    """The words that set one part of the archive apart from another."""
    whole = request.url.path.endswith(".csv")
    found: wordlists.Keyness | None = None
    wrong: parts.QueryTrouble | None = None
    if of.strip():
        try:
            found = actions.compare(
                keeper.desk, of, against=against.strip() or "rest", least=least, forms=bool(forms),
                limit=1_000_000 if whole else WORDS, audience=audience(keeper),
            )  # fmt: skip
        except (BadQuery, BadInput, NotFound, WrongUsage) as error:
            wrong = trouble(of, {}, error)
    if whole and found is not None:
        return csv_file(actions.keyness_table(found), "keyness")
    page = context.WordsPage(
        kind="keyness",
        title=gettext("What sets parts apart"),
        views=views(addresses.KEYNESS, "", {}),
        stale=(found.stale or "") if found else "",
        sentence=gettext("{here} here, {there} there").format(
            here=words.count(found.words, "word"), there=words.count(found.against_words, "word")
        )
        if found
        else gettext("A set, ids of conversations with commas between them, or a query with fields, as language:uk."),
        fields=(
            parts.Choice(name="of", label=gettext("The words of"), value=of),
            parts.Choice(name="against", label=gettext("against (empty: all the rest)"), value=against),
            parts.Choice(name="least", label=gettext("At least so often"), value=str(least)),
            forms_choice(forms),
        ),
        headings=(
            gettext("here"), gettext("there"), gettext("here per million"), gettext("there per million"),
            gettext("in conversations"), gettext("Log-likelihood"), gettext("Log ratio"),
        ),
        rows=tuple(
            context.Word(
                word=one.word,
                address=addresses.context({"q": one.word}),
                figures=(
                    words.figure(one.count), words.figure(one.against), f"{one.per_million:.1f}",
                    f"{one.against_per_million:.1f}", words.figure(one.conversations), f"{one.log_likelihood:.2f}",
                    f"{one.log_ratio:+.2f}",
                ),
            )
            for one in (found.keywords if found else ())
        ),
        meanings=meanings("log-likelihood", "log-ratio"),
        trouble=wrong,
        table=addresses.with_query(
            addresses.KEYNESS + ".csv", {"of": of, "against": against, "least": least, "forms": forms}
        ),
    )  # fmt: skip
    return keeper.answer(request, page, status=400 if wrong else 200)


def forms_choice(forms: str) -> parts.Choice:
    return parts.Choice(
        name="forms",
        label=gettext("Forms of a word"),
        value=forms,
        options=(("", gettext("counted together")), ("1", gettext("each by itself"))),
    )


def meanings(*names: str) -> tuple[tuple[str, str], ...]:
    """Returns what figures say, in plain words."""
    return tuple((gettext(MEANINGS[name][0]), gettext(MEANINGS[name][1])) for name in names)


HOW: dict[str, Any] = {"opt": OPEN, "include_in_schema": False, "sync_to_thread": True}
HANDLERS = (
    get("/collocates", **HOW)(collocates_answer),
    get("/collocates.csv", **HOW)(collocates_answer),
    get("/keyness", **HOW)(keyness_answer),
    get("/keyness.csv", **HOW)(keyness_answer),
)
