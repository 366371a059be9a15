"""Which turns of two tellings say the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.formats.page.reader import read_page
from earwitness.model import Transcript, Turn
from earwitness.tellings.align import Alignment, Group, align
from earwitness.tellings.lexicon import EMPTY

FIXTURES = Path(__file__).parent.parent / "fixtures" / "tellings"


def telling(id: str, language: str, *lines: str) -> Transcript:
    """Returns a transcript of lines like `A: words`; a line without a letter has no known voice."""
    turns = []
    for number, line in enumerate(lines, 1):
        voice, colon, words = line.partition(": ")
        turns.append(
            Turn(id=str(number), number=number, speakers=(voice,) if colon else (), text=words if colon else line)
        )
    return Transcript(id=id, conversation="c1", language=language, turns=tuple(turns))


def groups(alignment: Alignment) -> list[tuple[list[int], list[int]]]:
    return [(list(group.a), list(group.b)) for group in alignment.groups]


RUSSIAN = telling(
    "ru", "ru",
    "A: Кто взял мой фонарь?",
    "B: Я взял, в сарае темно.",
    "A: Верни до восьми, я иду на причал.",
    "B: Верну. Там Остапенко лодку смолит, четвёртый день.",
    "A: Пусть смолит. А вёсла чьи?",
    "B: Вёсла мои.",
)  # fmt: skip
LITERAL = telling(
    "en-1", "en",
    "M: Who took my lantern?",
    "N: I took it, it's dark in the shed.",
    "M: Return it before eight, I'm going to the pier.",
    "N: I'll return it. Ostapenko is tarring the boat there, the fourth day now.",
    "M: Let him tar it. And whose oars are those?",
    "N: The oars are mine.",
)  # fmt: skip
FREE = telling(
    "en-2", "en",
    "Wife: My lamp's gone. Who had it?",
    "Man: Me. You can't see a thing in the shed.",
    "Wife: I want it back by 8, I'll be down at the jetty.",
    "Man: You'll have it.",
    "Man: Ostapenko's there with his boat and his tar, day four.",
    "Wife: Good for him. Who do the oars belong to?",
    "Man: Me.",
)  # fmt: skip


def test_two_translations_are_lined_up() -> None:
    assert groups(align(LITERAL, FREE)) == [
        ([1], [1]),
        ([2], [2]),
        ([3], [3]),
        ([4], [4, 5]),
        ([5], [6]),
        ([6], [7]),
    ]


def test_an_original_is_lined_up_with_its_translations() -> None:
    assert groups(align(RUSSIAN, LITERAL)) == [([number], [number]) for number in range(1, 7)]
    assert groups(align(RUSSIAN, FREE)) == groups(align(LITERAL, FREE))


def test_either_way_round_is_the_same() -> None:
    there = groups(align(LITERAL, FREE))
    assert [(left, right) for right, left in groups(align(FREE, LITERAL))] == there


def test_what_is_cut_has_no_partner() -> None:
    kept = [f"{turn.speakers[0]}: {turn.text}" for turn in FREE.turns if turn.number not in (4, 5)]
    alignment = align(LITERAL, telling("cut", "en", *kept))
    assert groups(alignment) == [([1], [1]), ([2], [2]), ([3], [3]), ([4], []), ([5], [4]), ([6], [5])]
    assert alignment.cover[0] < 0.8 < alignment.cover[1] == 1.0


def test_what_only_the_second_has_stands_after_what_it_follows() -> None:
    longer = telling(
        "more", "en",
        "M: Who took my lantern?",
        "K: Granny, the kettle has boiled over onto the stove!",
        "N: I took it, it's dark in the shed.",
        "M: Return it before eight, I'm going to the pier.",
    )  # fmt: skip
    short = telling("less", "en", *[f"{turn.speakers[0]}: {turn.text}" for turn in LITERAL.turns[:3]])
    assert groups(align(short, longer)) == [([1], [1]), ([], [2]), ([2], [3]), ([3], [4])]


PLACES = ("harbour", "bakery", "chapel", "sawmill", "orchard", "quarry", "laundry", "barracks", "museum", "vineyard")


def test_a_moved_passage_is_said_to_have_moved() -> None:
    lines = [f"A: The keeper of the {place} lost {number + 20} copper kettles." for number, place in enumerate(PLACES)]
    alignment = align(telling("a", "en", *lines), telling("b", "en", *lines[8:], *lines[:8]))
    moved = [(group.a, group.b) for group in alignment.groups if group.moved]
    assert moved == [((9,), (1,)), ((10,), (2,))]
    assert [(group.a, group.b) for group in alignment.groups if group.a and group.b and not group.moved] == [
        ((number,), (number + 2,)) for number in range(1, 9)
    ]
    control = align(telling("a", "en", *lines), telling("b", "en", *lines))
    assert not any(group.moved for group in control.groups)


def test_what_a_person_decided_stands() -> None:
    decided = (Group(a=(1,), b=(2,), score=9.0), Group(a=(6,), b=()), Group(a=(3,), b=(7,), moved=True))
    alignment = align(LITERAL, FREE, decided=decided)
    assert set(decided) <= set(alignment.groups)
    assert sorted(number for group in alignment.groups for number in group.a) == [1, 2, 3, 4, 5, 6]
    assert sorted(number for group in alignment.groups for number in group.b) == [1, 2, 3, 4, 5, 6, 7]
    assert Group(a=(1,), b=(2,), score=9.0) not in align(LITERAL, FREE).groups, "left alone it decides otherwise"


def test_decisions_about_turns_that_are_not_there_are_passed_over() -> None:
    decided = (Group(a=(99,), b=(1,)), Group(a=(1,), b=(1,)), Group(a=(1,), b=(3,)), Group(a=(), b=()))
    alignment = align(LITERAL, FREE, decided=decided)
    assert [group for group in alignment.groups if 1 in group.a] == [Group(a=(1,), b=(1,))]
    assert not any(99 in group.a for group in alignment.groups)


def test_the_same_twice_is_wholly_alike_and_another_conversation_is_not() -> None:
    same = align(LITERAL, LITERAL)
    assert groups(same) == [([number], [number]) for number in range(1, 7)]
    assert same.likeness == 1.0 and same.cover == (1.0, 1.0)
    other = telling(
        "other", "en",
        "X: Control, the second lift is stuck between floors.",
        "Y: How many passengers?",
        "X: Three and a dog. They want the fire brigade.",
        "Y: Tell them twenty minutes. Has the dog bitten anyone?",
        "X: Only the caretaker.",
    )  # fmt: skip
    assert align(LITERAL, other).likeness < 0.15 < align(LITERAL, FREE).likeness


def test_voices_that_nobody_knows_are_little_hindrance() -> None:
    silent = telling("dashes", "en", *[turn.text for turn in FREE.turns])
    assert 6 <= len(_pairs(groups(align(LITERAL, silent))) & _pairs(groups(align(LITERAL, FREE)))), "of seven"


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ((), ()),
        ((), ("A: one",)),
        (("A: one",), ()),
        (("A: ", "B: "), ("A: ",)),
        (("A: …",), ("A: !",)),
        (("Yes.",) * 30, ("Yes.",) * 29),
        (("A: слово",), ("A: 言葉",)),
    ],
)
def test_little_is_no_trouble(ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    alignment = align(telling("a", "en", *ours), telling("b", "ru", *theirs))
    assert sorted(number for group in alignment.groups for number in group.a) == list(range(1, len(ours) + 1))
    assert sorted(number for group in alignment.groups for number in group.b) == list(range(1, len(theirs) + 1))


def test_a_wrong_language_label_does_no_harm() -> None:
    wrong = Transcript(id="ru", conversation="c1", language="en", turns=RUSSIAN.turns)
    assert groups(align(wrong, LITERAL)) == groups(align(RUSSIAN, LITERAL))


LINES = st.lists(st.text(alphabet="ab ведь?!…12", max_size=12), max_size=8)


@settings(max_examples=40, deadline=None)
@given(LINES, LINES)
def test_every_turn_is_in_one_group(ours: list[str], theirs: list[str]) -> None:
    alignment = align(telling("a", "en", *ours), telling("b", "ru", *theirs), lexicon=EMPTY)
    assert sorted(number for group in alignment.groups for number in group.a) == list(range(1, len(ours) + 1))
    assert sorted(number for group in alignment.groups for number in group.b) == list(range(1, len(theirs) + 1))
    assert 0.0 <= alignment.likeness <= 1.0
    assert all(0.0 <= share <= 1.0 for share in alignment.cover)


def test_a_long_pair_is_cut_and_lined_up() -> None:
    """Four hundred turns, one of them longer by a passage: the cuts are at the same places in both."""
    lines = [
        f"{'AB'[number % 2]}: Lorry {number} left the {PLACES[number % 10]} with crate {1000 + number * 7}."
        for number in range(400)
    ]
    alignment = align(telling("a", "en", *lines), telling("b", "en", *lines[:150], *lines[190:]))
    pairs = [(group.a, group.b) for group in alignment.groups if group.a and group.b]
    assert pairs == [((n,), (n,)) for n in range(1, 151)] + [((n,), (n - 40,)) for n in range(191, 401)]


def _pairs(found: list[tuple[list[int], list[int]]]) -> set[tuple[int, int]]:
    return {(one, other) for left, right in found for one in left for other in right}


def _f1(names: tuple[str, ...], first: str, second: str, key: str) -> float:
    right = total = 0
    for name in names:
        folder = FIXTURES / name
        gold = _pairs(json.loads((folder / "gold.json").read_text(encoding="utf-8"))[key])
        read = [
            read_page((folder / f"{file}.txt").read_bytes(), name=file, form="text").transcripts[0]
            for file in (first, second)
        ]
        found = _pairs(groups(align(*read)))
        right += len(found & gold)
        total += len(found) + len(gold)
    return 2 * right / total


OURS = ("blackout", "flat", "tower", "ward")


def test_the_bars_hold_on_our_fictional_conversations() -> None:
    assert 0.92 <= _f1(OURS, "en-1", "en-2", "align_en1_en2")
    assert 0.88 <= _f1(OURS, "original", "en-1", "align_orig_en1")


def test_the_measure_sees_a_wrong_alignment() -> None:
    assert _f1(("tower",), "en-2", "en-1", "align_en1_en2") < 0.92, "the control: sides changed over"
