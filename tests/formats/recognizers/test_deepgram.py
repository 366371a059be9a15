"""Deepgram: an answer in, turns out, and the same answer again. All answers here are invented."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from earwitness.errors import MalformedText
from earwitness.formats.recognizers import deepgram
from earwitness.model import Conversation, Dossier, Speaker, Transcript, Turn, Word


def word(text, start, end, **more):
    return {
        "word": text.lower().strip(",.?"),
        "start": start,
        "end": end,
        "confidence": 0.9,
        **more,
        "punctuated_word": text,
    }


METADATA = {
    "request_id": "r-1",
    "duration": 9.5,
    "channels": 1,
    "model_info": {"m1": {"name": "nova-invented", "version": "2031-01-01.1", "arch": "nova"}},
}
HOW, MUCH = word("How", 0.5, 0.7, speaker=0), word("much?", 0.7, 1.0719999, speaker=0, speaker_confidence=0.4)
TOO, LATE = word("Too", 1.5, 1.7, speaker=1), word("late.", 1.7, 2.0, speaker=1)
RESULTS = {
    "channels": [
        {
            "alternatives": [
                {
                    "transcript": "How much? Too late.",
                    "confidence": 0.9,
                    "words": [HOW, MUCH, TOO, LATE],
                    "entities": [{"label": "X"}],
                },
                {"transcript": "Oh much? Two late.", "confidence": 0.2, "words": []},
            ],
            "detected_language": "en-US",
        }
    ],
    "utterances": [
        {
            "start": 0.5,
            "end": 1.0719999,
            "confidence": 0.9,
            "channel": 0,
            "transcript": "How much?",
            "words": [HOW, MUCH],
            "speaker": 0,
            "id": "u-1",
        },
        {
            "start": 1.5,
            "end": 2.0,
            "confidence": 0.9,
            "channel": 0,
            "transcript": "Too late.",
            "words": [TOO, LATE],
            "speaker": 1,
            "id": "u-2",
        },
    ],
    "sentiments": {"segments": [{"text": "Too late.", "sentiment": "negative"}]},
}


def test_an_utterance_is_a_turn(through):
    (transcript,) = through(deepgram, {"metadata": METADATA, "results": RESULTS}).transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end, first.speakers) == ("How much?", 500, 1072, ("p1",))
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 9, 700, 1072, 0.9))
    assert ("channel", "0") in first.extra
    assert (second.text, second.speakers) == ("Too late.", ("p2",))
    assert [speaker.labels for speaker in transcript.speakers] == [("Speaker 0",), ("Speaker 1",)]
    assert (transcript.kind, transcript.language) == ("machine", "en-US")
    assert transcript.made_by == "Deepgram nova-invented 2031-01-01.1"
    assert transcript.doubts == ()


def paragraphed(num_words=(2, 2)):
    alternative = {
        "transcript": "How much? Too late.",
        "words": [HOW, MUCH, TOO, LATE],
        "paragraphs": {
            "transcript": "\nSpeaker 0: How much?\n\nSpeaker 1: Too late.",
            "paragraphs": [
                {
                    "sentences": [{"text": "How much?", "start": 0.5, "end": 1.0719999}],
                    "speaker": 0,
                    "num_words": num_words[0],
                    "start": 0.5,
                    "end": 1.07,
                },
                {
                    "sentences": [{"text": "Too late.", "start": 1.5, "end": 2.0}],
                    "speaker": 1,
                    "num_words": num_words[1],
                    "start": 1.5,
                    "end": 2.0,
                },
            ],
        },
    }
    return {"metadata": METADATA, "results": {"channels": [{"alternatives": [alternative]}]}}


def test_a_paragraph_is_a_turn_where_there_are_no_utterances(through):
    first, second = through(deepgram, paragraphed()).transcripts[0].turns
    assert (first.text, first.end, len(first.words)) == ("How much?", 1070, 2)
    assert second.text == "Too late."


def test_paragraphs_that_do_not_fit_the_words_stay_in_the_answer_and_runs_are_the_turns(through):
    (transcript,) = through(deepgram, paragraphed((2, 7))).transcripts
    assert [turn.text for turn in transcript.turns] == ["How much?", "Too late."]


def test_runs_of_words_end_at_another_speaker_and_at_silence(through):
    words = [
        HOW,
        MUCH,
        TOO,
        LATE,
        word("Go.", 2.5, 2.6, speaker=1),
        word("Now", 3.6, 3.7, speaker=1),
        word("then", 6, 6.1, speaker=1),
    ]
    answer = {"results": {"channels": [{"alternatives": [{"transcript": "", "words": words}]}]}}
    turns = through(deepgram, answer).transcripts[0].turns
    assert [(turn.text, turn.start, turn.end) for turn in turns] == [
        ("How much?", 500, 1072),
        ("Too late. Go.", 1500, 2600),
        ("Now", 3600, 3700),
        ("then", 6000, 6100),
    ]


def test_each_of_several_channels_is_a_voice_and_turns_come_by_time(through):
    def channel(text, start):
        return {"alternatives": [{"transcript": text, "words": [word(text, start, start + 0.5)]}]}

    answer = {"metadata": METADATA, "results": {"channels": [channel("Later.", 4.0), channel("First.", 1.0)]}}
    (transcript,) = through(deepgram, answer).transcripts
    assert [turn.text for turn in transcript.turns] == ["First.", "Later."]
    assert [speaker.labels for speaker in transcript.speakers] == [("Channel 1",), ("Channel 0",)]


def test_a_transcript_without_words_is_one_turn(through):
    answer = {"metadata": METADATA, "results": {"channels": [{"alternatives": [{"transcript": "Only this."}]}]}}
    (turn,) = through(deepgram, answer).transcripts[0].turns
    assert (turn.text, turn.words, turn.start) == ("Only this.", (), None)


def test_what_is_no_word_is_told_and_the_others_are_read():
    words = [HOW, None, {"word": "x", "start": -1, "end": "soon"}, MUCH]
    answer = {"results": {"channels": [{"alternatives": [{"words": words}]}]}}
    (transcript,) = deepgram.read(json.dumps(answer).encode(), name="a.json").transcripts
    assert [turn.text for turn in transcript.turns] == ["How", "x", "much?"]
    assert [doubt.what for doubt in transcript.doubts] == ["word 2 is no object: null"]
    assert transcript.turns[1].words == (Word(0, 1),)


def test_a_voice_that_gets_a_name_keeps_it():
    content = json.dumps({"metadata": METADATA, "results": RESULTS}).encode()
    (transcript,) = deepgram.read(content, name="a.json").transcripts
    named = (Speaker(id="p1", labels=("Anna",)), transcript.speakers[1])
    back = deepgram.write(
        [Dossier(conversation=Conversation(id="c1"), transcripts=(replace(transcript, speakers=named),))]
    )
    assert json.loads(back)["metadata"]["extra"] == {"speaker 0": "Anna"}
    (again,) = deepgram.read(back, name="a.json").transcripts
    assert [speaker.labels for speaker in again.speakers] == [("Anna",), ("Speaker 1",)]


def test_mended_words_leave_no_paragraphs_that_say_otherwise():
    content = json.dumps(
        {"metadata": METADATA, "results": {**RESULTS, "channels": paragraphed()["results"]["channels"]}}
    ).encode()
    (transcript,) = deepgram.read(content, name="a.json").transcripts
    mended = replace(transcript.turns[1], text="Two left.", words=())
    transcript = replace(transcript, turns=(transcript.turns[0], mended), revision=2)
    back = json.loads(deepgram.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))]))
    (alternative,) = back["results"]["channels"][0]["alternatives"]
    assert alternative["transcript"] == "How much? Two left."
    assert "paragraphs" not in alternative
    assert back["results"]["utterances"][1]["transcript"] == "Two left."


def test_what_is_no_answer_is_refused():
    with pytest.raises(MalformedText, match="no channels"):
        deepgram.read(b'{"results": {}}', name="a.json")
    with pytest.raises(MalformedText, match="line 2"):
        deepgram.read(b'{"results":\n {"channels": [,]}}', name="a.json")
    assert deepgram.detects(b'{"results": [{"alternatives": [{"transcript": "x"}]}]}', "a.json") == 0


def test_a_turn_from_elsewhere_keeps_its_channel_and_its_name():
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="Out.", start=0, extra=(("channel", "1"),)),
        Turn(id="2", number=2, speakers=("p2",), text="No.", start=900),
    )
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", labels=("Bo",)))
    transcript = Transcript(id="t1", conversation="c1", speakers=speakers, turns=turns)
    back = deepgram.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])
    (again,) = deepgram.read(back, name="a.json").transcripts
    assert [speaker.labels for speaker in again.speakers] == [("Anna",), ("Bo",)]
    assert [turn.extra[0] for turn in again.turns] == [("channel", "1"), ("channel", "0")]
