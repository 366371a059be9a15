"""Row 5: a concordance of some 10,000 occurrences among a million turns: ±8 words, sorted by the right context, the first
hundred lines ready to show. Beside NLTK's ConcordanceIndex, which has the same words in memory and finds the same lines.

Ours asks the search engine which turns answer, reads their words from the token array, sorts all lines and fetches the words
of the first hundred from a table of texts, as the catalog has them. Nothing is remembered from one question to the next.
"""

from __future__ import annotations

import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from earwitness.index import Index, Indexed, lines
from earwitness.language.tokens import placed
from earwitness.model import Transcript, Turn

from .corpus import TURNS_A_FILE, WORDS_A_TURN, vocabulary
from .row import Row, median

LIMIT, NLTK_BAR, GROWTH_BAR = 0.05, 0.05, 1.0
WINDOW = 8
SHOWN = 100
NLTK_TURNS = 200_000
"""Its lists of words and places take more than a gigabyte for a million turns."""


def spoken(count: int) -> Iterator[tuple[str, list[str]]]:
    """Yields so many made English transcripts, words spread by Zipf's law; quicker to make than those of the corpus."""
    words = vocabulary("en")
    weights = list(accumulate(1 / (rank + 2.7) ** 1.07 for rank in range(len(words))))
    for number in range(count):
        chance = random.Random(f"concordance {number}")
        lengths = [chance.randint(*WORDS_A_TURN) for _ in range(TURNS_A_FILE)]
        drawn = iter(chance.choices(words, cum_weights=weights, k=sum(lengths)))
        yield f"call-{number:06}", [" ".join(next(drawn) for _ in range(length)) + "." for length in lengths]


class Ours:
    """The index and the token array of so many turns, with their texts in a table."""

    def __init__(self, folder: Path, turns: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.turns = turns
        self.base = sqlite3.connect(folder / "turns.sqlite")
        self.path = folder / "search"
        if not (self.path / "position.json").exists():
            self.base.execute(
                "CREATE TABLE IF NOT EXISTS turn (t TEXT, n INT, text TEXT, PRIMARY KEY (t, n)) WITHOUT ROWID"
            )
            Index.open(self.path).rebuild(self._told(turns // TURNS_A_FILE), position=(1, "bench"))
            self.base.commit()
        self.size = sum(path.stat().st_size for path in self.path.rglob("tokens/*"))

    def _told(self, count: int) -> Iterator[Indexed]:
        for name, texts in spoken(count):
            turns = tuple(Turn(id=str(place), number=place, text=text) for place, text in enumerate(texts, 1))
            self.base.executemany(
                "INSERT OR REPLACE INTO turn VALUES (?, ?, ?)", [(name, turn.number, turn.text) for turn in turns]
            )
            yield Indexed(
                transcript=Transcript(id=name, conversation=name, language="en", turns=turns), conversation=name
            )

    def page(self, index: Index, word: str) -> tuple[int, list[tuple[str, str, str]]]:
        index._listed = None
        found = lines(index.occurrences(f"exact:{word}"), sort="right", limit=SHOWN)
        page = []
        for line in found.lines:
            (text,) = self.base.execute(
                "SELECT text FROM turn WHERE t = ? AND n = ?", (line.transcript, line.number)
            ).fetchone()
            places = placed(text)[1]
            low, high = max(0, line.first - WINDOW), min(len(places) - 1, line.last + WINDOW)
            start, end = places[line.first][0], places[line.last][1]
            page.append((text[places[low][0] : start], text[start:end], text[end : places[high][1]]))
        return found.occurrences, page

    def seconds(self, word: str) -> tuple[float, int]:
        index = Index.open(self.path)
        amount, page = self.page(index, word)
        assert len(page) == min(SHOWN, amount)
        return median(lambda: self.page(index, word)), amount


def nltk_seconds(turns: int, word: str) -> tuple[float, int]:
    """Returns how long NLTK takes to find, make and sort the same lines, and how many; not what making its index took."""
    from nltk.text import ConcordanceIndex  # type: ignore[import-not-found,import-untyped,unused-ignore]

    words = [word for _, texts in spoken(turns // TURNS_A_FILE) for text in texts for word in text[:-1].split()]
    peer = ConcordanceIndex(words)

    def page() -> int:
        found = peer.find_concordance(word, width=120)
        found.sort(key=lambda line: line.right[:3])
        return len([(line.left[-WINDOW:], line.query, line.right[:WINDOW]) for line in found[:SHOWN]])

    return median(page), len(peer.offsets(word))


def rows(turns: int = 1_000_000, folder: Path | None = None) -> Iterator[Row]:
    """Yields a row beside the limit, one beside NLTK at equal size, and one for how time grows with the archive."""
    if folder is None:
        with tempfile.TemporaryDirectory() as name:
            yield from rows(turns, Path(name))
        return
    word = vocabulary("en")[_rank(turns)]
    made: dict[int, tuple[float, int]] = {}
    sizes = sorted({turns // 10, min(turns, NLTK_TURNS), turns})
    for size in sizes:
        started = time.perf_counter()
        ours = Ours(folder / str(size), size)
        built = time.perf_counter() - started
        made[size] = ours.seconds(word)
        print(f"{size:,} turns: {ours.size / 1e6:.0f} MB of tokens, made in {built:.0f} s, {made[size][1]:,} lines")
    spent, amount = made[turns]
    told = {"turns": turns, "lines": amount, "shown": SHOWN, "megabytes": round(ours.size / 1e6)}
    yield Row(
        name="5 concordance, first 100 lines", ours=1000 * spent, theirs=1000 * LIMIT, bar=1.0, better="lower", unit="ms",
        peer="the limit", sizes=told,
    )  # fmt: skip
    equal = min(turns, NLTK_TURNS)
    frequent = vocabulary("en")[_rank(equal)]
    mine, amount = Ours(folder / str(equal), equal).seconds(frequent)
    theirs, same = nltk_seconds(equal, frequent)
    assert same == amount, f"NLTK finds {same}, ours {amount}"
    yield Row(
        name="5 concordance beside NLTK", ours=1000 * mine, theirs=1000 * theirs, bar=NLTK_BAR, better="lower",
        unit="ms", peer="NLTK ConcordanceIndex", sizes={"turns": equal, "lines": same},
    )  # fmt: skip
    yield Row(
        name="5 growth, ten times the turns and lines", ours=spent / made[turns // 10][0], theirs=10.0, bar=GROWTH_BAR,
        better="lower", unit="times", peer="ten times", sizes=told,
    )  # fmt: skip


def _rank(turns: int) -> int:
    """Returns the rank of a word that stands about 10,000 times in so many turns: one of 1,400 words of a million."""
    weights = [1 / (rank + 2.7) ** 1.07 for rank in range(30_000)]
    whole = sum(weights)
    return next(rank for rank, weight in enumerate(weights) if weight / whole < 1 / 1400 * (1_000_000 / turns))
