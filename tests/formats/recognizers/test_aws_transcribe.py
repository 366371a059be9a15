"""Amazon Transcribe: answers in, turns out, and the same answers again. All that is said here is invented."""

from __future__ import annotations

import json

from msgspec.structs import replace

from earwitness.formats import read
from earwitness.formats.recognizers import aws_transcribe
from earwitness.model import Word

from .conftest import again


def word(number, said, start, end, **more):
    alternatives = [{"confidence": "0.97", "content": said}, {"confidence": "0.02", "content": said + "x"}]
    return {
        "id": number,
        "start_time": start,
        "end_time": end,
        "alternatives": alternatives,
        "type": "pronunciation",
        **more,
    }


def sign(number, said, **more):
    return {"id": number, "alternatives": [{"confidence": "0.0", "content": said}], "type": "punctuation", **more}


ITEMS = [
    word(0, "Wait", "0.25", "0.6", speaker_label="spk_0"),
    sign(1, ",", speaker_label="spk_0"),
    word(2, "Anna", "0.7", "1.1", speaker_label="spk_0"),
    sign(3, ".", speaker_label="spk_0"),
    word(4, "Why", "1.5", "1.75", speaker_label="spk_1"),
    sign(5, "?", speaker_label="spk_1"),
]
SEGMENTS = [
    {
        "id": 0,
        "transcript": "Wait, Anna.",
        "start_time": "0.2",
        "end_time": "1.2",
        "speaker_label": "spk_0",
        "items": [0, 1, 2, 3],
    },
    {"id": 1, "transcript": "Why?", "start_time": "1.4", "end_time": "1.8", "speaker_label": "spk_1", "items": [4, 5]},
]


def job(items, **more):
    results = {"transcripts": [{"transcript": "Wait, Anna. Why?"}], "items": items, "language_code": "en-US", **more}
    return {"jobName": "call", "accountId": "1", "status": "COMPLETED", "results": results}


def bare(items):
    return [{key: value for key, value in item.items() if key not in ("id", "speaker_label")} for item in items]


def test_an_audio_segment_is_a_turn(through):
    (transcript,) = through(aws_transcribe, job(ITEMS, audio_segments=SEGMENTS)).transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end, first.speakers) == ("Wait, Anna.", 200, 1200, ("p1",))
    assert first.words == (Word(0, 4, 250, 600, 0.97), Word(6, 10, 700, 1100, 0.97))
    assert (second.text, second.start, second.speakers) == ("Why?", 1400, ("p2",))
    assert (transcript.language, transcript.made_by) == ("en-US", "Amazon Transcribe")


def test_without_audio_segments_a_run_of_one_speaker_is_a_turn(through):
    labels = {
        "segments": [{"speaker_label": "spk_0", "start_time": "0.25", "end_time": "1.1", "items": []}],
        "speakers": 2,
    }
    (transcript,) = through(aws_transcribe, job(ITEMS, speaker_labels=labels)).transcripts
    assert [(turn.text, turn.start, turn.end, turn.speakers) for turn in transcript.turns] == [
        ("Wait, Anna.", 250, 1100, ("p1",)),
        ("Why?", 1500, 1750, ("p2",)),
    ]


def test_older_answers_tell_speakers_apart_from_the_items(through):
    said = [("0.25", "spk_0"), ("0.7", "spk_0"), ("1.5", "spk_1")]
    segments = [{"speaker_label": who, "items": [{"start_time": start, "speaker_label": who}]} for start, who in said]
    (transcript,) = through(aws_transcribe, job(bare(ITEMS), speaker_labels={"segments": segments})).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [("Wait, Anna.", ("p1",)), ("Why?", ("p2",))]


def test_a_channel_is_a_voice(through):
    items = bare(ITEMS)
    channels = [{"channel_label": "ch_0", "items": items[:4]}, {"channel_label": "ch_1", "items": items[4:]}]
    (transcript,) = through(aws_transcribe, job(items, channel_labels={"channels": channels})).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [("Wait, Anna.", ("p1",)), ("Why?", ("p2",))]
    assert [speaker.labels for speaker in transcript.speakers] == [("ch_0",), ("ch_1",)]


def test_a_language_of_its_own(through):
    segments = [{**SEGMENTS[0], "language_code": "de-DE"}, SEGMENTS[1]]
    (transcript,) = through(aws_transcribe, job(ITEMS, audio_segments=segments)).transcripts
    assert [turn.language for turn in transcript.turns] == ["de-DE", None]


def test_a_mended_turn_is_written_as_mended_and_the_others_as_they_were():
    reading = read(json.dumps(job(ITEMS, audio_segments=SEGMENTS)).encode(), name="x.json")
    (transcript,) = reading.transcripts
    mended = replace(transcript.turns[1], text="Who?", words=())
    edited = replace(reading, transcripts=(replace(transcript, turns=(transcript.turns[0], mended)),))
    results = json.loads(again(aws_transcribe, edited))["results"]
    assert results["transcripts"] == [{"transcript": "Wait, Anna. Who?"}]
    assert results["audio_segments"] == [SEGMENTS[0], {**SEGMENTS[1], "transcript": "Who?"}]
    assert results["items"][:4] == ITEMS[:4]
    assert [item["alternatives"][0]["content"] for item in results["items"][4:]] == ["Who", "?"]


def test_what_is_no_time_is_left_out_and_the_words_stay():
    items = [word(0, "Back", "9.0", "1.0"), word(1, "to", "-1", "NaN"), word(2, "front", "x", "1e400")]
    (transcript,) = aws_transcribe.read(json.dumps(job(items)).encode(), name="x.json").transcripts
    (turn,) = transcript.turns
    assert (turn.text, turn.start, turn.end) == ("Back to front", 9000, None)
    assert [doubt.what for doubt in transcript.doubts] == ["turn 1 ends before it starts, at 1,000 ms"]


def test_every_word_of_the_shared_samples_is_read_and_the_answers_come_back(samples):
    for content in samples("aws_transcribe"):
        answer = json.loads(content)
        if "Transcript" in answer:
            said = [item["Content"] for entry in answer["Transcript"] for item in entry["Items"]]
            texts = [entry["Content"] for entry in answer["Transcript"]]
        else:
            said = [item["content"] for item in answer["audio_items"]]
            texts = [segment["text"] for segment in answer["audio_segments"]]
        reading = read(content, name="x.json")
        (transcript,) = reading.transcripts
        assert (reading.format, transcript.doubts) == ("aws-transcribe", ())
        assert sorted(turn.text for turn in transcript.turns) == sorted(texts)
        assert sum(len(turn.words) for turn in transcript.turns) == sum(any(map(str.isalnum, one)) for one in said)
        assert json.loads(again(aws_transcribe, reading)) == answer
