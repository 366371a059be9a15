"""Candidates: a quotation in, the turns it may be from out."""

from __future__ import annotations

from earwitness.actions import Desk
from earwitness.actions.candidates import passages


def turns(desk: Desk, text: str, **narrowed: object) -> list[list[int]]:
    return [[turn.number for turn in each.turns] for each in passages(desk, text, **narrowed)]  # type: ignore[arg-type]


def test_the_turn_and_its_neighbours_are_found_by_altered_words(inquiry: Desk) -> None:
    assert turns(inquiry, "A hundred and eighty passengers") == [[2, 3, 4]]


def test_nothing_is_found_by_words_that_nobody_said(inquiry: Desk) -> None:
    assert turns(inquiry, "piano lamps orchard") == []
    assert turns(inquiry, "f*ck … [sic]") == []
    assert turns(inquiry, "piano lamps souls") == [[1, 2, 3]], "the control: one word that was said is enough"


def test_the_search_is_narrowed_to_conversations(inquiry: Desk) -> None:
    (found,) = passages(inquiry, "Swear to me")
    assert turns(inquiry, "Swear to me", within=[found.conversation]) == [[1, 2, 3]], "“me” finds “I”"
    assert turns(inquiry, "Swear to me", within=[]) == []
