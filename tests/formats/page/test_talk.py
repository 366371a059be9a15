"""Records whose labels come back are no talk; the same shape with people in it is."""

from __future__ import annotations

import pytest

from earwitness.formats.page.reader import read_page
from earwitness.model import Reading


def _read(text: str) -> Reading:
    return read_page(text.encode(), name="file.txt", form="text")


RECORDS = {
    "files of a program": "lamp/turn: Turn the other way.\nlamp/horn: Sound twice in fog.\nlamp/turn: Stop at dawn.\n"
    "lamp/horn: Handle an empty tank.\nlamp/turn: Free the memory.\n",
    "parts that changed": "Engine: The lamp turns again after a power cut.\nEngine: The horn waits for fog.\n"
    "Deck: The manual tells how to trim the wick.\nDeck: A chapter on gulls was added.\nEngine: The log keeps its order.\n",
    "clauses": "(a) the copies keep this notice and the list below;\n(b) the name of the port is not used to sell lamps;\n"
    "(a) no warranty is given for the lamp or its parts;\n(b) the port is not liable for ships that are lost.\n",
}


@pytest.mark.parametrize("text", RECORDS.values(), ids=RECORDS.keys())
def test_a_record_is_no_talk(text: str) -> None:
    reading = _read(text)
    assert reading.transcripts == ()
    assert any(doubt.startswith("labels come back on the page, but") for doubt in reading.doubts)


def test_the_same_labels_with_people_behind_them_are_talk() -> None:
    """The control: what was refused above is not refused for its labels alone."""
    (transcript,) = _read(
        "Engine: Does your lamp turn again?\nDeck: It turns, but I have no idea why.\n"
        "Engine: Then write that down.\nDeck: I did, yesterday.\nEngine: Good. You may sleep.\n"
    ).transcripts
    assert [speaker.labels for speaker in transcript.speakers] == [("Engine",), ("Deck",)]


def test_a_page_that_says_it_is_a_call_needs_no_questions() -> None:
    (transcript,) = _read(
        "Radio exchange, 3 May 2031\n\nEngine: The lamp turns.\nDeck: Noted.\nEngine: The horn waits.\nDeck: Noted.\n"
    ).transcripts
    assert len(transcript.turns) == 4


def test_two_names_that_take_turns_talk_however_terse_they_are() -> None:
    (transcript,) = _read("Bridge: Call 4.\nWatch: Heard.\nBridge: Out.\n").transcripts
    assert [turn.text for turn in transcript.turns] == ["Call 4.", "Heard.", "Out."]


def test_names_in_capitals_need_not_all_come_back() -> None:
    text = (
        "ADA: Welcome to the harbour hour, Boris and Clara.\nBORIS: What are we going to talk about?\n"
        "CLARA: Mostly about the ferry that was late,\nbut also about the one that never came.\n\n"
        "Do you have other ferries in mind?\n\n ADA MARLOW : Can we also talk about boats?\n\n"
        "BORIS:\nI'd like to at least mention the tugs.\n"
    )
    (transcript,) = _read(text).transcripts
    assert [speaker.labels for speaker in transcript.speakers] == [("ADA", "ADA MARLOW"), ("BORIS",), ("CLARA",)]
    assert len(transcript.turns) == 5
    assert transcript.turns[2].text.startswith("Mostly about the ferry that was late, but also")
    rules = (
        "INPUT: The name of a file.\nOUTPUT: The same file, sorted.\nERRORS: Written to a log.\nEXIT: Nought if well.\n"
    )
    assert not _read(rules).transcripts, "the control: headings in capitals are no names"


def test_a_recogniser_announces_who_speaks_on_a_line_of_its_own() -> None:
    (transcript,) = _read("SPEAKER: S1\nThat's amazing.\nSPEAKER: S2\nI know\n").transcripts
    assert [(turn.speakers, turn.text) for turn in transcript.turns] == [
        (("p1",), "That's amazing."), (("p2",), "I know"),
    ]  # fmt: skip
    assert [speaker.labels for speaker in transcript.speakers] == [("S1",), ("S2",)]
