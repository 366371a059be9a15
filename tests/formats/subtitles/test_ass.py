"""ASS and SSA: events are turns, names voices, karaoke words; the rest of the script is kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from earwitness.errors import EarwitnessError, MalformedText
from earwitness.formats import detect
from earwitness.formats.subtitles import ass
from earwitness.model import Conversation, Dossier, Reading, Speaker, Transcript, Turn, Word

FILE = rb"""[Script Info]
; a note
Title: The ferry
ScriptType: v4.00+

[Aegisub Project Garbage]

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Fonts]
fontname: lamp_0.ttf
!Q%$&'()*+,-./0123456789

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,check the {names}
Dialogue: 0,0:00:01.00,0:00:02.50,Default,Anna,0,0,0,,{\an8}{\k20}Fer{\k30}ry {\k50}there\Nnow
Dialogue: 3,0:00:02.40,0:01:02.00,Loud,Ben K,0010,0,0,Scroll up;1;2,No, {\i1}wait{\i0}, \{please\}
Dialogue: 0,0:00:05.00,0:00:06.00,Default,,0,0,0,,{\p1}m 0 0 l 9 9{\p0}
"""
SSA = b"""[Script Info]\r
ScriptType: v4.00\r
\r
[V4 Styles]\r
Format: Name, Fontname\r
Style: *Default,Arial\r
\r
[Events]\r
Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\r
Dialogue: Marked=0,0:00:01.00,0:00:02.00,*Default,Anna,0000,0000,0000,,Come home\r
"""


def test_events_are_turns() -> None:
    transcript = ass.read(FILE, name="ferry.ass").transcripts[0]
    assert (transcript.kind, transcript.title) == ("subtitles", "The ferry")
    assert transcript.speakers == (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", labels=("Ben K",)))
    assert [replace(turn, raw=None) for turn in transcript.turns] == [
        Turn(
            id="1", number=1, speakers=("p1",), text="Ferry there\nnow", start=1000, end=2500,
            printed="0:00:01.00 0:00:02.50",
            words=(Word(0, 3, 1000, 1200), Word(3, 5, 1200, 1500), Word(6, 15, 1500, 2000)),
            extra=(
                ("tags", r"0 {\an8}"), ("tags", r"0 {\k20}"), ("tags", r"3 {\k30}"), ("tags", r"6 {\k50}"),
                ("before", "Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,check the {names}"),
            ),
        ),
        Turn(
            id="2", number=2, speakers=("p2",), text="No, wait, {please}", start=2400, end=62_000,
            printed="0:00:02.40 0:01:02.00",
            extra=(
                ("layer", "3"), ("style", "Loud"), ("marginl", "0010"), ("effect", "Scroll up;1;2"),
                ("tags", r"4 {\i1}"), ("tags", r"8 {\i0}"),
            ),
        ),
    ]  # fmt: skip
    kept = dict(transcript.extra)
    assert kept["[Fonts]"].startswith("fontname: lamp_0.ttf\n!Q%$")
    assert kept["after"].startswith("Dialogue: 0,0:00:05.00"), "a drawing has no words, and is kept"


def test_the_columns_are_where_the_format_line_says() -> None:
    content = b"[Events]\nFormat: End, Start, Actor, Text\nDialogue: 0:00:09.00,0:00:01.00,Anna,So, now\n"
    transcript = ass.read(content, name="x.ass").transcripts[0]
    assert [(turn.start, turn.end, turn.text) for turn in transcript.turns] == [(1000, 9000, "So, now")]
    assert transcript.speakers[0].labels == ("Anna",)


def test_what_nobody_changed_is_printed_as_it_was(through: Callable[[str, bytes], bytes]) -> None:
    assert through("ass", FILE) == FILE
    assert through("ass", SSA) == SSA, "v4 and its line ends"
    assert through("ass", b"\xef\xbb\xbf" + FILE.removesuffix(b"\n")) == b"\xef\xbb\xbf" + FILE.removesuffix(b"\n")


def test_a_changed_turn_is_printed_anew_and_keeps_its_style(dossier: Callable[[Reading], Dossier]) -> None:
    reading = ass.read(FILE, name="ferry.ass")
    transcript = reading.transcripts[0]
    first, second = transcript.turns
    turns = (replace(first, start=1010, words=()), replace(second, text="No, do, {not}", speakers=("p1",)))
    written = ass.write([dossier(replace(reading, transcripts=(replace(transcript, turns=turns),)))]).decode()
    assert r"Dialogue: 0,0:00:01.01,0:00:02.50,Default,Anna,0,0,0,,{\an8}Ferry there\Nnow" in written
    assert r"Dialogue: 3,0:00:02.40,0:01:02.00,Loud,Anna,0010,0,0,Scroll up;1;2,No, {\i1}do, {\i0}\{not\}" in written
    assert ass.read(written.encode(), name="x").transcripts[0].turns[1].text == "No, do, {not}"


def test_a_telling_from_elsewhere(foreign: Dossier) -> None:
    lines = ass.write([foreign]).decode().splitlines()
    assert lines[:2] == ["[Script Info]", "Title: The bridge"]
    assert lines[-3:] == [
        r"Dialogue: 0,0:00:01.20,0:00:02.65,Default,Old caller,0,0,0,,{\k20}Is {\k30}it {\k10}{\k85}open?",
        "Dialogue: 0,0:00:02.65,0:00:04.00,Default,Desk  night,0,0,0,,Since [inaudible] & noon.",
        r"Dialogue: 0,0:00:04.00,0:00:05.01,Default,Old caller + Desk  night,0,0,0,,<Thank\Nyou>",
    ]
    again = ass.read(ass.write([foreign]), name="x").transcripts[0]
    assert [replace(word, confidence=None) for word in foreign.transcripts[0].turns[0].words] == list(
        again.turns[0].words
    )


def test_hostile_events() -> None:
    content = (
        b"[Events]\nDialogue: 0,0:00:05.00,0:00:01.00,Default,,0,0,0,,back\n"
        b"Dialogue: 0,-0:00:05.00,nan,Default,,0,0,0,,{unclosed\nDialogue: short\n"
        b"Dialogue: 0,123:00:00.5,124:00:00.00,Default,,0,0,0,,late\nPicture: 0,0,0\n[Events]\n"
        b"Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,again\n"
    )  # fmt: skip
    transcript = ass.read(content, name="x").transcripts[0]
    assert [(turn.text, turn.start, turn.end) for turn in transcript.turns] == [
        ("back", 5000, None), ("{unclosed", None, None), ("late", 442_800_500, 446_400_000), ("again", 1000, 2000),
    ]  # fmt: skip
    assert [doubt.turn for doubt in transcript.doubts] == [1, 2, None]
    assert "line 4: no event of 10 columns: Dialogue: short" in transcript.doubts[2].what
    with pytest.raises(MalformedText, match="no section"):
        ass.read(b"Mother: Come home.\n", name="x.ass")
    assert ass.read(b"[Script Info]\n", name="x").conversations == ()


def test_detection() -> None:
    assert detect(FILE, "-").name == detect(SSA, "x.txt").name == "ass"
    assert detect(FILE.decode().encode("utf-16"), "x").name == "ass"
    assert ass.detects(b"[10:20] Anna: Dialogue: we said\n", "x.txt") == 0


_TEXT = st.text(
    st.characters(categories=["L", "Nd", "P"], exclude_characters="\\", include_characters=" \n"), min_size=1
)


@given(
    st.lists(
        st.tuples(st.integers(0, 900_000), st.integers(0, 5000), st.sampled_from(["", "Anna", "Ben K"]), _TEXT),
        min_size=1,
    )
)
def test_a_round_trip(entries: list[tuple[int, int, str, str]]) -> None:
    turns = tuple(
        Turn(
            id=str(n), number=n, text=text.strip(), start=start * 10, end=(start + length) * 10,
            speakers={"": (), "Anna": ("p1",), "Ben K": ("p2",)}[name],
        )
        for n, (start, length, name, text) in enumerate(entries, 1)
        if text.strip()
    )  # fmt: skip
    speakers = (Speaker(id="p1", labels=("Anna",)), Speaker(id="p2", labels=("Ben K",)))
    transcript = Transcript(id="t", conversation="c", turns=turns, speakers=speakers)
    written = ass.write([Dossier(conversation=Conversation(id="c"), transcripts=(transcript,))])
    again = ass.read(written, name="x")
    if not turns:
        assert again.transcripts == ()
        return
    names = {speaker.id: speaker.labels[0] for speaker in again.transcripts[0].speakers}
    assert [
        (turn.text, turn.start, turn.end, [names[id] for id in turn.speakers]) for turn in again.transcripts[0].turns
    ] == [
        (turn.text, turn.start, turn.end, [{"p1": "Anna", "p2": "Ben K"}[id] for id in turn.speakers]) for turn in turns
    ]
    assert ass.write([Dossier(conversation=again.conversations[0], transcripts=again.transcripts)]) == written


@given(st.binary(max_size=200), st.integers(0, len(FILE)))
def test_no_bytes_raise_anything_but_our_errors(noise: bytes, place: int) -> None:
    for content in (noise, FILE[:place] + noise + FILE[place:]):
        ass.detects(content, "x.ass")
        try:
            reading = ass.read(content, name="x.ass")
        except EarwitnessError:
            continue
        if reading.transcripts:
            again = ass.read(
                ass.write([Dossier(conversation=reading.conversations[0], transcripts=reading.transcripts)]), name="x"
            )
            assert [turn.text for turn in again.transcripts[0].turns] == [
                turn.text for turn in reading.transcripts[0].turns
            ]


def test_every_sample_is_read_as_pysubs2_reads_it(shared: Path, through: Callable[[str, bytes], bytes]) -> None:
    paths = sorted((shared / "samples" / "ass").iterdir())
    assert paths
    for path in paths:
        content = path.read_bytes()
        assert detect(content, path.name).name == "ass"
        theirs = [
            (event.start, event.end, event.plaintext.strip(), event.name)
            for event in pysubs2.SSAFile.from_string(content.decode("utf-8-sig"))
            if not event.is_comment and event.plaintext.strip()
        ]
        reading = ass.read(content, name=path.name)
        if not theirs:
            assert reading.transcripts == ()
            continue
        assert [(turn.start, turn.end, turn.text, "") for turn in reading.transcripts[0].turns] == theirs
        assert through("ass", content) == content


def test_pysubs2_reads_what_is_written(foreign: Dossier) -> None:
    theirs = pysubs2.SSAFile.from_string(ass.write([foreign]).decode())
    assert [(event.start, event.end, event.plaintext) for event in theirs] == [
        (1200, 2650, "Is it open?"), (2650, 4000, "Since [inaudible] & noon."), (4000, 5010, "<Thank\nyou>"),
    ]  # fmt: skip


def test_braces_without_end_are_read_in_one_go() -> None:
    """They took time that grows with its square: the suite would stand still here."""
    event = b"[Events]\nDialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,"
    turn = ass.read(event + b"{" * 200_000, name="x").transcripts[0].turns[0]
    assert turn.text == "{" * 200_000
    turn = ass.read(event + rb"a{\i1}b{" + b"{" * 200_000 + rb"\N\{c", name="x").transcripts[0].turns[0]
    assert turn.text == "ab" + "{" * 200_001 + "\n{c"
