"""Clips: the very samples asked for, and nothing of the file around them."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from earwitness.errors import SoundFailed
from earwitness.formats.sound.clip import TARGETS, cut
from earwitness.formats.sound.decoding import decode, facts

from .conftest import Make, tones


def samples_of(content: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(content)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), "<i2").reshape(-1, file.getnchannels()).T


@pytest.mark.parametrize("rate", [8000, 11025, 44100, 48000])
def test_a_clip_holds_the_very_samples(make: Make, rate: int) -> None:
    path = make("a.wav", "wav", "pcm_s16le", rate=rate, channels=2, seconds=7)
    first, last = -(-3337 * rate // 1000), -(-4641 * rate // 1000)
    assert np.array_equal(samples_of(cut(path, 3337, 4641)), tones(rate, 7, 2)[:, first:last])


def test_neighbouring_clips_join_without_a_seam(make: Make) -> None:
    path = make("a.mp3", "mp3", "libmp3lame", rate=44100, seconds=6)
    whole = samples_of(cut(path, 2000, 5000)).astype(int)
    parts = np.concatenate([samples_of(cut(path, *span)) for span in ((2000, 3333), (3333, 5000))], axis=1).astype(int)
    assert parts.shape == whole.shape
    assert np.abs(parts - whole).max() <= 3


@pytest.mark.parametrize("to", ["flac", "opus", "mp3"])
def test_every_form_lasts_as_long_and_says_nothing_of_the_whole(make: Make, tmp_path: Path, to: str) -> None:
    path = make(
        "a.mp3", "mp3", "libmp3lame", rate=22050, channels=2, tags={"title": "Secret name", "artist": "Source 7"}
    )
    content = cut(path, 1200, 3700, to=to)  # type: ignore[arg-type]
    assert b"Secret" not in content
    assert b"Source 7" not in content
    clip = tmp_path / f"clip{TARGETS[to].extension}"
    clip.write_bytes(content)
    known = facts(clip)
    assert known.duration == 2500
    assert known.title is None
    ours = np.concatenate(list(decode(clip)), axis=1)[0].astype(float)
    theirs = np.concatenate(list(decode(path, start=1200, end=3700)), axis=1)[0].astype(float)
    length = min(len(ours), len(theirs))
    assert 0.98 < np.corrcoef(ours[:length], theirs[:length])[0, 1]
    assert cut(path, 1200, 3700, to=to) == content, "the same clip has the same bytes"  # type: ignore[arg-type]


@pytest.mark.parametrize("span", [(4000, 6000), (9000, 9500), (2000, 2000), (3000, 2000), (-5, 100)])
def test_a_span_outside_the_sound_is_an_error(make: Make, span: tuple[int, int]) -> None:
    path = make("a.mp3", "mp3", "libmp3lame", rate=44100)
    with pytest.raises(SoundFailed) as raised:
        cut(path, *span)
    assert raised.value.hint


def test_to_the_very_end(make: Make) -> None:
    path = make("a.ogg", "ogg", "libopus", rate=48000)
    assert samples_of(cut(path, 4000, facts(path).duration)).shape[1] == 48000


def test_one_channel_of_many(make: Make, tmp_path: Path) -> None:
    path = make("a.wav", "wav", "pcm_s16le", channels=8)
    assert samples_of(cut(path, 0, 1000)).shape == (8, 16000)
    assert samples_of(cut(path, 0, 1000, mono=True)).shape == (1, 16000)
    clip = tmp_path / "clip.mp3"
    clip.write_bytes(cut(path, 0, 1000, to="mp3"))
    assert facts(clip).channels == 1
