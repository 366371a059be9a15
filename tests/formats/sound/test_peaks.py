"""Peaks: what a page draws of a sound, at any zoom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput
from earwitness.formats.sound.peaks import Peaks, PeaksMaker

from .conftest import tones


def peaks_of(samples: np.ndarray, *, step: int = 12345) -> Peaks:
    maker = PeaksMaker(len(samples))
    for place in range(0, samples.shape[1], step):
        maker.feed(samples[:, place : place + step])
    return maker.finish()


def test_a_slice_is_what_a_page_draws() -> None:
    drawn = peaks_of(tones(16000, 2, 2)).slice(0, 2000, points=20)
    assert (drawn["start"], drawn["end"], drawn["duration"], drawn["bucket"]) == (0, 2000, 2000, 100)
    first, second = drawn["channels"]
    highs = first[1::2]
    assert [place for place, high in enumerate(highs) if 0.3 < high] == [5, 15]
    assert highs[5] == pytest.approx(0.6 * 32000 / 32768, rel=0.02)
    assert first[10] == pytest.approx(-highs[5], rel=0.05)
    assert second[11] == pytest.approx(0.9 * highs[5], rel=0.03)


def test_quiet_speech_keeps_its_shape() -> None:
    """A hundredth of full scale would be one step of 128, were heights kept as they are."""
    high = peaks_of((tones(16000, 1) * 0.01).astype(np.int16)).slice(500, 600, points=10)["channels"][0][1]
    assert high == pytest.approx(0.6 * 320 / 32768, rel=0.1)


@pytest.mark.parametrize("points", [1, 7, 100, 1000, 10**9])
def test_no_more_points_than_asked_for_and_none_left_out(points: int) -> None:
    peaks = peaks_of(tones(16000, 70))
    drawn = peaks.slice(0, None, points=points)
    (channel,) = drawn["channels"]
    assert len(channel) <= 2 * min(points, 20_000)
    assert max(channel) == pytest.approx(0.586, abs=0.02)
    assert drawn["bucket"] * len(channel) / 2 >= 70_000


def test_a_slice_outside_is_empty() -> None:
    assert peaks_of(tones(16000, 1)).slice(5000, 9000)["channels"] == [[]]


@given(st.integers(1, 3), st.integers(0, 5000), st.integers(1, 3000))
def test_bytes_give_the_same_peaks_again(channels: int, length: int, step: int) -> None:
    samples = np.random.default_rng(length).integers(-32768, 32768, (channels, length)).astype(np.int16)
    peaks = peaks_of(samples, step=step)
    assert Peaks.decode(peaks.encode()) == peaks
    assert peaks_of(samples).encode() == peaks.encode(), "however it was fed"


@given(st.binary(max_size=60))
def test_other_bytes_are_refused(content: bytes) -> None:
    known = peaks_of(tones(16000, 1)).encode()
    for wrong in (content, known[:18] + content, known[: len(content)]):
        if wrong != known:
            with pytest.raises(BadInput):
                Peaks.decode(wrong)
