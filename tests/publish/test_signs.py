"""A page explains the signs that it uses, and no others. All of it is invented."""

from earwitness.model import Mark
from earwitness.publish.passages import Spot, pieces
from earwitness.publish.signs import SAMPLES, legend
from earwitness.publish.words import MARKS


def test_the_signs_that_are_used_are_explained_in_order() -> None:
    made = pieces(
        "We are nine.", [Mark(type="vocal", start=3, end=3, words="coughs"), Mark(type="unclear", start=7, end=11)]
    )
    assert [(sign.kind, sign.meaning) for sign in legend(made)] == [
        ("unclear", "unclear in the recording"),
        ("vocal", "a sound the speaker makes"),
    ]
    assert legend(pieces("We are nine.")) == ()


def test_a_difference_is_explained_and_so_is_the_place_of_words_that_are_elsewhere() -> None:
    made = pieces("We are nine.", spots=[Spot(start=7, end=7, difference="v1", kind="number")])
    assert [sign.kind for sign in legend(made)] == ["differs", "nothing"]


def test_every_mark_has_an_example() -> None:
    assert set(MARKS) <= set(SAMPLES)
