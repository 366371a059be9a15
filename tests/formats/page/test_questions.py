"""Interviews whose questions only stand out by type."""

from __future__ import annotations

from earwitness.formats.page.reader import read_page
from earwitness.model import Reading

INTERVIEW = """\
<h1>The last keeper</h1><p>We spoke to Edda Moor at home.</p>
<p><b>When did you first go up?</b></p><p>In ’98. With a broom.</p>
<p><b>Do you miss it?</b></p><p>I left the lamp on.</p><p>Ask the lamp.</p>
<p><i>Edited for length.</i></p>
"""


def _read(page: str) -> Reading:
    return read_page(page.encode(), name="page.html", form="html")


def _turns(reading: Reading) -> list[tuple[tuple[str, ...], str]]:
    labels = {speaker.id: speaker.labels for transcript in reading.transcripts for speaker in transcript.speakers}
    return [(labels[turn.speakers[0]], turn.text) for transcript in reading.transcripts for turn in transcript.turns]


def test_bold_questions_and_plain_answers_are_two_voices() -> None:
    reading = _read(INTERVIEW)
    assert _turns(reading) == [
        (("interviewer",), "When did you first go up?"),
        (("interviewee",), "In ’98. With a broom."),
        (("interviewer",), "Do you miss it?"),
        (("interviewee",), "I left the lamp on.\nAsk the lamp."),
    ]
    assert all(turn.inferred for turn in reading.transcripts[0].turns)
    assert reading.transcripts[0].doubts[0].what.startswith("questions and answers have no names")


def test_bold_questions_of_nobody_spoken_with_are_a_help_page() -> None:
    page = INTERVIEW.replace("We spoke to Edda Moor at home.", "All about the lighthouse.")
    assert _read(page).transcripts == ()


def test_a_page_that_calls_itself_questions_and_answers_is_no_interview() -> None:
    page = INTERVIEW.replace("The last keeper", "Frequently asked questions")
    assert _read(page).transcripts == ()
