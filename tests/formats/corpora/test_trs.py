"""Transcriber: what stands between two places in time, who says it, events as marks, and the document written back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText, UnsafeInput
from earwitness.formats import FORMATS, detect
from earwitness.formats.corpora import trs
from earwitness.model import Conversation, Dossier, Mark, Reading, Speaker, Transcript, Turn

CALL = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE Trans SYSTEM "trans-14.dtd">
<Trans scribe="R. Okonjo" audio_filename="bridge" version="3" version_date="311114" xml:lang="fra">
<Topics>
<Topic id="to1" desc="the bridge"/>
</Topics>
<Speakers>
<Speaker id="spk1" name="Ada" check="no" type="female" dialect="native" accent="" scope="local"/>
<Speaker id="spk2" name="Tomé" check="no" type="male" dialect="native" accent="" scope="local"/>
</Speakers>
<Episode program="Ferry radio" air_date="311114">
<Section type="report" topic="to1" startTime="0" endTime="9.5">
<Turn startTime="0" endTime="0.5">
<Sync time="0"/>

</Turn>
<Turn speaker="spk1" startTime="0.5" endTime="4.2" mode="spontaneous" fidelity="high" channel="telephone">
<Sync time="0.5"/>
le pont est <Event desc="rire" type="noise" extent="instantaneous"/> ouvert
<Sync time="2.125"/>
<Background time="2.125" type="music" level="high"/>
dit <Event desc="en" type="language" extent="begin"/>the boss<Event desc="en" type="language" extent="end"/> &amp; moi
<Comment desc="door"/>
</Turn>
<Turn speaker="spk1 spk2" startTime="4.2" endTime="9.5">
<Sync time="4.2"/>
<Who nb="1"/>
depuis <Event desc="pi" type="pronounce" extent="instantaneous"/> midi
<Who nb="2"/>
oui <Event desc="oc" type="pronounce" extent="previous"/>
</Turn>
</Section>
</Episode>
</Trans>
"""


def dossier(reading: Reading) -> Dossier:
    return Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)


def test_a_broadcast_is_read_with_its_speakers_events_and_sections() -> None:
    reading = trs.read(CALL.encode(), name="call.trs")
    assert reading.conversations[0].title == "Ferry radio"
    (transcript,) = reading.transcripts
    assert (transcript.language, transcript.made_by, transcript.doubts) == ("fr", "R. Okonjo", ())
    assert transcript.speakers == (Speaker(id="p1", labels=("Ada",)), Speaker(id="p2", labels=("Tomé",)))
    about = (("section", "report"), ("topic", "the bridge"))
    line = (("mode", "spontaneous"), ("fidelity", "high"), ("channel", "telephone"))
    told = [
        (turn.speakers, turn.text, turn.start, turn.end, turn.printed, turn.marks, turn.extra[1:])
        for turn in transcript.turns
    ]
    assert told == [
        (("p1",), "le pont est ouvert", 500, 2125, "0.5", (Mark(type="vocal", start=12, end=12, words="rire"),), about + line),
        (
            ("p1",), "dit the boss & moi", 2125, 4200, "2.125", (),
            (
                *about, *line, ("background", 'time="2.125" type="music" level="high"'), ("event", "language en begin"),
                ("event", "language en end"), ("comment", "door"),
            ),
        ),
        (("p1",), "depuis midi", 4200, 9500, "4.2", (Mark(type="gap", start=7, end=7),), about),
        (("p2",), "oui", 4200, 9500, "4.2", (Mark(type="gloss", start=0, end=3, words="oc"),), about),
    ]  # fmt: skip
    assert transcript.turns[2].raw == 'depuis <Event desc="pi" type="pronounce" extent="instantaneous"/> midi'
    assert trs.write([dossier(reading)]) == CALL.encode()


def test_latin_1_is_read_and_written_as_utf_8() -> None:
    latin = CALL.replace('encoding="UTF-8"', 'encoding="ISO-8859-1"').encode("latin-1")
    assert detect(latin, "x").name == "trs"
    reading = trs.read(latin, name="call.trs")
    assert reading.transcripts[0].speakers[1].labels == ("Tomé",)
    assert trs.write([dossier(reading)]) == CALL.encode()


def test_an_edited_turn_is_put_in_its_place() -> None:
    reading = trs.read(CALL.encode(), name="call.trs")
    transcript = reading.transcripts[0]
    turns = (*transcript.turns[:2], replace(transcript.turns[2], text="depuis minuit", marks=()), transcript.turns[3])
    content = trs.write(
        [Dossier(conversation=reading.conversations[0], transcripts=(replace(transcript, turns=turns),))]
    )
    lost = 'depuis <Event desc="pi" type="pronounce" extent="instantaneous"/> midi'
    assert content.decode() == CALL.replace(lost, "depuis minuit")


def test_a_turn_that_moved_makes_a_new_document() -> None:
    reading = trs.read(CALL.encode(), name="call.trs")
    transcript = reading.transcripts[0]
    edited = replace(transcript, turns=(replace(transcript.turns[0], start=700), *transcript.turns[1:]))
    content = trs.write([Dossier(conversation=reading.conversations[0], transcripts=(edited,))])
    again = trs.read(content, name="call.trs").transcripts[0]
    assert [(turn.text, turn.start, turn.end, turn.marks, turn.speakers) for turn in again.turns] == [
        (turn.text, turn.start, turn.end, turn.marks, turn.speakers) for turn in edited.turns
    ]
    assert (
        '<Turn speaker="spk1 spk2" startTime="4.2" endTime="9.5">\n<Sync time="4.2"/>\n<Who nb="1"/>'
        in content.decode()
    )


def test_bad_times_and_speakers_are_told_and_the_words_kept() -> None:
    bad = CALL.replace('time="2.125"/>\n<B', 'time="NaN"/>\n<B').replace('nb="2"', 'nb="7"')
    bad = bad.replace('endTime="9.5">\n<Sy', 'endTime="1">\n<Sy')
    transcript = trs.read(bad.encode(), name="call.trs").transcripts[0]
    assert [turn.text for turn in transcript.turns] == [
        "le pont est ouvert",
        "dit the boss & moi",
        "depuis midi",
        "oui",
    ]
    assert transcript.turns[3].speakers == ()
    told = " ".join(doubt.what for doubt in transcript.doubts)
    assert "no time in seconds: NaN" in told
    assert "Who speaks as number 7 of a turn of 2" in told
    assert "before it starts" in told


def test_other_documents_are_refused() -> None:
    for other in (b"<ANNOTATION_DOCUMENT/>", b"<p>Transcript</p>", b"", b"Trans"):
        assert trs.detects(other, "x.trs") == 0.0
    assert trs.detects(CALL.encode(), "x") == 1.0
    with pytest.raises(MalformedText):
        trs.read(b"<p>hello</p>", name="x")
    with pytest.raises(UnsafeInput):
        trs.read(CALL.replace('"trans-14.dtd"', '"trans-14.dtd" [<!ENTITY a "b">]').encode(), name="x")
    assert trs.read(b"<Trans scribe='x'><Episode/></Trans>", name="x").transcripts == ()


@given(st.binary(max_size=120), st.integers(0, 2500), st.integers(0, 40))
def test_any_bytes_are_read_or_refused(noise: bytes, place: int, cut: int) -> None:
    content = CALL.encode()
    for changed in (noise, content[:place] + noise + content[place + cut :], content[:place] + content[place + cut :]):
        try:
            trs.read(changed, name="x.trs")
        except EarwitnessError:
            continue


_SAID = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=25
)
_SAID = _SAID.map(lambda text: " ".join(text.split())).filter(bool)


@given(
    st.lists(
        st.tuples(_SAID, st.sampled_from([(), ("p1",), ("p2",), ("p1", "p2")]), st.none() | st.integers(0, 400_000_000)),
        min_size=1, max_size=5,
    ),
    st.data(),
)  # fmt: skip
def test_every_telling_comes_back_through_the_document(
    said: list[tuple[str, tuple[str, ...], int | None]], data: st.DataObject
) -> None:
    turns = []
    for number, (text, speakers, start) in enumerate(said, 1):
        first = data.draw(st.integers(0, len(text)))
        last = data.draw(st.integers(first, len(text)))
        kind = data.draw(
            st.sampled_from(["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "quote"])
        )
        words = data.draw(st.just("") | _SAID)
        turns.append(
            Turn(
                id=str(number), number=number, speakers=speakers, text=text, start=start,
                end=start if start is None else start + 900, marks=(Mark(type=kind, start=first, end=last, words=words),),
            )
        )  # fmt: skip
    speakers = (Speaker(id="p1", labels=("Old, caller",)), Speaker(id="p2", labels=("Desk",)))
    telling = Transcript(id="t1", conversation="c1", format="text", speakers=speakers, turns=tuple(turns))
    content = trs.write([Dossier(conversation=Conversation(id="c1"), transcripts=(telling,))])
    again = trs.read(content, name="x.trs").transcripts[0]
    names = {speaker.id: speaker.labels[0] for speaker in again.speakers}
    wanted = {"p1": "Old, caller", "p2": "Desk"}
    for turn, back in zip(turns, again.turns, strict=True):
        assert replace(back, raw=None, printed=None, extra=(), speakers=turn.speakers) == turn
        assert [names[id] for id in back.speakers] == [wanted[id] for id in turn.speakers]
    assert trs.write([Dossier(conversation=Conversation(id="c1"), transcripts=(again,))]) == content
    assert re.match(rb"<\?xml", content)


def test_the_table_says_what_it_carries() -> None:
    assert FORMATS["trs"].loses == ("words", "roles", "translation", "ids", "segments")
