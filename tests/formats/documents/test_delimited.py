"""Tables of turns: text in, turns out; turns out, text in. All of it is invented for these tests."""

from __future__ import annotations

import contextlib
import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.errors import EarwitnessError
from earwitness.formats import detect, read
from earwitness.formats.documents import delimited
from earwitness.model import Conversation, Dossier, Mark, Speaker, Transcript, Turn

from .packing import dossier

SPEAKERS = (Speaker(id="p1", labels=("Bridge",)), Speaker(id="p2", labels=("Stoker",)))


def told(content: bytes, name: str = "call.csv") -> list[tuple[str, int | None, int | None, str]]:
    (transcript,) = read(content, name=name).transcripts
    names = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    return [("+".join(names[id] for id in turn.speakers), turn.start, turn.end, turn.text) for turn in transcript.turns]


SAID = '"Up to the ""second"" step."'
SAME = [("Bridge", 1200, 2000, "How much, water?"), ("Stoker", 2500, None, 'Up to the "second" step.')]


@pytest.mark.parametrize(
    "content",
    [
        f'speaker,start,end,text\nBridge,0:01.2,0:02,"How much, water?"\nStoker,0:02.5,,{SAID}\n',
        f"\ufeffSpeaker;Start;End;Text\r\nBridge;0:00:01,2;0:00:02;How much, water?\r\nStoker;2,5;;{SAID}\r\n",
        f"Start Time\tEnd Time\tWho\tTranscript\n1.2\t2.0\tBridge\tHow much, water?\n2.5\t\tStoker\t{SAID}\n",
        f'start_ms,end_ms,speaker_label,utterance\n1200,2000,Bridge,"How much, water?"\n2500,,Stoker,{SAID}\n',
        f"From a meeting\n\nName|Timestamp|Words\nBridge|0:01.2 - 0:02|How much, water?\nStoker|0:02.5|{SAID}\n",
        f'text, speaker, start (s), duration\n"How much, water?", Bridge, 1.2, 0.8\n{SAID}, Stoker, 2.5,\n',
    ],
)
def test_usual_columns_and_delimiters(content: str) -> None:
    assert told(content.encode()) == SAME


def test_other_columns_are_kept() -> None:
    content = b"id,speaker,text,confidence,note\n7,A,Yes.,0.98,\n2,B,No.,0.5,doubtful\n"
    (transcript,) = read(content, name="x.csv").transcripts
    assert [turn.extra for turn in transcript.turns] == [
        (("confidence", "0.98"), ("turn", "7")),
        (("confidence", "0.5"), ("note", "doubtful")),
    ]
    assert transcript.turns[0].raw == "7,A,Yes.,0.98,"


def test_several_transcripts_of_several_conversations() -> None:
    content = (
        "conversation,transcript,speaker,text\nBridge,en,A,Yes.\nBridge,ru,A,Да.\nPumps,en,B,No.\nBridge,en,B,No.\n"
    )
    reading = read(content.encode(), name="x.csv")
    assert [conversation.title for conversation in reading.conversations] == ["Bridge", "Pumps"]
    assert [(each.conversation, each.title, [turn.text for turn in each.turns]) for each in reading.transcripts] == [
        ("c1", "en", ["Yes.", "No."]),
        ("c1", "ru", ["Да."]),
        ("c2", "en", ["No."]),
    ]


def test_written_and_read_again() -> None:
    turns = (
        Turn(id="1", number=1, speakers=("p1",), text="=1+1, she said", start=1200, end=2000),
        Turn(id="9", number=2, speakers=("p1", "p2"), text='- "No,\nnever"', start=3_600_000),
        Turn(id="3", number=3, text="'@home", marks=(Mark(type="gap", start=6, end=6),), extra=(("mood", "calm"),)),
    )
    content = delimited.write([dossier(*turns, speakers=SPEAKERS)])
    assert content.decode() == (
        "conversation,transcript,turn,speaker,start,end,language,text,mood\n"
        'The bridge of the Aurora,,1,Bridge,0:00:01.200,0:00:02.000,en,"\'=1+1, she said",\n'
        'The bridge of the Aurora,,9,Bridge + Stoker,1:00:00.000,,en,"\'- ""No,\nnever""",\n'
        "The bridge of the Aurora,,3,,,,en,''@home […],calm\n"
    )
    (transcript,) = read(content, name="x.csv").transcripts
    assert [turn.text for turn in transcript.turns] == ["=1+1, she said", '- "No,\nnever"', "'@home […]"]
    assert [turn.extra for turn in transcript.turns] == [(), (("turn", "9"),), (("mood", "calm"),)]
    assert transcript.language == "en"


def test_no_cell_begins_as_a_formula_does() -> None:
    turns = [Turn(id=str(number), number=number, text=f"{sign}1") for number, sign in enumerate("=+-@\t\r", 1)]
    written = csv.reader(io.StringIO(delimited.write([dossier(*turns)]).decode(), newline=""))
    assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in written for cell in row)


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff"), max_size=30)
_NAME = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(_TEXT, _NAME, st.none() | st.integers(0, 10**9)), min_size=1, max_size=6))
def test_whatever_is_written_is_read_again(rows: list[tuple[str, str, int | None]]) -> None:
    names = list(dict.fromkeys(name for _, name, _ in rows))
    speakers = tuple(Speaker(id=f"p{number}", labels=(name,)) for number, name in enumerate(names, 1))
    turns = tuple(
        Turn(id=str(number), number=number, speakers=(f"p{names.index(name) + 1}",), text=text, start=start)
        for number, (text, name, start) in enumerate(rows, 1)
    )
    whole = Dossier(
        conversation=Conversation(id="c1", title="Bridge"),
        transcripts=(Transcript(id="t1", conversation="c1", speakers=speakers, turns=turns),),
    )
    first = read(delimited.write([whole]), name="x.csv", format="csv")
    (transcript,) = first.transcripts
    assert [(turn.text, turn.speakers, turn.start) for turn in transcript.turns] == [
        (turn.text, turn.speakers, turn.start) for turn in turns
    ]
    assert transcript.speakers == speakers
    again = read(
        delimited.write([Dossier(conversation=first.conversations[0], transcripts=(transcript,))]),
        name="x.csv",
        format="csv",
    )
    assert again.transcripts == first.transcripts


def test_python_reads_the_same_cells() -> None:
    content = 'speaker,start,text\nA,0:01,"one, ""two""\nthree"\n,,\nB,0:02,four\n'
    theirs = [row for row in csv.reader(io.StringIO(content, newline="")) if any(row)][1:]
    assert [(turn[0], turn[3]) for turn in told(content.encode())] == [(row[0], row[2]) for row in theirs]


# Hostile


def test_a_mark_that_is_never_closed_costs_its_row_alone() -> None:
    content = b'speaker,text\nA,"Yes.\nB,No.\nA,Good.\n'
    reading = read(content, name="x.csv")
    assert [turn.text for turn in reading.transcripts[0].turns] == ['"Yes.', "No.", "Good."]
    assert "line 2: a quotation mark is never closed" in reading.doubts


def test_odd_times_are_told_and_the_words_kept() -> None:
    content = b"speaker,start,end,text\nA,NaN,,one\nA,-3,,two\nA,0:09,0:02,three\nA,Infinity,,four\nA,140:00:00,,five\n"
    (transcript,) = read(content, name="x.csv").transcripts
    assert [turn.start for turn in transcript.turns] == [None, None, 9000, None, 504_000_000]
    assert {doubt.turn for doubt in transcript.doubts} == {1, 2, 3, 4}


def test_a_table_without_headings_of_turns_is_a_result() -> None:
    reading = read(b"date,place\n2031-11-14,deck\n", name="x.csv", format="csv")
    assert reading.transcripts == () and reading.doubts
    assert read(b"speaker,text\nA,Yes.\n", name="x.csv", format="csv").transcripts  # the control


@pytest.mark.parametrize(
    ("content", "name", "format"),
    [
        (b"speaker,start,text\nA,0:01,Yes.\n", "-", "csv"),
        ("speaker\ttext\nA\tДа.\n".encode("cp1251"), "x.tsv", "csv"),
        ("speaker;text\nA;Да.\n".encode("utf-16"), "x.csv", "csv"),
        (b"Speaker: who, when, start\nA: Yes.\n", "x.txt", "text"),
        (b"A, B and the text of it\nA: Yes.\n", "x.txt", "text"),
        (b"date,place\n2031-11-14,deck\n", "x.csv", "text"),
    ],
)
def test_the_content_tells_the_format(content: bytes, name: str, format: str) -> None:
    assert detect(content, name).name == format


def test_broken_files_raise_our_errors_alone() -> None:
    good = b'speaker,start,end,text\nA,0:01,0:02,"one, ""two"""\nB,3,4,five\n' * 3
    rng = random.Random(7)
    for _ in range(300):
        broken = bytearray(good)
        for _ in range(rng.randint(1, 8)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        with contextlib.suppress(EarwitnessError):
            delimited.read(bytes(broken), name="x.csv")
