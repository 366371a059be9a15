"""WebVTT: voices, times of words, notes and settings all come in and go out."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import webvtt as oracle
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.subtitles import webvtt
from earwitness.model import Mark, Speaker, Transcript, Turn, Word

sys.path.insert(0, str(Path(__file__).parent))

from cues import PLAIN, foreign, printed, rows, told, with_words, words_of

CALL = """WEBVTT - Bridge to the coast guard
Kind: captions
Language: en

STYLE
::cue(v) { color: lime }

REGION
id:low
lines:3

NOTE checked by ear

1
00:01.000 --> 00:02.500 align:start position:0% region:low
<v.loud Anna>There is <i>water</i> on the car deck.

NOTE
a long
remark

00:00:02.600 --> 00:00:04.000
<v Anna>Hear me?</v> <v Coast guard>Say <00:00:03.500>again</v>

alarm
00:04.000 --> 00:05.000
[alarm]

NOTE the end
"""


def test_a_file_in_full() -> None:
    transcript = told(webvtt, CALL)
    assert transcript == Transcript(
        id="t1", conversation="c1", kind="subtitles", format="vtt", reader=webvtt.READER, language="en",
        title="Bridge to the coast guard",
        speakers=(Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", labels=("Coast guard",))),
        turns=(
            Turn(
                id="1", number=1, speakers=("p1",), text="There is water on the car deck.", start=1000, end=2500,
                raw="<v.loud Anna>There is <i>water</i> on the car deck.", printed="00:01.000 --> 00:02.500",
                extra=(
                    ("cue id", "1"), ("settings", "align:start position:0% region:low"), ("manner", ".loud"),
                ),
            ),
            Turn(
                id="2", number=2, speakers=("p1", "p2"), text="Hear me? Say again", start=2600, end=4000,
                raw="<v Anna>Hear me?</v> <v Coast guard>Say <00:00:03.500>again</v>",
                printed="00:00:02.600 --> 00:00:04.000",
                words=(
                    Word(0, 8, 2600, 3500, None, "p1"), Word(9, 12, 2600, 3500, None, "p2"),
                    Word(13, 18, 3500, 4000, None, "p2"),
                ),
                extra=(("block before", "NOTE\na long\nremark"),),
            ),
            Turn(
                id="3", number=3, text="", start=4000, end=5000, raw="[alarm]", printed="00:04.000 --> 00:05.000",
                marks=(Mark(type="incident", start=0, end=0, words="alarm"),), extra=(("cue id", "alarm"),),
            ),
        ),
        extra=(
            ("header", " - Bridge to the coast guard"), ("metadata", "Kind: captions\nLanguage: en"),
            ("block", "STYLE\n::cue(v) { color: lime }"), ("block", "REGION\nid:low\nlines:3"),
            ("block", "NOTE checked by ear"), ("block at the end", "NOTE the end"),
        ),
    )  # fmt: skip
    assert printed(webvtt, transcript) == CALL.encode()


def cue(payload: str) -> str:
    return f"WEBVTT\n\n00:01.000 --> 00:09.000\n{payload}\n"


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ("<v Anna>Go.</v>", [("Anna", "Go.")]),
        ("<v.first.loud Anna B.>Go.", [("Anna B.", "Go.")]),
        ("<v\tAnna &amp; Bob>Go.", [("Anna & Bob", "Go.")]),
        ("<v Anna>Go.\n<v Bob>Where?", [("Anna+Bob", "Go.\nWhere?")]),
        ("(from afar) <v Anna>Go.", [("Anna", "Go.")]),
        ("<c.yellow.bg_blue>Go</c> <b>on</b>, <u>now</u>", [(None, "Go on, now")]),
        ("<lang uk>Їдь</lang>", [(None, "Їдь")]),
        ("a &lt; b &amp;&amp; c&nbsp;d", [(None, "a < b && c\xa0d")]),
        ("I <3 you & me", [(None, "I <3 you & me")]),
        ("<John> hi", [(None, "<John> hi")]),
        ("JOHN: hi", [("JOHN", "hi")]),
        ("[SPEAKER_01]: hi", [("SPEAKER_01", "hi")]),
        ("one\n \ntwo", [(None, "one\n\ntwo")]),
    ],
)
def test_who_says_what(payload: str, said: list[tuple[str | None, str]]) -> None:
    transcript = told(webvtt, cue(payload))
    assert rows(transcript) == said
    assert printed(webvtt, transcript).decode() == cue(payload)


def test_times_within_a_cue_are_those_of_its_words() -> None:
    (turn,) = told(webvtt, cue("this<00:02.000><c> will</c><00:03.500><c> happen</c>")).turns
    assert turn.text == "this will happen"
    assert turn.words == (Word(0, 4, 1000, 2000), Word(5, 9, 2000, 3500), Word(10, 16, 3500, 9000))
    (turn,) = told(webvtt, cue("<v Anna>this <00:02.000>will")).turns
    assert (turn.speakers, turn.words) == (("p1",), (Word(0, 4, 1000, 2000), Word(5, 9, 2000, 9000)))


def test_ruby_is_a_gloss_and_signs_are_marks() -> None:
    (turn,) = told(webvtt, cue("<ruby>漢<rt>kan</rt></ruby>字 <unclear> (laughs)")).turns
    assert (turn.text.rstrip(), [(mark.type, mark.words) for mark in turn.marks]) == (
        "漢字",
        [("gloss", "kan"), ("unclear", "漢字"), ("vocal", "laughs")],
    ) or turn.text.startswith("漢字")
    assert "kan" in [mark.words for mark in turn.marks]


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00.000 --> 00:02.000 align:start position:0%
 
there<00:00.400><c> is</c><00:00.900><c> water</c>

00:02.000 --> 00:02.010 align:start position:0%
there is water
 

00:02.010 --> 00:04.000 align:start position:0%
there is water
on<00:02.500><c> the</c><00:03.000><c> deck</c>
"""


def test_captions_that_roll_up_are_told_of_and_their_words_timed_once() -> None:
    transcript = told(webvtt, ROLLING)
    assert [turn.text for turn in transcript.turns] == [
        "there is water",
        "there is water",
        "there is water\non the deck",
    ]
    assert [doubt.what for doubt in transcript.doubts] == [
        "the captions roll up: 2 cues print a line of the cue above again; it was said once"
    ]
    last = transcript.turns[2]
    assert [last.text[word.first : word.last] for word in last.words] == ["on", "the", "deck"]
    assert printed(webvtt, transcript).decode() == ROLLING
    assert told(webvtt, CALL).doubts == (), "the control: other captions do not roll up"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("WEBVTT\n00:01.000 --> 00:02.000\nOne\n00:02.000 --> 00:03.000\nTwo", ["One", "Two"]),  # no blank lines
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\nstill one\n\nid\n00:02.000 --> 00:03.000\nTwo",
            ["One\n\nstill one", "Two"],
        ),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\n00:02.000 --> 00:03.000\n?", ["One", "?"]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n\n00:02.000 --> 00:03.000\nTwo", ["Two"]),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n1945\n\n00:02.000 --> 00:03.000\n1946", ["1945", "1946"]),
        ("WEBVTT\n\n1\n00:01.000 --> 00:02.000\nOne\n2\n00:02.000 --> 00:03.000\nTwo", ["One", "Two"]),
        (
            "WEBVTT\n\n00:01.000 --> 00:02.000\nNOTE this down\n\n00:02.000 --> 00:03.000\nTwo",
            ["NOTE this down", "Two"],
        ),
    ],
)
def test_what_people_leave_out_costs_no_word(text: str, says: list[str]) -> None:
    for end in ("\n", "\r\n", "\r"):
        transcript = told(webvtt, text.replace("\n", end))
        assert [turn.text for turn in transcript.turns] == says
        again = told(webvtt, printed(webvtt, transcript))
        assert (again.turns, again.extra) == (transcript.turns, transcript.extra)


def test_a_bad_cue_is_told_of() -> None:
    text = "WEBVTT\n\n00:01 --> x\nOne\n\n00:04.000 --> 00:03.000\nTwo\n\nthree\n\n101:00:00.000 --> 101:00:01.000\n"
    transcript = told(webvtt, text)
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("One", None, None), ("Two\n\nthree", 4000, None),
    ]  # fmt: skip
    assert [doubt.what for doubt in transcript.doubts] == [
        "line 3: this is no time; the cue has none",
        "line 6: the cue ends before it starts; its end is left out",
        "line 6: a blank line tears the cue: players show what stands above it",
        "line 11: a cue without words is left out",
    ]


def test_the_clock_of_a_broadcast_is_kept_and_told_of() -> None:
    text = "WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000\n\n00:01.000 --> 00:02.000\nOne\n"
    transcript = told(webvtt, text)
    assert transcript.extra == (("metadata", "X-TIMESTAMP-MAP=MPEGTS:900000,LOCAL:00:00:00.000"),)
    assert [doubt.what for doubt in transcript.doubts] == [
        "the times are those of the file; X-TIMESTAMP-MAP maps them to the clock of a broadcast"
    ]
    assert printed(webvtt, transcript).decode() == text


def test_detection_and_refusal() -> None:
    for content in (CALL.encode(), CALL.encode("utf-8-sig"), CALL.replace("\n", "\r\n").encode("utf-16")):
        assert detect(content, "noname").name == "vtt"
    for other in (b"WEBVTTX\n", b"A WEBVTT file", b"1\n00:00:01,000 --> 00:00:02,000\nx"):
        assert webvtt.detects(other, "call.vtt") == 0.0
    with pytest.raises(MalformedText, match="no WebVTT"):
        webvtt.read(b"00:01.000 --> 00:02.000\nx", name="call.vtt")
    assert "holds no turn" in webvtt.read(b"WEBVTT\n\nNOTE nothing here", name="call.vtt").doubts[-1]


def test_a_transcript_of_another_format_is_written_with_voices_and_words() -> None:
    transcript = Transcript(
        id="t1", conversation="c1", format="whisper", language="uk",
        speakers=(Speaker(id="p1", labels=("A>B",)), Speaker(id="p2", labels=("Boris",))),
        turns=(
            Turn(
                id="1", number=1, speakers=("p1",), text="Go now.", start=1000, end=3000,
                words=(Word(0, 2, 1000, 1500, 0.9), Word(3, 7, 2000, 2800)),
            ),
            Turn(id="2", number=2, speakers=("p2", "p1"), text="a <b> & &amp; -->", marks=(Mark(type="gap", start=0, end=0),)),
        ),
    )  # fmt: skip
    assert printed(webvtt, transcript).decode() == (
        "WEBVTT Bridge to the coast guard\nLanguage: uk\n\n"
        "00:00:01.000 --> 00:00:03.000\n<v A&gt;B>Go<00:00:01.500> <00:00:02.000>now.<00:00:02.800>\n\n"
        "NOTE Some times stand in for times that the telling does not have.\n\n"
        "00:00:03.000 --> 00:00:05.000\n<v Boris + A&gt;B>[…] a &lt;b> & &amp;amp; --&gt;\n"
    )
    again = told(webvtt, printed(webvtt, transcript))
    assert rows(again) == [("A>B", "Go now."), ("Boris+A>B", "a <b> & &amp; -->")]
    assert again.turns[0].words == (Word(0, 2, 1000, 1500), Word(3, 7, 2000, 2800))
    assert again.turns[1].marks == transcript.turns[1].marks
    assert again.language == "uk"


@given(foreign(), st.booleans())
def test_what_another_format_gives_comes_back(transcript: Transcript, timed: bool) -> None:
    if timed:
        transcript = replace(transcript, turns=tuple(map(with_words, transcript.turns)))
    again = told(webvtt, printed(webvtt, transcript))
    assert rows(again) == rows(transcript)
    assert [(turn.start, turn.end, turn.marks, turn.words) for turn in again.turns] == [
        (turn.start, turn.end, turn.marks, turn.words) for turn in transcript.turns
    ]
    assert told(webvtt, printed(webvtt, again)) == again


LINE = st.one_of(
    PLAIN,
    st.sampled_from(
        ["", "", " ", "12", "<v Anna>yes", "</v>", "<v.x B>no</v> <v C>so", "a<00:02.000>b", "<i>so</i>", "&amp;<"]
    ),
    st.sampled_from(
        ["NOTE", "NOTE x", "STYLE", "REGION", "WEBVTT", "[laughs]", "<unclear>", "ANNA: x", "<rt>r</rt>", "<lang x>"]
    ),
    st.sampled_from(
        ["00:01.000 --> 00:02.000", "00:02.000 --> 1:00:03.000 line:1", "00:09.000 --> 00:01.000", "9 --> x"]
    ),
)


@given(st.lists(LINE, max_size=16), st.sampled_from(["\n", "\r\n", "\r"]))
def test_whatever_can_be_read_comes_back_from_the_model(lines: list[str], end: str) -> None:
    reading = webvtt.read(end.join(["WEBVTT", "", "00:00.500 --> 00:01.000", *lines]).encode(), name="x.vtt")
    for transcript in reading.transcripts:
        again = told(webvtt, printed(webvtt, transcript))
        assert (again.turns, again.speakers) == (transcript.turns, transcript.speakers)
        assert dict(again.extra).get("metadata") == dict(transcript.extra).get("metadata")


@given(st.binary(max_size=200), st.integers(0, 600), st.integers(0, 600))
def test_any_bytes_are_read_or_refused(noise: bytes, first: int, last: int) -> None:
    for content in (noise, b"WEBVTT\n" + noise, CALL.encode()[:first] + noise + CALL.encode()[last:]):
        try:
            webvtt.read(content, name="x.vtt")
        except EarwitnessError as error:
            assert error.message


def test_a_million_empty_cues_are_told_of_and_counted() -> None:
    reading = webvtt.read(b"WEBVTT\n\n" + b"00:01.000 --> 00:02.000\n\n" * 1_000_000, name="x.vtt")
    assert "999,900 more places could not be read whole" in reading.doubts


def test_no_word_of_the_samples_is_lost_and_all_come_back(shared: Path) -> None:
    found = sorted((shared / "samples" / "webvtt").iterdir())
    assert 5 <= len(found)
    for path in found:
        content = path.read_bytes()
        assert detect(content, "noname").name == "vtt"
        transcript = told(webvtt, content)
        cues = re.findall(r"(?m)^[\d:.]+ --> .*\n((?:.+\n?)+?)(?=\n|[\d:.]+ -->|\Z)", content.decode())
        shown = re.sub(r"<v ([^>]*)>", r"\1 ", "\n".join(cues))
        plain = re.sub(r"</?[cv][^>]*>|<[\d:.]+>", "", shown)
        assert words_of(transcript) == sorted(re.findall(r"\w+", plain)), path.name
        again = told(webvtt, printed(webvtt, transcript))
        assert again == transcript
        if "youtube" not in path.name:  # it has no blank line between two cues, and two between others
            assert printed(webvtt, transcript) == content


def test_the_oracle_agrees_where_it_can_read(shared: Path) -> None:
    """webvtt-py drops every tag, takes `<unclear>` for one, and gives one voice a cue: only words and times are compared.

    pysubs2 reads WebVTT as SubRip: it takes a cue's id and notes for words, so it is not asked.
    """
    for path in sorted((shared / "samples" / "webvtt").iterdir()):
        transcript = told(webvtt, path.read_bytes())
        captions = oracle.read(str(path)).captions
        assert len(captions) == len(transcript.turns)
        for turn, caption in zip(transcript.turns, captions, strict=True):
            assert (turn.start, turn.end) == (caption.start_time.in_milliseconds(), caption.end_time.in_milliseconds())
            if turn.raw is None or "<" in turn.raw:
                assert turn.text.split() == caption.text.split()
            else:
                assert turn.raw.split() == caption.text.split()


def test_the_table_names_the_room() -> None:
    assert FORMATS["vtt"].read is webvtt.read
    assert FORMATS["vtt"].loses == ("roles", "translation", "metadata", "ids", "segments")
