"""A tree → OpenSearch's query: the same question asked of a cluster that holds the same documents (`cluster.py`).

A word is asked for by its classes, as here; so the cluster needs no dictionary, only the table of words beside the caller.
What a reply answers stands in the answer's document, because a cluster cannot join one search with another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from ..errors import BadQuery
from ..language.tokens import fold
from .cluster import ANSWERED
from .fields import CODES, FACETS, FIELDS, known_facets, plain_words
from .filters import Filters
from .matches import scored
from .tree import Between, Clauses, Everything, Like, Node, Pattern, Reply, Weighted, Words
from .values import days_between, days_of, near, numbers_between, parts_of, signs_of, spelt, whole, words_of
from .widening import LESS

Query = dict[str, Any]
Tokens = Sequence[str]
Classes = Callable[[str], tuple[Tokens, Tokens]]
"""A typed word → the tokens of all classes that hold a lemma it means, and those of names that may be the same."""

NOTHING: Query = {"match_none": {}}
VALUES = 1000
"""Values of a facet that are told, as here."""
PRECISION = 40_000
"""Passages up to which a cluster counts almost exactly; it offers no more."""
_ITSELF = {"turn": "number", "reply": ANSWERED}


def request(
    node: Node,
    query: str,
    *,
    classes: Classes,
    exact: bool = False,
    names: bool = True,
    filters: Filters | None = None,
    facets: Sequence[str] = (),
    limit: int = 10,
    offset: int = 0,
) -> Query:
    """Returns the body of a search: one hit a passage, the best first, with totals and facets. Raises BadQuery."""
    known_facets(facets)
    made = Translation(
        query, classes, exact=exact, names=names, hidden=_hidden(filters, ""), nested=_hidden(filters, ANSWERED + ".")
    )
    asked = made.translate(node)
    passages = {"cardinality": {"field": "passage", "precision_threshold": PRECISION}}
    counted = {
        name: {"terms": {"field": FACETS[name], "size": VALUES}, "aggs": {"passages": passages}} for name in facets
    }
    ranked = scored(node)
    return {
        "query": narrowed(asked, filters, query, hidden=made.hidden, ranked=ranked),
        "collapse": {"field": "passage", "inner_hits": {"name": "also", "size": 20, "_source": False}},
        "sort": [*([{"_score": "desc"}] if ranked else []), {"order": "asc"}],
        "from": offset,
        "size": limit,
        "track_total_hits": True,
        "_source": ["transcript", "number", "turn_id"],
        "aggs": {"passages": passages, **counted},
    }


class Translation:
    """Turns trees into queries of a cluster; inside a reply the fields are those of the turn that was answered."""

    def __init__(
        self, query: str, classes: Classes, *, exact: bool = False, names: bool = True,
        hidden: Sequence[Query] = (),
        nested: Sequence[Query] = (), inside: str = "",
    ) -> None:  # fmt: skip
        self.query = query
        self.classes = classes
        self.exact = exact
        self.names = names
        self.hidden = hidden
        self.nested = nested
        self.inside = inside

    def translate(self, node: Node) -> Query:
        """Returns the query for the tree. Raises BadQuery where a value does not fit its field."""
        match node:
            case Words() | Pattern() | Like() | Everything() if node.field == "segment":
                return {"match_none": {}}  # a cluster holds turns, and no turn is a segment
            case Words():
                return self._words(node)
            case Pattern():
                return self._pattern(node)
            case Like():
                word, distance = near(node, self.query)
                return {"fuzzy": {self._name(spelt(node.field)): {"value": word, "fuzziness": distance}}}
            case Between():
                return self._between(node)
            case Everything():
                return self._everything(node)
            case Weighted():
                return {"bool": {"must": [self.translate(node.node)], "boost": node.weight}}
            case Clauses():
                return self._clauses(node)
            case Reply():
                return self._reply(node)

    def _name(self, field: str) -> str:
        return self.inside + field

    def _clauses(self, node: Clauses) -> Query:
        if not node.never and len(node.must) + len(node.either) == 1:
            return self.translate((*node.must, *node.either)[0])
        parts: dict[str, Any] = {
            "must": [self.translate(child) for child in node.must if scored(child)],
            "filter": [self.translate(child) for child in node.must if not scored(child)],
            "should": [self.translate(child) for child in node.either],
            "must_not": [self.translate(child) for child in node.never],
        }
        if node.either and not node.must:
            parts["minimum_should_match"] = 1
        return {"bool": {name: part for name, part in parts.items() if part}}

    def _words(self, node: Words) -> Query:
        kind = FIELDS[node.field].kind
        if kind == "date":
            return self._days(node.field, *days_of(node.text, node.at, self.query))
        if kind == "number":
            return {"term": {self._name("number"): whole(node.text, node.at, self.query)}}
        if kind == "code":
            value = node.text if node.field in ("in", "transcript") else node.text.lower()
            return {"term": {self._name(CODES.get(node.field, node.field)): value}}
        words = words_of(node, self.query)
        any_form = kind == "words" and not self.exact
        name = self._name(node.field if any_form else spelt(node.field))
        return _phrase(name, [self._meant(word) if any_form else _one(fold(word)) for word in words], node.slop)

    def _meant(self, word: str) -> tuple[Tokens, Tokens]:
        own, names = self.classes(word)
        return own, names if self.names else ()

    def _pattern(self, node: Pattern) -> Query:
        name = self._name(spelt(node.field))
        patterns = [_wildcard(part) for part in parts_of(node)]
        if len(patterns) == 1:
            return {"wildcard": {name: {"value": patterns[0]}}}
        return _intervals(name, [{"wildcard": {"pattern": pattern}} for pattern in patterns], 0)

    def _between(self, node: Between) -> Query:
        if FIELDS[node.field].kind == "date":
            return self._days(node.field, *days_between(node, self.query))
        low, high = numbers_between(node, self.query)
        return {"range": {self._name("number"): _ends(low, high)}}

    def _days(self, field: str, first: int | None, last: int | None) -> Query:
        if first is not None and last is not None and last < first:
            return NOTHING
        return {"range": {self._name(field): {**_ends(_day(first), _day(last)), "relation": "intersects"}}}

    def _everything(self, node: Everything) -> Query:
        if node.field in (None, "exact"):
            return {"match_all": {}}
        if node.field == "reply":
            return {"nested": {"path": ANSWERED, "query": {"match_all": {}}}}
        return {"exists": {"field": self._name(_ITSELF.get(node.field, CODES.get(node.field, node.field)))}}

    def _reply(self, node: Reply) -> Query:
        if self.inside:
            raise BadQuery(
                "a cluster knows what a turn answers, not what that answered in its turn",
                query=self.query, position=node.at, hint="ask for one reply at a time",
            )  # fmt: skip
        inner = Translation(self.query, self.classes, exact=self.exact, names=self.names, inside=ANSWERED + ".")
        asked = inner.translate(node.to)
        if self.nested:
            asked = {"bool": {"filter": [asked], "must_not": list(self.nested)}}
        return {"nested": {"path": ANSWERED, "score_mode": "none", "query": asked}}


def narrowed(
    asked: Query, filters: Filters | None, query: str, *, hidden: Sequence[Query] = (), ranked: bool = True
) -> Query:
    """Returns the query for turns that answer what is asked and pass the filters."""
    wanted = list(_conditions(filters, query)) if filters is not None else []
    if not wanted and not hidden:
        return asked
    parts = {
        "must": [asked] if ranked else [],
        "filter": [*([] if ranked else [asked]), *wanted],
        "must_not": list(hidden),
    }
    return {"bool": {name: part for name, part in parts.items() if part}}


def _conditions(filters: Filters, query: str) -> list[Query]:
    codes = {
        "conversation": filters.in_,
        "transcript": filters.transcripts,
        "language": filters.language or None,
        "kind": filters.kind or None,
        "mark": filters.mark or None,
        "genre": filters.genre or None,
        "code": tuple(code.lower() for code in filters.code) or None,
    }
    wanted: list[Query] = [{"terms": {name: list(values)}} for name, values in codes.items() if values is not None]
    for name, labels in (("speaker", filters.speaker), ("role", filters.role), ("publisher", filters.publisher)):
        if labels:
            wanted.append(
                _any([_phrase(name, [_one(word) for word in plain_words(label).split()], 0) for label in labels])
            )
    if filters.during is not None:
        wanted.append({"prefix" if len(filters.during) < 7 else "term": {"month": filters.during}})
    if filters.since is not None or filters.until is not None:
        first = days_of(filters.since, 0, query)[0] if filters.since is not None else None
        last = days_of(filters.until, 0, query)[1] if filters.until is not None else None
        wanted.append({"range": {"held": {**_ends(_day(first), _day(last)), "relation": "intersects"}}})
    return wanted


def _hidden(filters: Filters | None, inside: str) -> list[Query]:
    """Returns what is neither found nor counted, nor answered."""
    if filters is None:
        return []
    hidden: list[Query] = []
    if filters.without_transcripts:
        hidden.append({"terms": {inside + "transcript": list(filters.without_transcripts)}})
    for transcript, turns in filters.without_turns:
        own = {"term": {inside + "transcript": transcript}}
        hidden.append({"bool": {"filter": [own, {"terms": {inside + "turn_id": list(turns)}}]}})
    return hidden


def _one(token: str) -> tuple[Tokens, Tokens]:
    return (token,), ()


def _phrase(name: str, meant: Sequence[tuple[Tokens, Tokens]], slop: int) -> Query:
    """Returns the query for words in order, each of them one of several tokens; the second ones count less."""
    places = [(*own, *others) for own, others in meant]
    if not places or not all(places):
        return NOTHING
    if len(places) == 1:
        own, others = meant[0]
        less = [{"term": {name: {"value": token, "boost": LESS}}} for token in others]
        return _any([*({"term": {name: token}} for token in own), *less])
    if all(len(place) == 1 for place in places):
        return {"match_phrase": {name: {"query": " ".join(place[0] for place in places), "slop": slop}}}
    rules = [_any_of([{"match": {"query": token}} for token in place]) for place in places]
    return _intervals(name, rules, slop)


def _intervals(name: str, rules: Sequence[Query], slop: int) -> Query:
    return {"intervals": {name: {"all_of": {"ordered": not slop, "max_gaps": slop, "intervals": list(rules)}}}}


def _any_of(rules: list[Query]) -> Query:
    return rules[0] if len(rules) == 1 else {"any_of": {"intervals": rules}}


def _any(queries: list[Query]) -> Query:
    return queries[0] if len(queries) == 1 else {"bool": {"should": queries, "minimum_should_match": 1}}


def _wildcard(pattern: str) -> str:
    return "".join(sign or letters.replace("\\", "\\\\").replace("*", "\\*") for sign, letters in signs_of(pattern))


def _ends(low: int | str | None, high: int | str | None) -> dict[str, int | str]:
    return {name: end for name, end in (("gte", low), ("lte", high)) if end is not None}


def _day(ordinal: int | None) -> str | None:
    if ordinal is None:
        return None
    return dt.date.fromordinal(min(max(ordinal, 1), dt.date.max.toordinal())).isoformat()
