"""Answers and orders that one telling gives the other way round."""

from __future__ import annotations

import pytest

from earwitness.model import Speaker, Transcript, Turn
from earwitness.tellings.align import Alignment, Group
from earwitness.tellings.variants import collate


def _material(one: str, other: str) -> list[tuple[str, str, str]]:
    """Returns kind and both readings of what two passages differ in that changes the meaning."""
    a, b = (
        Transcript(
            id=name,
            conversation="call",
            language="en",
            speakers=(Speaker(id="A"),),
            turns=(Turn(id="1", number=1, speakers=("A",), text=text),),
        )
        for name, text in (("a", one), ("b", other))
    )
    alignment = Alignment(a="a", b="b", groups=(Group(a=(1,), b=(1,)),), method="gold", likeness=1.0, cover=(1.0, 1.0))
    found = [variant for variant in collate((a, b), (alignment,)) if variant.material]
    return [(variant.kind, variant.readings[0].words, variant.readings[1].words) for variant in found]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I have, the bell rang twice.", "Not yet, it is too early."),
        ("She won't come. Her brother is against it.", "Yes, she will. It is the brother who objects."),
        ("I posted it.", "I haven't. I was afraid."),
    ],
)
def test_an_answer_turned_round(one: str, other: str) -> None:
    assert [kind for kind, _, _ in _material(one, other)] == ["negation"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("I have, the bell rang twice.", "Yes, it gave two rings, that bell."),
        ("No, beyond the orchard.", "Behind the orchard, rather."),
        ("Well, never mind. Bring me the letter.", "It doesn't matter. The letter, please."),
        ("Not Uncle Yefim again?", "Was it Uncle Yefim again?"),
    ],
)
def test_an_answer_in_other_words(one: str, other: str) -> None:
    assert _material(one, other) == []


def test_an_order_turned_round() -> None:
    found = _material("Don't hand Yefim's parcel to the guard.", "There's a parcel of Yefim's, give it to the guard.")
    assert [kind for kind, _, _ in found] == ["negation"]
    assert _material("Don't take the fishing rods along.", "Leave the fishing rods where they are.") == []


def test_hours_of_the_day_and_hours() -> None:
    assert [kind for kind, _, _ in _material("The boat is here in an hour.", "The boat is here by one o'clock.")] == [
        "time"
    ]


def test_how_often() -> None:
    assert _material("They feed us once a day.", "We get food daily.") == []
    assert _material("They feed us every other day.", "We get food once a day.") == [
        ("time", "every other day", "once a day")
    ]


def test_things_in_two_words() -> None:
    assert _material("He came with a poker.", "He came with a rolling pin.") == [("object", "poker", "pin")]
    assert _material("He came in his nightshirt.", "He came in his nightdress.") == []


def test_names_that_are_one() -> None:
    assert _material("Lyosha carried the chest.", "Alexei carried the chest.") == []
    assert _material("Lyosha carried the chest.", "Nikolai carried the chest.") != []
