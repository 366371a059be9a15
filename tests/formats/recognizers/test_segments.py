"""The Whisper family: segments in, turns out, and the same document again. All that is said here is invented."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from earwitness.errors import BadInput
from earwitness.formats import detect, read
from earwitness.formats.recognizers import (
    faster_whisper,
    openai_diarized,
    openai_verbose,
    whisper,
    whisper_timestamped,
    whisperx,
)
from earwitness.model import Word

from .conftest import again

SEGMENT = {
    "id": 0,
    "seek": 0,
    "start": 0.0,
    "end": 2.48,
    "text": " The bridge is out.",
    "tokens": [50364, 440, 7283, 307, 484, 13, 50488],
    "temperature": 0.0,
    "avg_logprob": -0.21,
    "compression_ratio": 0.9,
    "no_speech_prob": 0.01,
}
WORDS = [
    {"word": " The", "start": 0.0, "end": 0.3, "probability": 0.71},
    {"word": " bridge", "start": 0.3, "end": 0.9, "probability": 0.99},
    {"word": " is", "start": 0.9, "end": 1.1, "probability": 0.98},
    {"word": " out.", "start": 1.1, "end": 2.48, "probability": 0.5},
]
DOCUMENT = {"text": " The bridge is out.", "segments": [{**SEGMENT, "words": WORDS}], "language": "en"}


def test_a_segment_of_whisper_is_a_turn_with_its_words(through):
    (transcript,) = through(whisper, DOCUMENT).transcripts
    (turn,) = transcript.turns
    assert (turn.text, turn.start, turn.end, turn.speakers, turn.printed) == ("The bridge is out.", 0, 2480, (), None)
    assert turn.words == (
        Word(0, 3, 0, 300, 0.71),
        Word(4, 10, 300, 900, 0.99),
        Word(11, 13, 900, 1100, 0.98),
        Word(14, 18, 1100, 2480, 0.5),
    )
    assert turn.extra == (
        (
            "segment",
            '{"id":0,"seek":0,"tokens":[50364,440,7283,307,484,13,50488],"temperature":0.0,"avg_logprob":-0.21,'
            '"compression_ratio":0.9,"no_speech_prob":0.01}',
        ),
    )
    assert (transcript.kind, transcript.language, transcript.made_by) == ("machine", "en", "Whisper")


def test_times_finer_than_milliseconds_are_kept_as_printed(through):
    document = {
        "text": " The bridge is out." * 2,
        "segments": [{**SEGMENT, "end": 2.4799999}, {**SEGMENT, "start": 0.00049}],
    }
    turns = through(whisper, document).transcripts[0].turns
    assert [(turn.start, turn.end, turn.printed) for turn in turns] == [
        (0, 2480, "0.0 2.4799999"),
        (0, 2480, "0.00049 2.48"),
    ]


def test_a_segment_of_its_own_kind_among_usual_ones_comes_back(through):
    odd = [
        {**SEGMENT, "words": []},
        {**SEGMENT, "speaker": ""},
        {**SEGMENT, "new": [1]},
        {**SEGMENT, "words": WORDS},
        SEGMENT,
    ]
    document = {"text": " The bridge is out." * 6, "segments": [SEGMENT, *odd], "language": "en"}
    turns = through(whisper, document).transcripts[0].turns
    assert [len(turn.words) for turn in turns] == [0, 0, 0, 0, 4, 0]


def test_words_of_a_script_without_spaces_stand_side_by_side(through):
    words = [{"word": "桥", "start": 0.0, "end": 0.3}, {"word": "断了", "start": 0.3, "end": 0.9}]
    document = {"text": "桥断了", "segments": [{**SEGMENT, "text": "桥断了", "words": words}], "language": "zh"}
    (turn,) = through(whisper, document).transcripts[0].turns
    assert turn.words == (Word(0, 1, 0, 300), Word(1, 3, 300, 900))


def test_speakers_change_within_a_segment_of_whisperx(through):
    words = [
        {"word": "Out?", "start": 1.0, "end": 1.4, "score": 0.9, "speaker": "SPEAKER_00"},
        {"word": "Since", "start": 1.5, "end": 1.9, "score": 0.8, "speaker": "SPEAKER_01"},
        {"word": "1945."},
    ]
    segment = {"start": 1.0, "end": 2.5, "text": " Out? Since 1945.", "words": words, "speaker": "SPEAKER_00"}
    (transcript,) = through(whisperx, {"segments": [segment], "word_segments": words, "language": "en"}).transcripts
    (turn,) = transcript.turns
    assert [speaker.labels for speaker in transcript.speakers] == [("SPEAKER_00",), ("SPEAKER_01",)]
    assert turn.speakers == ("p1",)
    assert turn.words == (
        Word(0, 4, 1000, 1400, 0.9),
        Word(5, 10, 1500, 1900, 0.8, "p2"),
        Word(11, 16),
    )


def test_words_and_segments_of_whisper_timestamped_have_a_confidence(through):
    words = [{"text": "The", "start": 0.0, "end": 0.3, "confidence": 0.7}, {"text": "[*]", "start": 0.3, "end": 0.5}]
    document = {"text": " The", "segments": [{**SEGMENT, "text": " The", "confidence": 0.7, "words": words}]}
    (turn,) = through(whisper_timestamped, document).transcripts[0].turns
    assert turn.words == (Word(0, 3, 0, 300, 0.7),)
    assert dict(turn.extra)["words"] == '[null,{"":{"text":"[*]","start":0.3,"end":0.5}}]'


def test_a_list_of_segments_is_as_wrappers_of_faster_whisper_write_it(through):
    (transcript,) = through(faster_whisper, [{**SEGMENT, "id": 1}, {**SEGMENT, "id": 2, "text": " Wait."}]).transcripts
    assert [turn.text for turn in transcript.turns] == ["The bridge is out.", "Wait."]


def test_speakers_are_as_whisper_ctranslate2_tells_them(through):
    segments = [{**SEGMENT, "id": 1, "words": None, "speaker": "SPEAKER_01"}]
    (transcript,) = through(faster_whisper, {"text": SEGMENT["text"], "segments": segments}).transcripts
    assert transcript.speakers[0].labels == ("SPEAKER_01",)


def test_words_that_stand_together_go_into_their_segments(through):
    answer = {
        "task": "transcribe",
        "language": "english",
        "duration": 5.0,
        "text": "The bridge is out. Wait.",
        "words": [
            {"word": "The", "start": 0.0, "end": 0.3},
            {"word": "bridge", "start": 0.3, "end": 0.9},
            {"word": "is", "start": 0.9, "end": 1.1},
            {"word": "out", "start": 1.1, "end": 2.4},
            {"word": "Wait", "start": 2.48, "end": 3.0},
        ],
        "segments": [
            {**SEGMENT, "text": "The bridge is out."},
            {**SEGMENT, "id": 1, "text": "Wait.", "start": 2.48, "end": 4},
        ],
        "usage": {"type": "duration", "seconds": 5},
    }
    (transcript,) = through(openai_verbose, answer).transcripts
    assert transcript.language == "en"
    assert [[turn.text[word.first : word.last] for word in turn.words] for turn in transcript.turns] == [
        ["The", "bridge", "is", "out"],
        ["Wait"],
    ]


def test_words_without_segments_are_one_turn(through):
    answer = {
        "task": "transcribe",
        "duration": 5.0,
        "text": "Wait.",
        "words": [{"word": "Wait", "start": 1.0, "end": 1.5}],
    }
    (turn,) = through(openai_verbose, answer).transcripts[0].turns
    assert (turn.text, turn.words) == ("Wait.", (Word(0, 4, 1000, 1500),))


def test_a_diarized_answer_tells_who(through):
    segments = [
        {"type": "transcript.text.segment", "text": "Wait.", "speaker": "A", "start": 0.1, "end": 1.25, "id": "seg_0"},
        {"type": "transcript.text.segment", "text": "Why?", "speaker": "anna", "start": 1.0, "end": 2.0, "id": "seg_1"},
    ]
    (transcript,) = through(
        openai_diarized, {"task": "transcribe", "text": "Wait. Why?", "segments": segments}
    ).transcripts
    assert [(turn.text, turn.start, turn.end, turn.speakers) for turn in transcript.turns] == [
        ("Wait.", 100, 1250, ("p1",)),
        ("Why?", 1000, 2000, ("p2",)),
    ]


def test_what_is_no_time_is_told_and_kept():
    segments = [
        {**SEGMENT, "start": -1},
        {**SEGMENT, "start": 9, "end": 3},
        {**SEGMENT, "end": 1e300},
        7,
        {**SEGMENT, "text": None},
    ]
    content = json.dumps({"segments": segments}).encode()
    (transcript,) = whisper.read(content, name="x.json").transcripts
    assert [(turn.start, turn.end) for turn in transcript.turns] == [(None, 2480), (9000, None), (0, None), (0, 2480)]
    assert [doubt.what for doubt in transcript.doubts] == [
        "the start of segment 1 is no time: -1",
        "segment 2 ends before it starts, at 3",
        "the end of segment 3 is no time: 1e+300",
        "segment 4 is no object: 7",
    ]
    assert json.loads(again(whisper, whisper.read(content, name="x.json")))["segments"] == [*segments[:3], segments[4]]


def test_nan_and_half_characters_are_read_and_told():
    content = b'{"segments": [{"start": 0.5, "end": NaN, "text": " Wait \\ud83d.", "avg_logprob": -Infinity}]}'
    reading = whisper.read(content, name="x.json")
    assert (reading.transcripts[0].turns[0].text, reading.transcripts[0].turns[0].start) == ("Wait ?.", 500)
    assert len(reading.doubts) == 1
    assert whisper.read(json.dumps(DOCUMENT).encode(), name="x.json").doubts == ()


@pytest.mark.parametrize("content", [b"", b"[", b"7", b'"x"', b'{"a": 1}', b"[" * 100_000, b"\xff\xfe\x00"])
def test_what_is_no_such_json_is_refused(content):
    with pytest.raises(BadInput):
        whisper.read(content, name="x.json")


def test_an_edited_turn_is_written_as_edited():
    reading = whisper.read(json.dumps(DOCUMENT).encode(), name="x.json")
    (transcript,) = reading.transcripts
    turn = replace(transcript.turns[0], text="The ferry is out.", start=100, words=())
    edited = replace(reading, transcripts=(replace(transcript, turns=(turn,)),))
    document = json.loads(again(whisper, edited))
    assert document["text"] == " The ferry is out."
    assert document["segments"] == [{**SEGMENT, "start": 0.1, "text": " The ferry is out."}]


def test_json_of_others_is_left_alone_and_a_long_document_is_read():
    assert detect(b'{"segments": [{"begin": 1, "label": "x"}]}', "x.json").name == "text"
    assert read(b'{"segments": [{"begin": 1, "label": "x"}]}', name="x.json").format == "unknown"
    content = json.dumps({"segments": [{**SEGMENT, "words": WORDS}] * 20_000, "language": "en"}).encode()
    assert len(read(content, name="x.json").transcripts[0].turns) == 20_000


@pytest.mark.parametrize(
    ("sample", "room", "format"),
    [
        ("whisper_json", whisper_timestamped, "whisper-timestamped"),
        ("faster_whisper", faster_whisper, "faster-whisper"),
    ],
)
def test_every_word_of_a_shared_sample_is_read_and_the_document_comes_back(sample, room, format, samples):
    for content in samples(sample):
        document = json.loads(content)
        reading = read(content, name="x.json")
        (transcript,) = reading.transcripts
        assert (reading.format, transcript.doubts) == (format, ())
        assert " ".join(turn.text for turn in transcript.turns).split() == document["text"].split()
        assert sum(len(turn.words) for turn in transcript.turns) == sum(
            len(segment["words"] or ()) for segment in document["segments"]
        )
        assert json.loads(again(room, reading)) == document
