"""The engine `espeak` on made calls: other voices than it learns from, 8 kHz, noise, turns that are not said.

The whole measuring is `python -m benchmarks.aligning`.
"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks.aligning import KINDS, Call, aligned, made, score

from earwitness.engines.align import Line, Script, Settings, engine_named, espeak
from earwitness.engines.align.lessons import phones_of
from earwitness.engines.align.mouth import Mouth, Wish, library
from earwitness.errors import EngineFailed, NotFound


def here() -> bool:
    try:
        library()
    except NotFound:
        return False
    return True


pytestmark = pytest.mark.skipif(not here(), reason="eSpeak NG is not installed")


@pytest.fixture(autouse=True)
def fewer_lessons(monkeypatch: pytest.MonkeyPatch) -> None:
    """A short call is learnt from fewer lessons in time for a test."""
    monkeypatch.setattr(espeak, "LESSONS", 250_000)


@pytest.mark.parametrize(
    "language", ["en", pytest.param("ru", marks=pytest.mark.slow), pytest.param("uk", marks=pytest.mark.slow)]
)
def test_turns_are_found_in_noise_and_those_that_are_not_said_have_no_times(language: str) -> None:
    call = made(language, seed=5, count=12, kind=KINDS["noise 15 dB"]._replace(missing=0.2))
    timed = aligned(call, language)
    found = score(timed, call)
    assert found.within_500 >= 0.9 and found.median < 100
    assert found.forced < found.absent, "turns that are not said"
    assert all(
        before.end is None or after.start is None or before.start <= after.start
        for before, after in zip(timed.lines, timed.lines[1:], strict=False)
    )
    # The control: the same sound beside another call's text. What is laid to it is far less sure.
    other = made(language, seed=6, count=6, kind=KINDS["plain"])
    wrong = np.median([line.confidence for line in aligned(Call(call.sound, other.turns), language).lines])
    assert wrong < np.median([line.confidence for line in timed.lines if line.words]) - 0.15


def test_a_clip_begins_and_ends_in_the_middle() -> None:
    call = made("en", seed=8, count=12, kind=KINDS["plain"]._replace(clip=True))
    timed = aligned(call, "en")
    assert score(timed, call).within_500 >= 0.8
    assert sum(line.start is None for line in timed.lines) >= 3


def test_known_times_hold_a_turn() -> None:
    """What is said twice is found where the text says it is."""
    with Mouth() as mouth:
        said = [mouth.say(Wish(text=text, voice="en+f3")) for text in ("Nobody counted us.", "The ferry left at nine.")]
    from earwitness.engines.align.spectrum import resampled

    first, second = (resampled(each.sound, each.rate) for each in said)
    quiet = np.zeros(8_000, np.float32)
    sound = np.concatenate([quiet, first, quiet, second, quiet, first, quiet]).astype(np.int16)
    last = (len(sound) - len(quiet) - len(first)) // 8

    def start(known: int | None) -> int | None:
        line = Line(text="Nobody counted us.", words=((0, 6), (7, 14), (15, 17)), start=known)
        settings = Settings(engine="espeak", language="en")
        engine = engine_named("espeak")
        aligner = engine.load(settings, engine.identity(settings))
        return aligner.align([sound], Script(lines=(line,), language="en"), lambda *told: None).lines[0].start

    assert start(last - 800) == pytest.approx(last, abs=120)
    assert start(1_000) == pytest.approx(1_000, abs=120)


def test_silence_and_text_without_words() -> None:
    assert aligned(Call(np.zeros(16_000, np.int16), (("Hello there.", None),)), "en").lines[0].start is None
    assert aligned(Call(np.zeros(16_000, np.int16), (("…", None),)), "en").lines[0].start is None


def test_phones_know_their_words() -> None:
    text = "— Wait, 12 of us?"
    with Mouth() as mouth:
        phones = phones_of(mouth.say(Wish(text=text, voice="en")), [(2, 6), (8, 10), (11, 13), (14, 16)])
    assert sorted(set(phones.words)) == [0, 1, 2, 3] and list(phones.words) == sorted(phones.words)
    assert phones.names[0] == "w" and "_" not in phones.names


def test_a_language_that_is_not_spoken_and_a_child_that_dies() -> None:
    with pytest.raises(NotFound, match="does not speak"):
        engine_named("espeak").identity(Settings(engine="espeak", language="qqx"))
    assert engine_named("espeak").identity(Settings(engine="espeak", language="uk-Cyrl-UA")).model == "uk"
    with Mouth() as mouth:
        mouth.say(Wish(text="one", voice="en"))
        assert mouth._child is not None
        mouth._child.kill()
        with pytest.raises(EngineFailed, match="ended"):
            mouth.say(Wish(text="two", voice="en"))
        assert mouth.say(Wish(text="three", voice="en")).rate > 0, "and it is started anew"
