"""Lhotse: a manifest in, conversations out, and the same manifest again. All recordings here are invented."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.projects import lhotse
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn, Word

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples" / "lhotse"

FIRST = {
    "id": "s1",
    "recording_id": "r1",
    "start": 0.5,
    "duration": 0.57,
    "channel": [0, 1],
    "text": "How much?",
    "language": "English",
    "speaker": "Anna Berg",
    "gender": "F",
    "custom": {"snr": 3},
    "alignment": {"word": [["How", 0.5, 0.2, 0.9], ["much", 0.7, 0.37, None]], "phone": [["HH", 0.5, 0.1]]},
}
SECOND = {
    "id": "s2",
    "recording_id": "r1",
    "start": 1.25001,
    "duration": 0.5,
    "channel": 0,
    "text": "Too late.",
    "language": "English",
    "speaker": "Bo",
}
OTHER = {"id": "s3", "recording_id": "r2", "start": 0.0, "duration": 3.0, "channel": 0}


def back(reading: Reading) -> bytes:
    return lhotse.write(
        [
            Dossier(conversation=conversation, transcripts=(transcript,))
            for conversation, transcript in zip(reading.conversations, reading.transcripts, strict=True)
        ]
    )


@pytest.mark.parametrize("lines", [True, False])
def test_each_recording_is_a_conversation(lines):
    items = [FIRST, SECOND, OTHER]
    content = "\n".join(map(json.dumps, items)) if lines else json.dumps(items)
    reading = lhotse.read(content.encode(), name="m.jsonl")
    assert [conversation.title for conversation in reading.conversations] == ["r1", "r2"]
    first, second = reading.transcripts[0].turns
    assert (first.text, first.start, first.end) == ("How much?", 500, 1070)
    assert first.words == (Word(0, 3, 500, 700, 0.9), Word(4, 8, 700, 1070, None))
    assert first.extra[0] == ("channel", "[0,1]")
    assert (second.start, second.end) == (1250, 1750)
    assert [speaker.labels for speaker in reading.transcripts[0].speakers] == [("Anna Berg",), ("Bo",)]
    assert reading.transcripts[0].language == "en"
    assert [(turn.text, turn.end) for turn in reading.transcripts[1].turns] == [("", 3000)]
    written = back(reading)
    assert (json.loads(written) if not lines else [json.loads(line) for line in written.splitlines()]) == items
    assert lhotse.read(written, name="m.jsonl") == reading
    assert detect(content.encode(), "m.jsonl").name == "lhotse"


def test_alignments_that_do_not_fit_the_text_stay_as_they_are():
    aligned = [["SIL", 0.0, 0.5], {"symbol": "HOW", "start": 0.5, "duration": 0.2}, ["Mach", 0.7, 0.37]]
    content = json.dumps([{**FIRST, "alignment": {"word": aligned}}]).encode()
    reading = lhotse.read(content, name="m.json")
    assert reading.transcripts[0].turns[0].words == (Word(0, 3, 500, 700),)
    assert json.loads(back(reading)) == json.loads(content)


def test_aligned_words_without_a_text_are_the_text():
    item = {key: value for key, value in FIRST.items() if key != "text"}
    (turn,) = lhotse.read(json.dumps(item).encode(), name="m.jsonl").transcripts[0].turns
    assert (turn.text, len(turn.words)) == ("How much", 2)


def test_what_a_manifest_says_of_recordings_is_told():
    recording = {
        "id": "r1",
        "sampling_rate": 8000,
        "num_samples": 4000,
        "duration": 0.5,
        "sources": [{"type": "file", "channels": [0], "source": "a.wav"}],
    }
    reading = lhotse.read(json.dumps([recording]).encode(), name="m.json")
    assert reading.conversations == ()
    assert reading.doubts == (
        "recording r1: 0.5 s, 8000 Hz, 4000 samples, 1 channels, a.wav",
        "the file holds no turn; its bytes are kept",
    )


def test_a_bad_line_costs_no_other():
    content = json.dumps(FIRST).encode() + b"\n{broken\n[1]\n" + json.dumps(SECOND).encode()
    (transcript,) = lhotse.read(content, name="m.jsonl").transcripts
    assert len(transcript.turns) == 2
    assert [doubt.what.partition(": ")[0] for doubt in transcript.doubts] == ["line 2", "line 3"]
    for bad in (b"{broken", b"[" * 200_000, b"7"):
        with pytest.raises(MalformedText):
            lhotse.read(bad, name="m.jsonl")


def test_a_transcript_from_elsewhere_is_written_and_its_missing_times_come_back_missing():
    turns = (
        Turn(
            id="1",
            number=1,
            speakers=("p1",),
            text="How much?",
            start=500,
            end=1070,
            words=(Word(0, 3, 500, 700, 0.5),),
        ),
        Turn(
            id="2",
            number=2,
            speakers=("p2",),
            text="To the step.",
            marks=(Mark(type="vocal", start=0, end=0, words="coughs"),),
        ),
        Turn(id="3", number=3, text="Out", start=9000),
    )
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", role="engineer"))
    transcript = Transcript(id="t9", conversation="c9", language="en", speakers=speakers, turns=turns)
    written = lhotse.write([Dossier(conversation=Conversation(id="c9"), transcripts=(transcript,))])
    assert [json.loads(line) for line in written.splitlines()][1] == {
        "id": "c9-2",
        "recording_id": "c9",
        "text": "(coughs) To the step.",
        "speaker": "engineer",
        "channel": 0,
        "language": "en",
        "start": 1.07,
        "duration": 0.0,
        "custom": {"untimed": ["start", "end"]},
    }
    (again,) = lhotse.read(written, name="m.jsonl").transcripts
    assert [(turn.text, turn.start, turn.end) for turn in again.turns] == [
        ("How much?", 500, 1070),
        ("(coughs) To the step.", None, None),
        ("Out", 9000, None),
    ]
    assert again.turns[0].words == turns[0].words
    assert again.language == "en"


def test_the_shared_samples_are_read_whole():
    if not SAMPLES.is_dir():
        pytest.skip("the shared samples are not beside the project")
    content = (SAMPLES / "lhotse__supervision.json").read_bytes()
    reading = lhotse.read(content, name="s.json")
    assert [len(transcript.turns) for transcript in reading.transcripts] == [2, 2]
    assert json.loads(back(reading)) == json.loads(content)
    assert len(lhotse.read((SAMPLES / "lhotse__audio.json").read_bytes(), name="a.json").doubts) == 5


@given(data=st.data())
@settings(max_examples=300)
def test_any_bytes_raise_our_own_errors_and_any_manifest_comes_back(data):
    content = "\n".join(map(json.dumps, [FIRST, SECOND, OTHER])).encode()
    values = list(re.finditer(rb'-?\d+(?:\.\d+)?|"[^"]*"(?!:)|\[[^\[\]]*\]|\{[^{}]*\}', content))
    scrap = data.draw(
        st.sampled_from([b"null", b"-1", b"1.00049", b'"x"', b"[]", b"{}", b"1e999", b"\xff", b"", b'["a",1]'])
    )
    if data.draw(st.booleans()):
        chosen = data.draw(st.sampled_from(values))
        first, last = chosen.span()
    else:
        first = data.draw(st.integers(0, len(content)))
        last = data.draw(st.integers(first, min(len(content), first + 20)))
    try:
        reading = lhotse.read(content[:first] + scrap + content[last:], name="m.jsonl")
    except EarwitnessError:
        return
    if reading.transcripts:
        again = lhotse.read(back(reading), name="m.jsonl")
        assert [one.turns for one in again.transcripts] == [one.turns for one in reading.transcripts]
        assert [one.speakers for one in again.transcripts] == [one.speakers for one in reading.transcripts]
