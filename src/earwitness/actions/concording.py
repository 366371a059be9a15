"""`search --concordance`: every occurrence on a line, in the words around it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from ..errors import WrongUsage
from ..identifiers import within
from ..index import Line
from ..index import lines as lines_of
from ..language.tokens import placed
from .answers import ContextLine, InContext
from .caring import Cautions
from .desk import Desk
from .lexicon import glossed
from .listing import table
from .narrowing import filters_of, narrowed_to
from .searching import labels, role_in, stale_words

WINDOW = 8
"""Words on either side of a line."""
WIDEST = 100
_AT_ONCE = 1000
"""Lines whose words are fetched together."""


def concord(
    desk: Desk,
    query: str,
    *,
    exact: bool = False,
    glossary: bool = True,
    transliteration: bool = True,
    window: int = WINDOW,
    sort: str = "right",
    sample: int | None = None,
    seed: int = 0,
    limit: int = 100,
    offset: int = 0,
    audience: str = "keeper",
    **narrowing: Any,
) -> InContext:
    """Returns each occurrence of the query's words and phrases on a line, with `window` words of its turn on either side.

    `sort` is left, keyword, right or text, or levels such as `L1,R1`; `sample` draws so many by lot, the same ones for the
    same `seed`. Of a passage that several versions have, the version that answers best has the lines. What is withheld
    from others is neither shown nor counted. The rest narrows it, as it does a search. Raises BadQuery where the query
    names no word of the text.
    """
    if limit < 0 or offset < 0 or (sample is not None and sample < 1):
        raise WrongUsage("a limit and an offset are 0 or more, a sample 1 or more")
    if not 0 <= window <= WIDEST:
        raise WrongUsage(f"a window has 0 to {WIDEST} words on either side")
    started = time.perf_counter()
    filters = filters_of(desk, narrowed_to(**narrowing), audience)
    ready = glossed(desk) if glossary and not exact else None
    also = ready.lexicon.others if ready is not None else None
    occurrences = desk.index.occurrences(query, filters=filters, exact=exact, also=also, names=transliteration)
    found = lines_of(occurrences, sort=sort, sample=sample, seed=seed, limit=limit, offset=offset)
    lines = [
        line
        for at in range(0, len(found.lines), _AT_ONCE)
        for line in _told(desk, found.lines[at : at + _AT_ONCE], window)
    ]
    return InContext(
        query=query,
        total=found.total,
        turns=found.turns,
        occurrences=found.occurrences,
        sampled=found.shown if found.shown < found.occurrences else None,
        seed=seed,
        window=window,
        sort=sort,
        lines=tuple(lines),
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
        stale=stale_words(desk),
    )


def _told(desk: Desk, lines: Sequence[Line], window: int) -> list[ContextLine]:
    """Returns lines with their words; one whose turn was changed since the index heard of it is left out."""
    with desk.archive.catalog.snapshot() as catalog:
        turns = catalog.neighbours({(line.transcript, line.number) for line in lines}, before=0, after=0)
        told = catalog.spoken(dict.fromkeys(line.transcript for line in lines))
        cautions = Cautions(desk, told)
    found = []
    for line in lines:
        spoken, turn = told.get(line.transcript), turns.get((line.transcript, line.number))
        if spoken is None or turn is None:
            continue
        places = placed(turn.text)[1]
        if len(places) <= line.last:
            continue
        start, end = places[line.first][0], places[line.last][1]
        left, right = line.first - window, line.last + window
        from_ = 0 if left <= 0 else places[left][0]
        until = len(turn.text) if len(places) - 1 <= right else places[right][1]
        head, conversation = spoken.transcript, spoken.conversation
        found.append(
            ContextLine(
                conversation=conversation.id,
                transcript=head.id,
                turn=turn.number,
                left=turn.text[from_ if window else start : start],
                keyword=turn.text[start:end],
                right=turn.text[end : until if window else end],
                turn_id=within(head.id, turn.id),
                title=conversation.title,
                date=conversation.held.date,
                speakers=labels(head, turn),
                role=role_in(head, turn),
                language=turn.language or head.language,
                cautions=cautions.on(head.id, turn.id),
            )
        )
    return found


COLUMNS = (
    "conversation", "transcript", "turn", "left", "keyword", "right", "turn_id", "title", "date", "speakers", "role",
    "language", "cautions",
)  # fmt: skip


def concordance_table(found: InContext) -> bytes:
    """Returns the lines as a CSV file that a spreadsheet opens."""
    return table(COLUMNS, [[getattr(line, name) for name in COLUMNS] for line in found.lines])
