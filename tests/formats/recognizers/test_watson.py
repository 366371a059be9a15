"""Watson: an answer in, turns out, and the same answer again. All answers here are invented."""

from __future__ import annotations

import json

import pytest

from earwitness.errors import MalformedText
from earwitness.formats.recognizers import watson
from earwitness.model import Mark, Word


def result(words, **more):
    first = {
        "transcript": "".join(f"{word} " for word, _, _ in words),
        "confidence": 0.91,
        "timestamps": [list(word) for word in words],
        "word_confidence": [[word, 0.9] for word, _, _ in words],
    }
    return {"final": True, "alternatives": [first, {"transcript": "how mud "}], **more}


ONE = result([("how", 0.5, 0.7), ("much", 0.7, 1.07)], keywords_result={}, word_alternatives=[])
TWO = result([("too", 1.5, 1.7), ("late", 1.7, 2.0), ("for", 2.1, 2.2)])


def labels(*speakers):
    times = [(0.5, 0.7), (0.7, 1.07), (1.5, 1.7), (1.7, 2.0), (2.1, 2.2)]
    pairs = zip(times, speakers, strict=False)
    return [{"from": a, "to": b, "speaker": who, "confidence": 0.5, "final": False} for (a, b), who in pairs]


def test_a_result_is_a_turn(through):
    (transcript,) = through(watson, {"result_index": 0, "results": [ONE, TWO]}).transcripts
    first, second = transcript.turns
    assert (first.text, first.start, first.end) == ("how much", 500, 1070)
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 8, 700, 1070, 0.9))
    assert (second.text, second.speakers) == ("too late for", ())
    assert transcript.made_by == "IBM Watson Speech to Text"


def test_speaker_labels_cut_a_result(through):
    answer = {"result_index": 0, "results": [ONE, TWO], "speaker_labels": labels(0, 0, 2, 2, 0)}
    (transcript,) = through(watson, answer).transcripts
    assert [(turn.text, turn.speakers) for turn in transcript.turns] == [
        ("how much", ("p1",)),
        ("too late", ("p2",)),
        ("for", ("p1",)),
    ]
    assert [speaker.labels for speaker in transcript.speakers] == [("Speaker 0",), ("Speaker 2",)]


def test_a_hesitation_is_a_mark(through):
    hesitating = result([("too", 1.5, 1.7), ("%HESITATION", 1.7, 1.9), ("late", 1.9, 2.0)])
    (turn,) = through(watson, {"result_index": 0, "results": [hesitating]}).transcripts[0].turns
    assert (turn.text, len(turn.words)) == ("too late", 2)
    assert turn.marks == (Mark(type="vocal", start=3, end=3, words="hesitation"),)


def test_a_result_without_timestamps(through):
    plain = {"final": True, "alternatives": [{"transcript": "only this ", "confidence": 0.5}]}
    (turn,) = through(watson, {"result_index": 0, "results": [plain]}).transcripts[0].turns
    assert (turn.text, turn.words) == ("only this", ())


def test_chunks_behind_one_another_are_one_recognition():
    interim = {**ONE, "final": False, "alternatives": [{"transcript": "ho "}]}
    chunks = [
        {"state": "listening"},
        {"result_index": 0, "results": [interim]},
        {"result_index": 0, "results": [ONE]},
        {"result_index": 1, "results": [TWO]},
        {"speaker_labels": labels(0, 0, 1, 1, 1)},
    ]
    for content in ("\n".join(json.dumps(chunk, indent=1) for chunk in chunks), json.dumps(chunks)):
        (transcript,) = watson.read(content.encode(), name="a.json").transcripts
        assert [(turn.text, turn.speakers) for turn in transcript.turns] == [
            ("how much", ("p1",)),
            ("too late for", ("p2",)),
        ]
        assert [doubt.what for doubt in transcript.doubts] == [
            "1 results were replaced by later ones of the same index; the file keeps them"
        ]


def test_formatted_words_that_are_not_those_of_the_timestamps_stay_in_the_answer(through):
    formatted = result([("twenty", 0.5, 0.7), ("pounds", 0.7, 1.0)])
    formatted["alternatives"][0]["transcript"] = "£20 "
    (turn,) = through(watson, {"result_index": 0, "results": [formatted]}).transcripts[0].turns
    assert turn.text == "twenty pounds"


def test_what_is_no_answer_is_refused():
    with pytest.raises(MalformedText, match="no results"):
        watson.read(b'{"state": "listening"}', name="a.json")
