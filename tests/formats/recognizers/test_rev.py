"""Rev and Rev AI: an answer in, turns out, and the same answer again. All answers here are invented."""

from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from earwitness.errors import MalformedText
from earwitness.formats.recognizers import rev
from earwitness.model import Conversation, Dossier, Mark, Word


def said(value, start, end, **more):
    return {"type": "text", "value": value, "ts": start, "end_ts": end, "confidence": 0.9, **more}


def sign(value):
    return {"type": "punct", "value": value}


def test_a_monologue_is_a_turn(through):
    answer = {
        "monologues": [
            {"speaker": 0, "elements": [said("How", 0.5, 0.7), sign(" "), said("much", 0.7, 1.07), sign("?")]},
            {"speaker": 1, "elements": [said("Too", 1.5, 1.7), sign(" "), said("late", 1.7, 2.0719999), sign("...")]},
        ]
    }
    (transcript,) = through(rev, answer).transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end, first.speakers) == ("How much?", 500, 1070, ("p1",))
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 8, 700, 1070, 0.9))
    assert (second.text, second.end) == ("Too late...", 2072)
    assert [speaker.labels for speaker in transcript.speakers] == [("Speaker 0",), ("Speaker 1",)]
    assert (transcript.kind, transcript.made_by) == ("machine", "Rev AI")


def test_speakers_have_names(through):
    answer = {
        "speakers": [{"id": 4, "name": "Anna"}],
        "monologues": [
            {"speaker": 4, "elements": [said("Out", 0, 0.5)]},
            {"speaker": 5, "speaker_info": {"id": "x", "display_name": "Bo"}, "elements": [said("No", 1, 1.5)]},
        ],
    }
    (transcript,) = through(rev, answer).transcripts
    assert [speaker.labels for speaker in transcript.speakers] == [("Anna",), ("Bo",)]


def test_what_could_not_be_made_out_is_a_mark(through):
    elements = [
        said("Out", 0, 0.5),
        sign(" "),
        {"type": "unknown", "value": "<inaudible>"},
        said("<laugh>", 1, 2),
        sign(" "),
        said("now", 2, 3),
    ]
    (turn,) = through(rev, {"monologues": [{"speaker": 0, "elements": elements}]}).transcripts[0].turns
    assert turn.text == "Out  now"
    assert turn.marks == (
        Mark(type="unclear", start=4, end=4, words="inaudible"),
        Mark(type="vocal", start=4, end=4, words="laugh"),
    )


def test_rev_has_clocks(through):
    element = {"type": "text", "value": "Out", "timestamp": "00:01:02,030", "end_timestamp": "01:00:00,5"}
    (transcript,) = through(rev, {"monologues": [{"speaker": 0, "elements": [element]}]}).transcripts
    assert transcript.turns[0].words == (Word(0, 3, 62_030, 3_600_500),)
    assert (transcript.kind, transcript.made_by) == ("transcription", "Rev")


def test_what_is_no_answer_is_refused():
    with pytest.raises(MalformedText, match="no list of monologues"):
        rev.read(b'{"monologues": "x"}', name="a.json")


def test_a_voice_with_another_name_keeps_its_number_and_a_moved_turn_gets_its_voices():
    monologues = [{"speaker": number, "elements": [said(f"Say{number}", number, number + 1)]} for number in (0, 1, 0)]
    (transcript,) = rev.read(json.dumps({"monologues": monologues}).encode(), name="a.json").transcripts
    first, second, third = transcript.turns
    mended = replace(
        transcript,
        speakers=(replace(transcript.speakers[0], labels=("Anna",)), transcript.speakers[1]),
        turns=(first, second, replace(third, speakers=("p2",))),
    )
    back = rev.write([Dossier(conversation=Conversation(id="c1"), transcripts=(mended,))])
    assert [one["speaker"] for one in json.loads(back)["monologues"]] == [0, 1, 1]
    assert json.loads(back)["speakers"] == [{"id": 0, "name": "Anna"}]
    (again,) = rev.read(back, name="a.json").transcripts
    assert [speaker.labels for speaker in again.speakers] == [("Anna",), ("Speaker 1",)]
    assert [turn.speakers for turn in again.turns] == [("p1",), ("p2",), ("p2",)]
