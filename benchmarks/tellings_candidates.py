"""Row 6: which of 100,000 conversations is this new transcript the same as? A query beside the bar of 50 ms.

The archive is made: calls of fourteen turns whose words are drawn as often as the language has them (`wordfreq`), English and
Russian, with the fictional conversations of `tests/fixtures/tellings-find` among them. Asked are their other tellings. The
made calls share no topics; what is asked has calls of its own scene beside it, and what counts is that the right one is
among the forty that go to the judgement. How well that judges, `tellings_find.py` says.
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import tempfile
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

from earwitness.tellings.candidates import Candidates, Told, tell

from .row import Row
from .tellings_find import FIXTURES, read

BAR = 50.0
"""Milliseconds."""
A_CONVERSATION = 14
LIMIT = 40
_CONCEPT = 1 << 32


def _made(count: int) -> Iterator[tuple[str, Told]]:
    """Yields made calls as what they are found by: content words by their frequency, shingles that nobody shares."""
    from wordfreq import get_frequency_dict

    chance = random.Random("candidates")
    tables = {}
    for language in ("en", "ru"):
        shares = get_frequency_dict(language, "small")
        words = [word for word, share in shares.items() if share < 0.003 and word.isalpha() and 2 < len(word)]
        tables[language] = ([_number(f"{language}:{word}") for word in words], [shares[word] for word in words])
    for number in range(count):
        numbers, weights = tables["ru" if number % 3 == 0 else "en"]
        concepts = frozenset(chance.choices(numbers, weights, k=5 * A_CONVERSATION))
        runs = frozenset(chance.getrandbits(30) << 2 for _ in range(2 * A_CONVERSATION))
        yield f"made{number}", Told(concepts=concepts, runs=runs)


def _number(concept: str) -> int:
    return _CONCEPT | zlib.crc32(concept.encode())


def rows(turns: int = 1_400_000) -> Iterator[Row]:
    """Yields the time of a query at the median and at the worst, the share found, and how time grows with the archive."""
    count = max(1000, turns // A_CONVERSATION)
    medians = []
    for size in (count // 10, count):
        with tempfile.TemporaryDirectory() as folder:
            base = sqlite3.connect(Path(folder) / "candidates.sqlite")
            base.execute("PRAGMA synchronous=OFF")
            store = Candidates(base)
            for name, told in _made(size):
                store.add(name, told)
            kept, asked = [], []
            for conversation in read(FIXTURES):
                tellings = conversation.tellings
                store.add(conversation.id, tell(tellings["en1"]))
                asked += [(conversation.id, kind, tell(tellings[kind])) for kind in ("en2", "original")]
                asked.append((conversation.id, "press", tell(conversation.press[0].excerpt)))
                kept.append(conversation.id)
            base.commit()
            spent, found = [], []
            for name, kind, told in asked:
                started = time.perf_counter()
                answers = store.find(told, limit=LIMIT)
                spent.append(1000 * (time.perf_counter() - started))
                found.append((kind, name in [answer.id for answer in answers]))
            base.close()
        medians.append(statistics.median(spent))
    sizes = {"conversations": count, "queries": len(asked), "among": LIMIT}
    yield Row(name="6 candidates, p50", ours=medians[1], theirs=BAR, bar=1.0, better="lower", unit="ms",
              peer="the limit", sizes=sizes)  # fmt: skip
    yield Row(name="6 candidates, slowest", ours=max(spent), theirs=BAR, bar=1.0, better="lower", unit="ms",
              peer="the limit", sizes=sizes)  # fmt: skip
    for kind in ("en2", "original", "press"):
        right = [hit for what, hit in found if what == kind]
        yield Row(name=f"6 candidates, recall of {kind}", ours=sum(right) / len(right), theirs=1.0, bar=0.97,
                  better="higher", unit="", peer="all", sizes=sizes)  # fmt: skip
    yield Row(name="6 candidates, growth", ours=medians[1] / medians[0], theirs=10.0, bar=1.0, better="lower", unit="×",
              peer="ten times the archive", sizes=sizes)  # fmt: skip
