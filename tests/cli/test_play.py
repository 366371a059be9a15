"""A conversation as a printed play. The conversation is fiction."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.actions.answers import (
    DoubtShown,
    HeldShown,
    MarkShown,
    Shown,
    SourceShown,
    SpeakerShown,
    TranscriptShown,
    TurnShown,
)
from earwitness.actions.media import RecordingShown
from earwitness.cli.play import play, with_signs

SOURCE = SourceShown(
    id="s2m6r9hc4va",
    url="https://harbour-post.example/last-call",
    path=None,
    sha256="0" * 64,
    size=4321,
    media_type="text/html",
    publisher="The Harbour Post",
    published="2031-11-15",
    captured="2031-11-16T08:00:00Z",
)


def turn(number: int, speaker: str | None, text: str, **more) -> TurnShown:
    facts = {"raw": None, "start": None, "end": None, "language": None, "marks": (), **more}
    speakers = (f"t7w3n8zb5qd.{speaker}",) if speaker else ()
    return TurnShown(id=f"t7w3n8zb5qd.{number}", number=number, speakers=speakers, text=text, **facts)


GAP = MarkShown(type="gap", start=9, end=9, words="")
SHOWN = Shown(
    id="c4f9k2mq7x1",
    title="The last call",
    genre="radio",
    access="restricted",
    held=HeldShown(date="2031-11-14T20:50", certainty="stated", why="in the heading"),
    published="2031-11-15",
    languages=("en",),
    speakers=(
        SpeakerShown(id="t7w3n8zb5qd.p1", labels=("Bridge", "B"), role="captain of the ferry", transcript="t7w3n8zb5qd"),
        SpeakerShown(id="t7w3n8zb5qd.p2", labels=("Shore",), role=None, transcript="t7w3n8zb5qd", access="closed"),
    ),
    sources=(SOURCE,),
    recordings=(),
    transcripts=(
        TranscriptShown(
            id="t7w3n8zb5qd",
            kind="translation",
            language="en",
            revision=2,
            source="s2m6r9hc4va",
            format="page",
            made_by="A. Translator",
            doubts=(
                DoubtShown(turn=None, what="the heading names two dates"),
                DoubtShown(turn=2, what="who speaks is not printed"),
            ),
            turns=(
                turn(1, "p1", "We have water on the car deck.", start=41_000),
                turn(2, "p2", "Say again?", inferred=True, start=44_000),
                turn(3, None, "The door.\nThe bow door.", marks=(GAP,), start=3_605_000),
                turn(4, "p1", "We are leaving her.", access="closed until 2040-01-01"),
            ),
        ),
    ),
    place="north pier",
)  # fmt: skip

PAGE = """\
The last call  c4f9k2mq7x1
radio · took place 2031-11-14T20:50 (stated: in the heading) · north pier · first published 2031-11-15 · access: restricted

who speaks
  Bridge / B: captain of the ferry
  Shore [closed]

where this comes from
  s2m6r9hc4va · The Harbour Post · 2031-11-15 · https://harbour-post.example/last-call · 4.3 kB

translation, en, revision 2, by A. Translator, 4 turns  t7w3n8zb5qd
  doubt: the heading names two dates

 1     0:41  Bridge  We have water on the car deck.
 2     0:44  Shore?  Say again?
             doubt: who speaks is not printed
 3  1:00:05  —       The door. […]
                     The bow door.
 4           Bridge  [closed until 2040-01-01] We are leaving her.
"""


def test_the_whole_conversation():
    assert "".join(line + "\n" for line in play(SHOWN)) == PAGE


def test_a_turn_is_shown_with_its_neighbours():
    lines = list(play(SHOWN, only="t7w3n8zb5qd.4"))
    assert [line[:2] for line in lines[lines.index("") :] if line[1:2].isdigit()] == [" 2", " 3", ">4"]


def test_another_transcript_leaves_this_one_out():
    assert not [line for line in play(SHOWN, only="t0000000000") if "Say again?" in line]
    assert [line for line in play(SHOWN, only="t7w3n8zb5qd") if "Say again?" in line]


def test_a_narrow_terminal_wraps_under_the_words():
    lines = list(play(SHOWN, width=52))
    assert " 1     0:41  Bridge  We have water on the car deck." in lines
    lines = list(play(SHOWN, width=45))
    at = lines.index(" 1     0:41  Bridge  We have water on the car")
    assert lines[at + 1] == " " * 21 + "deck."


@pytest.mark.parametrize(
    ("text", "mark", "seen"),
    [
        ("I heard it go.", ("gap", 7, 7, ""), "I heard […] it go."),
        ("I heard it go.", ("gap", 14, 14, "two words"), "I heard it go. [two words]"),
        ("Mother.", ("vocal", 7, 7, "cries"), "Mother. (cries)"),
        ("Yes.", ("pause", 0, 0, ""), "(pause) Yes."),
        ("We sail at nine.", ("supplied", 3, 7, ""), "We [sail] at nine."),
        ("the three hundredths", ("gloss", 20, 20, "wounded"), "the three hundredths [= wounded]"),
        ("the bosun shut it", ("unclear", 4, 9, ""), "the bosun[?] shut it"),
        ("shut it", ("unclear", 0, 0, "bosun"), "[bosun?] shut it"),
        ("f*ck", ("masked", 0, 4, ""), "f*ck"),
        ("he said go", ("quote", 8, 10, ""), "he said go"),
    ],
)
def test_signs(text, mark, seen):
    kind, start, end, words = mark
    assert with_signs(text, (MarkShown(type=kind, start=start, end=end, words=words),)) == seen


def test_signs_keep_every_word_of_the_text():
    marks = (
        MarkShown(type="supplied", start=3, end=7, words="sail"),
        MarkShown(type="vocal", start=7, end=7, words="laughs"),
        MarkShown(type="gap", start=15, end=15, words=""),
    )
    assert with_signs("We sail at nine.", marks) == "We [sail] (laughs) at nine […]."


MARKS = st.lists(
    st.builds(
        MarkShown,
        type=st.sampled_from(["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "masked", "quote"]),
        start=st.integers(0, 3),
        end=st.integers(3, 12),
        words=st.sampled_from(["", "laughs"]),
    ),
    max_size=6,
)


@given(MARKS)
def test_whatever_the_marks_no_letter_of_the_text_is_lost(marks):
    seen = iter(with_signs("WESAILATNINE", tuple(marks)))
    assert all(letter in seen for letter in "WESAILATNINE")


def test_recordings_are_told_each_on_a_line() -> None:
    tape = RecordingShown(
        id="r4f9k2mq7x1", source="s2m6r9hc4va", duration=61_500, channels=2, sample_rate=8_000, codec="pcm_alaw",
        title="Tape\n4\x1b[31m", parties=("Bridge", "Shore"), whole="r7w3n8zb5qd", offset=12_300,
        doubts=("3 damaged packets",), access="restricted",
    )  # fmt: skip
    lines = list(play(msgspec.structs.replace(SHOWN, recordings=(tape,))))
    told = lines[lines.index("its sound") + 1]
    assert told == (
        "  r4f9k2mq7x1 · Tape 4␛[31m · 1:01 · 2 channels (Bridge, Shore) · pcm_alaw, 8,000 Hz · "
        "a clip of r7w3n8zb5qd at 0:12.300 · 3 damaged packets · restricted"
    )
    assert "its sound" not in list(play(SHOWN))
