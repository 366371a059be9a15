"""Passages: turns of several tellings that say the same are one passage, found once and counted once.

A turn that stands in a passage with others carries the passage's key in a fast field; a turn alone carries none and is a
passage of its own. So all that is dear is done for shared turns only, and an archive without families pays for one count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .fields import FACETS

if TYPE_CHECKING:
    import tantivy

FIELD = "passage"
MOST = 60_000
"""Passages that are told apart exactly for each value of a facet; the engine refuses more buckets than 65,000."""


def shared(asked: tantivy.Query) -> tantivy.Query:
    """Returns the query for those of the turns asked for that stand in a passage with others."""
    from tantivy import Occur, Query

    inside = Query.const_score_query(Query.exists_query(FIELD), 0.0)
    return Query.boolean_query([(Occur.Must, asked), (Occur.Must, inside)])


def any_shared(searcher: tantivy.Searcher) -> bool:
    """Says whether any turn at all stands in a passage with others."""
    from tantivy import Query

    found: Any = searcher.search(Query.exists_query(FIELD), 1)
    return bool(found.count)


def keys_of(searcher: tantivy.Searcher, addresses: Sequence[Any]) -> list[int | None]:
    """Returns the passage of each turn found, None where it stands alone."""
    found: Any = searcher.fast_field_values(FIELD, list(addresses)) if addresses else ()
    return list(found)


def surplus(searcher: tantivy.Searcher, among: tantivy.Query) -> int:
    """Returns by how many the shared turns found are more than the passages they stand in."""
    counted: Any = searcher.search(among, 1)
    if not counted.count:
        return 0
    found = searcher.search(among, counted.count, count=False, order_by_field=FIELD).hits
    return int(counted.count) - len({key for key, _ in found})


def facets(
    searcher: tantivy.Searcher, asked: tantivy.Query, among: tantivy.Query | None, names: Sequence[str]
) -> dict[str, list[tuple[str, int]]]:
    """Returns, name by name, the values that the turns found have, and how many passages have each.

    The most frequent come first; months follow the calendar. `among` are the shared turns, None where there are none.
    """
    if not names:
        return {}
    counts = _counts(searcher, asked, names)
    for name, values in (_surplus(searcher, among, names) if among is not None else {}).items():
        for value, more in values.items():
            counts[name][value] -= more
    return {
        name: sorted(counts[name].items(), key=lambda pair: pair[0] if name == "month" else (-pair[1], pair[0]))
        for name in names
    }


def _counts(searcher: tantivy.Searcher, asked: tantivy.Query, names: Sequence[str]) -> dict[str, dict[str, int]]:
    found = searcher.aggregate(asked, {name: {"terms": {"field": FACETS[name], "size": 1000}} for name in names})
    return {name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found[name]["buckets"]} for name in names}


def _surplus(searcher: tantivy.Searcher, among: tantivy.Query, names: Sequence[str]) -> dict[str, dict[str, int]]:
    """Returns for each value by how many its shared turns are more than its passages.

    Beyond `MOST` passages a value's are estimated by the engine (HyperLogLog, within some per cent).
    """
    counted: Any = searcher.search(among, 1)
    inner: dict[str, Any] = {"in": {"terms": {"field": FIELD, "size": MOST}}}
    if MOST < counted.count:
        inner = {"in": {"cardinality": {"field": FIELD}}}
    more: dict[str, dict[str, int]] = defaultdict(dict)
    for name in names:
        asked = {name: {"terms": {"field": FACETS[name], "size": 1000}, "aggs": inner}}
        for bucket in searcher.aggregate(among, asked)[name]["buckets"]:
            inside = bucket["in"]
            passages = len(inside["buckets"]) if "buckets" in inside else round(inside["value"])
            more[name][str(bucket["key"])] = int(bucket["doc_count"]) - passages
    return more


def first_of_each(hits: Iterable[tuple[float, Any]], keys: Iterable[int | None]) -> list[tuple[float, Any, int | None]]:
    """Returns the best turn of each passage with the passage's key, in the order of the hits."""
    seen: set[int] = set()
    kept = []
    for (score, address), key in zip(hits, keys, strict=True):
        if key is None or key not in seen:
            kept.append((score, address, key))
        if key is not None:
            seen.add(key)
    return kept
