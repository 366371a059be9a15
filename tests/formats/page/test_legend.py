"""Legends: a line in, whom the labels stand for out."""

from __future__ import annotations

import pytest

from earwitness.formats.page.legend import legend_in_prose, read_legend


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(R)=Russian soldier (M)=Mother", {"R": "Russian soldier", "M": "Mother"}),
        ("(R)=Russian soldier\u00a0(M)=Mother", {"R": "Russian soldier", "M": "Mother"}),
        ("D: duty officer; K: Khlebnykov", {"D": "duty officer", "K": "Khlebnykov"}),
        ("W = the wife, G = the guard", {"W": "wife", "G": "guard"}),
        ("О. — отец, С. — сын", {"О": "отец", "С": "сын"}),
        ("База — Лозовое; Гранит-2 — наземная группа", {"База": "Лозовое", "Гранит-2": "наземная группа"}),
        ("H. is Hanna Dzvin, O. is the man on duty", {"H": "Hanna Dzvin", "O": "man on duty"}),
        ("Speakers: P = pilot; T = tower", {"P": "pilot", "T": "tower"}),
    ],
)
def test_legends_are_read(text: str, expected: dict[str, str]) -> None:
    assert read_legend(text) == expected


@pytest.mark.parametrize(
    "text", ["Mother: are you there?", "We left at two.", "Posted on 14 May 2022", "R: Why would they?"]
)
def test_lines_of_talk_are_no_legends(text: str) -> None:
    assert read_legend(text) == {}


def test_initials_are_explained_in_prose() -> None:
    prose = "The pilot (P) and the head pilot (HP) speak; T stands for the tower."
    assert legend_in_prose(prose, frozenset({"p", "hp", "t"})) == {"T": "tower", "P": "pilot", "HP": "head pilot"}
    assert legend_in_prose(prose, frozenset({"x"})) == {}
