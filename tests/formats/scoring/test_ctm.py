"""CTM: a word a line becomes turns by pause; channels are voices; alternatives are kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.scoring import ctm
from earwitness.model import Dossier, Speaker, Turn, Word

FILE = b"""\
;; made by a recogniser
harbour A 0.10 0.30 lamp 0.98
harbour A 0.45 0.20 is 0.5
harbour B 0.50 0.40 yes NA
harbour A * * <ALT_BEGIN>
harbour A 0.70 0.25 lit
harbour A * * <ALT>
harbour A 0.70 0.10 a
harbour A 0.80 0.15 light
harbour A * * <ALT_END>
;; he coughs
harbour A 2.10 0.20 again 1
mill 1 3 0.5 wheel
"""


def test_words_are_turns_by_pause_and_by_time() -> None:
    reading = ctm.read(FILE, name="call.ctm")
    assert [one.title for one in reading.conversations] == ["harbour", "mill"]
    harbour, mill = reading.transcripts
    assert harbour.speakers == (Speaker(id="p1", labels=("A",)), Speaker(id="p2", labels=("B",)))
    assert [replace(turn, raw=None) for turn in harbour.turns] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="lamp is lit", start=100, end=950, printed="0.10",
            words=(Word(0, 4, 100, 400, 0.98), Word(5, 7, 450, 650, 0.5), Word(8, 11, 700, 950)),
            extra=(("channel", "A"), ("alternatives", "8-11 lit / a light"), ("records", "1-2 4-9")),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="yes", start=500, end=900, printed="0.50",
            words=(Word(0, 3, 500, 900),), extra=(("channel", "B"), ("records", "3")),
        ),
        Turn(
            id="3", number=3, speakers=("p1",), text="again", start=2100, end=2300, printed="2.10",
            words=(Word(0, 5, 2100, 2300, 1.0),),
            extra=(("channel", "A"), ("comment", ";; he coughs"), ("records", "10")),
        ),
    ]  # fmt: skip
    assert mill.speakers == (), "a lone channel with a number is no voice"
    assert [turn.text for turn in mill.turns] == ["wheel"]


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("ctm", FILE) == FILE


def test_a_changed_turn_is_printed_anew_with_its_alternatives() -> None:
    reading = ctm.read(FILE, name="call.ctm")
    harbour = replace(reading.transcripts[0], turns=reading.transcripts[0].turns[:1])
    first = harbour.turns[0]
    words = (Word(0, 4, 100, 410, 0.98), *first.words[1:])
    mended = replace(harbour, turns=(replace(first, words=words),))
    written = ctm.write([Dossier(conversation=reading.conversations[0], transcripts=(mended,))])
    assert written.decode() == (
        ";; made by a recogniser\n"
        "harbour A 0.100 0.310 lamp 0.98\nharbour A 0.450 0.200 is 0.5\n"
        "harbour A * * <ALT_BEGIN>\nharbour A 0.700 0.250 lit\n"
        "harbour A * * <ALT>\nharbour A 0.700 0.125 a\nharbour A 0.825 0.125 light\nharbour A * * <ALT_END>\n"
    )  # fmt: skip


def test_the_first_alternative_with_words_is_the_text() -> None:
    content = (
        b"a 1 * * <ALT_BEGIN>\na 1 1.0 0.2 @\na 1 * * <ALT>\na 1 1.0 0.2 uh\na 1 * * <ALT_END>\n"
    )  # fmt: skip
    turn = ctm.read(content, name="x.ctm").transcripts[0].turns[0]
    assert (turn.text, turn.extra[1]) == ("uh", ("alternatives", "0-2 @ / uh"))


def test_types_and_speakers_of_longer_records(through: Callable[[str, bytes], bytes]) -> None:
    content = b"a 1 1.0 0.2 uh NA fp anna\na 1 1.2 0.2 yes 0.9 lex anna\na 1 1.3 0.2 no 0.9 lex ben\n"
    transcript = ctm.read(content, name="x.ctm").transcripts[0]
    assert [(turn.speakers, turn.text, turn.extra[1]) for turn in transcript.turns] == [
        (("p1",), "uh yes", ("types", "fp lex")),
        (("p2",), "no", ("types", "lex")),
    ]
    assert through("ctm", content) == content


def test_a_telling_from_elsewhere(foreign: list[Dossier]) -> None:
    written = ctm.write(foreign)
    assert written.decode().splitlines() == [
        "c9 Old_caller 1.200 0.362 Is", "c9 Old_caller 1.562 0.363 the", "c9 Old_caller 1.925 0.363 bridge",
        "c9 Old_caller 2.288 0.362 open?", "c9 Desk 2.650 0.000 Since", "c9 Desk 2.650 0.000 noon.",
        "c9 1 4.000 0.500 Thank", "c9 1 4.500 0.501 you.",
    ]  # fmt: skip
    again = ctm.read(written, name="x.ctm").transcripts[0]
    assert [turn.text for turn in again.turns] == ["Is the bridge open?", "Since noon.", "Thank you."]


def test_hostile_lines() -> None:
    content = (
        b"a 1 x y z\na 1 nan 0.5 lost\na 1 -1 0.5 early\na 1 2 inf late 7\na 1 * * <ALT_END>\n"
        b"a 1 * * <ALT_BEGIN>\na 1 9 1 open\n"
    )  # fmt: skip
    transcript = ctm.read(content, name="x.ctm").transcripts[0]
    assert " ".join(turn.text for turn in transcript.turns) == "lost early late open", "no word is lost"
    assert [turn.start for turn in transcript.turns] == [2000, 9000]
    assert len(transcript.doubts) == 7
    with pytest.raises(MalformedText, match="line 1: no word of a recording"):
        ctm.read(b"Mother: Come home.\n", name="x.ctm")


def test_detection() -> None:
    assert detect(FILE, "-").name == "ctm"
    assert detect(b"rec 1 0.10 0.20 word\n", "rec.ctm").name == "ctm"
    assert detect(b"rec 1 0.10 0.20 word\n", "rec").name == "ctm"
    assert detect(b"Room 4 12 30 people\n", "notes.txt").name == "text"
    assert ctm.detects(b"rec 1 anna 0.0 1.5 <O> words\n", "x.ctm") == 0, "an STM is none"


_NAME = st.text(st.characters(categories=["Ll", "Lu"]), min_size=2, max_size=6)
_WORD = st.tuples(_NAME, st.sampled_from("AB"), st.integers(0, 99_999), st.integers(0, 900), _NAME)


@given(st.lists(_WORD, min_size=1, max_size=12))
def test_a_round_trip(records: list[tuple[str, str, int, int, str]]) -> None:
    content = "".join(
        f"{recording} {channel} {start / 1000:.3f} {length / 1000:.3f} {word}\n"
        for recording, channel, start, length, word in records
    ).encode()
    reading = ctm.read(content, name="x.ctm")
    dossiers = [
        Dossier(conversation=one, transcripts=(reading.transcripts[place],))
        for place, one in enumerate(reading.conversations)
    ]
    assert ctm.write(dossiers) == content
    bare = [
        replace(
            dossier,
            transcripts=tuple(
                replace(one, turns=tuple(replace(turn, raw=None) for turn in one.turns)) for one in dossier.transcripts
            ),
        )
        for dossier in dossiers
    ]
    assert ctm.read(ctm.write(bare), name="x.ctm").transcripts == reading.transcripts


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place:]):
        ctm.detects(content, "x.ctm")
        try:
            ctm.read(content, name="x.ctm")
        except EarwitnessError:
            continue


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "ctm").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "ctm"
        assert through("ctm", content) == content, path.name
        reading = ctm.read(content, name=path.name)
        words = [word for one in reading.transcripts for turn in one.turns for word in turn.text.split()]
        assert sorted(words) == sorted(line.split()[4] for line in content.decode().splitlines())


def test_meeteval_reads_the_same(foreign: list[Dossier], shared: Path) -> None:
    io = pytest.importorskip("meeteval", reason="MeetEval is in the group `compiled`").io
    contents = [path.read_bytes() for path in (shared / "samples" / "ctm").iterdir()]
    assert contents
    for content in [ctm.write(foreign), *contents]:
        theirs = [
            (line.filename, str(line.channel), round(float(line.begin_time) * 1000), line.word)
            for line in io.CTM.parse(content.decode()).lines
        ]
        ours = [
            (one.title, dict(turn.extra)["channel"], word.start, turn.text[word.first : word.last])
            for one in ctm.read(content, name="x.ctm").transcripts
            for turn in one.turns
            for word in turn.words
        ]
        assert sorted(ours) == sorted(theirs)


def test_a_flood_of_comments_is_read_in_one_go() -> None:
    """It took time that grows with its square: the suite would stand still here."""
    transcript = ctm.read(b";; c\n" * 200_000 + b"a 1 0 1 word\n", name="x").transcripts[0]
    assert (transcript.turns[0].text, len(transcript.extra)) == ("word", 200_001)
