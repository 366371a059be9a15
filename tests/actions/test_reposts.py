"""Recordings that hold the same sound: proposed with where and how much, linked as a person says, and told apart by a tune."""

from __future__ import annotations

import wave
from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import pytest

from earwitness import actions
from earwitness.actions import reposts, soundings
from earwitness.actions.beside import set_beside
from earwitness.errors import BadInput
from earwitness.formats.sound.fingerprint import Fingerprint, packed
from earwitness.model import Recording

from .conftest import ADA
from .sounds import tape

FRAME = 16
Peaks = list[tuple[int, int]]


def speech(seed: int, seconds: int) -> Peaks:
    """Returns landmarks that nothing sounded, as many as speech has: the frame and the bin of each."""
    chance = np.random.default_rng(seed)
    times = np.sort(chance.integers(0, seconds * 1000 // FRAME, size=seconds * 16))
    return list(zip(times.tolist(), (chance.beta(2, 5, size=len(times)) * 196).astype(int).tolist(), strict=True))


def after(one: Peaks, seconds: int, other: Peaks) -> Peaks:
    """Returns landmarks of which the other begin so many seconds after the beginning."""
    return sorted([*one, *((time + seconds * 1000 // FRAME, pitch) for time, pitch in other)])


def cut(peaks: Peaks, start: int, end: int) -> Peaks:
    low, high = (at * 1000 // FRAME for at in (start, end))
    return [(time - low, pitch) for time, pitch in peaks if low <= time < high]


@pytest.fixture
def record(desk, monkeypatch) -> Callable[..., Recording]:
    """Files a recording that sounds like these landmarks. How they are made of sound is told in `tests/formats/sound`."""
    known: dict[str, Fingerprint] = {}

    def sounding(_: object, recording: Recording) -> SimpleNamespace:
        if recording.id not in known:
            raise BadInput("it cannot be heard")
        return SimpleNamespace(fingerprint=known[recording.id])

    monkeypatch.setattr(soundings, "sounding", sounding)

    def call(peaks: Peaks | None, seconds: int, **said: object) -> Recording:
        recording = tape(desk, duration=seconds * 1000, content=repr((peaks, said)).encode(), **said)
        if peaks is not None:
            times, pitches = (np.array(column) for column in zip(*peaks, strict=True))
            landmarks = packed(times.astype(np.int32), pitches.astype(np.uint8))
            known[recording.id] = Fingerprint(duration=seconds * 1000, landmarks=landmarks)
        return recording

    return call


WHOLE = speech(1, 60)


def test_a_clip_is_proposed_with_its_place_in_the_whole(desk, record):
    whole = record(WHOLE, 60)
    clip = record(cut(WHOLE, 20, 40), 20)
    record(speech(2, 60), 60)
    (one,) = actions.propose(desk).proposals
    assert (one.verdict, one.kind) == ("same", "clip")
    assert {one.a, one.b} == {whole.conversation, clip.conversation}
    assert set(one.recordings) == {whole.id, clip.id}
    assert one.reasons[0].what == "the same sound"
    assert one.reasons[0].example == "100% of the shorter, from 0:20 to 0:40 of the longer"
    assert one.clip == actions.linking.Clip(recording=clip.id, whole=whole.id, offset=20_000)
    assert 0.99 < one.score


def test_the_same_sound_once_more_is_a_repost(desk, record):
    record(WHOLE, 60)
    record(cut(WHOLE, 2, 58), 56)
    (one,) = actions.propose(desk).proposals
    assert (one.verdict, one.kind, one.clip) == ("same", "repost", None)


def test_it_waits_for_a_person_and_the_link_says_what_is_a_clip_of_what(desk, record):
    whole, clip = record(WHOLE, 60), record(cut(WHOLE, 20, 40), 20)
    actions.propose(desk)
    (one,) = actions.list_waiting(desk).proposals
    beside = set_beside(desk, one)
    assert (beside.transcripts, beside.lines) == ((None, None), ())
    done = actions.link(desk, *one.ends, agent=ADA, clip=one.clip)
    catalog = desk.archive.catalog
    assert catalog.canonical(clip.conversation) == catalog.canonical(whole.conversation)
    assert (catalog.recording(clip.id).whole, catalog.recording(clip.id).offset) == (whole.id, 20_000)
    assert actions.list_waiting(desk).proposals == ()
    actions.undo(desk, done.act, agent=ADA)
    assert (catalog.recording(clip.id).whole, catalog.recording(clip.id).offset) == (None, None)
    assert [each.ends for each in actions.list_waiting(desk).proposals] == [one.ends]


def test_apply_links_what_is_surely_the_same(desk, record):
    record(WHOLE, 60)
    clip = record(cut(WHOLE, 20, 40), 20)
    applied = actions.apply_proposals(desk, agent=ADA)
    assert [joined.kind for joined in applied.joined] == ["clip"]
    assert applied.proposals == ()
    assert desk.archive.catalog.recording(clip.id).offset == 20_000


def test_what_a_person_rejected_is_not_proposed_again(desk, record):
    record(WHOLE, 60)
    record(cut(WHOLE, 20, 40), 20)
    (one,) = actions.propose(desk).proposals
    actions.reject(desk, *one.ends, agent=ADA)
    assert actions.propose(desk).proposals == ()
    assert actions.list_waiting(desk).proposals == ()


def test_calls_that_share_a_tune_are_not_proposed(desk, record):
    tune = speech(9, 15)
    record(after(after(speech(2, 20), 20, tune), 35, speech(3, 20)), 55)
    record(after(after(speech(4, 10), 10, tune), 25, speech(5, 30)), 55)
    assert actions.propose(desk).proposals == ()


def test_a_tune_alone_joins_nothing_by_itself(desk, record):
    tune = speech(9, 15)
    record(tune, 15)
    record(after(speech(3, 40), 40, tune), 55)
    assert [one.verdict for one in actions.propose(desk).proposals] == ["same"]  # so far it may be a clip of that
    record(after(tune, 15, speech(4, 40)), 55)
    found = actions.propose(desk).proposals
    assert [one.verdict for one in found] == ["maybe", "maybe"]
    assert {one.reasons[0].what for one in found} == {reposts.ELSEWHERE}
    assert actions.apply_proposals(desk, agent=ADA).joined == ()


def test_a_compilation_joins_no_two_calls(desk, record):
    one, other = speech(2, 30), speech(3, 30)
    record(one, 30)
    record(other, 30)
    record(after(one, 30, other), 60)
    found = actions.propose(desk).proposals
    assert [each.verdict for each in found] == ["maybe", "maybe"]
    assert {each.reasons[0].what for each in found} == {reposts.COMPILED}


def test_words_and_sound_speak_of_two_conversations_together(desk, record, add, page):
    from .conftest import CALL

    first = add(page("a.txt", CALL)).added[0].conversations[0]
    second = add(page("b.txt", CALL.replace("Watch:", "Coast guard:"))).added[0].conversations[0]
    record(WHOLE, 60, conversation=first)
    clip = record(cut(WHOLE, 20, 40), 20, conversation=second)
    (one,) = actions.propose(desk).proposals
    assert {one.a, one.b} == {first, second}
    assert {"the same sound", "the same words in a row"} <= {reason.what for reason in one.reasons}
    assert all(one.transcripts)
    assert one.clip is not None
    assert one.clip.recording == clip.id


def test_only_what_is_new_is_listened_to(desk, record, monkeypatch):
    record(WHOLE, 60)
    record(cut(WHOLE, 20, 40), 20)
    before = actions.propose(desk)
    heard = []
    known = soundings.sounding
    monkeypatch.setattr(soundings, "sounding", lambda desk, one: heard.append(one.id) or known(desk, one))
    assert actions.propose(desk) == before
    assert heard == []
    third = record(cut(WHOLE, 5, 35), 30)  # it has three quarters of the other clip
    assert actions.propose(desk).total == 3
    assert heard == [third.id]


def test_of_one_conversation_only_its_own_are_told(desk, record):
    whole = record(WHOLE, 60)
    record(cut(WHOLE, 20, 40), 20)
    other = speech(3, 60)
    record(other, 60)
    record(cut(other, 20, 40), 20)
    assert actions.propose(desk).total == 2
    (one,) = actions.propose(desk, id=whole.conversation).proposals
    assert whole.id in one.recordings


def test_one_that_cannot_be_heard_hinders_no_other(desk, record):
    record(None, 60)
    record(WHOLE, 60)
    record(cut(WHOLE, 20, 40), 20)
    assert actions.propose(desk).total == 1


def test_files_that_are_added_are_heard_and_found(desk, add, tmp_path):
    chance = np.random.default_rng(4)
    clock = np.arange(12 * 16_000) / 16_000
    glides = 0.0
    for low in (300, 900, 1600, 2400):
        pitch = np.interp(clock, np.arange(0, 12.2, 0.2), chance.uniform(low, low + 600, 61))
        glides += np.sin(2 * np.pi * np.cumsum(pitch) / 16_000)
    loud = np.interp(clock, np.arange(0, 12.1, 0.1), chance.uniform(0.1, 1, 121))
    sound = (3000 * glides * loud).astype(np.int16)
    homes = []
    for name, samples in (("whole", sound), ("clip", sound[2 * 16_000 : 11 * 16_000] // 3)):
        path = tmp_path / f"{name}.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, 16_000, len(samples), "NONE", ""))
            file.writeframes(samples.tobytes())
        (item,) = add(str(path)).added
        homes += item.conversations
    (one,) = actions.propose(desk).proposals
    assert (one.verdict, {one.a, one.b}) == ("same", set(homes))
    assert one.reasons[0].example.endswith("from 0:02 to 0:11 of the longer")
