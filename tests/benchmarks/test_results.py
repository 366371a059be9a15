"""RESULTS.md keeps the rows that were not measured again."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.results import merged, notes_of, tables_of
from benchmarks.row import Row

OLD = """# Results

A machine. Corpus: 10 turns.

| work | ours | theirs | ratio | bar | |
|---|---|---|---|---|---|
| 7 verify | 1 GB/s | 2 GB/s (sha256sum) | 0.50 | ≥0.9 | not met |
| 12 page, first byte | 9 ms | 50 ms (the limit) | 0.18 | ≤1 | met |
| 12 page, interactive | 900 ms | 1000 ms (the limit) | 0.90 | ≤1 | met |
"""


def row(name: str, ours: float) -> Row:
    return Row(name=name, ours=ours, theirs=50, bar=1, better="lower", unit="ms", peer="the limit")


def test_a_row_takes_the_place_of_its_number_and_no_other() -> None:
    text = merged(OLD, [row("12 page, first byte", 20)], told="today, load 1.0.")
    assert tables_of(text) == {
        "7": ["| 7 verify | 1 GB/s | 2 GB/s (sha256sum) | 0.50 | ≥0.9 | not met |"],
        "12": ["| 12 page, first byte | 20 ms | 50 ms (the limit) | 0.40 | ≤1 | met |"],
    }
    assert notes_of(text) == {"7": "A machine. Corpus: 10 turns.", "12": "today, load 1.0."}


def test_a_new_number_stands_last_and_a_second_run_changes_nothing_else() -> None:
    once = merged(OLD, [row("12b hearing, first byte", 20)], told="today.")
    assert list(tables_of(once)) == ["7", "12", "12b"]
    again = merged(once, [row("12b hearing, first byte", 20)], told="today.")
    assert again == once


def test_the_first_run_writes_all_of_it() -> None:
    assert list(tables_of(merged("", [row("3 term", 1), row("3 and", 2), row("11 start", 3)], told="now."))) == [
        "3",
        "11",
    ]
