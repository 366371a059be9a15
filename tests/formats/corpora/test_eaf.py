"""ELAN: turns of several tiers by time, what hangs on them at any depth, and the whole document written back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pympi
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import eaf
from earwitness.formats.corpora.tiers import Stretches
from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn, Word

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<ANNOTATION_DOCUMENT AUTHOR="Ada" DATE="2031-11-14T20:50:00+00:00" FORMAT="3.0" VERSION="3.0">
    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds">
        <MEDIA_DESCRIPTOR MEDIA_URL="file:///bridge.wav" MIME_TYPE="audio/x-wav"/>
        <PROPERTY NAME="lastUsedAnnotationId">20</PROPERTY>
    </HEADER>
"""
TAIL = """    <LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="talk" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Time_Subdivision" LINGUISTIC_TYPE_ID="words" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Included_In" LINGUISTIC_TYPE_ID="within" TIME_ALIGNABLE="true"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="one" TIME_ALIGNABLE="false"/>
    <LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" LINGUISTIC_TYPE_ID="parts" TIME_ALIGNABLE="false"/>
    <LOCALE COUNTRY_CODE="GB" LANGUAGE_CODE="en"/>
    <LANGUAGE LANG_ID="eng" LANG_LABEL="English (eng)"/>
    <CONTROLLED_VOCABULARY CV_ID="kinds"><CV_ENTRY_ML CVE_ID="cve1"><CVE_VALUE LANG_REF="eng">report</CVE_VALUE></CV_ENTRY_ML>
    </CONTROLLED_VOCABULARY>
</ANNOTATION_DOCUMENT>
"""


def aligned(identity: str, first: str, second: str, value: str, more: str = "") -> str:
    return (
        f'        <ANNOTATION>\n            <ALIGNABLE_ANNOTATION ANNOTATION_ID="{identity}"{more} TIME_SLOT_REF1="{first}"'
        f' TIME_SLOT_REF2="{second}">\n                <ANNOTATION_VALUE>{value}</ANNOTATION_VALUE>\n'
        "            </ALIGNABLE_ANNOTATION>\n        </ANNOTATION>\n"
    )


def referring(identity: str, to: str, value: str, more: str = "") -> str:
    return (
        f'        <ANNOTATION>\n            <REF_ANNOTATION ANNOTATION_ID="{identity}" ANNOTATION_REF="{to}"{more}>\n'
        f"                <ANNOTATION_VALUE>{value}</ANNOTATION_VALUE>\n            </REF_ANNOTATION>\n        </ANNOTATION>\n"
    )


def order(*times: int | None) -> str:
    lines = [
        f'        <TIME_SLOT TIME_SLOT_ID="ts{number}"' + (f' TIME_VALUE="{time}"/>\n' if time is not None else "/>\n")
        for number, time in enumerate(times, 1)
    ]
    return "    <TIME_ORDER>\n" + "".join(lines) + "    </TIME_ORDER>\n"


def tier(name: str, *annotations: str, more: str = "", kind: str = "talk") -> str:
    inside = "\n" + "".join(annotations) + "    " if annotations else ""
    return f'    <TIER LINGUISTIC_TYPE_REF="{kind}"{more} TIER_ID="{name}">{inside}</TIER>\n'


BRIDGE = tier(
    "bridge@talk",
    aligned("a1", "ts1", "ts4", "How much water?"),
    aligned("a3", "ts6", "ts8", "Get out &amp; up."),
    more=' PARTICIPANT="Bridge"',
)
ENGINE = tier("Engine room", aligned("a2", "ts5", "ts7", "To the second\nstep."))
WORDS = tier(
    "words",
    aligned("a4", "ts1", "ts2", "How"),
    aligned("a5", "ts2", "ts3", "much"),
    aligned("a6", "ts3", "ts4", "water?"),
    more=' PARENT_REF="bridge@talk"',
    kind="words",
)
KIND = tier("kind", referring("a7", "a2", "report", ' CVE_REF="cve1"'), more=' PARENT_REF="Engine room"', kind="one")
CLASS = tier(
    "class", referring("a8", "a4", "ADV"), referring("a9", "a6", "NOUN"), more=' PARENT_REF="words"', kind="one"
)
SENSE = tier("sense", referring("a10", "a9", "liquid"), more=' PARENT_REF="class"', kind="parts")
TALK = (
    HEAD + order(1000, None, 1700, 2000, 1900, 3000, 3100, 3500) + BRIDGE + ENGINE + WORDS + KIND + CLASS + SENSE + TAIL
)


def only(content: str | bytes) -> Transcript:
    raw = content.encode() if isinstance(content, str) else content
    (transcript,) = eaf.read(raw, name="talk.eaf").transcripts
    return transcript


def written(transcript: Transcript) -> bytes:
    return eaf.write([Dossier(conversation=Conversation(id="c1"), transcripts=(transcript,))])


def test_tiers_become_turns_by_time_with_all_that_hangs_on_them() -> None:
    talk = only(TALK)
    assert talk.speakers == (Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Engine room",)))
    assert talk.turns == (
        Turn(
            id="1", number=1, speakers=("p1",), text="How much water?", start=1000, end=2000,
            words=(Word(0, 3, 1000, None), Word(4, 8, None, 1700), Word(9, 15, 1700, 2000)),
            extra=(
                ("tier", "bridge@talk"),
                ("annotation", "a1 ts1 ts4"),
                ("class", "ADV"),
                ("class", "NOUN"),
                ("sense", "liquid"),
                ("below", '[["w","words",null,"a4","ts1","ts2"],["w","words",null,"a5","ts2","ts3"],'
                          '["w","words",null,"a6","ts3","ts4"],["a8","a4",null],["a9","a6",null],["a10","a9",null]]'),
            ),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="To the second\nstep.", start=1900, end=3100,
            extra=(
                ("tier", "Engine room"),
                ("annotation", "a2 ts5 ts7"),
                ("kind", "report"),
                ("below", '[["a7","a2",null,{"CVE_REF":"cve1"}]]'),
            ),
        ),
        Turn(
            id="3", number=3, speakers=("p1",), text="Get out & up.", start=3000, end=3500,
            extra=(("tier", "bridge@talk"), ("annotation", "a3 ts6 ts8")),
        ),
    )  # fmt: skip
    assert (talk.made_by, talk.doubts) == ("Ada", ())
    assert ("media", "file:///bridge.wav") in talk.extra
    assert detect(TALK.encode(), "x").name == "eaf"


def test_the_document_is_written_back_to_the_byte() -> None:
    assert written(only(TALK)).decode() == TALK


PLAIN = (
    HEAD + order(0, 900, 1000, 1500)
    + tier("A", aligned("a7", "ts1", "ts2", "Come home."), aligned("a9", "ts3", "ts4", "Yes &lt;", ' EXT_REF="e1"'))
    + tier("B", aligned("a8", "ts2", "ts4", "No."))
    + TAIL
)  # fmt: skip
"""A document without tiers below others, all slots timed and numbered: its ids and slots stand in one list."""


def test_ids_and_slots_of_a_plain_document_stand_in_one_list_by_the_turns_ids() -> None:
    talk = only(PLAIN)
    assert [turn.extra for turn in talk.turns] == [
        (("tier", "A"),), (("tier", "B"),), (("tier", "A"), ("annotation", 'a9 ts3 ts4 {"EXT_REF":"e1"}')),
    ]  # fmt: skip
    assert ("annotations", "a7:1:2 a8:2:4 -") in talk.extra
    assert written(talk).decode() == PLAIN.replace('"a9" EXT_REF="e1" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4"',
                                                   '"a9" TIME_SLOT_REF1="ts3" TIME_SLOT_REF2="ts4" EXT_REF="e1"')  # fmt: skip
    second, third = talk.turns[1:]
    fewer = replace(talk, turns=(replace(second, number=1), replace(third, number=2)))
    assert [dict(turn.extra).get("annotation", "") for turn in only(written(fewer)).turns] == [
        "",
        'a9 ts3 ts4 {"EXT_REF":"e1"}',
    ]
    assert ("annotations", "a8:2:4 -") in only(written(fewer)).extra, "a turn keeps its id when others go"


def test_slots_that_are_numbered_or_printed_otherwise_stay_as_they_are() -> None:
    for odd in (
        PLAIN.replace("ts1", "ts11"), PLAIN.replace('"900"/>', '"900" />'), PLAIN.replace('"900"', '"0900"'),
        PLAIN.replace("ts", "slot"), PLAIN.replace("        <TIME_SLOT", "\t<TIME_SLOT", 1),
    ):  # fmt: skip
        talk = only(odd)
        assert [(turn.start, turn.end) for turn in talk.turns] == [(0, 900), (900, 1500), (1000, 1500)]
        assert only(written(talk)) == talk


def test_an_edited_turn_keeps_its_id_and_a_new_one_gets_the_next() -> None:
    talk = only(TALK)
    first, second, third = talk.turns
    edited = replace(
        talk,
        speakers=(*talk.speakers, Speaker(id="p3", labels=("Cook",))),
        turns=(
            replace(first, text="How much water?!", start=900),
            second,
            replace(third, text="Get out."),
            Turn(id="4", number=4, speakers=("p3",), text="[…] <Aye>", start=4000, end=4200),
        ),
    )
    again = only(written(edited))
    assert [(turn.start, turn.text) for turn in again.turns] == [
        (900, "How much water?!"), (1900, "To the second\nstep."), (3000, "Get out."), (4000, "[…] <Aye>"),
    ]  # fmt: skip
    assert [dict(turn.extra)["annotation"].split()[0] for turn in again.turns] == ["a1", "a2", "a3", "a11"]
    assert again.speakers[2].labels == ("Cook",)
    assert b'"lastUsedAnnotationId">11<' in written(edited)


def test_a_voice_that_got_another_label_keeps_its_tier() -> None:
    talk = only(TALK)
    named = replace(talk, speakers=(Speaker(id="p1", labels=("Captain",)), talk.speakers[1]))
    again = only(written(named))
    assert again.speakers[0].labels == ("Captain",)
    assert again.turns == talk.turns


def test_a_transcript_from_elsewhere_is_written_whole(tmp_path: Path) -> None:
    elsewhere = Transcript(
        id="t1", conversation="c1", language="uk",
        speakers=(Speaker(id="p1", labels=("Мати",)), Speaker(id="p2", labels=("Син",))),
        turns=(
            Turn(id="1", number=1, speakers=("p1",), text="Де ти?", start=0, end=900,
                 words=(Word(0, 2, 0, 300, 0.9), Word(3, 6, 310, 950))),
            Turn(id="2", number=2, speakers=("p2",), text="Удома", marks=(Mark(type="gap", start=5, end=5),)),
            Turn(id="3", number=3, text="хто це"),
            Turn(id="4", number=4, speakers=("p1", "p2"), text="Ні", start=2000, end=2500),
        ),
    )  # fmt: skip
    content = written(elsewhere)
    again = only(content)
    assert again.language == "uk"
    assert [(turn.start, turn.end, turn.speakers, turn.text) for turn in again.turns] == [
        (0, 900, ("p1",), "Де ти?"),
        (None, None, ("p2",), "Удома […]"),
        (None, None, (), "хто це"),
        (2000, 2500, ("p1", "p2"), "Ні"),
    ]
    assert again.turns[0].words == (Word(0, 2, 0, 300), Word(3, 6, 310, 900)), "words end with their turn"
    assert written(again) == content
    (tmp_path / "call.eaf").write_bytes(content)
    peer = pympi.Elan.Eaf(str(tmp_path / "call.eaf"))
    assert set(peer.get_tier_names()) == {"Мати", "Мати words", "Син", "default", "Мати + Син"}


def test_a_file_without_annotations_is_a_result() -> None:
    reading = eaf.read((HEAD + "    <TIME_ORDER/>\n" + tier("default") + TAIL).encode(), name="blank.eaf")
    assert reading.transcripts == ()
    assert "no turn" in reading.doubts[-1]
    assert only(HEAD + order(0, 1) + tier("default", aligned("a1", "ts1", "ts2", "x")) + TAIL).speakers == ()


def test_unusual_print_is_read_like_the_usual() -> None:
    usual = only(TALK)
    comment = TALK.replace('PARTICIPANT="Bridge"', "PARTICIPANT='Bridge'").replace(
        "<ANNOTATION_VALUE>Get out &amp; up.</ANNOTATION_VALUE>",
        "<ANNOTATION_VALUE><![CDATA[Get out & ]]>&#x75;p.</ANNOTATION_VALUE><!-- <TIER> -->",
    )
    assert only(comment).turns == usual.turns
    assert "comments" in only(comment).doubts[0].what
    assert only(TALK.replace("\n", "\r\n")).turns == usual.turns
    assert only(TALK.replace("UTF-8", "UTF-16").encode("utf-16")).turns == usual.turns
    assert only("\ufeff" + TALK).turns == usual.turns
    assert only(
        TALK.replace('ANNOTATION_ID="a1" TIME_SLOT_REF1="ts1"', 'TIME_SLOT_REF1="ts1" ANNOTATION_ID="a1"')
    ).turns == (usual.turns)
    assert only(TALK.replace('ANNOTATION_ID="a1"', "ANNOTATION_ID = 'a1'")).turns == usual.turns


def test_what_hangs_on_nothing_is_a_turn_of_its_own_and_told() -> None:
    lost = only(TALK.replace('ANNOTATION_REF="a2"', 'ANNOTATION_REF="a99"'))
    assert lost.turns[-1].text == "report"
    assert dict(lost.turns[-1].extra) == {"tier": "kind", "annotation": 'a7 a99 {"CVE_REF":"cve1"}'}
    assert "hangs on none" in lost.doubts[0].what
    assert only(written(lost)).turns == lost.turns


def test_times_that_are_none_are_told_and_the_rest_is_kept() -> None:
    odd = only(TALK.replace('TIME_VALUE="3500"', 'TIME_VALUE="NaN"').replace('TIME_VALUE="3100"', 'TIME_VALUE="100"'))
    assert [(turn.start, turn.end) for turn in odd.turns] == [(1000, 2000), (1900, None), (3000, None)]
    assert ["NaN" in odd.doubts[0].what, "before it starts" in odd.doubts[1].what, len(odd.doubts)] == [True, True, 2]
    assert only(written(odd)).turns == odd.turns


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (TALK.replace("</TIER>", "", 1), MalformedText),
        (TALK.replace("How much", "How & much"), MalformedText),
        (TALK.replace("How much", "How ]]> much"), MalformedText),
        (TALK.replace("How much", "How &#0; much"), MalformedText),
        (TALK.replace("&amp;", "&lol;"), MalformedText),
        (TALK[:1500], MalformedText),
        ("<html><body>talk</body></html>", MalformedText),
        (TALK.replace("<ANNOTATION_DOCUMENT", '<!DOCTYPE x [<!ENTITY lol "ha">]><ANNOTATION_DOCUMENT', 1), UnsafeInput),
    ],
)
def test_what_is_no_document_of_elan_is_refused(content: str, error: type[EarwitnessError]) -> None:
    with pytest.raises(error):
        eaf.read(content.encode(), name="x.eaf")


def test_a_fault_within_a_tier_is_told_with_its_line() -> None:
    with pytest.raises(MalformedText) as caught:
        eaf.read(TALK.replace("Get out &amp;", "Get out &").encode(), name="x.eaf")
    assert caught.value.line == TALK[: TALK.index("Get out")].count("\n") + 1


def test_a_stretch_is_found_in_the_one_around_it() -> None:
    stretches = Stretches([(0, 100, 0), (0, 50, 1), (60, 70, 2), (200, 300, 3)])
    assert stretches.around(10, 20) in (0, 1)
    assert stretches.around(61, 69) == 2
    assert stretches.around(90, 95) == 0
    assert stretches.around(150, 160) is None
    many = Stretches([(0, 1000, 0), *((n, n + 1, n) for n in range(1, 900))])
    assert many.around(950, 960) == 0, "long after it began, others between"


@given(st.data())
def test_any_bytes_raise_nothing_but_errors_of_ours(data: st.DataObject) -> None:
    content = bytearray(TALK.encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        content[place : place + data.draw(st.integers(0, 9))] = data.draw(st.binary(max_size=6))
    for trial in (bytes(content), data.draw(st.binary(max_size=80))):
        try:
            eaf.read(trial, name="x.eaf")
        except EarwitnessError:
            continue


VALUE = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Documents of two voices, a tier within one and tiers that refer, to some depth."""
    times = sorted(draw(st.lists(st.integers(0, 9000), min_size=8, max_size=8)))
    printed = [time if draw(st.booleans()) or place in (0, 7) else None for place, time in enumerate(times)]
    kind = draw(st.sampled_from(["words", "within"]))
    escape = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
    values = ["".join(escape.get(sign, sign) for sign in draw(VALUE)) for _ in range(8)]
    return (
        HEAD + order(*printed)
        + tier("A", aligned("a1", "ts1", "ts4", values[0]), aligned("a2", "ts6", "ts8", values[1]), more=' PARTICIPANT="A B"')
        + tier("low", referring("a6", "a5", values[2]), referring("a7", "a3", values[3]), more=' PARENT_REF="mid"', kind="one")
        + tier("mid", referring("a5", "a1", values[4]), more=' PARENT_REF="A"', kind="parts")
        + tier("in", aligned("a4", "ts2", "ts3", values[5]), more=' PARENT_REF="A"', kind=kind)
        + tier("B", aligned("a3", "ts5", "ts7", values[6], ' EXT_REF="e1"'))
        + TAIL
    )  # fmt: skip


@given(documents())
def test_every_document_is_written_as_it_was_read(document: str) -> None:
    talk = only(document)
    content = written(talk)
    assert only(content) == talk
    told = " ".join([turn.text for turn in talk.turns] + [value for turn in talk.turns for _, value in turn.extra])
    for element in ET.fromstring(document).iter("ANNOTATION_VALUE"):
        assert (element.text or "") in told


@st.composite
def transcripts(draw: st.DrawFn) -> Transcript:
    """Transcripts from elsewhere: voices, some with times, none out of order."""
    speakers = tuple(Speaker(id=f"p{n}", labels=(f"V{n}",)) for n in range(1, draw(st.integers(1, 3)) + 1))
    turns, time = [], 0
    for number in range(1, draw(st.integers(1, 6)) + 1):
        first = time + draw(st.integers(0, 500))
        time = first + draw(st.integers(1, 500))
        timed = draw(st.booleans())
        who = draw(st.sampled_from([(), *((speaker.id,) for speaker in speakers)]))
        turns.append(
            Turn(
                id=str(number), number=number, speakers=who, text=draw(VALUE), start=first if timed else None,
                end=time if timed else None,
            )
        )  # fmt: skip
    return Transcript(id="t1", conversation="c1", speakers=speakers, turns=tuple(turns))


@given(transcripts())
def test_transcripts_from_elsewhere_keep_voices_times_and_words(transcript: Transcript) -> None:
    again = only(written(transcript))
    labels = {speaker.id: speaker.labels for speaker in transcript.speakers}
    read = {speaker.id: speaker.labels for speaker in again.speakers}
    assert [(turn.start, turn.end, turn.text, [labels[who] for who in turn.speakers]) for turn in transcript.turns] == [
        (turn.start, turn.end, turn.text, [read[who] for who in turn.speakers]) for turn in again.turns
    ]
    assert only(written(again)) == again


def sample_names() -> list[str]:
    folder = Path(__file__).parents[4] / "shared" / "samples" / "elan_eaf"
    return sorted(path.name for path in folder.glob("*.eaf")) or ["absent"]


@pytest.mark.parametrize("name", sample_names())
def test_samples_lose_nothing_and_agree_with_pympi(shared: Path, name: str) -> None:
    path = shared / "samples" / "elan_eaf" / name
    content = path.read_bytes()
    reading = eaf.read(content, name=name)
    peer = pympi.Elan.Eaf(str(path))
    count = len(re.findall(rb"<(?:ALIGNABLE|REF)_ANNOTATION", content))
    if not count:
        assert reading.transcripts == ()
        return
    (talk,) = reading.transcripts
    held = sum(
        1 + len(turn.words) + len([p for p in turn.extra if p[0] not in ("tier", "annotation", "below")])
        for turn in talk.turns
    )
    assert held == count
    assert only(written(talk)) == talk
    for tier_name in peer.get_tier_names():
        if peer.get_parameters_for_tier(tier_name).get("PARENT_REF") is None:
            ours = [(t.start, t.end, t.text) for t in talk.turns if dict(t.extra)["tier"] == tier_name]
            assert ours == [tuple(row[:3]) for row in sorted(peer.get_annotation_data_for_tier(tier_name))]


def test_the_table_says_what_is_carried() -> None:
    assert FORMATS["eaf"].loses == ("roles", "marks", "translation", "metadata", "ids", "segments")
