"""ConvoKit: a corpus in, conversations out, and the same utterances again. All talk here is invented."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.projects import convokit
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn

ONE = {
    "id": "u1",
    "conversation_id": "u1",
    "text": "How much?",
    "speaker": "anna",
    "meta": {"parsed": [1]},
    "reply-to": None,
    "timestamp": 1901,
    "vectors": [],
}
TWO = {
    "id": "u2",
    "conversation_id": "u1",
    "text": "Too late.",
    "speaker": "bo",
    "meta": {"start": 1.5, "end": 2.0},
    "reply-to": "u1",
    "timestamp": None,
}
OLD = {"id": "u3", "root": "u3", "text": "Out.", "user": "anna", "reply-to": None, "timestamp": "x"}


def lines(*items: object) -> bytes:
    return "".join(json.dumps(item) + "\n" for item in items).encode()


def back(reading: Reading) -> bytes:
    return convokit.write(
        [Dossier(conversation=Conversation(id="x"), transcripts=(one,)) for one in reading.transcripts]
    )


def test_each_conversation_is_one_and_each_utterance_a_turn():
    content = lines(ONE, OLD, TWO)
    reading = convokit.read(content, name="utterances.jsonl")
    first, second = reading.transcripts
    assert [(turn.text, turn.start, turn.end, turn.printed) for turn in first.turns] == [
        ("How much?", None, None, "1901"),
        ("Too late.", 1500, 2000, None),
    ]
    assert [speaker.labels for speaker in first.speakers] == [("anna",), ("bo",)]
    assert json.loads(dict(first.turns[1].extra)["convokit"])["reply-to"] == "u1"
    assert reading.conversations[0].extra == (("convokit conversation", "u1"),)
    assert [turn.text for turn in second.turns] == ["Out."]
    assert [json.loads(line) for line in back(reading).splitlines()] == [ONE, TWO, OLD]
    assert convokit.read(back(reading), name="u.jsonl").transcripts == reading.transcripts
    assert detect(content, "utterances.jsonl").name == "convokit"


def test_a_zip_tells_of_speakers_and_conversations():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("corpus/utterances.jsonl", lines(ONE, TWO))
        package.writestr("corpus/speakers.json", json.dumps({"anna": {"meta": {"age": 40}}, "nobody": {}}))
        package.writestr("corpus/conversations.json", json.dumps({"u1": {"meta": {"place": "bridge"}}}))
        package.writestr("corpus/index.json", json.dumps({"version": 1}))
        package.writestr("corpus/vectors.p", b"x")
    content = packed.getvalue()
    reading = convokit.read(content, name="corpus.zip")
    assert detect(content, "corpus.zip").name == "convokit"
    assert reading.conversations[0].extra == (
        ("convokit conversation", "u1"),
        ("convokit meta", '{"meta":{"place":"bridge"}}'),
        ("convokit index.json", '{"version":1}'),
    )
    assert reading.transcripts[0].extra[1] == ("convokit speakers", '{"anna":{"meta":{"age":40}}}')
    assert reading.doubts == ("corpus/vectors.p was not read; the file keeps it",)


def test_a_transcript_from_elsewhere_is_written():
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="How much?", start=500, end=1070),
        Turn(
            id="2",
            number=2,
            speakers=("p2",),
            text="Enough.",
            marks=(Mark(type="vocal", start=0, end=0, words="coughs"),),
        ),
    )
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", role="engineer"))
    transcript = Transcript(id="t9", conversation="c9", speakers=speakers, turns=turns)
    content = convokit.write([Dossier(conversation=Conversation(id="c9"), transcripts=(transcript,))])
    assert [json.loads(line) for line in content.splitlines()][1] == {
        "id": "t9.2",
        "conversation_id": "t9.1",
        "text": "(coughs) Enough.",
        "speaker": "engineer",
        "meta": {},
        "reply-to": "t9.1",
        "timestamp": None,
        "vectors": [],
    }
    (again,) = convokit.read(content, name="u.jsonl").transcripts
    assert [(turn.text, turn.start, turn.end) for turn in again.turns] == [
        ("How much?", 500, 1070),
        ("(coughs) Enough.", None, None),
    ]


def test_a_bad_utterance_costs_no_other():
    (transcript,) = convokit.read(
        lines(ONE, {"text": "lost", "reply-to": None}) + b"{x\n" + lines(TWO), name="u.jsonl"
    ).transcripts
    assert len(transcript.turns) == 2
    assert len(transcript.doubts) == 2
    for bad in (b"PK\x03\x04 no zip utterances.json", b"{", b"", b"[" * 100_000):
        with pytest.raises(MalformedText):
            convokit.read(bad, name="u.jsonl")


@given(data=st.data())
@settings(max_examples=200)
def test_any_bytes_raise_our_own_errors_and_any_corpus_comes_back(data):
    content = lines(ONE, TWO, OLD)
    first = data.draw(st.integers(0, len(content)))
    last = data.draw(st.integers(first, min(len(content), first + 20)))
    scrap = data.draw(st.sampled_from([b"null", b"-1", b'"x"', b"[]", b"{}", b"1e999", b"\xff", b""]))
    try:
        reading = convokit.read(content[:first] + scrap + content[last:], name="u.jsonl")
    except EarwitnessError:
        return
    if reading.transcripts:
        again = convokit.read(back(reading), name="u.jsonl")
        assert [one.turns for one in again.transcripts] == [one.turns for one in reading.transcripts]
