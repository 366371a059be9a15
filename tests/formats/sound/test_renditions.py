"""What a browser plays exactly, and what is heard in place of the rest."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from msgspec.structs import replace

from earwitness.formats.sound.renditions import plays_exactly, render
from earwitness.model import Recording

CALL = Recording(
    id="r0000000001", conversation="c0000000001", source="s0000000001", duration=60_000, channels=1, sample_rate=8_000,
    codec="pcm_alaw", container="wav",
)  # fmt: skip


@pytest.mark.parametrize(
    ("container", "codec"),
    [
        ("wav", "pcm_s16le"), ("wav", "pcm_mulaw"), ("flac", "flac"), ("mov,mp4,m4a,3gp,3g2,mj2", "aac"),
        ("ogg", "opus"), ("matroska,webm", "opus"),
    ],
)  # fmt: skip
def test_browsers_seek_exactly_in_these(container: str, codec: str) -> None:
    assert plays_exactly(replace(CALL, container=container, codec=codec))


@pytest.mark.parametrize(
    ("container", "codec"),
    [("mp3", "mp3"), ("amr", "amrnb"), ("wav", "gsm_ms"), ("wav", "mp3"), ("asf", "wmav2"), ("", "")],
)
def test_in_these_they_do_not_or_nobody_knows(container: str, codec: str) -> None:
    assert not plays_exactly(replace(CALL, container=container, codec=codec))


@pytest.mark.parametrize(
    "facts", [{"channels": 8}, {"sample_rate": 96_000}, {"video": True}, {"doubts": ("a damaged packet at 0:02",)}]
)
def test_what_a_browser_would_mix_resample_or_hear_with_another_clock_is_rendered(facts: dict[str, object]) -> None:
    assert not plays_exactly(replace(CALL, **facts))


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as file:
        frames = [frame.to_ndarray().reshape(-1, len(frame.layout.channels)).T for frame in file.decode(audio=0)]
    return np.concatenate(frames, axis=1)


def test_blocks_of_any_length_come_back_sample_by_sample(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    sound = random.integers(-32768, 32768, (2, 20_001)).astype(np.int16)
    cuts = [0, 1, 1, 4_000, 12_345, 20_001]
    blocks = [sound[:, start:end] for start, end in pairwise(cuts)]
    assert render(iter(blocks), tmp_path / "made.flac", rate=8_000) == 20_001
    assert np.array_equal(decoded(tmp_path / "made.flac"), sound)


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = np.arange(-8_000, 8_000, dtype=np.int16).reshape(1, -1)
    for name in ("one", "two"):
        render([sound], tmp_path / name, rate=16_000)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_many_channels_are_mixed_evenly(tmp_path: Path) -> None:
    sound = np.zeros((8, 1_000), np.int16)
    sound[3] = 8_000
    render([sound], tmp_path / "made.flac", rate=8_000)
    assert np.array_equal(decoded(tmp_path / "made.flac"), np.full((1, 1_000), 1_000, np.int16))
