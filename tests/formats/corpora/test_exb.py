"""EXMARaLDA's basic transcription: turns of the speakers' tiers, what hangs on them, and the document written back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import exb
from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn

TALK = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made on the bridge -->
<basic-transcription>
<head>
<meta-information><project-name>Harbour</project-name><transcription-name>Bridge to engine</transcription-name>
<referenced-file url="bridge.wav"/><ud-meta-information/><comment></comment><transcription-convention/></meta-information>
<speakertable>
<speaker id="SPK0"><abbreviation>BR</abbreviation><sex value="f"/></speaker>
<speaker id="SPK1"><abbreviation></abbreviation><sex value="m"/></speaker>
</speakertable>
</head>
<basic-body>
<common-timeline>
<tli id="T0" time="0.5001" type="appl"/>
<tli id="T1"/>
<tli id="T2" time="1.5"/>
<tli id="T3" time="2.25"/>
</common-timeline>
<tier id="TIE0" speaker="SPK0" category="v" type="t" display-name="BR [v]">
<event start="T0" end="T1">How &amp; much </event>
<event start="T1" end="T2">water?</event>
</tier>
<tier id="TIE1" speaker="SPK0" category="en" type="a" display-name="BR [en]">
<event start="T0" end="T2">quantity</event>
</tier>
<tier id="TIE2" speaker="SPK0" category="nv" type="d" display-name="BR [nv]">
<event start="T1" end="T2">nods</event>
</tier>
<tier id="TIE3" speaker="SPK1" category="v" type="t" display-name="X [v]"><ud-tier-information><ud-information attribute-name="a">b</ud-information></ud-tier-information>
<event start="T2" end="T3"><ud-information attribute-name="sure">no</ud-information>To the step.</event>
</tier>
<tier id="TIE4" category="noise" type="d" display-name="[noise]">
<event start="T2" end="T3">door slams</event>
<event start="T0" end="T1"></event>
</tier>
</basic-body>
</basic-transcription>
"""  # noqa: E501


def only(content: str | bytes) -> Transcript:
    raw = content.encode() if isinstance(content, str) else content
    (transcript,) = exb.read(raw, name="talk.exb").transcripts
    return transcript


def written(transcript: Transcript) -> bytes:
    return exb.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])


def test_events_become_turns_by_time_with_what_hangs_on_them() -> None:
    talk = only(TALK)
    assert talk.title == "Bridge to engine"
    assert talk.speakers == (Speaker(id="p1", labels=("BR",)), Speaker(id="p2", labels=("SPK1",)))
    assert talk.turns == (
        Turn(
            id="1", number=1, speakers=("p1",), text="How & much", start=500, end=None,
            extra=(
                ("tier", "TIE0"), ("event", 'T0 T1 {"space":[""," "]}'), ("en", "quantity"),
                ("below", '[["TIE1","T0","T2"]]'),
            ),
        ),
        Turn(
            id="2", number=2, speakers=("p1",), text="water?", start=None, end=1500,
            extra=(("tier", "TIE0"), ("event", "T1 T2"), ("nv", "nods"), ("below", '[["TIE2","T1","T2"]]')),
        ),
        Turn(
            id="3", number=3, speakers=("p2",), text="To the step.", start=1500, end=2250,
            extra=(
                ("tier", "TIE3"),
                ("event", 'T2 T3 {"holds":["<ud-information attribute-name=\\"sure\\">no</ud-information>"]}'),
            ),
        ),
        Turn(
            id="4", number=4, text="", start=1500, end=2250, marks=(Mark(type="incident", start=0, end=0, words="door slams"),),
            extra=(("tier", "TIE4"), ("event", "T2 T3")),
        ),
    )  # fmt: skip
    assert detect(TALK.encode(), "x").name == "exb"


def test_the_document_is_written_back_to_the_byte() -> None:
    assert written(only(TALK)).decode() == TALK
    crlf = TALK.replace("\n", "\r\n").encode()
    assert written(only(crlf)) == crlf
    assert only(crlf).turns == only(TALK).turns


def test_an_edited_turn_gets_a_point_of_the_timeline_where_it_needs_one() -> None:
    talk = only(TALK)
    first, second, third, fourth = talk.turns
    edited = replace(
        talk,
        speakers=(*talk.speakers, Speaker(id="p3", labels=("Cook",))),
        turns=(
            replace(first, text="How much"), second, replace(third, start=1600), fourth,
            Turn(id="5", number=5, speakers=("p3",), text="<Aye>", start=2250, end=2250),
        ),
    )  # fmt: skip
    again = only(written(edited))
    assert [(turn.start, turn.end, turn.text) for turn in again.turns] == [
        (500, None, "How much"), (None, 1500, "water?"), (1500, 2250, ""), (1600, 2250, "To the step."),
        (2250, 2250, "<Aye>"),
    ]  # fmt: skip
    assert again.speakers[2].labels == ("Cook",)
    assert '<tli id="T2" time="1.5"/>\n<tli id="T4" time="1.6"/>\n<tli id="T3"' in written(edited).decode()


def test_a_second_tier_of_transcription_of_one_speaker_hangs_on_the_first() -> None:
    talk = only(TALK.replace('category="en" type="a"', 'category="tok" type="t"'))
    assert ("tok", "quantity") in talk.turns[0].extra
    alone = only(TALK.replace('speaker="SPK0" category="v" type="t"', 'speaker="SPK0" category="x" type="a"'))
    assert "quantity" in [turn.text for turn in alone.turns], "the control: with nothing to hang on it is a turn"


def test_a_transcript_from_elsewhere_is_written_whole() -> None:
    elsewhere = Transcript(
        id="t1", conversation="c1", title="Ніч",
        speakers=(Speaker(id="p1", labels=("Мати",)), Speaker(id="p2", labels=("Син",))),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Де ти?", start=0, end=900),
            Turn(id="2", number=2, speakers=("p2",), text="Удома", marks=(Mark(type="gap", start=5, end=5),)),
            Turn(id="3", number=3, text="хто це"),
            Turn(id="4", number=4, speakers=("p1", "p2"), text="Ні", start=2000, end=2500),
        ),
    )  # fmt: skip
    content = written(elsewhere)
    again = only(content)
    labels = {speaker.id: speaker.labels[0] for speaker in again.speakers}
    assert [(turn.start, turn.end, turn.text, [labels[who] for who in turn.speakers]) for turn in again.turns] == [
        (0, 900, "Де ти?", ["Мати"]),
        (None, None, "Удома […]", ["Син"]),
        (None, None, "хто це", []),
        (2000, 2500, "Ні", ["Мати", "Син"]),
    ]
    assert again.title == "Ніч"
    assert written(again) == content


@pytest.mark.parametrize(
    "content",
    [
        TALK.replace("</tier>", "", 1),
        TALK.replace("water?", "wat & er?"),
        TALK[:1500],
        "<html><body>talk</body></html>",
        TALK.replace("</event>", "</evnt>", 1),
    ],
)
def test_what_is_no_transcription_is_refused(content: str) -> None:
    with pytest.raises(MalformedText):
        exb.read(content.encode(), name="x.exb")


def test_times_that_are_none_are_told_and_the_rest_is_kept() -> None:
    odd = only(TALK.replace('time="2.25"', 'time="Infinity"').replace('time="1.5"', 'time="0.1"'))
    assert [(turn.start, turn.end) for turn in odd.turns if turn.text == "water?"] == [(None, 100)]
    assert "Infinity" in odd.doubts[0].what
    assert only(written(odd)).turns == odd.turns
    assert exb.read(re.sub(r"<event.*</event>\n", "", TALK).encode(), name="x.exb").transcripts == ()


@given(st.data())
def test_any_bytes_raise_nothing_but_errors_of_ours(data: st.DataObject) -> None:
    content = bytearray(TALK.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    for trial in (bytes(content), data.draw(st.binary(max_size=80))):
        try:
            for transcript in exb.read(trial, name="x.exb").transcripts:
                written(transcript)
        except EarwitnessError:
            continue


VALUE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> str:
    times = sorted(draw(st.lists(st.integers(0, 9000), min_size=6, max_size=6)))
    points = [
        f'<tli id="T{n}"' + (f' time="{t / 1000}"/>' if draw(st.booleans()) else "/>") for n, t in enumerate(times)
    ]
    tiers = []
    for number in range(draw(st.integers(1, 4))):
        events = []
        for first in range(5):
            if draw(st.booleans()):
                last = draw(st.integers(first + 1, 5))
                value = draw(VALUE).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                events.append(f'<event start="T{first}" end="T{last}">{value}</event>\n')
        speaker = draw(st.sampled_from(["", ' speaker="SPK0"', ' speaker="SPK1"']))
        kind, category = draw(st.sampled_from("tad")), draw(st.sampled_from(["v", "en"]))
        tiers.append(
            f'<tier id="TIE{number}"{speaker} category="{category}" type="{kind}">\n{"".join(events)}</tier>\n'
        )
    head = TALK.partition("<common-timeline>")[0]
    body = "".join((*points, "</common-timeline>\n", *tiers))
    return f"{head}<common-timeline>\n{body}</basic-body>\n</basic-transcription>\n"


@given(documents())
def test_every_document_is_written_as_it_was_read(document: str) -> None:
    for talk in exb.read(document.encode(), name="x.exb").transcripts:
        assert only(written(talk)) == talk
        told = [turn.text for turn in talk.turns] + [value for turn in talk.turns for _, value in turn.extra]
        told += [mark.words for turn in talk.turns for mark in turn.marks]
        for element in ET.fromstring(document).iter("event"):
            assert (element.text or "").strip() in told


def sample_names() -> list[str]:
    folder = Path(__file__).parents[4] / "shared" / "samples" / "exmaralda_exb"
    return sorted(path.name for path in folder.glob("*.exb")) or ["absent"]


@pytest.mark.parametrize("name", sample_names())
def test_samples_lose_nothing(shared: Path, name: str) -> None:
    """No library for Python reads the format; the count is a plain parser's."""
    content = (shared / "samples" / "exmaralda_exb" / name).read_bytes()
    talk = only(content)
    own = ("tier", "event", "below")
    held = sum(1 + len([pair for pair in turn.extra if pair[0] not in own]) for turn in talk.turns)
    assert held == len(list(ET.fromstring(content).iter("event")))
    again = written(talk)
    assert only(again) == talk
    assert ET.canonicalize(again.decode()) == ET.canonicalize(content.decode()), "the same XML"


def test_the_table_says_what_is_carried() -> None:
    assert FORMATS["exb"].loses == ("words", "roles", "marks", "translation", "metadata", "language", "ids", "segments")
