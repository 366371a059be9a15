"""A survey: everything that is derived from a sound, in one pass."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput, SoundFailed, UnsafeInput
from earwitness.formats.sound.survey import Survey, survey

from .conftest import Make


def test_one_pass_tells_everything(make: Make) -> None:
    path = make("a.mp3", "mp3", "libmp3lame", rate=44100, channels=2, tags={"title": "A call"})
    heard: list[int] = []
    found = survey(path, progress=lambda step, done, total, name: heard.append(done))
    assert (found.facts.codec, found.facts.duration, found.facts.title) == ("mp3", 5000, "A call")
    assert (found.peaks.channels, found.peaks.duration, found.fingerprint.duration) == (2, 5000, 5000)
    assert found.channels.same == ((0, 1),)
    assert len(found.turns) == 2
    assert found.speech.engine == "webrtc 2"
    assert heard == sorted(heard)
    assert heard[-1] == 5000


def test_bytes_give_the_same_survey_again(make: Make) -> None:
    found = survey(make("a.wav", "wav", "pcm_mulaw", rate=8000))
    again = Survey.decode(found.encode())
    assert again.encode() == found.encode()
    assert (again.facts, again.speech, again.channels, again.turns) == (
        found.facts,
        found.speech,
        found.channels,
        found.turns,
    )


@given(st.binary(max_size=40))
def test_other_bytes_are_refused(content: bytes) -> None:
    for wrong in (content, b"EWSV" + content, b"EWSV\x81\xa6reader\xa7sound 1" + content):
        with pytest.raises(BadInput):
            Survey.decode(wrong)


def test_what_is_no_sound_has_no_survey(tmp_path: Path, make: Make) -> None:
    page = tmp_path / "call.wav"
    page.write_bytes(b"<html>RIFF WAVE</html>")
    with pytest.raises(UnsafeInput):
        survey(page)
    bare = make("bare.wav", "wav", "pcm_s16le", samples=np.zeros((1, 8), np.int16))
    bare.write_bytes(bare.read_bytes()[:44])
    with pytest.raises(SoundFailed):
        survey(bare)
