"""The way through two stretches that has the most evidence."""

from earwitness.model import Turn
from earwitness.tellings.evidence import Evidence, Habits
from earwitness.tellings.lexicon import EMPTY
from earwitness.tellings.path import best_path
from earwitness.tellings.words import Said, said


def says(*lines: str) -> list[Said]:
    return [said(Turn(id="1", number=1, text=line), "en", EMPTY) for line in lines]


PLACES = ("the harbour wall", "a bakery oven", "that chapel bell", "some sawmill dust", "an orchard ladder")


def shapes(ours: list[Said], theirs: list[Said]) -> list[tuple[int, int, int, int]]:
    evidence = Evidence(ours, theirs, Habits())
    return [(step.i, step.wide, step.j, step.broad) for step in best_path(evidence, Habits())]


def test_one_by_one() -> None:
    assert shapes(says(*PLACES), says(*PLACES)) == [(place, 1, place, 1) for place in range(5)]


def test_a_turn_parted_in_two() -> None:
    parted = ("the harbour wall", "a bakery oven", "that chapel", "bell", "some sawmill dust")
    whole = ("the harbour wall", "a bakery oven", "that chapel bell", "some sawmill dust")
    assert shapes(says(*whole), says(*parted)) == [(0, 1, 0, 1), (1, 1, 1, 1), (2, 1, 2, 2), (3, 1, 4, 1)]


def test_a_passage_cut() -> None:
    assert shapes(says(*PLACES), says(PLACES[0], PLACES[4])) == [
        (0, 1, 0, 1), (1, 1, 1, 0), (2, 1, 1, 0), (3, 1, 1, 0), (4, 1, 1, 1),
    ]  # fmt: skip


def test_the_last_path_narrows_the_next_and_changes_nothing_near_it() -> None:
    evidence = Evidence(says(*PLACES * 8), says(*PLACES * 8), Habits())
    first = best_path(evidence, Habits())
    assert best_path(evidence, Habits(), first) == first


def test_nothing_is_a_path_of_nothing() -> None:
    assert shapes([], []) == []
    assert shapes(says("one", "two"), []) == [(0, 1, 0, 0), (1, 1, 0, 0)]
