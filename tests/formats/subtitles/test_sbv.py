"""SBV: YouTube's captions, in and out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import webvtt as oracle
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.subtitles import sbv
from earwitness.model import Mark, Speaker, Transcript, Turn

sys.path.insert(0, str(Path(__file__).parent))

from cues import PLAIN, foreign, printed, rows, told, words_of

CALL = """0:00:01.000,0:00:02.500
ANNA: There is water
on the car deck.

0:00:02.600,0:00:04.000
Say[br]again? [static]

101:00:04.000,101:00:05.000
1945
"""


def test_a_file_in_full() -> None:
    transcript = told(sbv, CALL)
    assert transcript == Transcript(
        id="t1", conversation="c1", kind="subtitles", format="sbv", reader=sbv.READER,
        speakers=(Speaker(id="p1", labels=("ANNA",)),),
        turns=(
            Turn(
                id="1", number=1, speakers=("p1",), text="There is water\non the car deck.", start=1000, end=2500,
                raw="ANNA: There is water\non the car deck.", printed="0:00:01.000,0:00:02.500",
            ),
            Turn(
                id="2", number=2, text="Say\nagain?", start=2600, end=4000, raw="Say[br]again? [static]",
                printed="0:00:02.600,0:00:04.000", marks=(Mark(type="incident", start=10, end=10, words="static"),),
            ),
            Turn(
                id="3", number=3, text="1945", start=363_604_000, end=363_605_000, printed="101:00:04.000,101:00:05.000",
            ),
        ),
    )  # fmt: skip
    assert printed(sbv, transcript) == CALL.encode()


def test_faults_are_told_of() -> None:
    text = "0:00:02.000,0:00:01.000\nOne\n\n0:00:03.000,0:00:04.000\n\n-0:00:03.000,0:00:05.000\nTwo\n"
    transcript = told(sbv, text)
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("One", 2000, None),
        ("Two", None, 5000),
    ]
    assert [doubt.what for doubt in transcript.doubts] == [
        "line 1: the cue ends before it starts; its end is left out",
        "line 4: a cue without words is left out",
        "line 6: a time before the start of the recording is left out",
    ]
    assert told(sbv, CALL).doubts == (), "the control"


def test_detection_and_refusal() -> None:
    assert detect(CALL.encode(), "noname").name == "sbv"
    assert detect(CALL.encode("utf-16"), "noname").name == "sbv"
    for other in (b"1\n00:00:01,000 --> 00:00:02,000\nx", b"0:00:01 hello", b"12,13\n"):
        assert sbv.detects(other, "call.sbv") == 0.0
    with pytest.raises(MalformedText, match="no SBV captions"):
        sbv.read(b"0:00:01.000 hello", name="call.sbv")


@given(foreign())
def test_what_another_format_gives_comes_back(transcript: Transcript) -> None:
    again = told(sbv, printed(sbv, transcript))
    assert rows(again) == rows(transcript)
    assert [(turn.start, turn.end, turn.marks) for turn in again.turns] == [
        (turn.start, turn.end, turn.marks) for turn in transcript.turns
    ]
    assert told(sbv, printed(sbv, again)) == again


LINE = st.one_of(
    PLAIN, st.sampled_from(["", "ANNA: yes", "[br]", "- no", "[laughs]", "0:00:01.000,0:00:02.000", "0:0:9.0,0:0:1.0"])
)


@given(st.lists(LINE, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_can_be_read_comes_back_from_the_model(lines: list[str], end: str) -> None:
    reading = sbv.read(end.join(["0:00:00.500,0:00:01.000", *lines]).encode(), name="x.sbv")
    for transcript in reading.transcripts:
        again = told(sbv, printed(sbv, transcript))
        assert (again.turns, again.speakers) == (transcript.turns, transcript.speakers)


@given(st.binary(max_size=200), st.integers(0, 200), st.integers(0, 200))
def test_any_bytes_are_read_or_refused(noise: bytes, first: int, last: int) -> None:
    for content in (noise, CALL.encode()[:first] + noise + CALL.encode()[last:]):
        try:
            sbv.read(content, name="x.sbv")
        except EarwitnessError as error:
            assert error.message


def test_the_samples_come_back_and_the_oracle_agrees(shared: Path) -> None:
    """webvtt-py gives the end of a cue that ends before it starts; the model has none there, and `printed` keeps it."""
    found = sorted((shared / "samples" / "sbv").iterdir())
    assert 2 <= len(found)
    for path in found:
        content = path.read_bytes()
        assert detect(content, "noname").name == "sbv"
        transcript = told(sbv, content)
        assert printed(sbv, transcript) == content
        plain = re.sub(r"(?m)^[\d:.]+,[\d:.]+$", "", content.decode())
        assert words_of(transcript) == sorted(re.findall(r"\w+", plain))
        captions = oracle.from_sbv(str(path)).captions
        for turn, caption in zip(transcript.turns, captions, strict=True):
            assert turn.text == caption.text
            assert turn.start == caption.start_time.in_milliseconds()
            assert turn.end in (None, caption.end_time.in_milliseconds())


def test_the_table_names_the_room() -> None:
    assert FORMATS["sbv"].read is sbv.read
