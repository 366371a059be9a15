"""Times as printed, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.times import Span, format_clock, format_stretch, parse_clock, parse_moment, parse_stretch


@pytest.mark.parametrize(
    ("printed", "ms"),
    [
        ("0:41", 41_000),
        ("00:41", 41_000),
        ("1:02:03", 3_723_000),
        ("01:02:03,500", 3_723_500),
        ("01:02:03.5", 3_723_500),
        ("101:00:00.001", 363_600_001),
        ("90:00", 5_400_000),
        (" 0:01 ", 1_000),
        ("0:00:00.123456789", 123),
    ],
)
def test_parse_clock(printed: str, ms: int) -> None:
    assert parse_clock(printed) == ms


@pytest.mark.parametrize("printed", ["", "41", "0:61", "1:60:00", "1:2", "a:bc", "-1:00", "1:00:00:00", "14.05.2022"])
def test_what_is_no_time(printed: str) -> None:
    assert parse_clock(printed) is None


@given(st.integers(0, 10**8))
def test_a_time_survives_to_the_second(seconds: int) -> None:
    if seconds < 9999 * 3600:
        assert parse_clock(format_clock(seconds * 1000)) == seconds * 1000


def test_spans_are_half_open() -> None:
    assert Span(0, 10).duration == 10
    assert Span(0, 10).overlaps(Span(9, 20))
    assert not Span(0, 10).overlaps(Span(10, 20))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("12.3", 12_300),
        ("0", 0),
        ("1:02.5", 62_500),
        ("1:02:03.004", 3_723_004),
        ("npt:7", 7_000),
        ("12.34567", 12_345),
    ],
)
def test_a_moment_is_seconds_or_a_clock(text: str, time: int) -> None:
    assert parse_moment(text) == time


@pytest.mark.parametrize("text", ["", "-1", "12,3", "1:60", "a", "1e3", "12.", "٣", "99999999", "inf", "nan"])
def test_what_is_no_moment_is_none(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize(
    ("text", "stretch"),
    [
        ("12.3,15.8", (12_300, 15_800)),
        ("12.3", (12_300, None)),
        (",15.8", (0, 15_800)),
        ("t=npt:1:02,npt:1:03", (62_000, 63_000)),
    ],
)
def test_a_stretch_is_a_media_fragment(text: str, stretch: tuple[int, int | None]) -> None:
    assert parse_stretch(text) == stretch


@pytest.mark.parametrize("text", ["", ",", "15.8,12.3", "5,5", "5,", "1,2,3", "a,b", "t="])
def test_what_is_no_stretch_is_none(text: str) -> None:
    assert parse_stretch(text) is None


@given(st.integers(0, 10**9), st.integers(1, 10**6))
def test_a_stretch_comes_back_as_it_was_written(start: int, length: int) -> None:
    assert parse_stretch(format_stretch(start, start + length)) == (start, start + length)
    assert parse_stretch(format_stretch(start)) == (start, None)
