"""Marks of a turn, brought over into its translation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.engines.translate.carrying import carried, signed
from earwitness.model import Mark, Turn


def turn(text: str, *marks: Mark) -> Turn:
    return Turn(id="4", number=4, text=text, marks=marks)


GAP = Mark(type="gap", start=9, end=9)
UNCLEAR = Mark(type="unclear", start=4, end=8)


def test_marks_within_a_turn_keep_their_places_by_signs() -> None:
    said = turn("Нас було двоє там.", Mark(type="gap", start=8, end=8), Mark(type="unclear", start=9, end=13))
    assert signed(said, signs=True) == "Нас було ⟦1⟧ ⟦2⟧двоє⟦/2⟧ там."
    found = carried(said, "There were ⟦1⟧ ⟦2⟧two⟦/2⟧ of us.")
    assert found.text == "There were two of us."
    assert found.marks == (Mark(type="gap", start=11, end=11), Mark(type="unclear", start=11, end=14))
    assert found.lost == ()


def test_a_sign_before_a_full_stop_leaves_no_space() -> None:
    said = turn("Там тихо зараз.", Mark(type="vocal", start=8, end=8, words="сміється"))
    found = carried(said, "It is quiet there ⟦1⟧ .")
    assert (found.text, found.marks[0].start) == ("It is quiet there.", 17)


def test_marks_at_the_ends_and_over_the_whole_need_no_signs() -> None:
    said = turn(
        "Ходи сюди", Mark(type="vocal", start=0, end=0, words="laughs"), Mark(type="unclear", start=0, end=9),
        Mark(type="gap", start=9, end=9),
    )  # fmt: skip
    assert signed(said, signs=True) == signed(said, signs=False) == "Ходи сюди"
    found = carried(said, "Come here")
    assert [(mark.type, mark.start, mark.end) for mark in found.marks] == [
        ("vocal", 0, 0), ("unclear", 0, 9), ("gap", 9, 9),
    ]  # fmt: skip
    assert found.lost == ()


def test_what_the_engine_lost_is_told_and_a_gap_stays() -> None:
    said = turn(
        "Нас було двоє там, на мосту.", Mark(type="gap", start=8, end=8), Mark(type="supplied", start=9, end=13),
        Mark(type="masked", start=14, end=17),
    )  # fmt: skip
    found = carried(said, "There were two of us on the bridge.")
    assert found.marks == (Mark(type="gap", start=35, end=35),)
    assert found.lost == (
        "a gap is somewhere in this turn; here it stands at the end",
        "what is marked supplied (“двоє”) of the original is not marked here",
    )


def test_signs_that_people_wrote_are_no_signs_of_ours() -> None:
    said = turn("Він написав ⟦1⟧ на стіні.")
    assert signed(said, signs=True) == "Він написав [1] на стіні."
    assert carried(said, "He wrote ⟦1⟧ on the wall.").text == "He wrote on the wall."


@given(st.text(alphabet=" аб⟦⟧/12.,\n", max_size=60), st.text(alphabet=" ab⟦⟧/12.,\n", max_size=60), st.data())
def test_every_mark_lies_within_the_translation(text: str, said: str, data: st.DataObject) -> None:
    ends = st.integers(0, len(text))
    marks = []
    for _ in range(data.draw(st.integers(0, 3))):
        first, last = sorted((data.draw(ends), data.draw(ends)))
        kind = data.draw(st.sampled_from(("gap", "unclear", "vocal", "supplied")))
        marks.append(Mark(type=kind, start=first, end=last))
    whole = turn(text, *marks)
    for answer in (said, signed(whole, signs=True)):
        found = carried(whole, answer)
        assert all(0 <= mark.start <= mark.end <= len(found.text) for mark in found.marks)
        assert len(found.marks) + len(found.lost) >= sum(mark.type in ("gap", "vocal") for mark in marks)


@pytest.mark.parametrize("mark", [GAP, UNCLEAR])
def test_an_engine_that_keeps_every_sign_loses_no_mark(mark: Mark) -> None:
    whole = turn("Нас двоє там на мосту.", mark)
    assert carried(whole, signed(whole, signs=True)).lost == ()
