"""Lines are broken by the archive: the same everywhere, at spaces, in any script. All of it is invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Mark
from earwitness.publish.passages import pieces
from earwitness.publish.pitch import length, lines, printed, right_to_left, width


def test_lines_break_at_spaces_and_a_long_word_where_the_line_is_full() -> None:
    assert lines("Water on the deck, a list of twelve degrees.", 16) == [
        "Water on the",
        "deck, a list of",
        "twelve degrees.",
    ]
    assert lines("Water on deck", 9, first=5, indent=2) == ["", "Water", "on deck"]
    assert lines("a" * 10, 4) == ["aaaa", "aaaa", "aa"]
    assert lines("", 4) == [""]


@pytest.mark.parametrize(
    ("letter", "units"),
    [("a", 1), ("Ж", 1), ("Ω", 1), ("ł", 1), ("ش", 1), ("ש", 1), ("«", 1), ("…", 1), ("—", 1), ("漢", 2), ("😀", 2), ("क", 2),
     ("\u0301", 0), ("\u200d", 0), ("\ufe0f", 0), ("☎", 2)],
)  # fmt: skip
def test_a_letter_takes_as_much_as_any_fixed_pitch_face_may_draw(letter: str, units: int) -> None:
    assert width(letter) == units


@given(st.text(max_size=300), st.integers(4, 70))
def test_no_line_is_too_long_and_no_letter_is_lost(text: str, columns: int) -> None:
    made = lines(text, columns)
    assert all(length(line) <= columns for line in made)
    assert "".join("".join(made).split()) == "".join(text.split())


def test_marks_become_signs() -> None:
    text = "We are nine of us."
    made = pieces(text, [
        Mark(type="gap", start=2, end=2), Mark(type="vocal", start=6, end=6, words="coughs"),
        Mark(type="unclear", start=7, end=11), Mark(type="supplied", start=12, end=14),
        Mark(type="gloss", start=17, end=17, words="the crew"),
    ])  # fmt: skip
    assert printed(made) == "We […] are [coughs] nine(?) ‹of› us [= the crew]."


def test_the_first_letter_with_a_direction_says_from_where_a_text_runs() -> None:
    assert right_to_left("12: שלום Aurora")
    assert not right_to_left("Aurora שלום")
    assert not right_to_left("12.")
