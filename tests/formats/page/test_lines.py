"""Lines: what becomes a line of its own, and what is furniture."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from earwitness.formats.page.blocks import Block
from earwitness.formats.page.lines import to_lines


def _texts(text: str, kind: str = "paragraph") -> list[str]:
    return [line.text for line in to_lines([Block(kind=kind, text=text)])]  # type: ignore[arg-type]


def test_turns_run_together_in_one_paragraph_are_lines() -> None:
    assert _texts("TUG: Open up. LOCK: On whose word? TUG: On mine! LOCK: Opening.") == [
        "TUG: Open up.",
        "LOCK: On whose word?",
        "TUG: On mine!",
        "LOCK: Opening.",
    ]


def test_words_with_colons_that_do_not_come_back_are_one_line() -> None:
    listed = "Vera: Listen to the list. Bread: two. Salt: one. Matches: none."
    assert _texts(listed) == [listed]


def test_a_row_of_stars_is_furniture_and_dots_are_a_cut() -> None:
    stars, dots = to_lines([Block(kind="line", text="* * *"), Block(kind="line", text="...")])
    assert (stars.page, dots.page) == (True, False)


def test_bold_behind_a_time_is_the_name() -> None:
    (line,) = to_lines([Block(kind="paragraph", text="0:02 Nell You went.", bold=((5, 9),))])
    assert line.text[: line.bold] == "0:02 Nell"


@given(st.text(alphabet="AB: .?\n—", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    lines = to_lines([Block(kind="paragraph", text=text)])
    assert [c for line in lines for c in line.raw if c.isalpha()] == [c for c in text if c.isalpha()]
