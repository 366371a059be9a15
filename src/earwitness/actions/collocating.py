"""`search --collocates` and `keyness`: which words go together, and which set some conversations apart from others."""

from __future__ import annotations

import time
from typing import Any

from ..errors import NotFound, WrongUsage
from ..index import Corpus, collocations, corpora, keyness
from .desk import Desk
from .lexicon import glossed
from .listing import table
from .narrowing import filters_of, narrowed_to, of_conversations
from .searching import stale_words
from .wordlists import Collocates, Keyness

WINDOW = 5
"""Words on either side in which collocates are looked for."""
REST = "rest"
_TRIES = 5


def collocate(
    desk: Desk,
    query: str,
    *,
    exact: bool = False,
    glossary: bool = True,
    transliteration: bool = True,
    window: int = WINDOW,
    least: int = 3,
    forms: bool = False,
    sort: str = "log-likelihood",
    limit: int = 50,
    audience: str = "keeper",
    **narrowing: Any,
) -> Collocates:
    """Returns the words that stand within `window` words of the query's, at least `least` times, the surest first.

    All forms of a word count together unless `forms`. They are compared with all that was said in what the search is
    narrowed to; of what several versions of a call say, one in each language counts. `sort` is log-likelihood, log-dice or
    count. Raises BadQuery where the query names no word of the text.
    """
    _checked(window, least, limit)
    orders = {"log-likelihood": "log_likelihood", "log-dice": "log_dice", "count": "count"}
    if sort not in orders:
        raise WrongUsage(f"collocates cannot be sorted by “{sort[:40]}”", hint=f"one of {', '.join(orders)}")
    started = time.perf_counter()
    filters = filters_of(desk, narrowed_to(**narrowing), audience)
    ready = glossed(desk) if glossary and not exact else None
    also = ready.lexicon.others if ready is not None else None
    for _ in range(_TRIES):
        found = desk.index.occurrences(query, filters=filters, exact=exact, also=also, names=transliteration)
        prefer = {int(place) for some in found.spots for place in some.places} if found.total < found.turns else ()
        corpus = desk.index.corpus(filters=filters, prefer=prefer)
        if corpus.state == found.state:
            break
    homes = _homes(desk)
    everything = corpora.tally(corpus, homes, forms=forms)
    words = collocations.collocates(
        found.spots, everything, homes, window=window, least=least, forms=forms
    )  # fmt: skip
    words.sort(key=lambda word: -getattr(word, orders[sort]))
    return Collocates(
        query=query,
        occurrences=found.amount,
        total=found.total,
        turns=found.turns,
        words=everything.size,
        window=window,
        least=least,
        forms=forms,
        sort=sort,
        found=len(words),
        collocates=tuple(words[:limit]),
        dispersion=collocations.dispersion(found.spots, corpus, homes),
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
        stale=stale_words(desk),
    )


def compare(
    desk: Desk,
    of: str,
    *,
    against: str = REST,
    least: int = 3,
    forms: bool = False,
    limit: int = 100,
    audience: str = "keeper",
) -> Keyness:
    """Returns the words that set one part of the archive apart from another, or from the rest of it.

    Each part is a set of triage, ids of conversations with commas between them, or a query with fields (`language:uk`,
    `held:[2031-11 TO 2031-12]`). What is in both counts for the first alone. Raises NotFound for a set or id there is none of.
    """
    _checked(0, least, limit)
    started = time.perf_counter()
    homes = _homes(desk)
    for _ in range(_TRIES):
        one = _part(desk, of, audience)
        other = _part(desk, "*" if against == REST else against, audience)
        if one.state == other.state:
            break
    first, second = (corpora.tally(part, homes, forms=forms) for part in (one, other.without(one)))
    amount, words = keyness.keywords(first, second, least=least, limit=limit)
    return Keyness(
        of=of,
        against=against,
        words=first.size,
        against_words=second.size,
        least=least,
        forms=forms,
        found=amount,
        keywords=tuple(words),
        milliseconds=round((time.perf_counter() - started) * 1000, 1),
        stale=stale_words(desk),
    )


def _part(desk: Desk, named: str, audience: str) -> Corpus:
    """Returns the turns of a part of the archive."""
    named = named.strip()
    if not named:
        raise WrongUsage("no part of the archive was named", hint="name a set, ids, or a query such as language:uk")
    everything = filters_of(desk, narrowed_to(), audience)
    if audience != "others":  # sets are the keeper's own: others are not told which there are
        inside = desk.archive.catalog.conversations(set=named)
        if inside.total:
            chosen = [standing.id for standing in inside.conversations]
            return desk.index.corpus(filters=of_conversations(desk, chosen, everything, audience))
    ids = [id.strip() for id in named.split(",") if id.strip()]
    if all(id[:1] == "c" and len(id) == 11 and id.isalnum() for id in ids):
        if audience == "others":  # looked up at once: each id that is none would be looked for among all
            ids = list(desk.archive.catalog.homes(ids))
        return desk.index.corpus(filters=of_conversations(desk, ids, everything, audience))
    if named != "*" and ":" not in named and '"' not in named:
        raise NotFound(
            f"there is no set “{named[:60]}”",
            hint="`earwitness list --set NAME` shows one; ids stand with commas between them, a query has fields: language:uk",
        )
    return desk.index.corpus(named, filters=everything)


def _homes(desk: Desk) -> dict[str, str]:
    """Returns the conversation of each transcript, as links have it now."""
    return {told.id: told.conversation for told in desk.archive.catalog.told()}


def _checked(window: int, least: int, limit: int) -> None:
    if not 0 <= window <= 100:
        raise WrongUsage("a window has 0 to 100 words on either side")
    if least < 1 or limit < 0:
        raise WrongUsage("the least is 1 or more, a limit 0 or more")


COLLOCATE_COLUMNS = (
    "word", "count", "left", "right", "whole", "conversations", "log_likelihood", "log_dice",
)  # fmt: skip
KEYWORD_COLUMNS = (
    "word", "count", "against", "per_million", "against_per_million", "conversations", "log_likelihood", "log_ratio",
)  # fmt: skip


def collocates_table(found: Collocates) -> bytes:
    """Returns the collocates as a CSV file."""
    return table(COLLOCATE_COLUMNS, [[getattr(word, name) for name in COLLOCATE_COLUMNS] for word in found.collocates])


def keyness_table(found: Keyness) -> bytes:
    """Returns the keywords as a CSV file."""
    return table(KEYWORD_COLUMNS, [[getattr(word, name) for name in KEYWORD_COLUMNS] for word in found.keywords])
