"""Speechmatics: an answer in, turns out, and the same answer again. All answers here are invented."""

from __future__ import annotations

import json

import pytest

from earwitness.errors import MalformedText
from earwitness.formats.recognizers import speechmatics
from earwitness.model import Word


def result(content, start, end, speaker="S1", kind="word", **more):
    said = {"content": content, "confidence": 0.9, "language": "en", "speaker": speaker}
    return {"type": kind, "start_time": start, "end_time": end, "alternatives": [said], **more}


def stop(content, at, speaker="S1", **more):
    return result(content, at, at, speaker, "punctuation", attaches_to="previous", **more)


def answer(results, **more):
    return {
        "format": "2.9",
        "job": {"id": "j-1", "data_name": "bridge.wav"},
        "metadata": {
            "type": "transcription",
            "transcription_config": {"language": "en", "operating_point": "enhanced"},
        },
        "results": results,
        **more,
    }


def test_punctuation_is_attached_and_has_no_time(through):
    results = [
        result("How", 0.5, 0.7),
        result("much", 0.7, 1.0719999),
        stop("?", 1.0719999, is_eos=True),
        result("«", 1.5, 1.5, "S2", "punctuation", attaches_to="next"),
        result("Too", 1.5, 1.7, "S2", volume=4.1),
        result("late", 1.7, 2.0, "S2"),
        result("»", 2.0, 2.0, "S2", "punctuation", attaches_to="previous"),
    ]
    reading = through(speechmatics, answer(results))
    (transcript,) = reading.transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end) == ("How much?", 500, 1072)
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 8, 700, 1072, 0.9))
    assert (second.text, second.words) == ("«Too late»", (Word(1, 4, 1500, 1700, 0.9), Word(5, 9, 1700, 2000, 0.9)))
    assert [speaker.labels for speaker in transcript.speakers] == [("S1",), ("S2",)]
    assert (transcript.language, transcript.made_by) == ("en", "Speechmatics enhanced")
    assert reading.conversations[0].title == "bridge.wav"


def test_alternatives_entities_and_changes_come_back(through):
    entity = {
        **result("£20", 0.5, 1.2, kind="entity"),
        "entity_class": "money",
        "spoken_form": [result("twenty", 0.5, 0.9), result("pounds", 0.9, 1.2)],
        "written_form": [result("£20", 0.5, 1.2)],
    }
    change = {"type": "speaker_change", "start_time": 1.2, "end_time": 1.2, "score": 0.8}
    doubtful = result("sank", 1.4, 1.6)
    doubtful["alternatives"].append({"content": "sang", "confidence": 0.1})
    bare = {"type": "word", "start_time": 1.7, "end_time": 1.8, "alternatives": [{"content": "now"}]}
    turns = through(speechmatics, answer([entity, change, doubtful, bare])).transcripts[0].turns
    assert [turn.text for turn in turns] == ["£20", "sank", "now"]


def test_a_speaker_who_could_not_be_told_is_no_voice(through):
    (transcript,) = through(speechmatics, answer([result("Out", 0.5, 0.7, "UU"), stop(".", 0.7, "UU")])).transcripts
    assert (transcript.speakers, transcript.turns[0].speakers) == ((), ())


def test_channels_are_voices(through):
    results = [result("Out", 0.5, 0.7, "UU", channel="Agent"), result("No", 0.8, 0.9, "UU", channel="Caller")]
    (transcript,) = through(speechmatics, answer(results)).transcripts
    assert [speaker.labels for speaker in transcript.speakers] == [("Agent",), ("Caller",)]
    assert transcript.turns[1].extra[0] == ("channel", "Caller")


def test_a_translation_is_a_transcript_of_its_own(through):
    german = [{"start_time": 0.5, "end_time": 1.07, "content": "Wie viel?", "speaker": "S1"}]
    results = [result("How", 0.5, 0.7), result("much", 0.7, 1.07), stop("?", 1.07)]
    machine, translated = through(speechmatics, answer(results, translations={"de": german})).transcripts
    assert (translated.kind, translated.language, translated.conversation) == (
        "translation",
        "de",
        machine.conversation,
    )
    (turn,) = translated.turns
    assert (turn.text, turn.start, turn.end) == ("Wie viel?", 500, 1070)


def test_several_answers_are_several_conversations():
    lines = [json.dumps(answer([result(content, 0.5, 0.7)])) for content in ("One", "Two")]
    reading = speechmatics.read("\n".join(lines).encode(), name="a.jsonl")
    assert [(transcript.id, transcript.conversation) for transcript in reading.transcripts] == [
        ("t1", "c1"),
        ("t2", "c2"),
    ]


def test_japanese_words_stand_without_spaces(through):
    results = [result("もう", 0.5, 0.7), result("遅い", 0.7, 1.0), stop("。", 1.0)]
    document = answer(results)
    document["metadata"] |= {"transcription_config": {"language": "ja"}, "language_pack_info": {"word_delimiter": ""}}
    assert through(speechmatics, document).transcripts[0].turns[0].text == "もう遅い。"


def test_what_is_no_answer_is_refused():
    with pytest.raises(MalformedText, match="no list of results"):
        speechmatics.read(b'{"results": {}}', name="a.json")
