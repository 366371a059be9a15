"""Which of many transcripts may tell the same conversation as this one: a short list for the judgement, in milliseconds.

A small inverted structure in SQLite, beside the search index, since it must find a Russian call by its English retelling.
Of every transcript it keeps shingles (one in four; they find reposts and clips) and its rarer words as English lemmas, names
as they sound and numbers, which find translations and paraphrases. It is derived: delete it and add all again.
"""

from __future__ import annotations

import heapq
import math
import sqlite3
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from ..model import Transcript, Turn
from .lexicon import Lexicon, shipped
from .verbatim import shingles
from .words import Word, said

CONTENT = 0.03
"""The chance of standing in a turn below which a word is kept: about one turn in thirty has it."""
SURE = 0.6
"""How far a word must stand for a concept to be kept under it."""
SMALL = 12
"""Numbers up to this are in every call."""
MOST = 500
"""Transcripts that a feature may have and still tell something of one; it is passed over in a query when it has more."""
BUDGET = 15_000
"""Entries that a query looks at, the rarest features first: what bounds its time."""
FEATURES = 4000
"""Features that one transcript may have; a very long one keeps every n-th."""

_TABLES = """
CREATE TABLE IF NOT EXISTS candidate (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, features BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS feature (
    feature INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (feature, number)
) WITHOUT ROWID;
"""


class Told(Struct, frozen=True, kw_only=True):
    """What a transcript's words are for finding it: numbers of features, and which of them are shingles."""

    concepts: frozenset[int]
    runs: frozenset[int]


class Candidate(Struct, frozen=True, kw_only=True):
    """A transcript that may tell the same."""

    id: str
    score: float
    """Nats of what both have, rarity learnt from the structure; no probability."""
    shared: int
    """Features that both have."""


class Candidates:
    """The structure, in a database of the caller's: a file to keep it, `:memory:` to try it. The caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection
        connection.executescript(_TABLES)

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM candidate").fetchone()[0])

    def __contains__(self, name: str) -> bool:
        return self._base.execute("SELECT 1 FROM candidate WHERE id = ?", (name,)).fetchone() is not None

    def add(self, name: str, told: Told) -> None:
        """Puts in a transcript under its id, in place of what stood under it."""
        self.remove(name)
        features = sorted(told.concepts | told.runs)
        kept = features[:: -(-len(features) // FEATURES) or 1]
        packed = b"".join(feature.to_bytes(5, "big") for feature in kept)
        number = self._base.execute("INSERT INTO candidate (id, features) VALUES (?, ?)", (name, packed)).lastrowid
        self._base.executemany("INSERT INTO feature VALUES (?, ?)", ((feature, number) for feature in kept))

    def remove(self, name: str) -> None:
        """Takes a transcript out; one that is not there is no error."""
        row = self._base.execute("SELECT number, features FROM candidate WHERE id = ?", (name,)).fetchone()
        if row is None:
            return
        number, packed = row
        features = _unpacked(packed)
        self._base.executemany(
            "DELETE FROM feature WHERE feature = ? AND number = ?", ((feature, number) for feature in features)
        )
        self._base.execute("DELETE FROM candidate WHERE number = ?", (number,))

    def find(self, told: Told, *, limit: int = 40, without: Iterable[str] = ()) -> tuple[Candidate, ...]:
        """Returns the transcripts that have most of this one's rarer features, the likeliest first.

        `without` are ids to pass over: the transcript itself, and those it is known to be of one conversation with.
        """
        return self._find(told.concepts | told.runs, limit, without)

    def around(self, name: str, *, limit: int = 40, without: Iterable[str] = ()) -> tuple[Candidate, ...]:
        """Returns the same for a transcript that is in here, by what is kept of it; nothing where it is not."""
        row = self._base.execute("SELECT features FROM candidate WHERE id = ?", (name,)).fetchone()
        return self._find(_unpacked(row[0]), limit, (name, *without)) if row is not None else ()

    def _find(self, features: Iterable[int], limit: int, without: Iterable[str]) -> tuple[Candidate, ...]:
        total = len(self)
        scores: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        looked = 0
        for count, feature in sorted(self._counted(features)):
            looked += count
            if BUDGET < looked:
                break
            weight = math.log(1 + total / count)
            numbers = [row[0] for row in self._base.execute("SELECT number FROM feature WHERE feature = ?", (feature,))]
            shared.update(numbers)
            for number in numbers:
                scores[number] += weight
        passed = set(without)
        found: list[Candidate] = []
        for number, score in heapq.nlargest(limit + len(passed), scores.items(), key=lambda item: (item[1], -item[0])):
            name = self._base.execute("SELECT id FROM candidate WHERE number = ?", (number,)).fetchone()[0]
            if name not in passed:
                found.append(Candidate(id=name, score=round(score, 2), shared=shared[number]))
        return tuple(found[:limit])

    def _counted(self, features: Iterable[int]) -> Iterator[tuple[int, int]]:
        for feature in features:
            row = self._base.execute(
                "SELECT count(*) FROM (SELECT 1 FROM feature WHERE feature = ? LIMIT ?)", (feature, MOST + 1)
            ).fetchone()
            if 0 < row[0] <= MOST:
                yield row[0], feature


def _unpacked(packed: bytes) -> Iterator[int]:
    return (int.from_bytes(packed[start : start + 5], "big") for start in range(0, len(packed), 5))


def tell(transcript: Transcript, lexicon: Lexicon | None = None, *, around: Sequence[str] = ()) -> Told:
    """Returns what a transcript is found by: its words, and for an excerpt those that its page says `around` it.

    A few milliseconds for a call of twenty turns.
    """
    known = shipped() if lexicon is None else lexicon
    prose = (Turn(id=str(number), number=number, text=text) for number, text in enumerate(around, 1))
    saids = (said(turn, transcript.language, known) for turn in (*transcript.turns, *prose))
    concepts = {concept for one in saids for word in one.words for concept in _concepts(word)}
    return Told(
        concepts=frozenset(_CONCEPT | zlib.crc32(concept.encode()) for concept in concepts), runs=shingles(transcript)
    )


_CONCEPT = 1 << 32
"""Set in the number of a concept, so that it never is a shingle's."""


def _concepts(word: Word) -> Iterator[str]:
    if word.kind == "number":
        yield from (concept for concept in word.concepts if SMALL < float(concept[1:]))
    elif word.kind == "name":
        yield from (concept for concept in word.concepts if concept.startswith("@"))
    elif word.chance < CONTENT:
        for concept, strength in word.concepts.items():
            if SURE <= strength and concept[0] not in "@~" and not concept.endswith("-"):
                yield concept
