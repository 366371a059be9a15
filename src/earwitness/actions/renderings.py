"""Renderings: how translations say a term, by the turns that line up with those in which it was said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..identifiers import within
from ..index import Filters
from ..language.inflections import inflections
from ..language.tokens import WORD, spellings
from ..model import Term, Transcript, Turn
from . import aligning
from .desk import Desk
from .glossed import Rendered, RenderingShown
from .glossing import places_of
from .lexicon import Glossed
from .narrowing import withheld

CONVERSATIONS = 200
"""Conversations of a term whose versions are looked at."""
NAMED = 20
"""Turns that are named for each rendering."""

Phrase = tuple[frozenset[str], ...]
"""Words in a row, each in any of its forms."""


def rendered(
    desk: Desk, ready: Glossed, number: int, filters: Filters | None, audience: str
) -> tuple[Rendered, ...]:  # fmt: skip
    """Returns, by language, which of a term's known renderings stand where translations say it, with counts and turns."""
    term = ready.terms[number]
    if not term.renderings:
        return ()
    catalog = desk.archive.catalog
    found, _ = places_of(desk, ready, number, filters)
    homes = list(dict.fromkeys(catalog.homes([transcript for transcript, _, _ in found]).values()))[:CONVERSATIONS]
    hidden = _hidden(desk, audience)
    known = {code: _known(every) for code, every in term.renderings.items()}
    held: dict[str, dict[str, set[str]]] = {code: defaultdict(set) for code in known}
    for home in homes:
        tellings = catalog.tellings_of(home)
        for said in _translated(desk, ready, number, term, tellings, hidden):
            for code, found_in in _beside(said, known):
                for words, name in found_in:
                    held[code][name].add(words)
    return tuple(
        Rendered(
            term=term.term,
            slug=term.slug,
            language=code,
            renderings=tuple(
                RenderingShown(words=words, count=len(names), turns=tuple(names)[:NAMED])
                for words, names in _by_words(by_turn)
            ),
        )
        for code, by_turn in held.items()
        if by_turn
    )


def _known(every: Iterable[str]) -> dict[str, Phrase]:
    """Returns the renderings with all forms of their words; those that are forms of one another stand as one."""
    known: dict[str, Phrase] = {}
    for words in every:
        phrase = tuple(inflections(word) for word in WORD.findall(words))
        alike = (
            len(phrase) == len(other) and not any(map(frozenset.isdisjoint, phrase, other)) for other in known.values()
        )
        if not any(alike):
            known[words] = phrase
    return known


def _by_words(by_turn: Mapping[str, set[str]]) -> list[tuple[str, list[str]]]:
    """Returns the turns of each rendering, the commonest first; one that holds several counts for the commonest of them."""
    times = Counter(words for found in by_turn.values() for words in found)
    turns: dict[str, list[str]] = defaultdict(list)
    for name, found in by_turn.items():
        turns[max(found, key=lambda words: (bool(words), times[words], words))].append(name)
    return sorted(turns.items(), key=lambda pair: (not pair[0], -len(pair[1]), pair[0]))


Row = list[tuple[Transcript, tuple[Turn, ...]]]
"""The turns of each telling that say the same."""


def _translated(
    desk: Desk, ready: Glossed, number: int, term: Term, tellings: Iterable[Transcript], hidden: frozenset[str]
) -> Iterator[Row]:  # fmt: skip
    """Yields the passages in which the term is said in a language of its own, with what the other tellings have there.

    Of a telling that is hidden there nothing counts: its translation must not tell that the term is said in it.
    """
    tellings = tuple(tellings)
    by_number = [{turn.number: turn for turn in telling.turns} for telling in tellings]
    for row in aligning.passages(desk, tellings):
        cells: Row = [
            (telling, tuple(turns[number] for number in cell if number in turns))
            for telling, turns, cell in zip(tellings, by_number, row.cells, strict=True)
        ]
        if hidden:
            cells = [cell for cell in cells if _seen(*cell, hidden)]
        if any(
            (turn.language or telling.language) in term.languages
            and any(number in use.terms for use in ready.lexicon.uses(turn.text))
            for telling, turns in cells
            for turn in turns
        ):
            yield [cell for cell in cells if cell[1]]


def _seen(telling: Transcript, turns: Iterable[Turn], hidden: frozenset[str]) -> bool:
    return telling.id not in hidden and hidden.isdisjoint(within(telling.id, turn.id) for turn in turns)


def _beside(row: Row, known: Mapping[str, Mapping[str, Phrase]]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yields, for each telling in a language with renderings, those that stand in its turns; an empty one where none does."""
    for telling, turns in row:
        code = telling.language or ""
        if code not in known:
            continue
        names = [within(telling.id, turn.id) for turn in turns]
        found = [
            (words, name)
            for turn, name in zip(turns, names, strict=True)
            for words, phrase in known[code].items()
            if _holds(spellings(turn.text), phrase)
        ]
        yield code, found or [("", names[0])]


def _holds(words: list[str], phrase: Phrase) -> bool:
    last = len(words) - len(phrase) + 1
    return any(all(words[at + step] in forms for step, forms in enumerate(phrase)) for at in range(last))


def _hidden(desk: Desk, audience: str) -> frozenset[str]:
    """Returns the transcripts, and the ids of turns, that this audience may not see."""
    if audience != "others":
        return frozenset()
    held_back = withheld(desk)
    return frozenset(
        (*held_back.transcripts, *(within(name, turn) for name, turns in held_back.turns for turn in turns))
    )
