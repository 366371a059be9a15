"""Who speaks when, on made calls with one party on each channel."""

from __future__ import annotations

import numpy as np
import pytest

from earwitness.formats.sound.channels import ChannelFacts, ChannelsMaker
from earwitness.formats.sound.speech import Engine, silero_model
from earwitness.times import Ms, Span

from .conftest import Say

LINES = (
    ("Hello, can you hear me?", "en-us"), ("Yes, I hear you well. Where are you calling from?", "en-gb+f3"),
    ("From the bridge. They told us to wait here until the morning.", "en-us"), ("And who gave the order?", "en-gb+f3"),
    ("I do not know. Nobody tells us anything.", "en-us"), ("Be careful, please. Call me when you can.", "en-gb+f3"),
)  # fmt: skip
ENGINES: list[Engine] = ["webrtc", "silero"] if silero_model() else ["webrtc"]


def spoken(said: np.ndarray, place: int) -> list[Span]:
    """Returns when it is not silent: between sentences espeak-ng leaves true silence, and 300 ms of it part two spans."""
    spans: list[Span] = []
    for loud in (np.flatnonzero(np.abs(said) > 50) + place) // 16:
        if spans and loud - spans[-1].end < 300:
            spans[-1] = Span(spans[-1].start, int(loud) + 1)
        else:
            spans.append(Span(int(loud), int(loud) + 1))
    return spans


@pytest.fixture(scope="module")
def call(say: Say) -> tuple[np.ndarray, list[list[Span]]]:
    """A call of two parties, 16 kHz, noise of a line on both, and when each speaks."""
    rate, place = 16000, 8000
    chance = np.random.default_rng(3)
    voices, turns = [], [[], []]
    for number, (words, voice) in enumerate(LINES):
        said = say(words, voice=voice).astype(np.float64)
        said = np.interp(np.arange(0, len(said), 22050 / rate), np.arange(len(said)), said)
        loud = np.flatnonzero(np.abs(said) > 200)
        said = said[loud[0] : loud[-1]]
        voices.append((number % 2, place, said))
        turns[number % 2] += spoken(said, place)
        place += len(said) + int(chance.integers(-2000, 12000))
    line = chance.normal(0, 20, (2, place + 16000))
    for channel, start, said in voices:
        line[channel, start : start + len(said)] += 0.5 * said
    return line, turns


def heard(samples: np.ndarray, engine: Engine = "webrtc") -> tuple[ChannelFacts, tuple[tuple[Span, ...], ...]]:
    maker = ChannelsMaker(len(samples), engine=engine)
    whole = np.clip(samples, -32768, 32767).astype(np.int16)
    for place in range(0, whole.shape[1], 30_000):
        maker.feed(whole[:, place : place + 30_000])
    return maker.finish()


def error(found: tuple[tuple[Span, ...], ...], true: list[list[Span]], length: Ms) -> float:
    """Returns the diarization error rate: missed and false speech over all speech, 250 ms around each edge not judged."""
    wrong = speech = 0
    for ours, theirs in zip(found, true, strict=True):
        marks = np.zeros((3, length), bool)
        for span in ours:
            marks[0, span.start : span.end] = True
        for span in theirs:
            marks[1, span.start : span.end] = True
            for edge in span:
                marks[2, max(0, edge - 250) : edge + 250] = True
        wrong += int(((marks[0] != marks[1]) & ~marks[2]).sum())
        speech += int((marks[1] & ~marks[2]).sum())
    return wrong / speech


@pytest.mark.parametrize("engine", ENGINES)
def test_one_party_on_each_channel_is_told_exactly(call: tuple[np.ndarray, list[list[Span]]], engine: Engine) -> None:
    samples, turns = call
    facts, found = heard(samples, engine)
    length = samples.shape[1] // 16
    assert facts.parties
    assert (facts.silent, facts.same) == ((), ())
    assert error(found, turns, length) <= 0.03
    assert 0.9 < error((found[1], found[0]), turns, length), "the control: the parties exchanged"


@pytest.mark.parametrize("engine", ENGINES)
def test_an_echo_of_the_other_party_is_nobodys_turn(call: tuple[np.ndarray, list[list[Span]]], engine: Engine) -> None:
    """Each is faintly heard on the other's channel, 15 ms late: a twentieth as loud."""
    samples, turns = call
    echoed = samples + 0.05 * np.roll(samples[::-1], 240, axis=1)
    facts, found = heard(echoed, engine)
    assert facts.parties
    assert error(found, turns, samples.shape[1] // 16) <= 0.03


def test_mono_kept_as_stereo_is_one_sound(call: tuple[np.ndarray, list[list[Span]]]) -> None:
    samples, _ = call
    both = np.stack([samples.sum(axis=0)] * 2)
    facts, found = heard(both)
    assert facts.same == ((0, 1),)
    assert not facts.parties
    assert found[0] == found[1]
    facts, _ = heard(both * np.array([[1.0], [0.6]]))
    assert (facts.same, facts.parties) == (((0, 1),), False), "quieter, and still the same"


def test_a_channel_that_parts_from_the_first_later_is_heard_from_there(
    call: tuple[np.ndarray, list[list[Span]]],
) -> None:
    samples, turns = call
    facts, found = heard(np.concatenate((np.zeros((2, 160_000)), samples), axis=1))
    shifted = [[Span(start + 10_000, end + 10_000) for start, end in one] for one in turns]
    assert facts.parties
    assert error(found, shifted, samples.shape[1] // 16 + 10_000) <= 0.03


def test_silence_on_one_channel(call: tuple[np.ndarray, list[list[Span]]]) -> None:
    samples, _ = call
    facts, found = heard(np.stack((samples[0], np.zeros(samples.shape[1]))))
    assert (facts.silent, facts.parties, found[1]) == ((1,), False, ())
    assert facts.loudness[1] == -120


def test_one_channel_has_no_parties(call: tuple[np.ndarray, list[list[Span]]]) -> None:
    samples, turns = call
    facts, found = heard(samples[:1])
    assert (facts.parties, facts.same, facts.correlation) == (False, (), 0)
    assert error(found, turns[:1], samples.shape[1] // 16) <= 0.03
