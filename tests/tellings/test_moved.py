"""Passages that two tellings have in another order."""

from earwitness.model import Turn
from earwitness.tellings.evidence import Habits
from earwitness.tellings.lexicon import EMPTY
from earwitness.tellings.moved import find_moved
from earwitness.tellings.words import Said, said


def says(*lines: str) -> list[Said]:
    return [said(Turn(id="1", number=1, text=line), "en", EMPTY) for line in lines]


OURS = says(
    "The lantern hangs in the sawmill", "Nineteen barrels of herring went astray", "Ostapenko tars the rowing boat"
)
THEIRS = says(
    "Ostapenko tars the rowing boat", "The lantern hangs in the sawmill", "Quite another remark about the weather"
)
LANTERN = ((0,), (1,), 9.0, False)


def test_what_is_left_over_on_both_sides_and_agrees_is_joined() -> None:
    steps = [((), (0,), 0.0, False), LANTERN, ((1,), (), 0.0, False), ((2,), (), 0.0, False), ((), (2,), 0.0, False)]
    found = find_moved(OURS, THEIRS, steps, Habits())
    assert LANTERN in found
    assert [(ours, theirs, moved) for ours, theirs, _, moved in found if ours == (2,)] == [((2,), (0,), True)]
    assert ((1,), (), 0.0, False) in found, "what agrees with nothing is left alone"
    assert ((), (2,), 0.0, False) in found


def test_in_order_nothing_is_said_to_have_moved() -> None:
    steps = [LANTERN, ((1,), (), 0.0, False), ((2,), (), 0.0, False), ((), (2,), 0.0, False)]
    theirs = [THEIRS[2], THEIRS[1], THEIRS[0]]
    found = find_moved(OURS, theirs, steps, Habits())
    assert [(ours, theirs, moved) for ours, theirs, _, moved in found if ours == (2,)] == [((2,), (2,), False)]


def test_nothing_left_over_changes_nothing() -> None:
    assert find_moved(OURS, THEIRS, [LANTERN], Habits()) == [LANTERN]
    assert find_moved([], [], [], Habits()) == []
