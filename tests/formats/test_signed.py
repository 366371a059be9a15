"""A turn as one line with its signs, and the line read back after a person mended it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.signed import read_back, signed
from earwitness.model import Mark, Turn, Word


def turn(text: str, *marks: tuple[str, int, int, str], words: tuple[Word, ...] = ()) -> Turn:
    made = tuple(Mark(type=type, start=start, end=end, words=said) for type, start, end, said in marks)  # type: ignore[arg-type]
    return Turn(id="1", number=1, text=text, marks=made, words=words)


CALL = turn("Come home now, f*ck the (red) bridge.", ("vocal", 10, 10, "laughs"), ("masked", 15, 19, ""),
            ("unclear", 30, 36, ""))  # fmt: skip


def read(line: str, old: Turn = CALL) -> tuple[str, list[tuple[str, str, str]]]:
    """What a line says: the words, and of each mark its type, the words it covers, its own."""
    said = read_back(line, old)
    return said.text, [(mark.type, said.text[mark.start : mark.end], mark.words) for mark in said.marks]


def test_a_turn_is_a_line_with_its_signs() -> None:
    assert signed(CALL) == "Come home (laughs) now, f*ck the (red) [bridge?]."


@pytest.mark.parametrize(
    ("line", "text", "marks"),
    [
        ("Come home (laughs) now, f*ck the (red) [bridge?].", CALL.text,
         [("vocal", "", "laughs"), ("masked", "f*ck", ""), ("unclear", "bridge", "")]),
        ("Come home now, f*ck the (red) bridge.", CALL.text, [("masked", "f*ck", "")]),
        ("Oh, come home (laughs) right now.", "Oh, come home right now.", [("vocal", "", "laughs")]),
        ("Come home (chuckles) now.", "Come home now.", [("vocal", "", "chuckles")]),
        ("Come home [gunfire] now […].", "Come home now.", [("incident", "", "gunfire"), ("gap", "", "")]),
        ("Come [home?] to the [green] and *old* bridge", "Come home to the green and old bridge",
         [("unclear", "home", ""), ("supplied", "green", "green"), ("supplied", "old", "old")]),
        ("Come (as you know) home, п***ц, f*ck", "Come (as you know) home, п***ц, f*ck", [("masked", "f*ck", "")]),
        ("(laughs)", "", [("vocal", "", "laughs")]),
        ("", "", []),
        ("(sighs) Come home. [inaudible]", "Come home.", [("vocal", "", "sighs"), ("gap", "", "inaudible")]),
    ],
)  # fmt: skip
def test_a_mended_line_is_read_back(line: str, text: str, marks: list[tuple[str, str, str]]) -> None:
    assert read(line) == (text, marks)


def test_what_print_does_not_show_of_a_mark_stays() -> None:
    spoken = turn("The Meridian sank.", ("gloss", 4, 12, "a ferry"), ("incident", 18, 18, "applause"))
    assert signed(spoken) == "The Meridian*a ferry* sank. (applause)"
    assert read("The old Meridian*a ferry* sank. (applause)", spoken) == (
        "The old Meridian sank.", [("gloss", "Meridian", "a ferry"), ("incident", "", "applause")],
    )  # fmt: skip
    # A laugh alone would be a vocal: the transcriber called it an incident, and nobody touched it.
    called = turn("Yes.", ("incident", 4, 4, "laughs"))
    assert read("Yes, yes. (laughs)", called) == ("Yes, yes.", [("incident", "", "laughs")])


def test_times_of_words_stay_with_the_words_that_stay() -> None:
    timed = (Word(0, 2, 0, 100), Word(3, 7, 100, 200), Word(8, 13, 200, 300), Word(14, 18, 300, 400))
    spoken = turn("we have water here", words=timed)
    said = read_back("we had some water here", spoken)
    assert said.words == (Word(0, 2, 0, 100), Word(12, 17, 200, 300), Word(18, 22, 300, 400))


TEXTS = st.text(alphabet=st.sampled_from("ab яї.,?!*()[]…\n-1"), max_size=40).map(lambda text: text.strip())
KINDS = st.sampled_from(["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "masked", "quote"])


@st.composite
def turns(draw: st.DrawFn) -> Turn:
    text = draw(TEXTS)
    marks = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        kind = draw(KINDS)
        end = start if kind in ("gap", "vocal", "incident", "pause") else draw(st.integers(start, len(text)))
        marks.append((kind, start, end, draw(st.sampled_from(["", "laughs", "noise", "a word"]))))
    return turn(text, *sorted(set(marks), key=lambda mark: (mark[1], mark[2], mark[0], mark[3])))


def plain(spoken: Turn) -> bool:
    """Says whether nothing in the words looks like a sign, no mark lies over another, and none stands within a word."""
    spans = sorted((mark.start, mark.end) for mark in spoken.marks)
    if any(
        spoken.text[max(at - 1, 0) : at + 1].isalnum() and 0 < at < len(spoken.text) for span in spans for at in span
    ):
        return False
    if any(start < end and not spoken.text[start:end].strip() for start, end in spans):
        return False
    return not set("*[]()?") & set(spoken.text) and all(one[1] <= two[0] for one, two in pairwise(spans))


@given(turns(), st.text(alphabet="ab [](){}*?…\n я", max_size=40))
def test_any_line_is_read_and_the_line_itself_changes_nothing(spoken: Turn, line: str) -> None:
    said = read_back(signed(spoken), spoken)
    assert (said.text, said.marks) == (spoken.text, spoken.marks)
    other = read_back(line, spoken)
    assert all(0 <= mark.start <= mark.end <= len(other.text) for mark in other.marks)


@given(turns().filter(plain))
def test_words_put_behind_a_turn_leave_every_sign_before_them(spoken: Turn) -> None:
    said = read_back(signed(spoken) + " and more", spoken)
    assert bare(said.text) == bare(spoken.text + "andmore")
    assert sorted(kinds(spoken.text, spoken.marks)) == sorted(kinds(said.text, said.marks))


def bare(text: str) -> str:
    return "".join(text.split())


def kinds(text: str, marks: tuple[Mark, ...]) -> list[tuple[str, str, str]]:
    return [
        (mark.type, bare(text[mark.start : mark.end]), "" if mark.type == "supplied" else mark.words) for mark in marks
    ]
