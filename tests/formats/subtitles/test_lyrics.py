"""LRC: timed lyrics, with times of words and lines that are sung more than once."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.subtitles import lyrics
from earwitness.model import Mark, Speaker, Transcript, Turn, Word

sys.path.insert(0, str(Path(__file__).parent))

from cues import PLAIN, foreign, printed, rows, told, with_words

SONG = """[ti:Water on the deck]
[by:Ada]
[la:en]
[offset:+500]
[00:12.00]F: Line one
[00:17.20][01:17.20]We sing this twice
[00:19.50]
[00:21.100]<00:21.100>When <00:21.40>the sun <00:22.00>sets<00:22.50>
[01:20.00](laughs) bye
[101:00.00]1945
"""


def test_a_file_in_full() -> None:
    transcript = told(lyrics, SONG)
    assert transcript == Transcript(
        id="t1", conversation="c1", kind="subtitles", format="lrc", reader=lyrics.READER, language="en",
        title="Water on the deck", made_by="Ada", speakers=(Speaker(id="p1", labels=("F",)),), doubts=transcript.doubts,
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Line one", start=12_000, raw="F: Line one", printed="00:12.00"),
            Turn(
                id="2", number=2, text="We sing this twice", start=17_200, end=19_500, printed="00:17.20",
                extra=(("times", "[00:17.20][01:17.20]"), ("end", "00:19.50")),
            ),
            Turn(
                id="3", number=3, text="When the sun sets", start=21_100, end=22_500, printed="00:21.100",
                raw="<00:21.100>When <00:21.40>the sun <00:22.00>sets<00:22.50>",
                words=(Word(0, 4, 21_100, 21_400), Word(5, 12, 21_400, 22_000), Word(13, 17, 22_000, 22_500)),
            ),
            Turn(
                id="4", number=4, text="We sing this twice", start=77_200, printed="01:17.20",
                extra=(("times", "[00:17.20][01:17.20]"),),
            ),
            Turn(
                id="5", number=5, text="bye", start=80_000, raw="(laughs) bye", printed="01:20.00",
                marks=(Mark(type="vocal", start=0, end=0, words="laughs"),),
            ),
            Turn(id="6", number=6, text="1945", start=6_060_000, printed="101:00.00"),
        ),
        extra=(("tag ti", "Water on the deck"), ("tag by", "Ada"), ("tag la", "en"), ("tag offset", "+500")),
    )  # fmt: skip
    assert [doubt.what for doubt in transcript.doubts] == ["an offset of +500 ms is told and not applied"]
    assert printed(lyrics, transcript) == SONG.encode()


def test_what_is_not_right_is_kept_and_told_of() -> None:
    transcript = told(lyrics, "[00:01.00]\nA line apart\n[00:02.5]One\n[00:04]Two\n")
    assert [(turn.text, turn.start) for turn in transcript.turns] == [
        ("A line apart", None), ("One", 2500), ("Two", 4000),
    ]  # fmt: skip
    assert [doubt.what for doubt in transcript.doubts] == [
        "line 1: a time without words, where no line has to end",
        "line 2: the line has no time",
    ]


def test_detection_and_refusal() -> None:
    assert detect(SONG.encode(), "noname").name == "lrc"
    assert detect(b"[00:01.00]one\n[00:02.00]two\n", "noname").name == "lrc"
    assert detect("[ti:Пісня]\n[00:01.00]раз\n".encode("cp1251"), "song.lrc").name == "lrc"
    for other in (b"[00:01] Anna: hello\n[00:05] Boris: hi\n", b'[{"a": 1}]', b"[inaudible]\n", b"Anna: [00:01.00] x"):
        assert lyrics.detects(other, "call.txt") == 0.0
    with pytest.raises(MalformedText, match="no lyrics"):
        lyrics.read(b"[ti:x]\nwords\n", name="song.lrc")


def test_a_transcript_of_another_format() -> None:
    transcript = Transcript(
        id="t1", conversation="c1", format="html", title="Call", speakers=(Speaker(id="p1", labels=("Anna",)),),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Go\nnow.", start=1234, end=2000),
            Turn(id="2", number=2, text="Where?", start=9000),
        ),
    )  # fmt: skip
    assert printed(lyrics, transcript).decode() == (
        "[ti:Call]\n[00:01.234]Anna: Go now.\n[00:02.00]\n[00:09.00]Where?\n"
    )
    without = replace(transcript, turns=tuple(replace(turn, start=None, end=None) for turn in transcript.turns))
    assert printed(lyrics, without).decode() == "[ti:Call]\n[00:00.00]Anna: Go now.\n[00:02.00]Where?\n"


@given(foreign(), st.booleans())
def test_what_another_format_gives_comes_back(transcript: Transcript, timed: bool) -> None:
    if timed:
        transcript = replace(transcript, turns=tuple(map(with_words, transcript.turns)))
    again = told(lyrics, printed(lyrics, transcript))
    assert rows(again) == rows(transcript)
    assert [(turn.start, turn.marks) for turn in again.turns] == [(turn.start, turn.marks) for turn in transcript.turns]
    assert [[word.start for word in turn.words] for turn in again.turns] == [
        [word.start for word in turn.words] for turn in transcript.turns
    ]
    assert told(lyrics, printed(lyrics, again)).turns == again.turns


LINE = st.one_of(
    PLAIN.map(lambda words: f"[00:05.00]{words}"),
    st.sampled_from(
        [
            "",
            "[00:07.00]",
            "[00:01.00][00:03.00]twice",
            "[00:01.00][00:03.00]twice",
            "[ti:x]",
            "[x:y]",
            "plain",
            "[1:2]a",
        ]
    ),
    st.sampled_from(
        [
            "[00:08.00]<00:08.00>a <00:09.00>b<00:10.00>",
            "[00:09.00]ANNA: yes",
            "[00:09.00](laughs)",
            "[00:00.00]a<00:01>",
        ]
    ),
)


@given(st.lists(LINE, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_can_be_read_comes_back_from_the_model(lines: list[str], end: str) -> None:
    transcript = told(lyrics, end.join(["[00:00.50]first", *lines]))
    again = told(lyrics, printed(lyrics, transcript))
    assert (again.turns, again.speakers) == (transcript.turns, transcript.speakers)


@given(st.binary(max_size=200), st.integers(0, 300), st.integers(0, 300))
def test_any_bytes_are_read_or_refused(noise: bytes, first: int, last: int) -> None:
    for content in (noise, SONG.encode()[:first] + noise + SONG.encode()[last:]):
        try:
            lyrics.read(content, name="x.lrc")
        except EarwitnessError as error:
            assert error.message


def test_the_table_names_the_room() -> None:
    """No library reads LRC with the times of words; there is no oracle, and no sample among the shared ones."""
    assert FORMATS["lrc"].read is lyrics.read
