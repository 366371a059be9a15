"""What the screen says."""

import pytest

from earwitness.model import GENRES, MARK_TYPES, TRANSCRIPT_KINDS
from earwitness.publish import words


def test_every_mark_and_kind_has_words() -> None:
    assert set(words.MARKS) == set(MARK_TYPES)
    assert set(words.KINDS) == set(TRANSCRIPT_KINDS)
    assert all(words.event(genre) for genre in GENRES)


def test_counts_and_sizes() -> None:
    assert [words.count(number, "turn") for number in (0, 1, 1204)] == ["0 turns", "1 turn", "1,204 turns"]
    with pytest.raises(KeyError):
        words.count(2, "zeppelin")
    assert [words.size(number) for number in (1, 999, 3400, 12_000_000, 5_000_000_000)] == [
        "1 byte",
        "999 bytes",
        "3.4 kB",
        "12.0 MB",
        "5.0 GB",
    ]


def test_dates_are_for_people_and_unknown_ones_stay_as_they_are() -> None:
    assert words.day("2022-05-14~") == "about 14 May 2022"
    assert words.day("the day after") == "the day after"
    assert words.day(None) == ""
    assert words.moment("2026-11-23T15:00:00Z") == "2026-11-23 15:00 UTC"
    assert words.moment("yesterday") == "yesterday"


def test_languages() -> None:
    assert [words.language(code) for code in ("uk", "en-GB", "tlh", None)] == [
        "Ukrainian",
        "English",
        "tlh",
        "language not known",
    ]


def test_small_numbers_are_words() -> None:
    assert [words.number(value) for value in (0, 1, 7, 12, 13, 1204)] == ["no", "one", "seven", "twelve", "13", "1,204"]
