"""`search --as-opensearch`: the same question, as another engine would be asked it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..index.opensearch import request
from ..index.query import parse
from ..index.widening import widened
from .desk import Desk
from .lexicon import glossed
from .narrowing import filters_of, narrowed_to
from .searching import FACETS


def as_opensearch(
    desk: Desk,
    query: str,
    *,
    exact: bool = False,
    glossary: bool = True,
    transliteration: bool = True,
    limit: int = 10,
    offset: int = 0,
    by: str | None = None,
    facets: Sequence[str] = FACETS,
    audience: str = "keeper",
    **narrowing: Any,
) -> dict[str, Any]:
    """Returns the body of the search that a cluster with this archive's documents would be sent for the same query.

    Words are replaced by the classes of this archive's table of words. Raises BadQuery, as `search` does.
    """
    ready = glossed(desk) if glossary and not exact else None
    return request(
        widened(parse(query), ready.lexicon.others if ready is not None else None),
        query,
        classes=desk.index.classes,
        exact=exact,
        names=transliteration,
        filters=filters_of(desk, narrowed_to(**narrowing), audience),
        facets=(by,) if by else facets,
        limit=limit,
        offset=offset,
    )
