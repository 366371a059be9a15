"""What a search gives: how many turns answer, the best of them in a lasting order, and how they are spread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from .fields import FIELDS
from .tree import Clauses, Node, Weighted, Words

if TYPE_CHECKING:
    import tantivy

    from .segments import Numbers

_SPARE = 10
"""Hits fetched beyond those asked for, so that those which still tie in spite of their nudge fall into one order."""


class Hit(Struct, frozen=True, kw_only=True):
    """A turn that was found: of a passage that several tellings have, the one that answers best."""

    transcript: str
    number: int
    turn_id: str
    score: float
    passage: int | None = None
    """The key of the passage that it shares with other turns; None where it stands alone."""


class Matches(Struct, frozen=True, kw_only=True):
    """How much was found, the first of it, and how it is spread."""

    total: int
    """Passages: what several tellings have counts once."""
    turns: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]]


def scored(node: Node) -> bool:
    """Says whether some hits answer the query better than others."""
    match node:
        case Words():
            return FIELDS[node.field].kind in ("words", "spelling", "labels")
        case Clauses():
            return any(map(scored, (*node.must, *node.either)))
        case Weighted():
            return scored(node.node)
        case _:
            return False


def best(
    searcher: tantivy.Searcher, asked: tantivy.Query, wanted: int, *, ranked: bool
) -> tuple[int, list[tuple[float, Any]]]:
    """Returns how many turns answer, and the best of them: by score, and equal ones by a key that outlives a rebuild."""
    from tantivy import Order

    if not wanted:
        counted: Any = searcher.search(asked, 1)
        return counted.count, []
    if not ranked:
        result: Any = searcher.search(asked, wanted, order_by_field="order", order=Order.Asc)
        return result.count, [(1.0, address) for _, address in result.hits[:wanted]]
    result = searcher.search(asked, wanted + _SPARE, weight_by_field="nudge")
    hits = result.hits
    orders = searcher.fast_field_values("order", [address for _, address in hits])
    in_order = sorted(zip(hits, orders, strict=True), key=lambda pair: (-pair[0][0], pair[1] or 0))
    return result.count, [hit for hit, _ in in_order[:wanted]]


def places_of(searcher: tantivy.Searcher, asked: tantivy.Query, *, besides: Sequence[int] = ()) -> Numbers:
    """Returns the places in the token array of all turns that answer, but for some, in rising order."""
    import numpy as np

    counted: Any = searcher.search(asked, 1)
    hits = searcher.search(asked, max(1, counted.count), count=False).hits
    places: Any = searcher.fast_field_values("place", [address for _, address in hits]) if hits else ()
    found = np.array(places, dtype=np.int64)
    found.sort()
    return np.setdiff1d(found, np.array(besides, dtype=np.int64), assume_unique=True) if besides else found


def hit(stored: dict[str, list[Any]], score: float, passage: int | None = None) -> Hit:
    """Returns a hit from what the index stores of a turn."""
    return Hit(
        transcript=stored["transcript"][0],
        number=stored["number"][0],
        turn_id=stored["turn_id"][0],
        score=round(score, 4),
        passage=passage,
    )
