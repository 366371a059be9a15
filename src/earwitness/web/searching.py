"""The search page: a form, and the passages found, in context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, QueryParameter
from msgspec.structs import replace

from .. import actions
from ..actions import answers
from ..errors import BadQuery
from ..identifiers import within
from ..model import TRANSCRIPT_KINDS
from ..publish import addresses, pages, parts, timeline, words
from ..publish.passages import pieces
from ..publish.reasons import SAME
from ..publish.reasons import sentence as sentence_why
from ..publish.tongue import gettext, later
from .keeper import Keeper
from .made import keep_made
from .rows import leaves, options
from .segments import found_lines

PASSAGES = 20
"""How many passages stand on one page."""

NARROWING = {
    "in": later("Conversation"),
    "speaker": later("Speaker"),
    "role": later("Role"),
    "language": later("Language"),
    "kind": later("Kind"),
    "publisher": later("Publisher"),
    "during": later("Took place in"),
    "code": later("Code"),
    "since": later("Since"),
    "until": later("Until"),
    "exact": later("Exact form"),
    "transliteration": later("Names"),
    "glossary": later("Glossary"),
}
"""What a search can be narrowed by: the name in the address, and the words for it."""

MOST_VALUES = 8
"""How many values of a facet stand on the page."""


@get("/search", opt={"audience": "others"}, include_in_schema=False, sync_to_thread=True)
def search_page(
    request: Request[Any, Any, Any],
    keeper: NamedDependency[Keeper],
    q: FromQuery[str] = "",
    speaker: FromQuery[str] = "",
    role: FromQuery[str] = "",
    language: FromQuery[str] = "",
    kind: FromQuery[str] = "",
    publisher: FromQuery[str] = "",
    code: FromQuery[str] = "",
    since: FromQuery[str] = "",
    until: FromQuery[str] = "",
    exact: FromQuery[str] = "",
    transliteration: FromQuery[str] = "",
    glossary: FromQuery[str] = "",
    during: FromQuery[str] = "",
    offset: Annotated[int, QueryParameter(ge=0, le=100_000)] = 0,
) -> Response[bytes]:
    """Passages, in context. `in=c…` keeps to one conversation."""
    narrowing = {
        "in": request.query_params.get("in", ""), "speaker": speaker, "role": role, "language": language, "kind": kind,
        "publisher": publisher, "during": during, "code": code, "since": since, "until": until, "exact": exact,
        "transliteration": transliteration,
        "glossary": glossary,
    }  # fmt: skip
    if not q.strip():
        return keeper.answer(request, empty(narrowing))
    try:
        found = actions.search(
            keeper.desk, q, in_=narrowing["in"] or None, speaker=speaker or None, role=role or None,
            language=language or None, kind=kind or None, publisher=publisher or None, during=during or None,
            code=code or None,
            since=since or None,
            until=until or None, exact=bool(exact), transliteration=transliteration != "off",
            glossary=glossary != "off", limit=PASSAGES, offset=offset,
            audience="others" if keeper.for_others else "keeper",
        )  # fmt: skip
    except BadQuery as error:
        return keeper.answer(request, troubled(q, narrowing, error), status=400)
    page = results(found, q, narrowing, offset=offset)
    if keep_made(keeper, request, q, narrowing) and page.keeping is not None:
        page = replace(page, keeping=replace(page.keeping, kept=True))
    return keeper.answer(request, page)


def empty(narrowing: Mapping[str, str]) -> pages.SearchPage:
    """Returns the form before anything was asked."""
    return pages.SearchPage(title="Search", query="", asked=False, filters=fields(narrowing))


def troubled(query: str, narrowing: Mapping[str, str], error: BadQuery) -> pages.SearchPage:
    """Returns the form with the place where the query does not parse."""
    place = len(query) if error.position is None else min(max(error.position, 0), len(query))
    return pages.SearchPage(
        title="Search",
        query=query,
        asked=True,
        filters=fields(narrowing),
        trouble=parts.QueryTrouble(
            message=error.message,
            hint=error.hint,
            before=query[max(0, place - 200) : place],
            at=query[place : place + 1],
            after=query[place + 1 : place + 200],
        ),
    )


def results(found: answers.Found, query: str, narrowing: Mapping[str, str], *, offset: int = 0) -> pages.SearchPage:
    """Returns what was found, by conversation in the order of the best hit of each."""
    filled = {name: value for name, value in narrowing.items() if value}
    grouped: dict[str, list[answers.Hit]] = {}
    for hit in found.hits:
        grouped.setdefault(hit.conversation, []).append(hit)
    earlier, later = leaves(addresses.SEARCH, {"q": query, **filled}, offset=offset, limit=PASSAGES, total=found.total)
    return pages.SearchPage(
        title=f"Search: {query}",
        query=query,
        asked=True,
        stale=found.stale or "",
        sentence=sentence(found, grouped),
        views=views(addresses.SEARCH, query, narrowing),
        timeline=months(found.facets.get("month", ()), query, filled),
        groups=tuple(group(hits) for hits in grouped.values()),
        facets=tuple(
            facet(name, values, query, filled) for name, values in found.facets.items() if name in NARROWING and values
        ),
        narrowed=chips(addresses.SEARCH, query, narrowing),
        filters=fields(narrowing),
        keeping=parts.Keeping(fields=(("q", query), *filled.items())),
        earlier=earlier,
        later=later,
        indexed=found_lines(found.segments),
        indexed_said=words.count(found.segments_total, "segment") if found.segments_total else "",
    )


def chips(base: str, query: str, narrowing: Mapping[str, str]) -> tuple[parts.Link, ...]:
    """Returns what a search is narrowed to, each as a link that takes it away."""
    filled = {name: value for name, value in narrowing.items() if value}
    return tuple(
        parts.Link(
            text=gettext(NARROWING[name])
            if name == "exact"
            else f"{gettext(NARROWING[name])}: {value_words(name, value)}",
            address=addresses.with_query(base, {"q": query, **{one: filled[one] for one in filled if one != name}}),
            chosen=True,
        )
        for name, value in filled.items()
    )


VIEWS = {
    addresses.SEARCH: later("Passages"),
    addresses.CONTEXT: later("In context"),
    addresses.COLLOCATES: later("Words beside it"),
}
"""The ways to look at what was found."""


def views(here: str, query: str, narrowing: Mapping[str, str]) -> tuple[parts.Link, ...]:
    """Returns the same search in each way to look at it, and where parts of the archive are compared."""
    filled = {name: value for name, value in narrowing.items() if value}
    same = (
        parts.Link(text=gettext(name), address=addresses.with_query(base, {"q": query, **filled}), chosen=base == here)
        for base, name in VIEWS.items()
    )
    return (
        *same,
        parts.Link(text=gettext("What sets parts apart"), address=addresses.KEYNESS, chosen=here == addresses.KEYNESS),
    )


def narrowing_of(params: Mapping[str, Any]) -> dict[str, str]:
    """Returns what an address narrows a search to."""
    return {name: str(params.get(name, "") or "") for name in NARROWING}


def asked_for(narrowing: Mapping[str, str]) -> dict[str, Any]:
    """Returns the same as the verbs take it."""
    values: dict[str, Any] = {name: value or None for name, value in narrowing.items()}
    values |= {name: narrowing[name] != "off" for name in ("transliteration", "glossary")}
    return {"in_": values.pop("in"), **values, "exact": bool(narrowing["exact"])}


def months(
    counts: Sequence[tuple[str, int]], query: str, filled: Mapping[str, str]
) -> timeline.Timeline | None:  # fmt: skip
    """Returns the picture of when the passages found were said; each bar narrows the search to as many as it tells."""
    tellable = [month for month, _ in counts if len(month) == 7]
    if not tellable:
        return None
    unit: timeline.Unit = "month" if timeline.unit_of(tellable[0], tellable[-1]) in ("day", "week", "month") else "year"
    vague = sum(count for month, count in counts if len(month) < timeline.LENGTHS[unit])
    others = {name: value for name, value in filled.items() if name != "during"}
    return timeline.draw(
        [timeline.Count(when=month, share="", count=count) for month, count in counts],
        unit=unit,
        title=gettext("Passages by when they were said"),
        words=(gettext("passages"), ""),
        lead=lambda _, when: addresses.search({"q": query, **others, "during": when}),
        name=str,
        apart=[parts.Link(text=gettext("said at a time known less closely"), address="", count=vague)] if vague else (),
    )


def sentence(found: answers.Found, grouped: Mapping[str, list[answers.Hit]]) -> str:
    """Returns how much was found, in a sentence."""
    if not found.total:
        return gettext("Nothing was found. Try fewer words, another form of a name, or OR between words.")
    passages = words.count(found.total, "passage")
    if found.total == len(found.hits):
        passages = gettext("{passages} in {conversations}").format(
            passages=passages, conversations=words.count(len(grouped), "conversation")
        )
    took = gettext("{n} ms").format(n=f"{found.milliseconds:.0f}")
    return f"{passages} · {words.count(found.turns, 'turn')} · {took}"


def group(hits: list[answers.Hit]) -> parts.PassageGroup:
    """Returns the hits of one conversation."""
    first = hits[0]
    return parts.PassageGroup(
        title=first.title or gettext("Untitled conversation"),
        address=addresses.conversation(first.conversation),
        held=words.day(first.date),
        passages=tuple(
            parts.Passage(
                turn=hit.turn,
                address=addresses.conversation(
                    hit.turn_id if "." in hit.turn_id else within(hit.transcript, hit.turn_id)
                ),
                name=", ".join(hit.speakers),
                pieces=pieces(hit.text, highlights=hit.highlights),
                language=hit.language,
                role=hit.role or "",
                before=hit.before or "",
                after=hit.after or "",
                version=words.language(hit.language) if hit.also else "",
                also=tuple(map(beneath, hit.also)),
                reasons=reasons(hit.matched),
                cautions=hit.cautions,
                before_cautions=hit.before_cautions,
                after_cautions=hit.after_cautions,
            )
            for hit in hits
        ),
    )


def reasons(matched: Sequence[answers.MatchedWord]) -> tuple[str, ...]:
    """Returns why the words of a passage were found, where it is for more than being those of the query."""
    if all(found.why == SAME for found in matched):
        return ()
    return tuple(
        sentence_why(words=found.words, asked=found.asked, why=found.why, lemma=found.lemma) for found in matched
    )


def beneath(also: answers.AlsoHit) -> parts.Also:
    """Returns the same passage in another version."""
    return parts.Also(
        turn=also.turn,
        address=addresses.conversation(also.turn_id),
        version=words.language(also.language),
        text=also.text,
        language=also.language,
        cautions=also.cautions,
    )


def facet(name: str, values: list[tuple[str, int]], query: str, filled: Mapping[str, str]) -> parts.Facet:
    """Returns the values of a facet, each a link that narrows the search to it."""
    return parts.Facet(
        name=gettext(NARROWING[name]),
        links=tuple(
            parts.Link(
                text=value_words(name, value),
                address=addresses.search({"q": query, **filled, name: value}),
                count=count,
            )
            for value, count in values[:MOST_VALUES]
        ),
    )


def value_words(name: str, value: str) -> str:
    """Returns a facet's value for people."""
    if name == "language":
        return words.language(value)
    if name == "kind":
        return words.kind(value)
    if name == "transliteration":
        return gettext("only as they are written")
    if name == "glossary":
        return gettext("not the other words for a term")
    if name in ("since", "until", "during"):
        return words.day(value)
    return value


def fields(narrowing: Mapping[str, str]) -> tuple[parts.Choice, ...]:
    """Returns the fields that narrow a search."""
    offered = {
        "language": options(words.languages()),
        "kind": options((kind, words.kind(kind)) for kind in TRANSCRIPT_KINDS),
        "exact": (("", gettext("any form of a word")), ("1", gettext("only as typed"))),
        "transliteration": (
            ("", gettext("in any alphabet, long and short")),
            ("off", gettext("only as they are written")),
        ),
        "glossary": (
            ("", gettext("the other words for a term too")),
            ("off", gettext("not the other words for a term")),
        ),
    }
    return tuple(
        parts.Choice(name=name, label=gettext(label), value=narrowing.get(name, ""), options=offered.get(name, ()))
        for name, label in NARROWING.items()
    )
