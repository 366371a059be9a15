"""OHMS: a record's text, minutes, cues, translation and index, in and out."""

from __future__ import annotations

import contextlib
import json
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness import formats
from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats.projects import ohms
from earwitness.formats.projects.minutes import list_of, marks_in
from earwitness.formats.projects.records import ORDER
from earwitness.model import Mark, Speaker, Transcript, Turn, Word

from .conftest import CALL, SHIP, dossier_of, dossiers_of, said, transcripts

RECORD = """<?xml version="1.0" encoding="UTF-8"?>
<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms">
 <record id="7" dt="2031-12-01">
  <version>5.4</version>
  <date value="2031-11-15" format="yyyy-mm-dd"/>
  <title>Interview with Ada Example</title>
  <repository>Harbour Archive</repository>
  <subject>Ships</subject><keyword>Meridian</keyword>
  <interviewee>Example, Ada</interviewee>
  <interviewer>Boris Sample</interviewer>
  <sync>1:|4(5)|5(1)</sync><sync_alt>1:|1(2)</sync_alt>
  <transcript_alt_lang>Russian</transcript_alt_lang><translate>1</translate>
  <media_url>https://archive.example/7.mp3</media_url>
  <mediafile><host>Other</host><clip_format>audio</clip_format></mediafile>
  <language>English</language>
  <index>
   <point><time>12</time><title>The bow door</title><synopsis>How it stood open.</synopsis><keywords>door;bow</keywords>
    <subjects>Ships</subjects><gpspoints><gps>59.4, 24.7</gps><gps_zoom>9</gps_zoom></gpspoints>
    <gpspoints><gps>60.1, 24.9</gps></gpspoints></point>
   <point><time>70</time><title>The rescue</title></point>
  </index>
  <transcript>SAMPLE: Where did you stand that
night?

EXAMPLE: By the bow door.[[footnote]]1[[/footnote]] It was
open, [laughs] wide open.

I saw the sea come in.
Note: the sea.
SAMPLE: And then?

[[footnotes]]
[[note]]The visor of the ship.[[/note]]
[[/footnotes]]</transcript>
  <transcript_alt>EXAMPLE: Она была открыта.</transcript_alt>
  <rights>Open</rights>
 </record>
</ROOT>
"""


def record_in(content: bytes) -> dict[str, str]:
    record = fromstring(content)[0]
    return {element.tag.rpartition("}")[2]: element.text or "" for element in record}


def test_a_record_is_an_interview_with_its_translation() -> None:
    content = RECORD.encode()
    assert formats.detect(content, "x").name == "ohms"
    read = formats.read(content, name="7.xml")
    (conversation,) = read.conversations
    assert (conversation.title, conversation.genre, conversation.held.date) == (
        "Interview with Ada Example", "interview", "2031-11-15",
    )  # fmt: skip
    transcript, translation = read.transcripts
    assert said(transcript) == [
        (("SAMPLE",), "Where did you stand that night?", None, None),
        (("EXAMPLE",), "By the bow door. It was open, wide open.\nI saw the sea come in. Note: the sea.", None, None),
        (("SAMPLE",), "And then?", None, None),
    ]
    assert [speaker.role for speaker in transcript.speakers] == ["interviewer", "interviewee"]
    turn = transcript.turns[1]
    assert turn.raw == (
        "EXAMPLE: By the bow door.[[footnote]]1[[/footnote]] It was\nopen, [laughs] wide open.\n\nI saw the sea come in.\n"
        "Note: the sea."
    )
    assert turn.marks == (
        Mark(type="gloss", start=16, end=16, words="The visor of the ship."),
        Mark(type="vocal", start=30, end=30, words="laughs"),
    )
    assert [(turn.text[word.first : word.last], word.start) for word in turn.words] == [
        ("door.", 60_000),
        ("open,", 120_000),
    ]
    assert (transcript.language, translation.language, translation.kind) == ("en", "ru", "translation")
    assert said(translation) == [(("EXAMPLE",), "Она была открыта.", 60_000, None)]


def test_the_index_is_kept_segment_by_segment() -> None:
    (transcript, _) = formats.read(RECORD.encode(), name="7.xml").transcripts
    first, second = (json.loads(value) for name, value in transcript.extra if name == "index point")
    assert first == {
        "time": "12", "title": "The bow door", "synopsis": "How it stood open.", "keywords": "door;bow", "subjects": "Ships",
        "gpspoints": [{"gps": "59.4, 24.7", "gps_zoom": "9"}, {"gps": "60.1, 24.9"}],
    }  # fmt: skip
    assert second == {"time": "70", "title": "The rescue"}
    (outline,) = [value for name, value in transcript.extra if name == "record"]
    assert "Harbour Archive" in outline and "bow door" not in outline


def test_a_record_is_written_back_as_it_was() -> None:
    read = formats.read(RECORD.encode(), name="7.xml")
    content = ohms.write(dossiers_of(read))
    before, after = record_in(RECORD.encode()), record_in(content)
    for name in (
        "transcript",
        "sync",
        "title",
        "repository",
        "rights",
        "media_url",
        "language",
        "transcript_alt",
        "interviewee",
    ):
        assert after[name] == before[name], name
    points = fromstring(content).iter("{https://www.weareavp.com/nunncenter/ohms}gps")
    assert [point.text for point in points] == ["59.4, 24.7", "60.1, 24.9"]
    again = formats.read(content, name="7.xml")
    assert again.transcripts == read.transcripts and again.conversations == read.conversations


def test_a_mended_turn_is_printed_anew_with_its_footnote() -> None:
    (dossier,) = dossiers_of(formats.read(RECORD.encode(), name="7.xml"))
    main, other = dossier.transcripts
    turns = (main.turns[0], main.turns[1], replace(main.turns[2], text="And after that, what did you do?"))
    content = ohms.write([replace(dossier, transcripts=(replace(main, turns=turns), other))])
    assert record_in(content)["transcript"] == (
        "SAMPLE: Where did you stand that night?\n\n"
        "EXAMPLE: By the bow door. [[footnote]]1[[/footnote]] It was open, (laughs) wide\nopen.\n\n"
        "I saw the sea come in. Note: the sea.\n\n"
        "SAMPLE: And after that, what did you do?\n\n"
        "[[footnotes]]\n[[note]]The visor of the ship.[[/note]]\n[[/footnotes]]"
    )
    again = formats.read(content, name="7.xml").transcripts[0]
    assert [(turn.text, turn.marks, turn.words) for turn in again.turns[:2]] == [
        (turn.text, turn.marks, turn.words) for turn in turns[:2]
    ]


def test_a_conversation_from_elsewhere_has_text_minutes_and_cues() -> None:
    content = ohms.write([CALL])
    record = record_in(content)
    assert record["transcript"].startswith(
        "Bridge: This is the Meridian, we have [inaudible] water on the car deck.\n\nWatch:"
    )
    assert record["transcript"].endswith("UNIDENTIFIED: Stay on this channel.")
    assert record["sync"] == "1:|5(1)", "after a minute the third turn is the last that began"
    assert "00:00:01.250 --> 00:00:04.000\n<v Bridge>This is the Meridian" in record["vtt_transcript"]
    assert "<v Bridge + Watch>A hundred" in record["vtt_transcript"]
    assert record["user_notes"] == "Speakers:\nBridge\nWatch\nМостик"
    assert (record["transcript_alt"], record["transcript_alt_lang"], record["translate"], record["language"]) == (
        "Мостик: Это «Меридиан», на палубе вода.", "Russian", "1", "English",
    )  # fmt: skip
    read = formats.read(content, name="x.xml")
    (conversation,) = read.conversations
    assert (conversation.title, conversation.held.date) == (CALL.conversation.title, "2031-11-14T20:50")
    assert len(read.transcripts) == 2, "the cues and the text are one telling"
    for found, left in zip(read.transcripts, CALL.transcripts, strict=True):
        assert [line[:3] for line in said(found)] == [line[:3] for line in said(left)]
        assert [turn.marks for turn in found.turns] == [turn.marks for turn in left.turns]
    assert [turn.end for turn in read.transcripts[0].turns] == [4_000, 5_500, 7_000, 61_000], (
        "a last turn needs some end"
    )
    assert ohms.write([CALL]) == content


def test_elements_stand_in_the_order_of_the_schema() -> None:
    for content in (ohms.write([CALL]), ohms.write(dossiers_of(formats.read(RECORD.encode(), name="7.xml")))):
        names = [element.tag.rpartition("}")[2] for element in fromstring(content)[0]]
        places = [ORDER.index(name) for name in names]
        assert places == sorted(places), names
        assert all(
            names.count(name) == 1 for name in names if name not in ("subject", "keyword", "interviewee", "interviewer")
        )


def test_further_tellings_are_records_of_their_own() -> None:
    third = replace(CALL.transcripts[1], id="t3", language="uk", title="Ukrainian")
    content = ohms.write([replace(CALL, transcripts=(*CALL.transcripts, third))])
    read = formats.read(content, name="x.xml")
    assert [(each.language, each.kind, each.conversation) for each in read.transcripts] == [
        ("en", "transcription", "c1"), ("ru", "translation", "c1"), ("uk", "translation", "c2"),
    ]  # fmt: skip


def test_cues_and_another_text_are_two_tellings() -> None:
    cues = (
        "WEBVTT\n\nNOTE made by hand\n\n1\n00:01.000 --> 00:02.000\n&lt;v Ada&gt;One.&lt;/v&gt; &lt;v Boris&gt;Two.\n"
    )
    content = RECORD.replace("</record>", f"<vtt_transcript>{cues}</vtt_transcript></record>").encode()
    first, second, _ = formats.read(content, name="7.xml").transcripts
    assert [line[:3] for line in said(first)] == [(("Ada",), "One.", 1000), (("Boris",), "Two.", 1000)]
    assert ("vtt block", "NOTE made by hand") in first.extra
    assert first.turns[0].extra == (("cue id", "1"),)
    assert said(second)[2] == (("SAMPLE",), "And then?", None, None)


@given(transcripts())
def test_what_was_read_once_stays(transcript: Transcript) -> None:
    read = formats.read(ohms.write([dossier_of(transcript)]), name="x.xml", format="ohms")
    if not read.transcripts:
        return
    again = formats.read(ohms.write(dossiers_of(read)), name="x.xml", format="ohms")
    for one, other in zip(read.transcripts, again.transcripts, strict=True):
        assert said(other) == said(one)
        assert [turn.marks for turn in other.turns] == [turn.marks for turn in one.turns]


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=20))
def test_minutes_stand_at_what_was_said_last_by_then(times: list[int]) -> None:
    places = [(time, line, 1) for line, time in enumerate(sorted(times), 1)]
    marks = marks_in(list_of(places))
    assert all(places[line - 1][0] <= time for line, words in marks.items() for time in words.values())


@pytest.mark.parametrize(
    ("sync", "marks"),
    [
        ("1:|13(3)|19(14)", {13: {3: 60_000}, 19: {14: 120_000}}), ("1:13(3)|19(14)", {13: {3: 60_000}, 19: {14: 120_000}}),
        (".5:|1(1)|2(2)", {1: {1: 30_000}, 2: {2: 60_000}}), ("2:|4", {4: {1: 120_000}}), ("1:||7(1)", {7: {1: 120_000}}),
        ("", {}), ("x", {}), ("1:", {}), ("1:|x|9(99999999999)|-1(2)", {}), ("nan:|1(1)", {}),
    ],
)  # fmt: skip
def test_lists_of_minutes(sync: str, marks: dict[int, dict[int, int]]) -> None:
    assert marks_in(sync) == marks


def test_hostile_records() -> None:
    with pytest.raises(MalformedText):
        ohms.read(b"<ROOT><record>", name="x")
    with pytest.raises(MalformedText):
        ohms.read(b"<ROOT/>", name="x")
    with pytest.raises(UnsafeInput):
        ohms.read(b'<!DOCTYPE a [<!ENTITY b "c">]><ROOT><record/></ROOT>', name="x")
    assert ohms.read(b"<ROOT><record/></ROOT>", name="x").transcripts == ()
    many = "\n\n".join(f"NAME {number}: x" for number in range(20_000))
    record = f"<ROOT><record><transcript>{many}</transcript><sync>1:{'|9(1)' * 200_000}</sync></record></ROOT>"
    assert len(ohms.read(record.encode(), name="x").transcripts[0].turns) == 20_000


def test_other_documents_are_not_claimed() -> None:
    for other in (b"<ROOT/>", b"<html>record transcript</html>", b'<?xml version="1.0"?><TimedText/>', b"ROOT record"):
        assert ohms.detects(other, "x.xml") == 0


@given(st.integers(0, len(RECORD)), st.text(max_size=8))
def test_only_our_errors(at: int, noise: str) -> None:
    with contextlib.suppress(EarwitnessError):
        read = ohms.read((RECORD[:at] + noise + RECORD[at + len(noise) :]).encode("utf-8", "surrogatepass"), name="x")
        ohms.write(dossiers_of(read))


def test_times_of_words_keep_their_minute() -> None:
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="We left the harbour at nine and then it blew.",
             words=(Word(first=3, last=7, start=60_000), Word(first=32, last=36, start=120_000))),
    )  # fmt: skip
    transcript = Transcript(id="t1", conversation="c1", speakers=(Speaker(id="p1", labels=("ADA",)),), turns=turns)
    read = formats.read(ohms.write([dossier_of(transcript)]), name="x.xml")
    assert read.transcripts[0].turns[0].words == turns[0].words
    assert said(SHIP)
