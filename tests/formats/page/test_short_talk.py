"""Two or three lines can be a conversation: a note that is nothing but labelled sentences that people say to each other."""

from __future__ import annotations

import pytest

from earwitness.formats import read


@pytest.mark.parametrize(
    ("text", "voices"),
    [
        ("Ann: Hello there.\nBob: Good evening.\nAnn: Who is it?\n", ["Ann", "Bob", "Ann"]),
        ("A: Hello there.\nB: Good evening.\nA: Bye.\n", ["A", "B", "A"]),
        ("(R): Hello\n(M): Hi\n", ["R", "M"]),
        ("ALICE: Hello.\nBOB: Hi.\n", ["ALICE", "BOB"]),
        ("**Ann:** Hello there.\n\n**Bob:** Good evening.\n", ["Ann", "Bob"]),
        ("Солдат: Патронов нет.\nМать: Приезжай.\n", ["Солдат", "Мать"]),
        ("Олена: Ти де?\nТарас: Я вдома.\n", ["Олена", "Тарас"]),
        ("Call of 3 May\n\nR: Did they cross?\n\nM: No.\n", ["R", "M"]),
    ],
)
def test_a_short_note_is_talk(text: str, voices: list[str]) -> None:
    (transcript,) = read(text.encode(), name="note.txt").transcripts
    labels = {speaker.id: speaker.labels[0] for speaker in transcript.speakers}
    assert [labels[turn.speakers[0]] for turn in transcript.turns] == voices


@pytest.mark.parametrize(
    "text",
    [
        "Name: John\nAge: 43\nCity: Paris\n",
        "Serves: 4\nPrep: 10 min\n",
        "Step 1: Open the box.\nStep 2: Take the lid off.\nStep 3: Close it.\n",
        "Pros: It works well.\nCons: It is heavy.\n",
        "Monday: The ship left port.\nTuesday: The fog came down.\n",
        "From: Ann\nTo: Bob\nSubject: Hello\n",
        "Version 1.2: The fault in the parser is gone.\nVersion 1.1: The parser is faster.\n",
        "John: one\n",
    ],
)
def test_a_short_list_is_not(text: str) -> None:
    assert read(text.encode(), name="note.txt").transcripts == ()


HYPHENS = """A night call

- Sorry to wake you, Doctor. It's about room four.
- Go on.
- The old man is out of bed again.
- Pressure?
- One-eighty over one hundred, and he won't lie down.
- You've had magnesium into him?
- We're out. They took the last of it on Monday.
- Took it? Who let them?
- I signed for it myself.
"""


def test_hyphens_lead_a_talk_without_exclamations() -> None:
    (transcript,) = read(HYPHENS.encode(), name="note.txt").transcripts
    assert [turn.text for turn in transcript.turns][-2:] == ["Took it? Who let them?", "I signed for it myself."]
    assert len(transcript.turns) == 9


def test_hyphens_lead_a_list_too() -> None:
    """The control: whole sentences under hyphens that ask nothing are a list."""
    told = HYPHENS.replace("?", ".")
    assert read(told.encode(), name="note.txt").transcripts == ()


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("999", "Caller", "Night call\n\n02:17:05 999: Control?\n02:17:12 Caller: He fell.\n02:17:25 999: Does he breathe?\n"),
        ("4-2", "Base", "Radio traffic\n\n4-2: At the bridge.\nBase: Go ahead.\n4-2: It has gone.\nBase: What has gone?\n"),
        ("103", "Женщина", "Запись звонка\n\n103: Скорая, слушаю.\nЖенщина: Он упал!\n103: Дышит?\nЖенщина: Да.\n"),
        ("112", "Anrufer", "112: Wo brennt es?\nAnrufer: Im Keller.\n112: Sind Sie raus?\nAnrufer: Ja, alle.\n112: Gut.\n"),
    ],
)  # fmt: skip
def test_a_short_number_that_takes_turns_is_a_voice(first: str, second: str, text: str) -> None:
    (transcript,) = read(text.encode(), name="call.txt").transcripts
    assert [speaker.labels[0] for speaker in transcript.speakers] == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        "Programme\n\n101: Opening words.\n102: The dance.\n103: A speech, you know.\n104: Farewell!\n",
        "Match report\n\n1-0: Ivanov scores!\n1-1: What a goal.\n2-1: You would not believe it.\n2-1: confirmed.\n",
        "Status codes\n\n200: OK.\n404: Not found, you typed it wrong.\n500: We failed.\n404: See above.\n",
    ],
)
def test_numbers_that_count_are_no_voices(text: str) -> None:
    assert read(text.encode(), name="list.txt").transcripts == ()
