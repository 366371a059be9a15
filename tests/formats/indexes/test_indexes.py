"""Indexes of recordings: OHMS points, WebVTT chapters and tables, in and out."""

from __future__ import annotations

import contextlib
import json
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness import formats
from earwitness.errors import BadInput, EarwitnessError, NotFound
from earwitness.formats.indexes import INDEXES, chapters, read_index, sheet
from earwitness.formats.indexes.entry import moment
from earwitness.model import Conversation, Dossier, Recording, Segment, Transcript, Turn

OHMS = """<?xml version="1.0" encoding="UTF-8"?>
<ROOT xmlns="https://www.weareavp.com/nunncenter/ohms"><record id="7">
 <title>Ada Example remembers</title>
 <index>
  <point><time>12</time><title>The bow door</title><partial_transcript>By the door</partial_transcript>
   <synopsis>How it stood open.</synopsis><keywords>door;bow visor</keywords><subjects>Ships; Meridian (ship)</subjects>
   <gpspoints><gps>59.4, 24.7</gps><gps_zoom>9</gps_zoom></gpspoints></point>
  <point><time>70.5</time><title>The rescue</title></point>
  <point><time>soon</time><title>Never</title></point>
 </index>
</record></ROOT>
"""
VTT = """WEBVTT

1
00:00:12.000 --> 00:01:10.000
The bow door: how it <b>stood</b> open &amp; why

00:01:10.000 --> 00:02:00.000
The rescue
Two boats came.
"""
TABLE = """Interview with Ada Example
Time;Title;Summary;Tags
0:12;The bow door;How it stood open.;door, bow visor
1:10.5;"The
rescue";;'=water
soon;Never;;
;;;
5:00;;;
"""
SOUND = Recording(
    id="r0000000001", conversation="c1", source="s1", duration=600_000, channels=1, sample_rate=8000, codec="opus"
)
INDEX = (
    Segment(id="e2", recording=SOUND.id, start=70_500, title="The rescue"),
    Segment(
        id="e1", recording=SOUND.id, start=12_000, end=60_000, title="The <bow> door --> open", keywords=("door", "bow visor"),
        synopsis="How it stood open.\n\nWhy --> that.", subjects=("Ships",), words="By the door",
    ),
    Segment(id="e3", recording=SOUND.id, start=90_000, keywords=("water",)),
)  # fmt: skip


def told(content, **how):
    """Returns the form, and of each entry start, end, title, synopsis, keywords, subjects and fault."""
    form, entries = read_index(content, name="index", **how)
    return form, [
        (each.start, each.end, each.title, each.synopsis, each.keywords, each.subjects, fault)
        for _, each, fault in entries
    ]


def test_an_ohms_index_is_read_though_nothing_is_transcribed():
    assert told(OHMS.encode()) == (
        "ohms",
        [
            (
                12_000,
                None,
                "The bow door",
                "How it stood open.",
                ("door", "bow visor"),
                ("Ships", "Meridian (ship)"),
                "",
            ),
            (70_500, None, "The rescue", "", (), (), ""),
            (0, None, "Never", "", (), (), "“soon” is no time"),
        ],
    )
    assert read_index(OHMS.encode(), name="x")[1][0].segment.words == "By the door"


def test_webvtt_chapters_are_read():
    assert told(VTT.encode()) == (
        "vtt",
        [
            (12_000, 70_000, "The bow door: how it stood open & why", "", (), (), ""),
            (70_000, 120_000, "The rescue", "Two boats came.", (), (), ""),
        ],
    )


def test_a_table_is_read_by_the_names_of_its_columns():
    assert told(TABLE.encode()) == (
        "table",
        [
            (12_000, None, "The bow door", "How it stood open.", ("door", "bow visor"), (), ""),
            (70_500, None, "The rescue", "", ("=water",), (), ""),
            (0, None, "Never", "", (), (), "“soon” is no time"),
            (300_000, None, "", "", (), (), ""),
        ],
    )


@pytest.mark.parametrize(
    ("text", "time"),
    [("83", 83_000), ("83.5", 83_500), ("83,25", 83_250), ("1:23", 83_000), ("00:01:23.500", 83_500), ("83000ms", 83_000),
     ("", None), ("-1", None), ("1:75", None), ("12345678901", None)],
)  # fmt: skip
def test_moments(text, time):
    assert moment(text) == time


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"Dear Ada,\nthe index is not ready.\n", "no segments are in it"),
        (b"speaker,text\nAda,hello\n", "no segments are in it"),
        (b"<ROOT><record><title>x</title></record></ROOT>", "holds no segment"),
        (b"<ROOT/>", "no record"),
        (b"", "empty|no text|nothing"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "."),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><ROOT><record>&b;</record></ROOT>", "."),
    ],
)
def test_what_is_no_index_is_refused(content, why):
    with pytest.raises(EarwitnessError, match=why):
        read_index(content, name="odd")


def test_a_form_may_be_named():
    assert told(VTT.encode(), format="vtt")[0] == "vtt"
    with pytest.raises(NotFound, match="no form"):
        read_index(VTT.encode(), name="x", format="docx")
    with pytest.raises(BadInput):
        read_index(VTT.encode(), name="x", format="ohms")


def in_order(segments):
    return sorted(segments, key=lambda each: each.start)


def test_chapters_come_back_whole():
    content = chapters.write(SOUND, INDEX, "The bridge\ntape")
    lines = content.decode().split("\n\n")
    assert lines[0] == "WEBVTT The bridge tape"
    assert lines[2] == "e1\n00:00:12.000 --> 00:01:00.000\nThe &lt;bow&gt; door --&gt; open"
    assert "00:01:10.500 --> 00:01:30.000" in content.decode(), "without an end it lasts until the next"
    assert "00:01:30.000 --> 00:10:00.000\nwater" in content.decode(), "and the last until the sound ends"
    back = [each.segment for each in read_index(content, name="x")[1]]
    assert [
        (each.start, each.end, each.title, each.synopsis, each.keywords, each.subjects, each.words) for each in back
    ] == [
        (each.start, each.end, each.title, each.synopsis, each.keywords, each.subjects, each.words)
        for each in in_order(INDEX)
    ]


def test_a_table_comes_back_whole():
    back = [each.segment for each in read_index(sheet.write(in_order(INDEX)), name="x")[1]]
    assert back == in_order(INDEX)


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=20)
TERM = TEXT.filter(lambda text: text.strip() and not set(text) & set(";|,\n"))


@given(
    st.lists(
        st.builds(
            lambda start, length, title, synopsis, keywords: Segment(
                id="", recording="", start=start, end=start + length if length else None, title=title, synopsis=synopsis,
                keywords=tuple(dict.fromkeys(keywords)),
            ),
            st.integers(0, 500_000), st.integers(0, 50_000), TEXT, TEXT, st.lists(TERM, max_size=3),
        ).filter(lambda each: each.title or each.synopsis or each.keywords),
        min_size=1, max_size=5, unique_by=lambda each: each.start,
    )
)  # fmt: skip
def test_any_index_goes_round(segments):
    ordered = in_order(segments)
    for content in (chapters.write(SOUND, segments, ""), sheet.write(ordered)):
        assert [each.segment for each in read_index(content, name="x")[1]] == ordered


@given(st.one_of(st.binary(max_size=200), st.sampled_from(list(INDEXES)).map(lambda form: form.encode())))
def test_any_bytes_are_read_or_refused(content):
    for form in (None, *INDEXES):
        for odd in (content, b"WEBVTT\n\n" + content, b"<ROOT><record>" + content, b"time,title\n" + content):
            with contextlib.suppress(EarwitnessError):
                read_index(odd, name="odd", format=form)


def dossier(*transcripts, segments=INDEX, recordings=(SOUND,)):
    return Dossier(
        conversation=Conversation(id="c1", title="The bridge tape"), transcripts=transcripts, recordings=recordings,
        segments=tuple(in_order(segments)),
    )  # fmt: skip


def test_an_ohms_record_is_written_of_sound_without_words():
    content = formats.FORMATS["ohms"].write([dossier()])
    assert [entry[:5] for entry in told(content)[1]] == [
        (12_000, None, "The <bow> door --> open", "How it stood open.\n\nWhy --> that.", ("door", "bow visor")),
        (70_000, None, "The rescue", "", ()),
        (90_000, None, "", "", ("water",)),
    ]
    record = fromstring(content)[0]
    facts = {element.tag.rpartition("}")[2]: element.text for element in record}
    assert (facts["duration"], facts["title"]) == ("600", "The bridge tape")


def test_what_an_ohms_point_has_besides_stays_with_it():
    talk = OHMS.replace("</record>", "<transcript>EXAMPLE: It was open.</transcript></record>")
    (transcript,) = formats.read(talk.encode(), name="7.xml").transcripts
    mended = [
        Segment(
            id="e1", recording=SOUND.id, start=12_000, title="The bow door", synopsis="It stood open.",
            keywords=("door", "bow visor"),
        )
    ]  # fmt: skip
    content = formats.FORMATS["ohms"].write([dossier(transcript, segments=mended)]).decode()
    assert "<synopsis>It stood open.</synopsis>" in content and "<gps>59.4, 24.7</gps>" in content
    assert "<keywords>door;bow visor</keywords>" in content and "The rescue" not in content
    untouched = formats.FORMATS["ohms"].write([dossier(transcript, segments=())]).decode()
    assert "The rescue" in untouched and "<duration>600</duration>" in untouched


def test_a_manifest_has_the_sound_its_length_and_a_table_of_contents():
    second = Recording(
        id="r0000000002", conversation="c1", source="s1", duration=5_000, channels=1, sample_rate=8000, codec="opus"
    )
    heard = Transcript(
        id="t1", conversation="c1", made_from=second.id, turns=(Turn(id="1", number=1, text="Stay.", start=0, end=900),)
    )
    manifest = json.loads(formats.FORMATS["iiif"].write([dossier(heard, recordings=(SOUND, second))]))
    first, other = manifest["items"]
    assert (first["duration"], other["duration"], len(first["annotations"]), len(other["annotations"])) == (
        600,
        5,
        0,
        1,
    )
    assert first["items"][0]["items"][0]["body"]["type"] == "Sound"
    (index,) = manifest["structures"]
    assert [(each["label"]["none"], each["items"][0]["id"].partition("#")[2]) for each in index["items"]] == [
        (["The <bow> door --> open"], "t=12,60"), (["The rescue"], "t=70.5,90"), (["water"], "t=90,600"),
    ]  # fmt: skip
    assert {each["items"][0]["id"].partition("#")[0] for each in index["items"]} == {first["id"]}


def test_our_json_lines_hold_all_of_it():
    content = formats.FORMATS["jsonl"].write([dossier()])
    assert [each.segment for each in read_index(content, name="x")[1]] == in_order(INDEX)
    read = formats.read(content, name="x")
    assert read.doubts == ("the file holds no transcript",)
    assert [noun for noun, _ in read.conversations[0].extra] == ["recording", "segment", "segment", "segment"]
