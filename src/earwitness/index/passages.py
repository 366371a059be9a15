"""Passages: turns of several tellings that say the same are one passage, found once and counted once.

A turn that stands in a passage with others carries the passage's key in a fast field; a turn alone carries none and is a
passage of its own. So all that is dear is done for shared turns only, and an archive without families pays for one count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .fields import FACETS, Indexed
from .matches import best
from .replies import ANSWERS, SPEECH, Standing

if TYPE_CHECKING:
    import tantivy

FIELD = "passage"
MOST = 1000
"""Values of a facet that are told: those with the most."""
_WIDE = 10_000
"""Values of a facet that are looked at where turns are shared: the order by passages is not that by turns."""
_BUCKETS = 50_000
"""Values times passages that the engine is asked for at once; it refuses 65,000."""


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


def turns(schema: tantivy.Schema, transcript: str, numbers: Sequence[int]) -> tantivy.Query:
    """Returns the query for these turns of a transcript."""
    from tantivy import Occur, Query

    own, numbered = Query.term_query(schema, "transcript", transcript), Query.term_set_query(schema, "number", numbers)
    return Query.const_score_query(Query.boolean_query([(Occur.Must, own), (Occur.Must, numbered)]), 0.0)


def written_on(searcher: tantivy.Searcher, schema: tantivy.Schema, transcript: str) -> frozenset[int]:
    """Returns the numbers of a transcript's turns that are found by codes or notes."""
    from tantivy import Occur, Query

    own = Query.term_query(schema, "transcript", transcript)
    either = [(Occur.Should, Query.exists_query(name)) for name in ("code", "note_there")]
    asked = Query.boolean_query([(Occur.Must, own), (Occur.Must, Query.boolean_query(either))])
    return frozenset(value for _, value in _valued(searcher, asked, "number") if value is not None)


def kept(searcher: tantivy.Searcher, schema: tantivy.Schema, item: Indexed) -> Indexed:
    """Returns the item with its turns in the passages and speeches where they stand in the index."""
    numbers = [turn.number for turn in item.transcript.turns]
    if not numbers:
        return item
    found = _valued(searcher, turns(schema, item.transcript.id, numbers), FIELD)
    addresses = [address for address, _ in found]
    keys: Any = [searcher.fast_field_values(name, addresses) for name in ("number", SPEECH, ANSWERS)]
    stand = {
        number: key for number, (_, key) in zip(keys[0], found, strict=True) if number is not None and key is not None
    }
    standings = {number: Standing(speech, answers) for number, speech, answers in zip(*keys, strict=True)}
    return replace(item, passages=stand, standings=standings)


def _valued(searcher: tantivy.Searcher, asked: tantivy.Query, field: str) -> list[tuple[Any, int | None]]:
    counted: Any = searcher.search(asked, 1)
    addresses = [address for _, address in searcher.search(asked, counted.count).hits] if counted.count else []
    values: Any = searcher.fast_field_values(field, addresses) if addresses else ()
    return list(zip(addresses, values, strict=True))


def keys_among(searcher: tantivy.Searcher, among: tantivy.Query) -> list[int]:
    """Returns the passage of each shared turn found, in falling order: as often as it has turns among them."""
    counted: Any = searcher.search(among, 1)
    if not counted.count:
        return []
    found = searcher.search(among, counted.count, count=False, order_by_field=FIELD).hits
    return [int(key) for key, _ in found]


def passed_over(searcher: tantivy.Searcher, shared: tantivy.Query, *, ranked: bool) -> list[int]:
    """Returns the places of the turns whose passage another turn answers better, of the shared turns asked for."""
    counted: Any = searcher.search(shared, 1)
    _, hits = best(searcher, shared, counted.count, ranked=ranked)
    addresses = [address for _, address in hits]
    places: Any = searcher.fast_field_values("place", addresses)
    chosen: set[int] = set()
    over = []
    for key, place in zip(keys_of(searcher, addresses), places, strict=True):
        if key in chosen:
            over.append(int(place))
        elif key is not None:
            chosen.add(key)
    return over


def facets(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: tantivy.Query, shared_keys: Sequence[int],
    names: Sequence[str],
) -> dict[str, list[tuple[str, int]]]:  # fmt: skip
    """Returns, name by name, the values that the turns found have, and how many passages have each.

    The most frequent come first; months follow the calendar. `shared_keys` are those of the shared turns, as
    `keys_among` gives them.
    """
    if not names:
        return {}
    wide = _WIDE if shared_keys else MOST
    found = {}
    for name, counts in _counts(searcher, asked, names, wide).items():
        for value, more in _surplus(searcher, schema, asked, shared_keys, name).items():
            if value in counts:
                counts[value] -= more
        most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]
        found[name] = sorted(most) if name == "month" else most
    return found


def _counts(
    searcher: tantivy.Searcher, asked: tantivy.Query, names: Sequence[str], most: int
) -> dict[str, dict[str, int]]:
    found = searcher.aggregate(asked, {name: {"terms": {"field": FACETS[name], "size": most}} for name in names})
    return {name: {str(bucket["key"]): int(bucket["doc_count"]) for bucket in found[name]["buckets"]} for name in names}


def _surplus(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: tantivy.Query, keys: Sequence[int], name: str
) -> Counter[str]:
    """Returns for each value by how many its shared turns are more than its passages.

    Passages are told apart exactly, so the engine is asked for some at a time: from one key to another, no passage in two.
    """
    more: Counter[str] = Counter()
    at, step = 0, _BUCKETS
    while at < len(keys):
        end = min(at + step, len(keys))
        while end < len(keys) and keys[end] == keys[end - 1]:
            end += 1
        try:
            more.update(_surplus_within(searcher, schema, asked, keys[end - 1], keys[at], name))
        except ValueError as error:
            if "bucket limit" not in str(error) or step == 1:
                raise
            step = max(1, step // 2)  # a turn has several values: voices, marks
            continue
        at = end
    return more


def _surplus_within(
    searcher: tantivy.Searcher, schema: tantivy.Schema, asked: tantivy.Query, low: int, high: int, name: str
) -> dict[str, int]:
    from tantivy import FieldType, Occur, Query

    span = Query.const_score_query(Query.range_query(schema, FIELD, FieldType.Integer, low, high), 0.0)
    inner = {"in": {"terms": {"field": FIELD, "size": _BUCKETS + 15_000}}}
    found = searcher.aggregate(
        Query.boolean_query([(Occur.Must, asked), (Occur.Must, span)]),
        {name: {"terms": {"field": FACETS[name], "size": _BUCKETS}, "aggs": inner}},
    )
    return {
        str(bucket["key"]): int(bucket["doc_count"]) - len(bucket["in"]["buckets"]) for bucket in found[name]["buckets"]
    }


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
