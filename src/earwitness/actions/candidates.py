"""Candidates: the turns that a quotation may be from, found in the index by its rare words and by runs of its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from ..index import Filters
from ..model import Transcript, Turn
from ..tellings.background import rarity
from ..tellings.comparison import words_of
from .desk import Desk

RAREST = 14
"""Words of a quotation that are looked for."""
RUNS = 12
"""Runs of three words that are looked for as they stand: a quotation of common words has nothing else to be known by."""
HITS = 40
"""Turns fetched by the words of a whole quotation; half as many by each half of it, which may be from another turn."""
HALVED = 8
"""Words from which on the halves are looked for apart."""
_AROUND = 1


def passages(desk: Desk, text: str, *, within: Sequence[str] | None = None) -> list[Transcript]:
    """Returns transcripts that hold only the turns the quotation may be from and their neighbours; the likeliest first.

    `within` names the conversations to look in, as their transcripts know them; all where it is None.
    """
    found: dict[tuple[str, int], None] = {}
    filters = Filters(in_=tuple(within)) if within is not None else None
    for query, limit in _queries(text):
        hits = desk.index.search(query, filters=filters, limit=limit).hits
        found.update(dict.fromkeys((hit.transcript, hit.number) for hit in hits))
    if not found:
        return []
    with desk.archive.catalog.snapshot() as catalog:
        turns = catalog.neighbours(list(found), before=_AROUND, after=_AROUND)
        ids = list(dict.fromkeys(transcript for transcript, _ in found))
        heads = {head.id: head for head in catalog.heads(ids)}
    own: dict[str, list[Turn]] = {}
    for (transcript, _), turn in sorted(turns.items()):
        own.setdefault(transcript, []).append(turn)
    return [replace(heads[id], turns=tuple(own[id])) for id in ids if id in heads and id in own]


def _queries(text: str) -> Iterator[tuple[str, int]]:
    """Yields what to ask the index, and for how many turns."""
    words = [word for word in words_of(text).words if "*" not in word]
    if not words:
        return
    yield _query(words), HITS
    if HALVED <= len(words):
        middle = len(words) // 2
        yield _query(words[:middle]), HITS // 2
        yield _query(words[middle:]), HITS // 2


def _query(words: Sequence[str]) -> str:
    # English stands for all: a Russian word is as rare as any among English ones, so the order within it is by length.
    rare = sorted(dict.fromkeys(words), key=lambda word: (-rarity(word, "en"), -len(word)))[:RAREST]
    runs = [" ".join(words[at : at + 3]) for at in range(max(0, len(words) - 2))]
    step = max(1, len(runs) // RUNS)
    return " OR ".join(f'"{asked}"' for asked in [*rare, *runs[::step][:RUNS]])
