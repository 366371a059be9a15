"""Versions stand in rows by their alignments; what a version lacks, or has elsewhere, is said."""

from earwitness.model import Turn
from earwitness.publish.differences import Difference
from earwitness.publish.passages import Spot
from earwitness.publish.rows import Beside
from earwitness.publish.sheet import VOICE_COLOURS, Sheet, Telling, lay_out, only, voices
from earwitness.tellings.align import Group


def told(name: str, *lines: tuple[str, str], language: str = "en") -> Telling:
    """A version in which each line is a speaker and what is said; an empty speaker is a voice nobody knows."""
    return Telling(
        id=name,
        heading=name,
        language=language,
        turns=[
            Turn(id=f"{name}.{number}", number=number, speakers=(speaker,) if speaker else (), text=text)
            for number, (speaker, text) in enumerate(lines, 1)
        ],
        names={"a": "Bridge", "b": "Coast guard", "x": "Мостик", "y": "Береговая"},
    )


def pairs(a: str, b: str, *groups: tuple[tuple[int, ...], tuple[int, ...]], moved: tuple[int, ...] = ()) -> Beside:
    """An alignment of these groups; those at the places in `moved` stand in another order."""
    return Beside(
        a, b, tuple(Group(a=left, b=right, moved=place in moved) for place, (left, right) in enumerate(groups))
    )


def laid(sheet: Sheet) -> list[list[list[int]]]:
    """The numbers of the turns in each slot of each row."""
    return [[[cell.number for cell in slot.cells] for slot in row.slots] for row in sheet.rows]


ENGLISH = told("t1", ("a", "How do you hear me?"), ("b", "I hear you."), ("a", "Water on the deck."))
RUSSIAN = told("t2", ("x", "Как слышите?"), ("y", "Слышу вас."), ("x", "Вода на палубе."), language="ru")
PRESS = told("t3", ("a", "Water on the deck."))


def test_turns_that_say_the_same_stand_in_a_row() -> None:
    sheet = lay_out([RUSSIAN, ENGLISH], [pairs("t2", "t1", ((1,), (1, 2)), ((2,), ()), ((3,), (3,)))])
    assert laid(sheet) == [[[1], [1, 2]], [[2], []], [[3], [3]]]
    assert [cell.pieces[0].text for cell in sheet.rows[0].cells] == [
        "Как слышите?",
        "How do you hear me?",
        "I hear you.",
    ]


def test_what_only_a_later_version_has_stands_after_what_it_follows_there() -> None:
    sheet = lay_out([PRESS, ENGLISH, RUSSIAN], [
        pairs("t3", "t1", ((), (1,)), ((), (2,)), ((1,), (3,))),
        pairs("t3", "t2", ((), (1,)), ((), (2,)), ((1,), (3,))),
        pairs("t1", "t2", ((1,), (1,)), ((2,), (2,)), ((3,), (3,))),
    ])  # fmt: skip
    assert laid(sheet) == [[[], [1], [1]], [[], [2], [2]], [[1], [3], [3]]]


def test_two_versions_are_not_joined_by_a_detour_that_the_first_denies() -> None:
    sheet = lay_out([ENGLISH, RUSSIAN, PRESS], [
        pairs("t1", "t2", ((1,), (1,)), ((2,), (2,)), ((3,), (3,))),
        pairs("t1", "t3", ((1,), ()), ((2,), ()), ((3,), (1,))),
        pairs("t2", "t3", ((1,), (1,)), ((2,), ()), ((3,), ())),
    ])  # fmt: skip
    assert laid(sheet) == [[[1], [1], []], [[2], [2], []], [[3], [3], [1]]]


def test_a_version_that_lacks_several_rows_says_so_once() -> None:
    sheet = lay_out([ENGLISH, PRESS], [pairs("t1", "t3", ((1,), ()), ((2,), ()), ((3,), (1,)))])
    assert [row.slots[1].runs_on for row in sheet.rows] == [False, True, False]


def test_a_moved_passage_stays_in_both_places_and_each_leads_to_the_other() -> None:
    other = told("t4", ("a", "Water on the deck."), ("a", "How do you hear me?"), ("b", "I hear you."))
    found = pairs("t1", "t4", ((1,), (2,)), ((2,), (3,)), ((3,), (1,)), moved=(2,))
    sheet = lay_out([ENGLISH, other], [found])
    assert laid(sheet) == [[[], [1]], [[1], [2]], [[2], [3]], [[3], []]]
    assert [slot.elsewhere for row in sheet.rows for slot in row.slots if slot.elsewhere] == [
        ((3, "t1.3"),),
        ((1, "t4.1"),),
    ]


def test_versions_never_lined_up_share_no_row() -> None:
    assert laid(lay_out([PRESS, RUSSIAN])) == [[[], [1]], [[], [2]], [[], [3]], [[1], []]]


def test_one_version_and_none() -> None:
    assert laid(lay_out([RUSSIAN])) == [[[1]], [[2]], [[3]]]
    assert lay_out([]).columns == ()
    assert lay_out([told("t4")]).rows == ()


def test_rows_that_differ_are_kept_and_the_others_counted() -> None:
    differing = Difference(id="v1", kind="number", material=True, address="/v1", readings=())
    sheet = lay_out([RUSSIAN])
    rows = (*sheet.rows[:2], type(sheet.rows[2])(slots=sheet.rows[2].slots, differences=(differing,)))
    kept = only(type(sheet)(columns=sheet.columns, rows=(*rows, sheet.rows[0])))
    assert ([row.left_out for row in kept.rows], kept.left_out) == ([2], 1)


def test_words_that_differ_are_marked_and_a_voice_that_does_marks_the_name() -> None:
    spots = {
        ("t3", 1): [
            Spot(start=0, end=5, difference="v1", kind="object"),
            Spot(start=9, end=12, difference="v2", kind="wording", material=False),
            Spot(start=18, end=18, difference="v3", kind="negation"),
            Spot(start=0, end=18, difference="v4", kind="speaker"),
        ]
    }
    (cell,) = lay_out([PRESS], spots=spots).rows[0].cells
    assert [(piece.text, piece.marks, piece.difference, piece.note) for piece in cell.pieces] == [
        ("Water", ("differs",), "v1", "differs: object"),
        (" on ", (), "", ""),
        ("the", ("worded",), "v2", "worded in another way"),
        (" deck.", (), "", ""),
        ("‸", ("differs",), "v3", "differs: negation; nothing here"),
    ]
    assert cell.mouth == "v4"


def test_one_voice_has_one_colour_over_the_versions() -> None:
    sheet = lay_out([RUSSIAN, ENGLISH], colours={"x": 1, "a": 1, "y": 2, "b": 2})
    assert {cell.name: cell.voice for row in sheet.rows for cell in row.cells} == {
        "Мостик": 1,
        "Береговая": 2,
        "Bridge": 1,
        "Coast guard": 2,
    }


def test_forty_voices_share_eight_colours_and_keep_their_names() -> None:
    crowd = told("t5", *((f"p{number}", "Here.") for number in range(40)))
    assert set(voices(crowd.turns).values()) == set(range(1, VOICE_COLOURS + 1))
    assert len({cell.name for row in lay_out([crowd]).rows for cell in row.cells}) == 40
