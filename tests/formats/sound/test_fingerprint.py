"""Fingerprints: sound in, landmarks out, the same for the same sound however it is fed; matched with what was made of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput
from earwitness.formats.sound.fingerprint import Fingerprint, Fingerprinter
from earwitness.formats.sound.matching import match
from earwitness.times import Span

RATE = 16_000
Sound = npt.NDArray[np.int16]


def babble(seed: int, seconds: float) -> Sound:
    """Returns what is like speech for the ear of a machine: syllables whose pitch glides, with resonances that wander."""
    chance = np.random.default_rng(seed)
    syllables: list[npt.NDArray[np.float64]] = []
    while sum(map(len, syllables)) < seconds * RATE:
        clock = np.arange(int(chance.uniform(0.1, 0.35) * RATE)) / RATE
        pitch = chance.uniform(90, 220) * (1 + chance.uniform(-1, 1) * clock)
        phase = 2 * np.pi * np.cumsum(pitch) / RATE
        resonances = chance.uniform((300, 900, 2000), (800, 2000, 3200))
        loud = [
            sum(np.exp(-(((pitch.mean() * part - peak) / 150) ** 2)) for peak in resonances) for part in range(1, 25)
        ]
        voiced = sum(level * np.sin(part * phase) for part, level in enumerate(loud, 1))
        syllables += [voiced * np.hanning(len(clock)), np.zeros(int(chance.uniform(0.02, 0.2) * RATE))]
    said = np.concatenate(syllables)[: int(seconds * RATE)]
    return (said / np.abs(said).max() * 12_000).astype(np.int16)


def fingerprint(sound: Sound, *, at_once: int | None = None) -> Fingerprint:
    printer = Fingerprinter()
    for start in range(0, len(sound), at_once or max(1, len(sound))):
        printer.feed(sound[start : start + (at_once or len(sound))])
    return printer.finish()


def cut(sound: Sound, start: float, end: float) -> Sound:
    return sound[round(start * RATE) : round(end * RATE)]


def rough(sound: Sound) -> Sound:
    """Returns it quieter, with noise, and in few bits: worse than a telephone."""
    noisy = sound / 4 + np.random.default_rng(0).normal(size=len(sound)) * 60
    return (np.round(noisy / 128) * 128).astype(np.int16)


WHOLE = babble(1, 40)


def test_it_is_the_same_however_the_sound_is_fed() -> None:
    at_once = fingerprint(WHOLE)
    assert fingerprint(WHOLE, at_once=777) == at_once
    assert fingerprint(WHOLE, at_once=131_072) == at_once
    assert at_once.duration == 40_000
    assert 200 < len(at_once.peaks()[0])
    assert fingerprint(babble(2, 40)) != at_once  # the control: another sound has another


def test_it_is_small_and_comes_back_from_its_bytes() -> None:
    kept = fingerprint(WHOLE)
    assert Fingerprint.decode(kept.encode()) == kept
    assert len(kept.encode()) * 60 / 40 < 10_000  # bytes a minute


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 195)), max_size=50))
def test_any_landmarks_are_kept(gaps: list[tuple[int, int]]) -> None:
    from earwitness.formats.sound.fingerprint import packed

    times = np.cumsum([gap for gap, _ in gaps], dtype=np.int32) if gaps else np.zeros(0, dtype=np.int32)
    pitches = np.array([pitch for _, pitch in gaps], dtype=np.uint8)
    back_times, back_pitches = Fingerprint(duration=1, landmarks=packed(times, pitches)).peaks()
    assert back_times.tolist() == times.tolist()
    assert back_pitches.tolist() == pitches.tolist()


@pytest.mark.parametrize(
    "content", [b"", b"EWFP", b"EWFP\x01" + bytes(9), b"RIFF\x01" + bytes(8), b"EWFP\x02" + bytes(8)]
)
def test_what_is_no_fingerprint_is_refused(content: bytes) -> None:
    with pytest.raises(BadInput, match="fingerprint"):
        Fingerprint.decode(content)
    assert Fingerprint.decode(b"EWFP\x01" + bytes(8)) == Fingerprint(duration=0, landmarks=b"")


@pytest.mark.parametrize(
    "sound", [np.zeros(0), np.zeros(5), np.zeros(RATE * 3), np.full(RATE * 3, 32767), np.full(RATE, -32768)]
)
def test_silence_has_none(sound: npt.NDArray[np.float64]) -> None:
    kept = fingerprint(sound.astype(np.int16))
    assert len(kept.peaks()[0]) == 0
    assert match(kept, kept) is None
    assert match(kept, fingerprint(WHOLE)) is None


def test_a_tone_that_stands_still_has_none() -> None:
    clock = np.arange(20 * RATE) / RATE
    dial = (6000 * (np.sin(2 * np.pi * 350 * clock) + np.sin(2 * np.pi * 440 * clock))).astype(np.int16)
    other = fingerprint(np.concatenate((dial, babble(7, 20))))
    assert match(fingerprint(np.concatenate((dial, babble(8, 20)))), other) is None


def test_a_clip_says_where_it_lies() -> None:
    found = match(fingerprint(cut(WHOLE, 12, 27)), fingerprint(WHOLE))
    assert found is not None
    assert found.offset == 12_000
    assert found.overlap == Span(12_000, 27_000)
    assert (found.speed, found.verdict, found.contained) == (1.0, "same", True)
    assert 0.9 < found.share <= 1.0


def test_a_rough_copy_is_found_and_another_talk_is_not() -> None:
    whole = fingerprint(WHOLE)
    found = match(fingerprint(rough(cut(WHOLE, 5.003, 20))), whole)
    assert found is not None
    assert (found.verdict, abs(found.offset - 5003) < 50) == ("same", True)
    assert match(fingerprint(rough(babble(3, 15))), whole) is None


def test_a_tape_that_runs_faster_is_found() -> None:
    clip = cut(WHOLE, 10, 30)
    faster = np.interp(np.arange(0, len(clip) - 1, 1.01), np.arange(len(clip)), clip).astype(np.int16)
    found = match(fingerprint(faster), fingerprint(WHOLE))
    assert found is not None
    assert (round(found.speed, 3), abs(found.offset - 10_000) < 100) == (1.01, True)


def test_two_calls_with_one_tune_are_told_apart() -> None:
    tune = babble(20, 12)
    one = fingerprint(np.concatenate((babble(21, 15), tune, babble(22, 10))))
    other = fingerprint(np.concatenate((babble(23, 9), tune, babble(24, 15))))
    found = match(one, other)
    assert found is not None  # the tune is the same, and where it lies is said
    assert found.offset == -6000
    assert found.verdict is None


def test_what_begins_before_and_ends_in_the_middle_is_for_a_person_to_hear() -> None:
    found = match(fingerprint(np.concatenate((babble(30, 10), cut(WHOLE, 0, 18)))), fingerprint(WHOLE))
    assert found is not None
    assert (found.offset, found.contained, found.verdict) == (-10_000, False, "maybe")
