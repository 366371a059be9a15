"""Where two long tellings are surely at the same place."""

from earwitness.model import Turn
from earwitness.tellings.anchors import cut
from earwitness.tellings.lexicon import EMPTY
from earwitness.tellings.path import CELLS
from earwitness.tellings.words import Said, said


def says(*lines: str) -> list[Said]:
    return [said(Turn(id="1", number=1, text=line), "en", EMPTY) for line in lines]


def test_a_short_pair_is_left_whole() -> None:
    lines = says("one lorry", "two lorries")
    assert list(cut(lines, lines, ((0, 1), (0, 1)))) == [((0, 1), (0, 1))]


def test_a_long_pair_is_cut_at_the_same_places() -> None:
    lines = says(*[f"lorry {100 + number} with crate {1000 + 7 * number}" for number in range(300)])
    whole = tuple(range(300))
    parts = list(cut(lines, lines, (whole, whole)))
    assert 3 < len(parts)
    assert all(left == right for left, right in parts)
    assert sum((left for left, _ in parts), ()) == whole


def test_without_a_sure_place_it_is_cut_in_proportion() -> None:
    yes = says(*["yes"] * 400)
    parts = list(cut(yes, yes[:200], (tuple(range(400)), tuple(range(200)))))
    assert sum((left for left, _ in parts), ()) == tuple(range(400))
    assert sum((right for _, right in parts), ()) == tuple(range(200))
    assert all(len(left) * len(right) <= CELLS for left, right in parts)


def test_one_turn_against_very_many() -> None:
    many = says(*["yes"] * (CELLS + 1))
    parts = list(cut(many[:1], many, ((0,), tuple(range(len(many))))))
    assert sum((right for _, right in parts), ()) == tuple(range(len(many)))
    assert sum((left for left, _ in parts), ()) == (0,)
