"""Versions stand in rows only where nothing is pretended."""

from earwitness.model import Turn
from earwitness.publish.sheet import VOICE_COLOURS, Telling, lay_out, voices


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


ENGLISH = told("t1", ("a", "How do you hear me?"), ("b", "I hear you."), ("a", "Water on the deck."))
RUSSIAN = told("t2", ("x", "Как слышите?"), ("y", "Слышу вас."), ("x", "Вода на палубе."), language="ru")


def test_the_same_voices_in_the_same_order_stand_in_rows() -> None:
    sheet = lay_out([RUSSIAN, ENGLISH])
    assert sheet.paired
    assert sheet.why == ""
    assert [[(cell.name, cell.voice, cell.pieces[0].text) for cell in row] for row in sheet.rows] == [
        [("Мостик", 1, "Как слышите?"), ("Bridge", 1, "How do you hear me?")],
        [("Береговая", 2, "Слышу вас."), ("Coast guard", 2, "I hear you.")],
        [("Мостик", 1, "Вода на палубе."), ("Bridge", 1, "Water on the deck.")],
    ]


def test_another_number_of_turns_keeps_the_columns_apart() -> None:
    sheet = lay_out([RUSSIAN, told("t3", ("a", "Water."))])
    assert not sheet.paired
    assert sheet.why == "The versions have 3 and 1 turns, so each runs down its own column."


def test_other_voices_keep_the_columns_apart() -> None:
    sheet = lay_out([RUSSIAN, told("t3", ("a", "Hear?"), ("b", "Yes."), ("b", "Water."))])
    assert not sheet.paired
    assert sheet.why == "The versions do not agree who speaks at turn 3, so each runs down its own column."


def test_two_voices_that_another_version_has_as_one_keep_the_columns_apart() -> None:
    assert not lay_out([told("t3", ("a", "1"), ("a", "2"), ("a", "3")), RUSSIAN]).paired


def test_a_voice_left_open_fits_any() -> None:
    assert lay_out([RUSSIAN, told("t3", ("", "Hear?"), ("b", "Yes."), ("", "Water."))]).paired


def test_one_version_and_none() -> None:
    assert lay_out([RUSSIAN]).paired
    assert lay_out([]).columns == ()
    assert lay_out([told("t4")]).rows == []


def test_forty_voices_share_eight_colours_and_keep_their_names() -> None:
    crowd = told("t5", *((f"p{number}", "Here.") for number in range(40)))
    assert set(voices(crowd.turns).values()) == set(range(1, VOICE_COLOURS + 1))
    assert len({cell.name for cell in lay_out([crowd]).columns[0].cells}) == 40
