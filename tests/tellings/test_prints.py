"""Prints: a recording in, those that may hold its sound out; a thousand are asked in a moment."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from earwitness.formats.sound.fingerprint import Fingerprint, packed
from earwitness.tellings import prints
from earwitness.tellings.prints import Prints


def fingerprint(seed: int, seconds: int = 40) -> Fingerprint:
    """Returns landmarks that nothing sounded, as many as speech has."""
    chance = np.random.default_rng(seed)
    times = np.sort(chance.integers(0, seconds * 62, size=seconds * 16)).astype(np.int32)
    pitches = (chance.beta(2, 5, size=len(times)) * 196).astype(np.uint8)
    return Fingerprint(duration=seconds * 1000, landmarks=packed(times, pitches))


def clip(whole: Fingerprint, start: int, seconds: int, *, kept: float = 1.0) -> Fingerprint:
    times, pitches = whole.peaks()
    inside = (start * 62 <= times) & (times < (start + seconds) * 62)
    inside &= np.random.default_rng(1).random(len(times)) < kept
    moved = (times[inside] - start * 62).astype(np.int32)
    return Fingerprint(duration=seconds * 1000, landmarks=packed(moved, pitches[inside].astype(np.uint8)))


@pytest.fixture
def store() -> Prints:
    store = Prints(sqlite3.connect(":memory:"))
    for seed in range(50):
        store.add(f"call{seed}", fingerprint(seed))
    return store


@pytest.mark.parametrize("seed", [0, 17, 49])
def test_the_recording_of_a_clip_is_found_first(store: Prints, seed: int) -> None:
    found = store.find(clip(fingerprint(seed), 11, 15, kept=0.6))
    assert [near.id for near in found][:1] == [f"call{seed}"]


def test_the_clips_of_a_long_recording_are_found_by_it(store: Prints) -> None:
    long = fingerprint(900, 1800)
    store.add("clip", clip(long, 1500, 15))
    assert [near.id for near in store.find(long)][:1] == ["clip"]


def test_what_nobody_posted_before_finds_nobody(store: Prints) -> None:
    assert store.find(fingerprint(1000)) == ()
    assert store.find(Fingerprint(duration=0, landmarks=b"")) == ()
    assert store.find(fingerprint(7))[0].id == "call7"  # the control: it does find


def test_a_recording_is_replaced_removed_and_passed_over(store: Prints) -> None:
    asked = clip(fingerprint(7), 5, 20)
    assert store.find(asked, without=["call7"]) == ()
    store.add("call7", fingerprint(2000))
    assert store.find(asked) == ()
    assert [near.id for near in store.find(fingerprint(2000))] == ["call7"]
    store.remove("call7")
    store.remove("call7")
    assert store.find(fingerprint(2000)) == ()
    assert len(store) == 49
    assert store.get("call7") is None
    assert store.get("call8") == fingerprint(8)


def test_sound_that_everybody_has_finds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prints, "MOST", 20)
    store = Prints(sqlite3.connect(":memory:"))
    announced = fingerprint(1, 6)
    for number in range(21):
        store.add(f"unanswered{number}", announced)
    assert store.find(announced) == ()
    store.remove("unanswered0")
    assert len(store.find(announced)) == 12  # the control: not so many have it
