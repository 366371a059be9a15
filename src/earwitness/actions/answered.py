"""What answers a search, passage by passage, so that two answers can be compared: ids and counts, no words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct

from ..errors import NotFound
from ..identifiers import split, within
from ..index import Filters
from ..index.fields import VERSION
from ..model import Search
from .desk import TOOL, Desk
from .lexicon import glossed
from .narrowing import filters_of, narrowed_to, withheld

MOST = 100_000
"""Passages that are told one by one; of a search that finds more, only the counts are kept."""
_AT_ONCE = 5_000
ENGINE = f"{TOOL}, index {VERSION}"
"""What finds words: on both it depends which words are found."""
SWITCHES = ("glossary", "transliteration")
"""What a search does unless it is switched off."""

Passage = tuple[str, ...]
"""The ids of the turns that say the same, in order."""


class Answered(Struct, frozen=True, kw_only=True):
    """What answered a search at one state of the archive."""

    sequence: int
    head: str
    glossary: str
    passages: int
    turns: int
    conversations: int
    found: tuple[Passage, ...] = ()
    whole: bool = True
    notice: str = ""
    """Says so where it was narrowed to what is no longer there."""


def answered(desk: Desk, search: Search, *, audience: str = "keeper") -> Answered:
    """Returns what answers a search now. For others what is withheld is neither told nor counted.

    One that is narrowed to what is gone finds nothing, and says so. Raises BadQuery.
    """
    ready = glossed(desk) if "glossary" not in search.without and not search.exact else None
    position = desk.index.position or (0, "")
    digest = ready.digest if ready is not None else ""
    state: dict[str, Any] = {"sequence": position[0], "head": position[1], "glossary": digest}
    try:
        narrowed = {"in_" if name == "in" else name: value for name, value in search.narrowed}
        filters = filters_of(desk, narrowed_to(**narrowed), audience)
    except NotFound as error:
        return Answered(passages=0, turns=0, conversations=0, notice=error.message, **state)
    found = desk.index.search(
        search.query, filters=filters, exact=search.exact, limit=MOST + 1, facets=("conversation",),
        also=ready.lexicon.others if ready is not None else None, names="transliteration" not in search.without,
    )  # fmt: skip
    catalog = desk.archive.catalog
    born = dict.fromkeys(value for value, _ in found.facets["conversation"])
    conversations = len(set(catalog.homes(born).values()))
    counts: dict[str, Any] = {"passages": found.total, "turns": found.turns, "conversations": conversations}
    if MOST < found.total:
        return Answered(whole=False, **counts, **state)
    beside: dict[int | None, set[str]] = {}
    keys = list(dict.fromkeys(hit.passage for hit in found.hits if hit.passage is not None))
    unseen = Filters(without_transcripts=filters.without_transcripts, without_turns=filters.without_turns)
    for at in range(0, len(keys), _AT_ONCE):
        for other in desk.index.together(keys[at : at + _AT_ONCE], filters=unseen):
            beside.setdefault(other.passage, set()).add(within(other.transcript, other.turn_id))
    passages = tuple(
        tuple(sorted({within(hit.transcript, hit.turn_id), *beside.get(hit.passage, ())})) for hit in found.hits
    )
    return Answered(found=passages, **counts, **state)


def seen_by_others(desk: Desk, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Returns the passages as far as others may see them: without withheld turns, and without those of which none is left."""
    held = withheld(desk)
    whole = set(held.transcripts)
    inside = {transcript: set(turns) for transcript, turns in held.turns}
    kept = (
        tuple(
            turn
            for turn in passage
            for transcript, local in [split(turn)]
            if transcript not in whole and local not in inside.get(transcript, ())
        )
        for passage in passages
    )
    return tuple(passage for passage in kept if passage)


def conversations_of(desk: Desk, passages: Sequence[Passage]) -> int:
    """Returns how many conversations, as links join them now, these passages are from."""
    return len(set(desk.archive.catalog.homes({split(turn)[0] for passage in passages for turn in passage}).values()))
