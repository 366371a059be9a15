"""Servers of the Whisper family: what they are sent, and what is made of their answers."""

from __future__ import annotations

import io
import wave

import numpy as np
import pytest

from earwitness.engines.transcribe import Heard, HeardWord, Settings, engine_named
from earwitness.errors import EngineFailed, WrongUsage

from ..conftest import Served

OPENAI = {
    "task": "transcribe",
    "language": "english",
    "duration": 6.0,
    "text": "Good evening. Two of them.",
    "segments": [
        {"id": 0, "seek": 0, "start": 1.0, "end": 3.0, "text": " Good evening.", "tokens": [1], "temperature": 0.0,
         "avg_logprob": -0.3, "compression_ratio": 0.9, "no_speech_prob": 0.01},
        {"id": 1, "seek": 0, "start": 4.5, "end": 6.0, "text": " Two of them.", "tokens": [2], "temperature": 0.0,
         "avg_logprob": -0.2, "compression_ratio": 0.9, "no_speech_prob": 0.02},
    ],
    "words": [
        {"word": "Good", "start": 1.0, "end": 1.4}, {"word": "evening", "start": 1.4, "end": 3.0},
        {"word": "Two", "start": 4.5, "end": 4.8}, {"word": "of", "start": 4.8, "end": 5.0},
        {"word": "them", "start": 5.0, "end": 6.0},
    ],
}  # fmt: skip
WHISPER_CPP = {
    "task": "transcribe",
    "language": "ukrainian",
    "duration": 6.0,
    "text": " Добрий вечір.\n",
    "segments": [
        {"id": 0, "text": " Добрий вечір.", "start": 1.0, "end": 3.0, "tokens": [1, 2, 3, 4], "temperature": 0.0,
         "avg_logprob": -0.4, "words": [
            {"word": " До", "start": 1.0, "end": 1.2, "t_dtw": -1, "probability": 0.9},
            {"word": "бри\ufffd", "start": 1.2, "end": 1.5, "t_dtw": -1, "probability": 0.6},
            {"word": "\ufffd", "start": 1.5, "end": 1.6, "t_dtw": -1, "probability": 0.8},
            {"word": " вечір", "start": 1.6, "end": 2.9, "t_dtw": -1, "probability": 0.95},
            {"word": ".", "start": 2.9, "end": 3.0, "t_dtw": -1, "probability": 0.99},
        ]},
    ],
}  # fmt: skip


def heard(server: Served, engine: str, sound: np.ndarray, **more: object) -> Heard:
    told = Settings(engine=engine, url=server.url, patience=5.0, **more)  # type: ignore[arg-type]
    found = engine_named(engine)
    return found.load(told, found.identity(told)).hear(sound, told, lambda far: None)


def test_openai_is_asked_for_words_and_the_words_are_shared_out(server: Served, sound: np.ndarray) -> None:
    server.content = OPENAI
    found = heard(server, "openai", sound, language="en-GB", hints="Makiivka, grad", model="whisper-large")
    assert server.asked[0][0] == "/v1/audio/transcriptions"
    assert server.field("model") == ["whisper-large"]
    assert server.field("language") == ["en"]
    assert server.field("prompt") == ["Makiivka, grad"]
    assert server.field("timestamp_granularities[]") == ["word", "segment"]
    with wave.open(io.BytesIO(server.asked[0][2]["file"][0])) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, len(sound))
    assert [segment.text for segment in found.segments] == ["Good evening.", "Two of them."]
    assert found.segments[0].words == (HeardWord("Good", 1000, 1400), HeardWord("evening", 1400, 3000))
    assert [word.text for word in found.segments[1].words] == ["Two", "of", "them"]
    assert (found.segments[0].logprob, found.language, found.model) == (-0.3, "en-GB", "whisper-large")
    assert dict(found.settings)["url"] == server.url


def test_whisper_cpp_is_told_the_language_and_its_tokens_become_words(server: Served, sound: np.ndarray) -> None:
    """Its own default is English, and letters of two bytes may be halved between two tokens."""
    server.content = WHISPER_CPP
    found = heard(server, "whisper.cpp", sound)
    assert server.asked[0][0] == "/inference"
    assert server.field("language") == ["auto"] and server.field("translate") == ["false"]
    assert found.language == "uk"
    assert found.segments[0].words == (HeardWord("Добрий", 1000, 1600, 0.6), HeardWord("вечір.", 1600, 3000, 0.95))


def test_the_path_of_a_server_is_filled_in(server: Served, sound: np.ndarray) -> None:
    for url, path in (
        (server.url + "/v1", "/v1/audio/transcriptions"),
        (server.url + "/v1/", "/v1/audio/transcriptions"),
        (server.url + "/own/place", "/own/place"),
    ):
        told = Settings(engine="openai", url=url)
        engine = engine_named("openai")
        engine.load(told, engine.identity(told)).hear(sound, told, lambda far: None)
        assert server.asked[-1][0] == path
    with pytest.raises(WrongUsage, match="say where it is"):
        engine_named("openai").identity(Settings(engine="openai"))


def test_a_text_without_segments_is_one_segment_and_told(server: Served, sound: np.ndarray) -> None:
    server.content = {"text": " Good evening. "}
    found = heard(server, "openai", sound)
    assert [(one.start, one.end, one.text) for one in found.segments] == [(0, 6000, "Good evening.")]
    assert found.notes == ("the server gave one text without times of its parts",)
    server.content = {"text": "", "segments": []}
    assert heard(server, "openai", sound).segments == ()


def test_a_model_that_gives_no_times_is_not_asked_for_them(server: Served, sound: np.ndarray) -> None:
    server.content = {"text": "Good evening."}
    found = heard(server, "openai", sound, model="gpt-4o-transcribe")
    assert server.field("response_format") == ["json"] and server.field("timestamp_granularities[]") == []
    assert found.segments[0].text == "Good evening."


def test_a_translation_is_no_transcript(server: Served, sound: np.ndarray) -> None:
    server.content = {**OPENAI, "task": "translate"}
    with pytest.raises(EngineFailed, match="translated instead"):
        heard(server, "openai", sound)


def test_another_language_than_asked_is_told(server: Served, sound: np.ndarray) -> None:
    server.content = OPENAI
    found = heard(server, "openai", sound, language="uk")
    assert found.language == "uk"
    assert found.notes == ("the server says that it heard en, though it was asked for uk",)


@pytest.mark.parametrize(
    "content",
    [{"words": []}, {"segments": ["a"]}, {"segments": 7}, {"text": 7}, {"segments": [{}] * 200_001}],
)
def test_what_is_no_transcript_is_an_error(server: Served, sound: np.ndarray, content: object) -> None:
    server.content = content
    with pytest.raises(EngineFailed):
        heard(server, "openai", sound)


def test_odd_values_are_no_times(server: Served, sound: np.ndarray) -> None:
    odd = {"start": "soon", "end": None, "text": "Yes", "avg_logprob": "low",
           "words": [None, {"word": "Yes", "start": True, "probability": 4}]}  # fmt: skip
    server.content = {"text": "Yes", "segments": [odd], "language": 7}
    (segment,) = heard(server, "openai", sound).segments
    assert (segment.start, segment.end, segment.logprob, segment.words) == (None, None, None, (HeardWord("Yes"),))
