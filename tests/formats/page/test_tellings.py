"""Which passages are one conversation told twice, and which are two."""

from __future__ import annotations

from earwitness.formats.page.reader import read_page
from earwitness.model import Reading


def _read(text: str) -> Reading:
    return read_page(text.encode(), name="call.txt", form="text")


def _told(reading: Reading) -> list[tuple[str, str, list[str]]]:
    return [
        (transcript.conversation, transcript.kind, [turn.text for turn in transcript.turns])
        for transcript in reading.transcripts
    ]


def test_an_original_and_its_translation_line_by_line_are_two_tellings() -> None:
    text = "Call\n\nСын: Я жив.\nSon: I am alive.\nМать: А Витя?\nMother: And Vitya?\n"
    assert _told(_read(text)) == [
        ("c1", "transcription", ["Я жив.", "А Витя?"]),
        ("c1", "translation", ["I am alive.", "And Vitya?"]),
    ]


def test_a_line_in_another_script_alone_parts_nothing() -> None:
    text = "Call\n\nСын: Я жив.\nМать: А Витя?\nSon: Okay.\nМать: Что?\n"
    assert len(_read(text).transcripts) == 1


def test_a_date_between_turns_opens_the_next_call() -> None:
    text = "Tap of line 3\n\n2 May 2031\n\nK: Is it there?\nU: Half.\n\n5 May 2031\n\nU: The rest is there.\nK: Who signed?\n"
    reading = _read(text)
    assert _told(reading) == [
        ("c1", "transcription", ["Is it there?", "Half."]),
        ("c2", "transcription", ["The rest is there.", "Who signed?"]),
    ]
    assert [conversation.held.date for conversation in reading.conversations] == ["2031-05-02", "2031-05-05"]


def test_a_date_that_is_said_opens_nothing() -> None:
    text = "Tap of line 3\n\nK: When?\nU: 5 May 2031\nK: Who signed?\nU: Nobody.\n"
    assert len(_read(text).conversations) == 1
