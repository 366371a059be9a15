"""Whisper's tables: lines in, turns out, the same lines again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect, read
from earwitness.formats.recognizers import whisper_tsv

from .conftest import again, filed

TABLE = "start\tend\ttext\n0\t2000\tThe bridge is out.\n2000\t4500\t[SPEAKER_01]: Since когда?\n"


def test_a_line_is_a_turn():
    content = TABLE.encode()
    reading = read(content, name="x.tsv")
    first, second = reading.transcripts[0].turns
    assert (reading.format, first.text, first.start, first.end) == ("whisper-tsv", "The bridge is out.", 0, 2000)
    assert (second.text, second.start, second.end, second.speakers) == ("Since когда?", 2000, 4500, ("p1",))
    assert reading.transcripts[0].speakers[0].labels == ("SPEAKER_01",)
    assert again(whisper_tsv, reading) == content


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
def test_other_character_sets(encoding):
    content = TABLE.replace("\n", "\r\n").encode(encoding)
    assert detect(content, "x.tsv").name == "whisper-tsv"
    assert read(content, name="x").transcripts == read(TABLE.encode(), name="x").transcripts


def test_seconds_and_other_columns():
    content = b"start\tend\tspeaker\ttext\n0.5\t1.25\tAnna\tWait.\n1.50\t2.0\t\tWhy?\n"
    reading = read(content, name="x.tsv")
    turns = reading.transcripts[0].turns
    assert [(turn.start, turn.end, turn.speakers) for turn in turns] == [(500, 1250, ("p1",)), (1500, 2000, ())]
    assert again(whisper_tsv, reading) == content


def test_bad_lines_are_told_and_kept():
    content = b"start\tend\ttext\n5\t1\tBack.\nno tabs here\nx\t9\tWhen?\n1945\n-5\t99999999999999\tFar.\n"
    (transcript,) = read(content, name="x.tsv").transcripts
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("Back.", 5, None),
        ("no tabs here", None, None),
        ("When?", None, 9),
        ("1945", None, None),
        ("Far.", None, None),
    ]
    assert [doubt.what.partition(":")[0] for doubt in transcript.doubts] == [
        "line 2", "line 3", "line 4", "line 5", "line 6", "line 6",
    ]  # fmt: skip


def test_what_is_no_table_is_refused():
    with pytest.raises(MalformedText):
        whisper_tsv.read(b"nothing here", name="x.tsv")
    assert whisper_tsv.read(b"1\t2\tA header is not needed", name="x.tsv").transcripts[0].turns[0].end == 2


def test_a_transcript_from_elsewhere(foreign):
    content = whisper_tsv.write([filed(foreign)])
    assert content.decode() == (
        "start\tend\ttext\n1000\t2500\t[Bridge]: How much water, now?\n"
        "9000\t\t[engineer]: (coughs) To the second step.\n\t\tSilence, please\n19000\t20000\t[Bridge]: Out — all of you\n"
    )
    (back,) = read(content, name="x").transcripts
    assert [(turn.start, turn.end) for turn in back.turns] == [(turn.start, turn.end) for turn in foreign.turns]
    assert back.doubts == ()


@given(content=st.one_of(st.binary(max_size=80), st.text("0129.\t\n[]: aж", max_size=80).map(str.encode)))
def test_any_bytes_raise_our_own_errors_and_what_is_read_comes_back(content):
    try:
        reading = whisper_tsv.read(b"start\tend\ttext\n" + content, name="x.tsv")
    except EarwitnessError:
        return
    if reading.transcripts:
        back = whisper_tsv.read(again(whisper_tsv, reading), name="x.tsv")
        (one,), (other,) = reading.transcripts, back.transcripts
        assert [(turn.text, turn.start, turn.end, turn.speakers) for turn in one.turns] == [
            (turn.text, turn.start, turn.end, turn.speakers) for turn in other.turns
        ]


def test_every_word_of_a_shared_sample_is_read(samples):
    for content in samples("whisper_tsv"):
        reading = read(content, name="x.tsv")
        words = [word for line in content.decode().splitlines()[1:] for word in line.split("\t")[2].split()]
        assert [word for turn in reading.transcripts[0].turns for word in turn.text.split()] == words
        assert again(whisper_tsv, reading) == content
