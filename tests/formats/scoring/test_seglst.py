"""SegLST: segments as a JSON list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.scoring import seglst, stm
from earwitness.formats.signs import label, voices
from earwitness.model import Dossier, Speaker, Turn

FILE = b"""[
    {"session_id": "harbour", "speaker": "keeper", "start_time": 0.5, "end_time": "2.25", "words": "the lamp is lit"},
    {"session_id": "mill", "speaker": "boat", "start_time": "0:00:01.50", "end_time": 3, "words": "we see it", "channel": 2},
    {"session_id": "harbour", "speaker": "keeper", "words": "", "note": {"loud": true}}
]"""


def test_segments_are_turns_and_sessions_are_conversations() -> None:
    reading = seglst.read(FILE, name="call.json")
    assert [one.title for one in reading.conversations] == ["harbour", "mill"]
    harbour, mill = reading.transcripts
    assert harbour.speakers == (Speaker(id="p1", labels=("keeper",)),)
    assert [replace(turn, raw=None) for turn in (*harbour.turns, *mill.turns)] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="the lamp is lit", start=500, end=2250, printed="0.5 2.25",
            extra=(("records", "1"),),
        ),
        Turn(id="2", number=2, speakers=("p1",), extra=(("note", '{"loud":true}'), ("records", "3"))),
        Turn(
            id="1", number=1, speakers=("p1",), text="we see it", start=1500, end=3000, printed="0:00:01.50 3",
            extra=(("channel", "2"), ("records", "2")),
        ),
    ]  # fmt: skip


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("seglst", FILE) == FILE


def test_a_telling_from_elsewhere(foreign: list[Dossier]) -> None:
    written = seglst.write(foreign)
    assert json.loads(written) == [
        {
            "session_id": "c9",
            "speaker": "Old caller",
            "start_time": 1.2,
            "end_time": 2.65,
            "words": "Is the bridge open?",
        },
        {"session_id": "c9", "speaker": "Desk", "words": "Since noon."},
        {"session_id": "c9", "start_time": 4.0, "end_time": 5.001, "words": "Thank you."},
    ]
    again = seglst.read(written, name="x").transcripts[0]
    ours = foreign[0].transcripts[0]
    assert [(turn.text, turn.start, turn.end, turn.speakers) for turn in again.turns] == [
        (turn.text, turn.start, turn.end, turn.speakers) for turn in ours.turns
    ]
    assert again.speakers == ours.speakers


def test_hostile_segments() -> None:
    content = (
        b'[{"words":"a","speaker":"x","start_time":5,"end_time":1},'
        b'{"words":["b"],"start_time":-1},7,{"words":"c","start_time":1e300}]'
    )
    transcript = seglst.read(content, name="x").transcripts[0]
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("a", 5000, None), ("", None, None), ("c", None, None),
    ]  # fmt: skip
    assert ("words printed", '["b"]') in transcript.turns[1].extra, "what is no text is kept as it is"
    assert len(transcript.doubts) == 4
    for bad in (b"[" * 100_000, b'{"a": 1}', b"[1, 2]", b'[{"words": "a"'):
        with pytest.raises(MalformedText):
            seglst.read(bad, name="x")
    assert seglst.read(b"[]", name="x").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == "seglst"
    assert seglst.detects(b'[{"speaker": "x", "words": [{"word": "a"}], "start_time": 1}]', "x.json") == 0
    assert seglst.detects(b'[{"text": "a", "speaker": "b"}]', "x.seglst.json") == 0


_SEGMENT = st.fixed_dictionaries(
    {
        "session_id": st.sampled_from(["a", "b"]),
        "speaker": st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=5),
        "words": st.text(st.characters(categories=["L", "Nd", "P"], include_characters=" "), max_size=20),
    },
    optional={
        "start_time": st.integers(0, 999).map(float),
        "end_time": st.integers(1000, 9999).map(lambda ms: ms / 8),
        "mood": st.sampled_from(["calm", 5, None]),
    },
)


@given(st.lists(_SEGMENT, min_size=1, max_size=8), st.sampled_from([None, 1, 2]))
def test_a_round_trip(segments: list[dict[str, object]], indent: int | None) -> None:
    content = json.dumps(segments, indent=indent, ensure_ascii=False).encode()
    reading = seglst.read(content, name="x")
    dossiers = [
        Dossier(conversation=one, transcripts=(reading.transcripts[place],))
        for place, one in enumerate(reading.conversations)
    ]
    assert seglst.write(dossiers) == content


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place:]):
        seglst.detects(content, "x.json")
        try:
            seglst.read(content, name="x.json")
        except EarwitnessError:
            continue


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "seglst").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "seglst"
        assert through("seglst", content) == content, path.name
        reading = seglst.read(content, name=path.name)
        assert sorted(turn.text for one in reading.transcripts for turn in one.turns) == sorted(
            segment["words"] for segment in json.loads(content)
        )


def test_meeteval_reads_the_same(foreign: list[Dossier], shared: Path) -> None:
    """MeetEval's own JSON reader wants a library more; its list of segments and its way to STM are asked instead."""
    io = pytest.importorskip("meeteval", reason="MeetEval is in the group `compiled`").io
    transcript = foreign[0].transcripts[0]
    timed = replace(foreign[0], transcripts=(replace(transcript, turns=transcript.turns[:1]),))
    contents = [path.read_bytes() for path in (shared / "samples" / "seglst").iterdir()]
    assert contents
    for content in [seglst.write([timed]), *contents]:
        segments = [{**one, "speaker": one["speaker"].replace(" ", "_")} for one in json.loads(content)]
        for one in segments:
            one |= {key: float(one[key]) for key in ("start_time", "end_time")}
        theirs = stm.read(io.STM.new(io.SegLST(segments)).dumps().encode(), name="x")
        ours = seglst.read(content, name="x")
        told = [
            sorted(
                (
                    one.title,
                    label(turn, voices(one)).replace(" ", "_"),
                    turn.start,
                    turn.text,
                )
                for one in reading.transcripts
                for turn in one.turns
            )
            for reading in (ours, theirs)
        ]
        assert told[0] == told[1]
