"""Spans of speech, from frames that were judged one by one."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.sound.speech import Span, listener, silero_model, spans_of, speech, union

from .conftest import Say

ENGINES = ["webrtc", "silero"] if silero_model() else ["webrtc"]


def frames(pattern: str) -> np.ndarray:
    """`#` is a frame of 30 ms with speech, `.` one without."""
    return np.array([sign == "#" for sign in pattern])


@pytest.mark.parametrize(
    ("pattern", "spans"),
    [
        ("....", []),
        ("..##..", []),  # a click of 60 ms
        ("..####....", [(10, 230)]),
        ("..####....####....", [(10, 470)]),  # a breath of 120 ms
        ("..####" + "." * 12 + "####..", [(10, 230), (490, 710)]),
        ("####", [(0, 120)]),
    ],
)
def test_breaths_are_bridged_and_clicks_left_out(pattern: str, spans: list[tuple[int, int]]) -> None:
    assert spans_of(frames(pattern), 480, len(pattern) * 30) == tuple(Span(*span) for span in spans)


@given(st.lists(st.booleans(), max_size=400))
def test_spans_come_in_order_and_never_touch(flags: list[bool]) -> None:
    spans = spans_of(np.array(flags, bool), 480, len(flags) * 30)
    assert all(0 <= span.start < span.end <= len(flags) * 30 for span in spans)
    assert all(200 <= later.start - sooner.end for sooner, later in pairwise(spans))


def test_anyone_on_any_channel() -> None:
    assert union([(Span(0, 100), Span(300, 400)), (Span(90, 200), Span(500, 600))]) == (
        Span(0, 200), Span(300, 400), Span(500, 600),
    )  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
def test_speech_is_found_between_silences(say: Say, engine: str) -> None:
    said = say("This is what I saw on the bridge that night.").astype(float)
    said = np.interp(np.arange(0, len(said), 22050 / 16000), np.arange(len(said)), said) * 0.5
    whole = np.concatenate((np.zeros(32000), said, np.zeros(32000))) + np.random.default_rng(1).normal(
        0, 10, len(said) + 64000
    )
    whole = whole.astype(np.int16)
    pieces = [whole[place : place + 7001] for place in range(0, len(whole), 7001)]
    found = speech(pieces, engine=engine)  # type: ignore[arg-type]
    assert found.engine.startswith(engine)
    assert abs(found.spans[0].start - 2000) < 200
    assert abs(found.spans[-1].end - (2000 + len(said) / 16)) < 400
    assert speech([whole], engine=engine) == found, "however it was fed"  # type: ignore[arg-type]
    assert speech([np.zeros(160_000, np.int16)], engine=engine).spans == ()  # type: ignore[arg-type]


def test_without_the_network_the_filter_hears(monkeypatch: pytest.MonkeyPatch) -> None:
    from earwitness.errors import MissingExtra

    monkeypatch.setattr("earwitness.formats.sound.speech.silero_model", lambda: None)
    assert listener().name == "webrtc 2"
    with pytest.raises(MissingExtra, match="whisper"):
        listener("silero")
