"""The whole reader: a page in, conversations, speakers, times and doubts out."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from earwitness.errors import BadInput
from earwitness.formats.page.reader import read_page
from earwitness.model import Reading


def _text(body: str) -> Reading:
    return read_page(body.encode(), name="call.txt", form="text")


CALL = """\
Intercepted call, deckhand and mother – 3 March 2031

Posted on 5 March 2031

(D)=Deckhand (M)=Mother

(D): Mum, can you hear me?
[beeping]
(M): Of course I do.
(M): Are you warm?
"""


def test_a_call_is_read_whole() -> None:
    reading = _text(CALL)
    (conversation,) = reading.conversations
    (transcript,) = reading.transcripts
    assert (conversation.id, conversation.genre, conversation.title) == (
        "c1",
        "call",
        "Intercepted call, deckhand and mother – 3 March 2031",
    )
    assert (conversation.held.date, conversation.held.certainty) == ("2031-03-03", "stated")
    assert "heading" in conversation.held.why
    assert (transcript.id, transcript.conversation, transcript.kind, transcript.format) == (
        "t1",
        "c1",
        "transcription",
        "text",
    )
    assert [(speaker.id, speaker.labels, speaker.role) for speaker in transcript.speakers] == [
        ("p1", ("D",), "Deckhand"),
        ("p2", ("M",), "Mother"),
    ]
    assert [(turn.id, turn.number, turn.speakers, turn.text, turn.raw) for turn in transcript.turns] == [
        ("1", 1, ("p1",), "Mum, can you hear me?", "(D): Mum, can you hear me?"),
        ("2", 2, ("p2",), "Of course I do.", "(M): Of course I do."),
        ("3", 3, ("p2",), "Are you warm?", "(M): Are you warm?"),
    ]
    assert [(mark.type, mark.start, mark.words) for mark in transcript.turns[0].marks] == [("incident", 21, "beeping")]


def test_offsets_become_times_and_times_of_day_stay_as_printed() -> None:
    offsets = _text(
        "Tape\n\nAnna (00:04): One, please.\nBo (00:09): Two, please.\nAnna (01:00:00): Three?\n"
    ).transcripts[0]
    assert [(turn.start, turn.printed) for turn in offsets.turns] == [
        (4000, "00:04"),
        (9000, "00:09"),
        (3600000, "01:00:00"),
    ]
    clock = _text("Log\n\n16:18:22 Tug: We have it.\n16:18:27 Ferry: Then pull!\n16:18:30 Tug: Pulling.\n").transcripts[
        0
    ]
    assert [(turn.start, turn.printed) for turn in clock.turns] == [
        (None, "16:18:22"),
        (None, "16:18:27"),
        (None, "16:18:30"),
    ]


def test_a_voice_that_nobody_could_know_is_left_open_with_a_doubt() -> None:
    (transcript,) = _text("A call home\n\n— Are you up?\n— I am. And you?\n— And I said nothing.\n").transcripts
    assert [turn.speakers for turn in transcript.turns] == [(), (), ()]
    assert transcript.speakers == ()
    assert any("left open" in doubt.what for doubt in transcript.doubts)


def test_a_voice_told_by_the_narrator_is_inferred() -> None:
    (transcript,) = _text(
        "A call home\n\n— Are you up? asks the mother.\n— I am, says the soldier.\n— And you?\n"
    ).transcripts
    assert [(turn.speakers, turn.inferred) for turn in transcript.turns] == [
        (("p1",), True),
        (("p2",), True),
        ((), False),
    ]
    assert [speaker.role for speaker in transcript.speakers] == ["mother", "soldier"]


def test_a_translation_says_so() -> None:
    reading = _text("Call home, May 2031. Translation 1\n\nSon: Are you there?\nMother: I am here.\nSon: Good.\n")
    assert [transcript.kind for transcript in reading.transcripts] == ["translation"]


def test_a_year_taken_from_publication_is_inferred() -> None:
    page = """<html><head><meta property="article:published_time" content="2031-05-06"></head>
    <body><article><h1>Phone call of 3 March</h1>
    <p>Son: Are you there?</p><p>Mother: I am here.</p><p>Son: Good, stay there.</p></article></body></html>"""
    held = read_page(page.encode(), name="p.html", form="html").conversations[0].held
    assert (held.date, held.certainty) == ("2031-03-03", "inferred")
    assert "publication" in held.why


def test_two_speakers_may_speak_together() -> None:
    (transcript,) = _text("Tape of a call\n\nAnna: One?\nBoris: Two?\nAnna and Boris: Three!\nAnna: Yes.\n").transcripts
    assert [turn.speakers for turn in transcript.turns] == [("p1",), ("p2",), ("p1", "p2"), ("p1",)]
    assert [speaker.labels for speaker in transcript.speakers] == [("Anna",), ("Boris",)]


@pytest.mark.parametrize("body", ["", "\n\n", "One line.", "A: b", "— ", "*", "[…]", "(R):", "Q:\nA:\n"])
def test_scraps_have_no_transcript_and_a_reason(body: str) -> None:
    try:
        reading = _text(body)
    except BadInput:
        return
    assert reading.transcripts == ()
    assert reading.doubts


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "A: hello?",
                "B: no.",
                "(R): yes",
                "— да?",
                "- no!",
                "[…]",
                "*laughs*",
                "“Go,” he says.",
                "",
                "HEAD",
                "00:12",
                "1. A: x",
                "A — b?",
                "R = soldier",
            ]
        ),
        max_size=14,
    )
)
def test_any_mix_of_conventions_is_read_without_a_fall(lines: list[str]) -> None:
    reading = _text("\n".join(lines)) if any(lines) else Reading(format="text")
    for transcript in reading.transcripts:
        assert [turn.number for turn in transcript.turns] == list(range(1, len(transcript.turns) + 1))
        known = {speaker.id for speaker in transcript.speakers}
        for turn in transcript.turns:
            assert set(turn.speakers) <= known
            assert turn.text or turn.marks
            assert all(0 <= mark.start <= mark.end <= len(turn.text) for mark in turn.marks)


@pytest.mark.parametrize(
    "body",
    [
        "A: hi there.\nB: yes?\n" * 8000,
        "Call\n\n" + "— line, you?\n" * 12000,
        "call “a " * 20000,
        "A: x\nB: y\nA: " + "*a (b [c " * 20000,
        "R = soldier; " * 20000,
    ],
    ids=["labels", "dashes", "quotes", "signs", "legend"],
)
def test_large_texts_are_read_in_linear_time(body: str) -> None:
    begun = time.process_time()
    _text(body)
    assert time.process_time() - begun < 10
