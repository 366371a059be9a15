"""STM: a segment a line, labels, alternatives, stretches that are not scored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect, read
from earwitness.formats.scoring import stm
from earwitness.formats.signs import label, voices
from earwitness.model import Dossier, Mark, Speaker, Turn

FILE = b"""\
;; LABEL "O" "Overall" "Every segment"
;; LABEL "night" "Night" "After ten"
harbour 1 keeper 0.50 2.25 <O,night> the lamp is { um / uh / @ } lit
harbour 1 boat_2 2.1 3 <night> we see it
;; the tape was turned
harbour 1 inter_segment_gap 3 9.75 <O,,unknown> ignore_time_segment_in_scoring
mill A keeper 0 1.5 no label <unk> here
"""


def test_segments_are_turns_and_recordings_are_conversations() -> None:
    reading = read(FILE, name="call.stm")
    assert [one.title for one in reading.conversations] == ["harbour", "mill"]
    harbour, mill = reading.transcripts
    assert harbour.speakers == (Speaker(id="p1", labels=("keeper",)), Speaker(id="p2", labels=("boat_2",)))
    assert [replace(turn, raw=None) for turn in harbour.turns] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="the lamp is um lit", start=500, end=2250, printed="0.50 2.25",
            extra=(("channel", "1"), ("label", "<O,night>"), ("alternatives", "12-14 { um / uh / @ }")),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="we see it", start=2100, end=3000, printed="2.1 3",
            extra=(("channel", "1"), ("label", "<night>")),
        ),
        Turn(
            id="3", number=3, start=3000, end=9750, printed="3 9.75",
            marks=(Mark(type="gap", start=0, end=0, words="ignore_time_segment_in_scoring"),),
            extra=(
                ("channel", "1"), ("label", "<O,,unknown>"), ("speaker printed", "inter_segment_gap"),
                ("comment", ";; the tape was turned"),
            ),
        ),
    ]  # fmt: skip
    assert [turn.text for turn in mill.turns] == ["no label <unk> here"], "a word in brackets is no label"
    assert [value for key, value in mill.extra if key == "header"] == FILE.decode().splitlines()[:2]


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("stm", FILE) == FILE
    mixed = b"a 1 x 0 1 one\nb 1 x 0 1 two\na 1 x 1 2  three\n"
    assert through("stm", mixed) == mixed, "recordings that take turns keep their order, and double spaces stay"


def test_a_changed_turn_is_printed_anew_with_its_label_and_alternatives() -> None:
    reading = read(FILE, name="call.stm")
    harbour = reading.transcripts[0]
    first = replace(harbour.turns[0], text="the lamp is um dark", end=2300)
    mended = replace(harbour, turns=(first, *harbour.turns[1:]))
    written = stm.write([Dossier(conversation=reading.conversations[0], transcripts=(mended,))]).decode()
    assert "harbour 1 keeper 0.50 2.300 <O,night> the lamp is { um / uh / @ } dark\n" in written


def test_a_telling_from_elsewhere(foreign: list[Dossier]) -> None:
    assert stm.write(foreign).decode() == (
        "c9 1 Old_caller 1.200 2.650 Is the bridge open?\n"
        "c9 1 Desk 2.650 2.650 Since noon.\n"
        "c9 1 <NA> 4.000 5.001 Thank you.\n"
    )  # fmt: skip
    assert read(stm.write(foreign), name="x.stm").transcripts[0].turns[2].speakers == ()


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        (b"a 1 x 5 3 back", 5000, None),
        (b"a 1 x nan 3 words", None, 3000),
        (b"a 1 x -2 inf words", None, None),
        (b"a 1 x 400000 400001.5 words", 400_000_000, 400_001_500),
        (b"a 1 x 1e300 1 words", None, 1000),
    ],
)
def test_times_that_cannot_be_are_left_out_and_told(line: bytes, start: int | None, end: int | None) -> None:
    transcript = stm.read(line + b"\n", name="x.stm").transcripts[0]
    assert (transcript.turns[0].start, transcript.turns[0].end) == (start, end)
    assert (len(transcript.doubts) == 1) == (start is None or end is None)


def test_a_bad_line_costs_nothing_but_itself() -> None:
    transcript = stm.read(b"a 1 x 0 1 one\r\nnonsense\r\na 1 x 1 2 two\r\n", name="x.stm").transcripts[0]
    assert [turn.text for turn in transcript.turns] == ["one", "two"]
    assert [doubt.what for doubt in transcript.doubts] == ["line 2: no segment: nonsense"]


def test_what_is_no_segment_at_all_is_refused() -> None:
    with pytest.raises(MalformedText, match="line 2: no segment"):
        stm.read(b";; a comment\nMother: Come home.\n", name="x.stm")
    assert stm.read(b";; a comment\n", name="x.stm").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == "stm"
    assert detect(b"rec 1 1089 0.0 10.4 <O> he hoped there would be stew\n", "-").name == "stm"
    assert stm.detects(b"At 5 people came 10 12 times\n", "x.txt") <= 0.9
    assert stm.detects(b"Mother: Come home.\n", "x.stm") == 0
    assert stm.detects(b"rec 1 0.10 0.20 word 0.9\n" * 5, "x") == 0, "a CTM is none"


_NAME = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=6)
_WORDS = st.lists(_NAME, min_size=1, max_size=5).map(" ".join)


@given(
    st.lists(st.tuples(_NAME, _NAME, st.integers(0, 9_999_999), st.integers(0, 99_999), _WORDS), min_size=1, max_size=8)
)
def test_a_round_trip(segments: list[tuple[str, str, int, int, str]]) -> None:
    content = "".join(
        f"{recording} 1 {name} {start / 1000:.3f} {(start + length) / 1000:.3f} {words}\n"
        for recording, name, start, length, words in segments
    ).encode()
    reading = stm.read(content, name="x.stm")
    written = stm.write(
        [
            Dossier(conversation=one, transcripts=(reading.transcripts[place],))
            for place, one in enumerate(reading.conversations)
        ]
    )
    assert written == content
    bare = [  # without anything the source printed, the words, voices and times come back still
        replace(one, turns=tuple(replace(turn, raw=None, printed=None) for turn in one.turns))
        for one in reading.transcripts
    ]
    again = stm.read(
        stm.write(
            [Dossier(conversation=one, transcripts=(bare[place],)) for place, one in enumerate(reading.conversations)]
        ),
        name="x.stm",
    )
    assert again.transcripts == reading.transcripts


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place:]):
        stm.detects(content, "x.stm")
        try:
            stm.read(content, name="x.stm")
        except EarwitnessError:
            continue


def test_every_sample_is_read_whole_and_written_back(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "stm").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "stm"
        assert through("stm", content) == content, path.name
        words = [
            word
            for one in stm.read(content, name=path.name).transcripts
            for turn in one.turns
            for word in turn.text.split()
        ]
        printed = [
            word
            for line in content.decode().splitlines()
            if not line.startswith(";;")
            for word in line.split()[5:]
            if not word.startswith("<")
        ]
        assert sorted(words) == sorted(printed)


def test_meeteval_reads_the_same(foreign: list[Dossier], shared: Path) -> None:
    io = pytest.importorskip("meeteval", reason="MeetEval is in the group `compiled`").io
    contents = [path.read_bytes() for path in (shared / "samples" / "stm").glob("meeteval*")]
    assert contents
    for content in [stm.write(foreign), *contents]:
        theirs = [
            (line.filename, line.speaker_id, round(float(line.begin_time) * 1000), line.transcript)
            for line in io.STM.parse(content.decode()).lines
        ]
        reading = stm.read(content, name="x.stm")
        ours = [
            (one.title, label(turn, voices(one)) or "<NA>", turn.start, turn.text)
            for one in reading.transcripts
            for turn in one.turns
        ]  # fmt: skip
        assert sorted(map(str, ours)) == sorted(map(str, theirs))
