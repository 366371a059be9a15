"""Corpora: how often each word stands in some turns of the archive, what several tellings say counted once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from . import passages
from .matches import best, places_of
from .spots import rows
from .tokens import Tokens

if TYPE_CHECKING:
    import tantivy

    from .segments import Numbers


class Corpus(NamedTuple):
    """Turns whose words are counted, by their places in the token array."""

    tokens: Tokens
    places: Numbers
    state: object = None
    """What the index was when they were asked for."""

    def without(self, other: Corpus) -> Corpus:
        """Returns the turns of this one that the other has not."""
        import numpy as np

        return self._replace(places=np.setdiff1d(self.places, other.places, assume_unique=True))


class Tally(NamedTuple):
    """Words counted: three columns and a name for each."""

    keys: Any
    """The words, by number, in rising order."""
    counts: Numbers
    ranges: Numbers
    """In how many conversations each stands."""
    names: list[str]
    """The most frequent spelling of each."""

    @property
    def size(self) -> int:
        return int(self.counts.sum())


def gathered(
    searcher: tantivy.Searcher, tokens: Tokens, asked: tantivy.Query, *, shared: bool, prefer: Collection[int] = ()
) -> Corpus:
    """Returns the turns that answer, of a passage that several tellings have one in each language.

    Of those the first in the lasting order, unless one is preferred: the one whose lines are looked at.
    """
    places = places_of(searcher, asked)
    if shared:
        among = passages.shared(asked)
        counted: Any = searcher.search(among, 1)
        addresses = [address for _, address in best(searcher, among, counted.count, ranked=False)[1]]
        if addresses:
            found: Any = searcher.fast_field_values("place", addresses)
            doubles = _doubles(tokens, [int(place) for place in found], passages.keys_of(searcher, addresses), prefer)
            places = _besides(places, doubles)
    return Corpus(tokens, places)


def _doubles(tokens: Tokens, places: list[int], keys: list[int | None], prefer: Collection[int]) -> list[int]:
    import numpy as np

    tongues: dict[int, str] = {}
    for segment, turns in tokens.among(np.sort(np.array(places, dtype=np.int64))):
        names = segment.languages
        tongues.update(
            zip((turns + segment.first).tolist(), (names[t] for t in segment.tongues[turns].tolist()), strict=True)
        )
    preferred = set(prefer)
    chosen: dict[tuple[int | None, str], int] = {}
    for place, key in zip(places, keys, strict=True):
        group = key, tongues.get(place, "")
        if group not in chosen or (place in preferred and chosen[group] not in preferred):
            chosen[group] = place
    return sorted(set(places) - set(chosen.values()))


def _besides(places: Numbers, doubles: list[int]) -> Numbers:
    import numpy as np

    return np.setdiff1d(places, np.array(doubles, dtype=np.int64), assume_unique=True) if doubles else places


def tally(corpus: Corpus, homes: Mapping[str, str], *, forms: bool = False) -> Tally:
    """Returns how often each word stands in the turns, and in how many conversations.

    `forms` counts each spelling by itself; else all forms of one word are counted together. `homes` says whose each
    transcript is.
    """
    pieces = []
    conversations: dict[str, int] = {}
    for row in rows(corpus.tokens, corpus.places):
        segment = row.segment
        pieces.append((segment, row.words, homes_of(segment, row.turns, homes, conversations)[row.turn]))
    return counted(pieces, forms=forms)


def homes_of(segment: Any, turns: Numbers, homes: Mapping[str, str], known: dict[str, int]) -> Numbers:
    """Returns the conversation of each turn, as a number that is the same in every segment."""
    import numpy as np

    names = [homes.get(name, name) for name in segment.transcripts]
    numbers = np.array([known.setdefault(name, len(known)) for name in names], dtype=np.int64)
    return cast("Numbers", numbers[segment.homes[turns]])


def counted(pieces: list[tuple[Any, Any, Numbers]], *, forms: bool) -> Tally:
    """Counts words given as (segment, the type of each, the conversation of each)."""
    import numpy as np

    spelt: dict[str, int] = {}
    tables: dict[int, Any] = {}
    names: dict[int, tuple[int, str]] = {}
    keys, counts, pairs = [], [], []
    for segment, types, within in pieces:
        if segment.first not in tables:
            tables[segment.first] = (
                np.array([spelt.setdefault(word, len(spelt)) for word in segment.spellings], dtype=np.uint64)
                if forms
                else segment.classes
            )
        table = tables[segment.first]
        own = np.bincount(types, minlength=len(table))
        there = np.flatnonzero(own)
        for key, count, type_ in zip(table[there].tolist(), own[there].tolist(), there.tolist(), strict=True):
            if names.get(key, (0, ""))[0] < count:
                names[key] = count, segment.spellings[type_]
        keys.append(table[there])
        counts.append(own[there])
        together = np.unique(
            types.astype(np.int64) << 32 | within
        )  # conversations have numbers of their own below 2**32
        pairs.append((table[together >> 32], together & 0xFFFFFFFF))
    if not keys:
        empty = np.zeros(0, dtype=np.int64)
        return Tally(empty.astype(np.uint64), empty, empty, [])
    found, at = np.unique(np.concatenate(keys), return_inverse=True)
    sums = np.bincount(at, weights=np.concatenate(counts), minlength=len(found)).astype(np.int64)
    words, homes = (np.concatenate(column) for column in zip(*pairs, strict=True))
    apart = np.unique(np.searchsorted(found, words) << 32 | homes)
    ranges = np.bincount(apart >> 32, minlength=len(found))
    return Tally(found, sums, ranges, [names[key][1] for key in found.tolist()])


def matched(tally_: Tally, keys: Any) -> Numbers:
    """Returns how often each of these words stands there; 0 for one that does not."""
    import numpy as np

    if not len(tally_.keys):
        return np.zeros(len(keys), dtype=np.int64)
    at = np.minimum(np.searchsorted(tally_.keys, keys), len(tally_.keys) - 1)
    return np.where(tally_.keys[at] == keys, tally_.counts[at], 0)
