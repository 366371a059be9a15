"""Byte ranges: what players ask for, and ranges that lie."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.web.ranges import UNSATISFIABLE, wanted


@pytest.mark.parametrize(
    ("stated", "stretch"),
    [
        ("bytes=0-", (0, 100)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-1000000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("BYTES=0-0", (0, 1)),
    ],
)
def test_a_stretch_is_given(stated: str, stretch: tuple[int, int]) -> None:
    assert wanted(stated, 100) == stretch


@pytest.mark.parametrize("stated", ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=999999999999999999-"])
def test_past_the_end_there_is_nothing(stated: str) -> None:
    assert wanted(stated, 100) == UNSATISFIABLE


@pytest.mark.parametrize(
    "stated",
    ["", "bytes=", "bytes=-", "bytes=20-10", "bytes=a-b", "bytes=0-1,5-6", "items=0-1", "bytes=1e3-", "bytes=--1",
     "bytes=" + "9" * 5000 + "-"],
)  # fmt: skip
def test_what_is_no_range_counts_for_nothing(stated: str) -> None:
    assert wanted(stated, 100) is None


@given(st.text(max_size=30), st.integers(0, 1000))
def test_whatever_is_stated_the_stretch_lies_in_the_file(stated: str, size: int) -> None:
    for text in (stated, f"bytes={stated}"):
        found = wanted(text, size)
        assert found is None or found == UNSATISFIABLE or 0 <= found[0] < found[1] <= size
