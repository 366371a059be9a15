"""Timelines: what each stretch of time holds."""

from __future__ import annotations

import pytest

from earwitness.publish.timeline import Count, address_of, draw, stretch_of, unit_of, words_of


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2031-11-14", "2031-11-20", "day"),
        ("2031-11-14", "2032-03-01", "week"),
        ("2031-11-14T20:50", "2035", "month"),
        ("1974-06", "2031-11-14", "year"),
        ("1774", "2031", "decade"),
        (None, None, "day"),
    ],
)
def test_the_unit_is_what_the_span_demands(first: str | None, last: str | None, unit: str) -> None:
    assert unit_of(first, last) == unit


@pytest.mark.parametrize(
    ("date", "unit", "stretch", "address", "words"),
    [
        ("2031-11-14T20:50", "day", "2031-11-14", "2031-11-14", "14 November 2031"),
        ("2031-11-14", "week", "2031-11-10", "2031-11-10/2031-11-16", "week of 10 November 2031"),
        ("2031-11", "month", "2031-11", "2031-11", "November 2031"),
        ("2031-11-14", "year", "2031", "2031", "2031"),
        ("2031", "decade", "2030", "2030/2039", "2030s"),
    ],
)
def test_a_stretch_has_a_name_and_an_address(date: str, unit, stretch: str, address: str, words: str) -> None:  # type: ignore[no-untyped-def]
    assert stretch_of(date, unit) == stretch
    assert (address_of(stretch, unit), words_of(stretch, unit)) == (address, words)


def test_a_date_that_says_too_little_is_in_no_bar() -> None:
    assert stretch_of("2031", "month") == stretch_of("2031-11", "week") == ""


def drawn(*counts: tuple[str | None, str, int]):  # type: ignore[no-untyped-def]
    return draw(
        [Count(when=when, share=share, count=count) for when, share, count in counts],
        unit="month", title="t", words=("took place", ""), lead=lambda side, when: f"/{when}", name=str,
    )  # fmt: skip


def test_the_empty_months_between_have_their_place() -> None:
    picture = drawn(("2031-11", "ru", 3), ("2032-01", "ru", 1), ("2032-01", "en", 1), (None, "", 9), ("2031", "", 4))
    assert [(bar.name, bar.above, bar.address) for bar in picture.bars] == [
        ("November 2031", 3, "/2031-11"),
        ("December 2031", 0, ""),
        ("January 2032", 2, "/2032-01"),
    ]
    assert [(share.name, share.count) for share in picture.shares] == [("ru", 4), ("en", 1)]
    assert [(piece.y, piece.height) for piece in picture.bars[2].up] == [(0, 33), (33, 34)]
    assert picture.bars[0].up[0].height == 100


def test_what_has_no_time_has_no_picture() -> None:
    assert drawn((None, "ru", 3)) is None


def test_many_languages_are_told_as_a_few_and_the_rest() -> None:
    picture = drawn(*(("2031-11", f"l{number}", 10 - number) for number in range(9)))
    assert [share.name for share in picture.shares] == ["l0", "l1", "l2", "l3", "l4", "others"]
    assert sum(share.count for share in picture.shares) == picture.bars[0].above == 54
