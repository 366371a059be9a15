"""Which of many recordings may hold the same sound as this one: a short list for the matching, in milliseconds.

A small inverted structure in SQLite, beside that of the candidates: of every recording it keeps one pair of landmarks in four,
by its number, with the recording and the frame. Pairs that two recordings have at one shift in time vote for them. It is
derived: delete it and add all again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import numpy as np
from msgspec import Struct

from ..formats.sound.fingerprint import Fingerprint, Numbers
from ..formats.sound.matching import ASKED

ONE_IN = 4
"""Pairs of landmarks of which one is kept, chosen by its number: the same in every recording."""
MINUTE = 3750
"""Frames of a recording that are asked about together, so that a clip of seconds is found by a recording of hours."""
BUDGET = 100_000
"""Entries that a minute's question looks at, the rarest pairs first: what bounds its time."""
MOST = 600
"""Entries of a pair from which on it tells too little of one recording to be read."""
WIDE = 4
"""Frames that one vote is wide."""
VOTES = 4
"""Votes from which on a recording is worth matching."""

_FRAME = 24
"""Bits of an entry that tell the frame; those above tell the recording."""
_TABLES = """
CREATE TABLE IF NOT EXISTS print (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS landmark (pair INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (pair, place)) WITHOUT ROWID;
"""


class Near(Struct, frozen=True, kw_only=True):
    """A recording that may hold the same sound."""

    id: str
    votes: int
    """Pairs of landmarks that both have at one shift."""


class Prints:
    """The structure, in a database of the caller's: a file to keep it, `:memory:` to try it. The caller commits."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._base = connection
        connection.executescript(_TABLES)

    def __len__(self) -> int:
        return int(self._base.execute("SELECT count(*) FROM print").fetchone()[0])

    def ids(self) -> set[str]:
        """Returns the recordings that are in here."""
        return {row[0] for row in self._base.execute("SELECT id FROM print")}

    def add(self, name: str, fingerprint: Fingerprint) -> None:
        """Puts in a recording under its id, in place of what stood under it."""
        self.remove(name)
        content = fingerprint.encode()
        number = self._base.execute("INSERT INTO print (id, content) VALUES (?, ?)", (name, content)).lastrowid
        keys, begins = _kept(*fingerprint.pairs())
        places = (int(number or 0) << _FRAME) + begins
        self._base.executemany(
            "INSERT OR IGNORE INTO landmark VALUES (?, ?)", zip(keys.tolist(), places.tolist(), strict=True)
        )

    def remove(self, name: str) -> None:
        """Takes a recording out; one that is not there is no error."""
        row = self._base.execute("SELECT number, content FROM print WHERE id = ?", (name,)).fetchone()
        if row is None:
            return
        number, content = row
        keys, begins = _kept(*Fingerprint.decode(content).pairs())
        places = (number << _FRAME) + begins
        self._base.executemany(
            "DELETE FROM landmark WHERE pair = ? AND place = ?", zip(keys.tolist(), places.tolist(), strict=True)
        )
        self._base.execute("DELETE FROM print WHERE number = ?", (number,))

    def get(self, name: str) -> Fingerprint | None:
        """Returns the fingerprint of a recording that is in here."""
        row = self._base.execute("SELECT content FROM print WHERE id = ?", (name,)).fetchone()
        return None if row is None else Fingerprint.decode(row[0])

    def find(self, fingerprint: Fingerprint, *, limit: int = 12, without: Iterable[str] = ()) -> tuple[Near, ...]:
        """Returns the recordings that share most pairs at one shift, the likeliest first. `without` are ids to pass over."""
        keys, begins = _kept(*fingerprint.pairs(ASKED))
        best: dict[int, int] = {}
        for minute in _minutes(keys, begins):
            for number, votes in self._votes(*minute):
                best[number] = max(votes, best.get(number, 0))
        passed = set(without)
        found: list[Near] = []
        for number, votes in sorted(best.items(), key=lambda item: (-item[1], item[0])):
            name = self._base.execute("SELECT id FROM print WHERE number = ?", (number,)).fetchone()[0]
            if name not in passed:
                found.append(Near(id=name, votes=votes))
            if limit <= len(found):
                break
        return tuple(found)

    def _votes(self, keys: Numbers, begins: Numbers) -> Iterator[tuple[int, int]]:
        """Yields the recordings that share pairs at one shift with these, each with the most votes of a shift."""
        distinct, which = np.unique(keys, return_inverse=True)
        query = "SELECT place FROM landmark WHERE pair = ? LIMIT ?"
        posted = [
            (len(rows), at, rows)
            for at, key in enumerate(distinct.tolist())
            if 0 < len(rows := self._base.execute(query, (key, MOST + 1)).fetchall()) <= MOST
        ]
        looked, places, of = 0, [], []
        for count, at, rows in sorted(posted, key=lambda one: one[:2]):
            looked += count
            if BUDGET < looked:
                break
            places += [row[0] for row in rows]
            of += [at] * count
        if not places:
            return
        # An entry meets every place where these begin a pair of that number: in a tone or a tune there are several.
        order = np.argsort(which, kind="stable")
        ends = np.cumsum(np.bincount(which, minlength=len(distinct)))
        met = np.array(of)
        times = np.diff(ends, prepend=0)[met]
        within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
        ours = begins[order[np.repeat(ends[met] - np.diff(ends, prepend=0)[met], times) + within]]
        theirs = np.repeat(np.array(places, dtype=np.int64), times)
        shifts = ((theirs & ((1 << _FRAME) - 1)) - ours) // WIDE + (1 << _FRAME)
        slots, votes = np.unique(((theirs >> _FRAME) << (_FRAME + 2)) + shifts, return_counts=True)
        # A shift on the edge of two slots votes for both.
        together = votes.copy()
        adjoining = np.diff(slots) == 1
        together[:-1][adjoining] += votes[1:][adjoining]
        enough = together >= VOTES
        yield from zip((slots[enough] >> (_FRAME + 2)).tolist(), together[enough].tolist(), strict=True)


def _kept(keys: Numbers, begins: Numbers) -> tuple[Numbers, Numbers]:
    chosen = ((keys * 2_654_435_761) >> 16) % ONE_IN == 0
    return keys[chosen], begins[chosen]


def _minutes(keys: Numbers, begins: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    order = np.argsort(begins, kind="stable")
    keys, begins = keys[order], begins[order]
    last = int(begins[-1]) if len(begins) else -1
    for start in range(0, last + 1, MINUTE):
        low, high = np.searchsorted(begins, (start, start + MINUTE))
        if low < high:
            yield keys[low:high], begins[low:high]
