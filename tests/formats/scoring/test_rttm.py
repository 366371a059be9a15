"""RTTM: turns with voices and times, words and sounds where the file has them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.scoring import rttm
from earwitness.formats.signs import label, voices
from earwitness.model import Dossier, Mark, Speaker, Turn, Word

FILE = b"""\
;; a rich transcription
SPKR-INFO harbour 1 <NA> <NA> <NA> adult_female keeper <NA>
SPEAKER harbour 1 0.500 2.00 <NA> <NA> keeper 0.75 <NA>
LEXEME harbour 1 0.500 0.500 lamp lex keeper 0.9
NON-LEX harbour 1 1.100 0.200 <NA> laugh keeper <NA>
LEXEME harbour 1 1.500 0.500 lit lex keeper <NA>
SU harbour 1 0.500 1.500 <NA> statement keeper <NA>
SPEAKER harbour 1 2.1 1.0 <NA> <NA> boat <NA> <NA>
LEXEME harbour 1 8.000 0.500 alone lex boat <NA>
NON-SPEECH harbour 1 9.000 1.000 <NA> noise <NA> <NA>
"""
BARE = b"SPEAKER mill 1 0.00 1.25 <NA> <NA> a <NA> <NA>\nSPEAKER mill 1 1.00 0.50 <NA> <NA> b <NA>\n"


def test_turns_words_and_sounds() -> None:
    reading = rttm.read(FILE, name="call.rttm")
    transcript = reading.transcripts[0]
    assert transcript.speakers == (
        Speaker(id="p1", labels=("keeper",), role="adult_female"),
        Speaker(id="p2", labels=("boat",)),
    )
    assert [replace(turn, raw=None) for turn in transcript.turns] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="lamp lit", start=500, end=2500, printed="0.500 2.00",
            words=(Word(0, 4, 500, 1000, 0.9), Word(5, 8, 1500, 2000)),
            marks=(Mark(type="vocal", start=4, end=4, words="laugh"),),
            extra=(("channel", "1"), ("confidence", "0.75"), ("SU", "statement 0.500 2.000"), ("records", "2-6")),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), start=2100, end=3100, printed="2.1 1.0",
            extra=(("channel", "1"), ("records", "7")),
        ),
        Turn(
            id="3", number=3, speakers=("p2",), text="alone", start=8000, end=8500, printed="8.000 0.500",
            words=(Word(0, 5, 8000, 8500),), extra=(("channel", "1"), ("kind", "words"), ("records", "8")),
        ),
    ]  # fmt: skip
    assert ("NON-SPEECH", "9 NON-SPEECH harbour 1 9.000 1.000 <NA> noise <NA> <NA>") in transcript.extra


def test_who_spoke_when_and_nothing_else() -> None:
    transcript = rttm.read(BARE, name="mill.rttm").transcripts[0]
    assert [(turn.speakers, turn.start, turn.end, turn.text) for turn in transcript.turns] == [
        (("p1",), 0, 1250, ""),
        (("p2",), 1000, 1500, ""),
    ]


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("rttm", FILE) == FILE
    assert through("rttm", BARE) == BARE, "nine fields stay nine"


def test_a_changed_turn_is_printed_anew() -> None:
    reading = rttm.read(FILE, name="call.rttm")
    transcript = reading.transcripts[0]
    first = replace(transcript.turns[0], text="lamp out", words=(*transcript.turns[0].words[:1], Word(5, 8)))
    mended = replace(transcript, turns=(first,), extra=())
    dossier = Dossier(conversation=reading.conversations[0], transcripts=(mended,))
    assert rttm.write([dossier]).decode() == (
        "SPEAKER c1 1 0.500 2.000 <NA> <NA> keeper 0.75 <NA>\n"
        "LEXEME c1 1 0.500 0.500 lamp lex keeper 0.9 <NA>\n"
        "NON-LEX c1 1 <NA> <NA> <NA> laugh keeper <NA> <NA>\n"
        "LEXEME c1 1 <NA> <NA> out lex keeper <NA> <NA>\n"
        "SU c1 1 0.500 1.500 <NA> statement keeper <NA> <NA>\n"
    )  # fmt: skip
    again = rttm.read(rttm.write([dossier]), name="x").transcripts[0].turns[0]
    assert (again.text, again.marks) == (first.text, first.marks)


def test_a_telling_from_elsewhere(foreign: list[Dossier]) -> None:
    assert rttm.write(foreign).decode() == (
        "SPEAKER c9 1 1.200 1.450 <NA> <NA> Old_caller <NA> <NA>\n"
        "SPEAKER c9 1 <NA> <NA> <NA> <NA> Desk <NA> <NA>\n"
        "SPEAKER c9 1 4.000 1.001 <NA> <NA> <NA> <NA> <NA>\n"
    )  # fmt: skip


def test_two_tellings_of_one_conversation_are_two_recordings(foreign: list[Dossier]) -> None:
    twice = replace(foreign[0], transcripts=foreign[0].transcripts * 2)
    assert len(rttm.read(rttm.write([twice]), name="x").conversations) == 2


def test_hostile_records() -> None:
    content = (
        b"SPEAKER a 1 nan 1 <NA> <NA> x <NA> <NA>\nSPEAKER a 1 -5 1 <NA> <NA> x <NA> <NA>\nSPEAKER a 1\n"
        b"SPEAKER a 1 5 -1 <NA> <NA> x <NA> <NA>\nSPEAKER a 1 <NA> <NA> <NA> <NA> x <NA> <NA>\n"
    )  # fmt: skip
    transcript = rttm.read(content, name="x").transcripts[0]
    assert [(turn.start, turn.end) for turn in transcript.turns] == [
        (None, None),
        (None, None),
        (5000, None),
        (None, None),
    ]
    assert len(transcript.doubts) == 4
    with pytest.raises(MalformedText, match="line 1: no record"):
        rttm.read(b"Mother: Come home.\n", name="x.rttm")


def test_detection() -> None:
    assert detect(FILE, "-").name == detect(BARE, "x.txt").name == "rttm"
    assert detect(b"\xef\xbb\xbf" + BARE, "x").name == "rttm"
    assert rttm.detects(b"SPEAKER one said: come home, will you? Now then.\n", "x.rttm") == 0


_NAME = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=6)
_KIND = st.sampled_from(["SPEAKER", "SPEAKER", "LEXEME", "NON-LEX", "SU", "NOSCORE"])
_RECORD = st.tuples(
    _KIND, st.sampled_from("ab"), st.integers(0, 9999), st.integers(0, 5000), st.sampled_from("xyz"), _NAME
)


@given(st.lists(_RECORD, min_size=1, max_size=12))
def test_a_round_trip(records: list[tuple[str, str, int, int, str, str]]) -> None:
    content = "".join(
        f"{kind} {recording} 1 {start / 1000:.3f} {length / 1000:.3f} {word if kind == 'LEXEME' else '<NA>'}"
        f" {'other' if kind == 'NON-LEX' else 'lex' if kind == 'LEXEME' else '<NA>'} {name} <NA> <NA>\n"
        for kind, recording, start, length, name, word in records
    ).encode()
    reading = rttm.read(content, name="x")
    written = rttm.write(
        [
            Dossier(conversation=one, transcripts=(reading.transcripts[place],))
            for place, one in enumerate(reading.conversations)
        ]
    )
    assert sorted(written.splitlines()) == sorted(content.splitlines()) or not reading.transcripts
    if reading.transcripts:
        again = rttm.read(written, name="x")
        assert again.transcripts == reading.transcripts


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place:]):
        rttm.detects(content, "x.rttm")
        try:
            rttm.read(content, name="x.rttm")
        except EarwitnessError:
            continue


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "rttm").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "rttm"
        assert through("rttm", content) == content, path.name
        reading = rttm.read(content, name=path.name)
        words = [word for one in reading.transcripts for turn in one.turns for word in turn.text.split()]
        lines = [line.split() for line in content.decode().splitlines()]
        assert sorted(words) == sorted(fields[5] for fields in lines if fields[0] == "LEXEME")


def test_meeteval_reads_the_same(shared: Path) -> None:
    io = pytest.importorskip("meeteval", reason="MeetEval is in the group `compiled`").io
    content = (shared / "samples" / "rttm" / "dscore__ref.rttm").read_bytes()
    for one in (content, BARE):
        theirs = [
            (line.filename, line.speaker_id, round(float(line.begin_time) * 1000),
             round(float(line.begin_time + line.duration) * 1000))
            for line in io.RTTM.parse(one.decode()).lines
        ]  # fmt: skip
        ours = [
            (told.title, label(turn, voices(told)), turn.start, turn.end)
            for told in rttm.read(one, name="x").transcripts
            for turn in told.turns
        ]
        assert ours == theirs
