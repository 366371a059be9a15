"""AssemblyAI: an answer in, turns out, and the same answer again. All answers here are invented."""

from __future__ import annotations

import json

import pytest

from earwitness.errors import MalformedText
from earwitness.formats.recognizers import assemblyai
from earwitness.model import Word


def word(text, start, end, speaker="A", **more):
    return {"text": text, "start": start, "end": end, "confidence": 0.9, "speaker": speaker, **more}


WORDS = [word("How", 500, 700), word("much?", 700, 1072), word("Too", 1500, 1700, "B"), word("late.", 1700, 2000, "B")]
UTTERANCES = [
    {"speaker": "A", "text": "How much?", "confidence": 0.9, "start": 500, "end": 1072, "words": WORDS[:2]},
    {"speaker": "B", "text": "Too late.", "confidence": 0.8, "start": 1500, "end": 2000, "words": WORDS[2:]},
]
ANSWER = {
    "id": "a-1",
    "audio_url": "https://example.org/a.mp3",
    "status": "completed",
    "language_code": "en_us",
    "acoustic_model": "best",
    "text": "How much? Too late.",
    "words": WORDS,
    "utterances": UTTERANCES,
    "confidence": 0.9,
    "audio_duration": 9,
    "chapters": [{"gist": "Water", "headline": "Water", "summary": "x", "start": 500, "end": 2000}],
    "entities": [{"entity_type": "x", "text": "late", "start": 1700, "end": 2000}],
    "sentiment_analysis_results": None,
}


def test_an_utterance_is_a_turn(through):
    (transcript,) = through(assemblyai, ANSWER).transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end, first.speakers) == ("How much?", 500, 1072, ("p1",))
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 9, 700, 1072, 0.9))
    assert (second.text, second.speakers) == ("Too late.", ("p2",))
    assert [speaker.labels for speaker in transcript.speakers] == [("A",), ("B",)]
    assert (transcript.kind, transcript.language, transcript.made_by) == ("machine", "en-US", "AssemblyAI best")


def test_without_utterances_runs_of_one_speaker_are_the_turns(through):
    (transcript,) = through(assemblyai, {**ANSWER, "utterances": None}).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [("How much?", ("p1",)), ("Too late.", ("p2",))]


def test_channels_are_kept(through):
    utterance = {
        "channel": "2",
        "speaker": "2",
        "text": "Out.",
        "start": 5,
        "end": 90,
        "words": [word("Out.", 5, 90, "2", channel="2")],
    }
    answer = {
        **ANSWER,
        "audio_channels": 2,
        "multichannel": True,
        "utterances": [utterance],
        "words": utterance["words"],
        "text": "Out.",
    }
    (turn,) = through(assemblyai, answer).transcripts[0].turns
    assert turn.extra[0] == ("channel", "2")


@pytest.mark.parametrize("unit", ["sentences", "paragraphs"])
def test_the_exports_of_sentences_and_paragraphs(through, unit):
    parts = [{"text": "How much?", "start": 500, "end": 1072, "confidence": 0.9, "words": WORDS[:2], "speaker": "A"}]
    (turn,) = (
        through(assemblyai, {"id": "a-1", "confidence": 0.9, "audio_duration": 9, unit: parts}).transcripts[0].turns
    )
    assert (turn.text, len(turn.words)) == ("How much?", 2)


def test_text_alone_is_one_turn(through):
    (turn,) = through(assemblyai, {"acoustic_model": "best", "text": "Only this.", "words": []}).transcripts[0].turns
    assert turn.text == "Only this."


def test_an_answer_that_is_not_done_has_no_turn():
    reading = assemblyai.read(
        json.dumps({**ANSWER, "text": None, "words": None, "utterances": None}).encode(), name="a.json"
    )
    assert (reading.conversations, reading.transcripts) == ((), ())
    with pytest.raises(MalformedText, match="no words"):
        assemblyai.read(b'{"status": "queued"}', name="a.json")
