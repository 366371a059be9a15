"""Times as printed, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.times import Span, format_clock, parse_clock


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
