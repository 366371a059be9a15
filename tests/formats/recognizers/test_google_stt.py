"""Google Speech-to-Text: answers in, turns out, and the same answers again. All that is said here is invented."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from earwitness.formats import read
from earwitness.formats.recognizers import google_stt
from earwitness.formats.recognizers.google_results import time_of
from earwitness.model import Word

from .conftest import again


def result(said, *words, **more):
    return {
        "alternatives": [{"transcript": said, "confidence": 0.9, "words": list(words)}],
        "languageCode": "en-us",
        **more,
    }


WAIT = {"startTime": "1.300s", "endTime": "1.700s", "word": "Wait,", "confidence": 0.8}
ANNA = {"startTime": "1.700s", "endTime": "2s", "word": "Anna."}
WHY = {"startTime": "2.500s", "endTime": "3s", "word": "Why?"}


def test_a_result_is_a_turn(through):
    first = result("Wait, Anna.", WAIT, ANNA, resultEndTime="2.1s")
    first["alternatives"].append({"transcript": "Weight Anna"})
    answer = {"results": [first, result(" Why?", WHY)], "totalBilledTime": "15s"}
    (transcript,) = through(google_stt, answer).transcripts
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("Wait, Anna.", 1300, 2000),
        ("Why?", 2500, 3000),
    ]
    assert transcript.turns[0].words == (Word(0, 5, 1300, 1700, 0.8), Word(6, 11, 1700, 2000))
    assert (transcript.language, transcript.made_by) == ("en-US", "Google Speech-to-Text")


def test_words_that_the_last_result_repeats_come_once_and_tell_who(through):
    tagged = [{**WAIT, "speakerTag": 1}, {**ANNA, "speakerTag": 1}, {**WHY, "speakerTag": 2}]
    last = {"alternatives": [{"words": tagged}]}
    answer = {"results": [result("Wait, Anna.", WAIT, ANNA), result(" Why?", WHY), last]}
    (transcript,) = through(google_stt, answer).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [("Wait, Anna.", ("p1",)), ("Why?", ("p2",))]
    assert [speaker.labels for speaker in transcript.speakers] == [("Speaker 1",), ("Speaker 2",)]


def test_names_as_python_prints_them_and_times_as_objects(through):
    words = [
        {
            "word": "Wait,",
            "start_time": {"seconds": "1", "nanos": 300000000},
            "end_time": {"seconds": 1, "nanos": 700000000},
        },
        {"word": "Anna.", "start_time": {"nanos": 0}, "end_time": {}},
    ]
    answer = {"results": [{"alternatives": [{"transcript": "Wait, Anna.", "words": words}], "language_code": "en-us"}]}
    (turn,) = through(google_stt, answer).transcripts[0].turns
    assert turn.words == (Word(0, 5, 1300, 1700), Word(6, 11, 0, 0))


def test_the_second_version_labels_words_and_lies_in_a_batch(through):
    words = [
        {"startOffset": "0.500s", "endOffset": "1s", "word": "Wait", "speakerLabel": "1"},
        {"startOffset": "1s", "endOffset": "1.500s", "word": "Why", "speakerLabel": "2"},
    ]
    one = {
        "alternatives": [{"transcript": "Wait Why", "words": words}],
        "resultEndOffset": "2s",
        "languageCode": "en-us",
    }
    answer = {"results": {"gs://bucket/a.wav": {"inlineResult": {"transcript": {"results": [one]}}}}}
    (transcript,) = through(google_stt, answer).transcripts
    (turn,) = transcript.turns
    assert turn.words == (Word(0, 4, 500, 1000), Word(5, 8, 1000, 1500, None, "p2"))
    assert turn.speakers == ("p1",)


def test_more_recordings_of_a_batch_are_kept_and_told(through):
    answer = {"results": {name: {"transcript": {"results": [result("Why?", WHY)]}} for name in ("a.wav", "b.wav")}}
    (transcript,) = through(google_stt, answer).transcripts
    assert [turn.text for turn in transcript.turns] == ["Why?"]
    assert [doubt.what for doubt in transcript.doubts] == ["1 more recordings of the batch are kept, and make no turns"]


def test_channels_are_voices_in_the_order_of_time(through):
    answer = {
        "response": {"results": [result("Why?", WHY, channelTag=1), result("Wait, Anna.", WAIT, ANNA, channelTag=2)]}
    }
    (transcript,) = through(google_stt, answer).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [("Wait, Anna.", ("p1",)), ("Why?", ("p2",))]
    assert [speaker.labels for speaker in transcript.speakers] == [("Channel 2",), ("Channel 1",)]


def test_a_mended_turn_keeps_its_other_alternatives():
    one = result("Wait, Anna.", WAIT, ANNA)
    one["alternatives"].append({"transcript": "Weight Anna"})
    reading = read(json.dumps({"results": [one, result("Why?", WHY)]}).encode(), name="x.json")
    (transcript,) = reading.transcripts
    turn = replace(transcript.turns[0], text="Wait, Hanna.", words=transcript.turns[0].words[:1])
    edited = replace(reading, transcripts=(replace(transcript, turns=(turn, transcript.turns[1])),))
    first, second = json.loads(again(google_stt, edited))["results"]
    assert second == result("Why?", WHY)
    assert first["alternatives"][1] == {"transcript": "Weight Anna"}
    assert first["alternatives"][0]["transcript"] == "Wait, Hanna."
    assert [word["word"] for word in first["alternatives"][0]["words"]] == ["Wait,", "Hanna."]


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("1.300s", 1300),
        ("90s", 90_000),
        ({"seconds": "5"}, 5000),
        ({}, 0),
        (2.5, 2500),
        ("1.3", None),
        (-1, None),
        (None, None),
    ],
)
def test_times(value, time):
    assert time_of(value) == time
