"""SubRip: text in, turns out; what programs and people leave out or add costs no word."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pysubs2
import pytest
import webvtt

sys.path.insert(0, str(Path(__file__).parent))

from cues import PLAIN, foreign, printed, rows, told, words_of
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.subtitles import subrip
from earwitness.model import Mark, Speaker, Transcript, Turn, Word

CALL = """1
00:00:01,000 --> 00:00:02,500
ANNA: There is water on the car deck.

2
00:00:02,600 --> 00:00:04,000
BORIS (on the radio): Say again?
Over.

3
00:00:04,000 --> 00:00:05,000
{\\an8}<i>[alarm]</i>

4
101:00:00,000 --> 101:00:01,000 X1:10 X2:20 Y1:5 Y2:9
1945
"""


def test_a_file_in_full() -> None:
    transcript = told(subrip, CALL)
    assert transcript == Transcript(
        id="t1", conversation="c1", kind="subtitles", format="srt", reader=subrip.READER,
        speakers=(Speaker(id="p1", labels=("ANNA",)), Speaker(id="p2", labels=("BORIS",))),
        turns=(
            Turn(
                id="1", number=1, speakers=("p1",), text="There is water on the car deck.", start=1000, end=2500,
                raw="ANNA: There is water on the car deck.", printed="00:00:01,000 --> 00:00:02,500",
            ),
            Turn(
                id="2", number=2, speakers=("p2",), text="Say again?\nOver.", start=2600, end=4000,
                marks=(Mark(type="incident", start=0, end=0, words="on the radio"),),
                raw="BORIS (on the radio): Say again?\nOver.", printed="00:00:02,600 --> 00:00:04,000",
            ),
            Turn(
                id="3", number=3, text="", start=4000, end=5000, raw="{\\an8}<i>[alarm]</i>",
                printed="00:00:04,000 --> 00:00:05,000", marks=(Mark(type="incident", start=0, end=0, words="alarm"),),
                extra=(("position", "{\\an8}"),),
            ),
            Turn(
                id="4", number=4, text="1945", start=363_600_000, end=363_601_000,
                printed="101:00:00,000 --> 101:00:01,000", extra=(("settings", "X1:10 X2:20 Y1:5 Y2:9"),),
            ),
        ),
    )  # fmt: skip
    assert printed(subrip, transcript) == CALL.encode()


@pytest.mark.parametrize(
    ("between", "says"),
    [
        ("1\n{0}\nOne\n2\n{1}\nTwo", ["One", "Two"]),  # no blank line between
        ("{0}\nOne\n\n{1}\nTwo\n", ["One", "Two"]),  # no numbers
        ("1\n{0}\nOne\n\nstill one\n\n2\n{1}\nTwo\n", ["One\n\nstill one", "Two"]),  # a blank line within
        ("1\n{0}\nThe war ended in\n1945\n\n2\n{1}\n1946", ["The war ended in\n1945", "1946"]),
        ("1\n{0}\n1945\n\n2\n{1}\n7\n\n", ["1945", "7"]),  # cues of digits
        ("1\n{0}\n1945\n{1}\nTwo", ["1945", "Two"]),  # neither number nor blank line
        ("7\n{0}\nOne\n\n3\n{1}\nTwo", ["One", "Two"]),  # numbers out of order
        ("1\n\n{0}\n\nOne\n\n2\n\n{1}\n\nTwo\n\n", ["One", "Two"]),  # a blank line behind every line
        ("1\n{0}\n\n2\n{1}\nTwo\n", ["Two"]),  # a cue without words
        ("1\n{0}\nlook --> there\n\n2\n{1}\nTwo\n", ["look --> there", "Two"]),
    ],
)
def test_a_timing_line_opens_a_cue_whatever_stands_around_it(between: str, says: list[str]) -> None:
    text = between.format("00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000")
    for end in ("\n", "\r\n", "\r"):
        transcript = told(subrip, text.replace("\n", end))
        assert [turn.text for turn in transcript.turns] == says
        again = told(subrip, printed(subrip, transcript))
        assert (again.turns, again.extra) == (transcript.turns, transcript.extra)


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("JOHN: Go.", [("JOHN", "Go.")]),
        ("MAN 2:\nGo.\nNow.", [("MAN 2", "Go.\nNow.")]),
        ("[SPEAKER_01]: Go.", [("SPEAKER_01", "Go.")]),
        (">> DR. WEBB: Go.", [("DR. WEBB", "Go.")]),
        ("ОЛЕНА: Їдь.", [("ОЛЕНА", "Їдь.")]),
        ("- JOHN: Go.\n- MARY: Where?", [("JOHN+MARY", "Go.\nWhere?")]),
        ("- Go.\n- Where?", [(None, "- Go.\n- Where?")]),
        ("John: Go.", [("John", "Go.")]),  # the rule in this file of one cue
        ("He told me: go.", [(None, "He told me: go.")]),
        ("At 12:30 sharp", [(None, "At 12:30 sharp")]),
        ("NOTE: not for the press", [(None, "NOTE: not for the press")]),
        ('<i>Go</i> <font color="#fff">now</font>', [(None, "Go now")]),
        ("{\\an8}{\\i1}Go{\\i0}", [(None, "Go")]),
        ("Go<br/>now", [(None, "Go\nnow")]),
        ("a <3 b, 5 < 7 > 2", [(None, "a <3 b, 5 < 7 > 2")]),
        ("Tom &amp; Ann", [(None, "Tom & Ann")]),
        ("<John> hi", [(None, "<John> hi")]),
        ("the FSB [security service]", [(None, "the FSB [security service]")]),  # doubtful: stays as printed
    ],
)
def test_who_says_what(payload: str, said: list[tuple[str | None, str]]) -> None:
    transcript = told(subrip, f"1\n00:00:01,000 --> 00:00:02,000\n{payload}\n")
    assert rows(transcript) == said
    assert told(subrip, printed(subrip, transcript)) == transcript


def test_two_voices_in_a_cue_are_told_apart_by_its_words() -> None:
    (turn,) = told(subrip, "1\n00:00:01,000 --> 00:00:02,000\n- JOHN: Go.\n- MARY: Where?\n").turns
    assert turn.speakers == ("p1", "p2")
    assert turn.words == (Word(0, 3, None, None, None, "p1"), Word(4, 10, None, None, None, "p2"))
    (turn,) = told(subrip, "1\n00:00:01,000 --> 00:00:02,000\n- Go.\n- Where?\n").turns
    assert (turn.speakers, turn.extra) == ((), (("voices", "2"),))


def test_small_labels_count_only_where_they_are_the_rule() -> None:
    cue = "{0}\n00:00:0{0},000 --> 00:00:0{0},500\n{1}\n"
    says = ["Note: this is old.", "We went.", "They stayed.", "It rained.", "Then it stopped."]
    film = "\n".join(cue.format(number, line) for number, line in enumerate(says, 1))
    assert [label for label, _ in rows(told(subrip, film))] == [None] * 5
    call = "\n".join(cue.format(number, f"{who}: yes") for number, who in enumerate(["Ann", "Bob", "Ann"], 1))
    assert [label for label, _ in rows(told(subrip, call))] == ["Ann", "Bob", "Ann"]


@pytest.mark.parametrize(
    ("payload", "marks"),
    [
        ("<unclear> over", [("unclear", "")]),
        ("over [inaudible]", [("gap", "inaudible")]),
        ("(laughs) over", [("vocal", "laughs")]),
        ("over\n(laughs)\nthe [static] line", [("vocal", "laughs"), ("incident", "static")]),
        ("over (line 1)", []),
        ("f*ck over", [("masked", "f*ck")]),
        ("over", []),
    ],
)
def test_signs_become_marks(payload: str, marks: list[tuple[str, str]]) -> None:
    (turn,) = told(subrip, f"1\n00:00:01,000 --> 00:00:02,000\n{payload}\n").turns
    assert [(mark.type, mark.words) for mark in turn.marks] == marks
    assert "over" in turn.text


def test_times_as_people_type_them() -> None:
    lines = [
        "0:0:1.5-->0:0:2",
        "00:03,250 --> 00:04,000",
        "00: 00: 05, 100 --> 00:00:06,1234",
        "00:99:00,000 --> 02:00:00,000",
    ]
    transcript = told(subrip, "\n\n".join(f"{n}\n{line}\nx" for n, line in enumerate(lines, 1)))
    assert [(turn.start, turn.end) for turn in transcript.turns] == [
        (1500, 2000), (3250, 4000), (5100, 6123), (5_940_000, 7_200_000),
    ]  # fmt: skip
    assert [turn.printed for turn in transcript.turns] == lines
    assert told(subrip, printed(subrip, transcript)).turns == transcript.turns


def test_a_bad_cue_is_kept_without_its_times_and_told_of() -> None:
    text = (
        "1\n00:00:0x,000 --> 00:00:02,000\nOne\n\n2\n00:00:04,000 --> 00:00:03,000\nTwo\n\n"
        "3\n-00:00:01,000 --> 00:00:06,000\nThree\n\n4\n00:00:07,000 --> 00:00:08,000\n\n"
    )
    transcript = told(subrip, text)
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("One", None, None), ("Two", 4000, None), ("Three", None, 6000),
    ]  # fmt: skip
    assert [(doubt.what, doubt.turn) for doubt in transcript.doubts] == [
        ("line 2: this is no time; the cue has none", 1),
        ("line 6: the cue ends before it starts; its end is left out", 2),
        ("line 10: a time before the start of the recording is left out", 3),
        ("line 14: a cue without words is left out", None),
    ]
    assert told(subrip, printed(subrip, transcript)).turns == transcript.turns
    assert told(subrip, CALL).doubts == (), "the control: a good file has no faults"


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "cp1251"])
def test_character_sets(charset: str) -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nВода на палубе, приём. Повторите, пожалуйста, где вы сейчас?\n"
    content = text.encode(charset)
    assert detect(content, "call.srt").name == "srt"
    transcript = told(subrip, content)
    assert [turn.text for turn in transcript.turns] == [text.split("\n")[2]]
    assert printed(subrip, transcript).decode("utf-8-sig") == text


def test_what_is_wholly_no_subtitles_is_refused() -> None:
    for text in ("Anna: hello", "1\n\n2\n\n3", "00:00:0x --> y\nhello", "a --> b"):
        with pytest.raises(MalformedText, match="no SubRip subtitles"):
            subrip.read(text.encode(), name="call.srt")


def test_a_million_empty_cues_are_told_of_and_counted() -> None:
    reading = subrip.read(b"1\n00:00:01,000 --> 00:00:02,000\n\n" * 1_000_000, name="x.srt")
    assert reading.transcripts == ()
    assert "999,900 more places could not be read whole" in reading.doubts


def test_detection() -> None:
    assert detect(CALL.encode(), "noname").name == "srt"
    assert detect(CALL.replace("\n", "\r\n").encode("utf-16"), "noname").name == "srt"
    for other in (b"WEBVTT\n\n00:01.000 --> 00:02.000\nx", b"ANNA: a --> b", b"<html>00:00:01,000 --> x</html>"):
        assert subrip.detects(other, "call.srt") == 0.0


def test_a_transcript_of_another_format_is_written_by_convention() -> None:
    transcript = Transcript(
        id="t1", conversation="c1", format="html",
        speakers=(Speaker(id="p1", labels=("ANNA",)), Speaker(id="p2", labels=("boris k.",)), Speaker(id="p3")),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Go.", raw="<p>ANNA: Go.", extra=(("settings", "x"),)),
            Turn(id="2", number=2, speakers=("p2",), text="Where?", start=5000, marks=(Mark(type="gap", start=6, end=6),)),
            Turn(id="3", number=3, speakers=("p3", "p1"), text="a <i> --> &amp; b", start=9000, end=9500),
        ),
    )  # fmt: skip
    assert printed(subrip, transcript).decode() == (
        "1\n00:00:00,000 --> 00:00:02,000\nANNA: Go.\n\n"
        "2\n00:00:05,000 --> 00:00:07,000\n[boris k.]: Where? […]\n\n"
        "3\n00:00:09,000 --> 00:00:09,500\n[Voice 3 + ANNA]: a &lt;i> --&gt; &amp;amp; b\n"
    )
    again = told(subrip, printed(subrip, transcript))
    assert rows(again) == [("ANNA", "Go."), ("boris k.", "Where?"), ("Voice 3+ANNA", "a <i> --> &amp; b")]
    assert again.turns[1].marks == transcript.turns[1].marks


def test_an_edited_turn_keeps_its_position_and_nothing_of_the_old_words() -> None:
    transcript = told(subrip, CALL)
    third = replace(transcript.turns[2], text="An alarm.", marks=())
    edited = replace(transcript, turns=(*transcript.turns[:2], third, transcript.turns[3]))
    assert b"00:00:04,000 --> 00:00:05,000\n{\\an8}An alarm.\n" in printed(subrip, edited)


@given(foreign())
def test_what_another_format_gives_comes_back(transcript: Transcript) -> None:
    again = told(subrip, printed(subrip, transcript))
    assert rows(again) == rows(transcript)
    assert [(turn.start, turn.end, turn.marks) for turn in again.turns] == [
        (turn.start, turn.end, turn.marks) for turn in transcript.turns
    ]
    assert told(subrip, printed(subrip, again)) == again


LINE = st.one_of(
    PLAIN,
    st.sampled_from(
        ["", "12", "ANNA: yes", "- no", "<i>so</i>", "{\\an8}up", "[laughs]", "Ann: x", ">> go", "[A]: b", "WEBVTT"]
    ),
    st.sampled_from(
        ["00:00:01,000 --> 00:00:02,000", "1:2:3 --> 1:2:9 X1:3", "-1:00:00,0 --> 0:0:1,0", "9 --> x", "\t \t"]
    ),
)


@given(st.lists(LINE, max_size=14), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_can_be_read_comes_back_from_the_model(lines: list[str], end: str) -> None:
    try:
        reading = subrip.read(end.join(["1", "00:00:00,500 --> 00:00:01,000", *lines]).encode(), name="x.srt")
    except MalformedText:
        return
    for transcript in reading.transcripts:
        again = told(subrip, printed(subrip, transcript))
        assert (again.turns, again.speakers) == (transcript.turns, transcript.speakers)


@given(st.binary(max_size=200), st.integers(0, 400), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(noise: bytes, first: int, last: int) -> None:
    for content in (noise, CALL.encode()[:first] + noise + CALL.encode()[last:]):
        try:
            subrip.read(content, name="x.srt")
        except EarwitnessError as error:
            assert error.message


def samples(shared: Path, folder: str) -> list[Path]:
    return sorted((shared / "samples" / folder).iterdir())


def test_no_word_of_the_samples_is_lost_and_all_are_written_as_they_are(shared: Path) -> None:
    found = samples(shared, "srt")
    assert 4 <= len(found)
    for path in found:
        content = path.read_bytes()
        assert detect(content, "noname").name == "srt"
        transcript = told(subrip, content)
        text = re.sub(r"\{\\[^}]*\}|</?[ibu]>", "", content.decode("utf-8-sig"))
        lines = re.sub(r"(?m)^\d+\r?\n(?=[\d:,]+ -->)|^[\d:,]+ --> [\d:,]+\r?$", "", text)
        assert words_of(transcript) == sorted(re.findall(r"\w+", lines)), path.name
        assert printed(subrip, transcript) == content, path.name
        assert transcript.doubts == ()


def test_the_oracles_agree_where_they_can_read(shared: Path) -> None:
    """webvtt-py and pysubs2 know no voices and no signs: beside them stands what the file prints.

    Not compared: cues of marks alone, whose words we keep apart; a cue of digits, which pysubs2 deletes where it is last.
    """
    for path in samples(shared, "srt"):
        transcript = told(subrip, path.read_bytes())
        theirs = pysubs2.load(str(path), format_="srt")
        captions = webvtt.from_srt(str(path)).captions
        assert [(turn.start, turn.end) for turn in transcript.turns] == [(event.start, event.end) for event in theirs]
        assert len(captions) == len(transcript.turns)
        for turn, event, caption in zip(transcript.turns, theirs, captions, strict=True):
            shown = turn.text if turn.raw is None else re.sub(r"\{\\[^}]*\}|</?[ibu]>", "", turn.raw)
            assert event.plaintext.strip() == shown
            assert re.sub(r"\{\\[^}]*\}", "", caption.text).strip() == shown
    (event,) = pysubs2.SSAFile.from_string("1\n00:00:01,000 --> 00:00:02,000\nin\n1945\n", format_="srt")
    assert event.plaintext == "in", "why the oracle is not asked about years"


def test_the_table_names_the_room() -> None:
    assert FORMATS["srt"].read is subrip.read
    assert FORMATS["srt"].loses == ("words", "roles", "translation", "metadata", "language", "ids", "segments")


def test_a_cue_whose_times_cannot_be_read_is_told_and_its_words_are_kept() -> None:
    text = "1\n00:00:05,000 --> 00:00:06,000\nback\n\nx\n00:99:01,000 --> \noops\n\n3\n00:00:07,000 --> 00:00:09,000\nfine\n"
    (transcript,) = subrip.read(text.encode(), name="x.srt").transcripts
    assert "oops" in transcript.turns[0].text
    assert transcript.turns[-1].text == "fine"
    assert [doubt.what for doubt in transcript.doubts] == [
        "line 2: a line with --> in this cue has no times that can be read; it stands in the words"
    ]
