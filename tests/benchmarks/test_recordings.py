"""Row 8 in a short form: the sound that is measured is what it says, and memory does not grow with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.recordings import memory, telephone

from earwitness.formats.sound.survey import survey


def test_the_sound_measured_is_speech_with_pauses(tmp_path: Path) -> None:
    found = survey(telephone(tmp_path / "call.wav", "wav", "pcm_mulaw", None, minutes=1))
    spoken = sum(span.duration for span in found.speech.spans)
    assert found.facts.duration == 60_000
    assert 20_000 < spoken < 58_000


@pytest.mark.slow
def test_memory_is_flat_in_length(tmp_path: Path) -> None:
    short, long = (
        memory(telephone(tmp_path / f"{minutes}.wav", "wav", "pcm_mulaw", None, minutes=minutes))
        for minutes in (10, 60)
    )
    assert long < short + 40
