"""Who speaks when and how much. All of it is invented."""

import time

from earwitness.model import Turn
from earwitness.tellings.talk import Talk, shape


def turns(*lines: tuple[str, str, int | None, int | None]) -> list[Turn]:
    """Turns in which each line is who speaks (a letter a voice), what is said, when it begins and ends."""
    return [
        Turn(id=str(number), number=number, speakers=tuple(voices), text=text, start=start, end=end)
        for number, (voices, text, start, end) in enumerate(lines, 1)
    ]


def stood(talk: Talk) -> list[tuple[str, int, int]]:
    return [(each.voice, each.start, each.end) for each in talk.stretches]


def test_without_times_it_is_measured_by_letters() -> None:
    talk = shape(
        turns(("a", "How do you hear me?", None, None), ("b", "I hear.", None, None), ("", "Yes!", None, None))
    )
    assert (talk.measure, talk.length, talk.overlap, talk.silence) == ("letters", 25, None, None)
    assert stood(talk) == [("a", 0, 15), ("b", 15, 21), ("", 21, 25)]
    assert [(each.voice, each.turns, each.words, round(each.part, 2), each.time) for each in talk.shares] == [
        ("a", 1, 5, 0.6, None),
        ("b", 1, 2, 0.24, None),
        ("", 1, 1, 0.16, None),
    ]


def test_with_times_overlaps_and_silences_are_told_by_voice() -> None:
    talk = shape(
        turns(
            ("a", "Shore!", 5000, 7000),
            ("b", "Yes?", 6500, 8000),
            ("a", "Water.", 10_000, 12_000),
            ("ab", "So.", 12_000, 13_000),
        )
    )
    assert (talk.measure, talk.length, talk.overlap, talk.silence) == ("times", 8000, 1500, 2000)
    a, b = talk.shares
    assert (a.time, a.overlap, a.silence, a.turns) == (5000, 1500, 2000, 3)
    assert (b.time, b.overlap, b.silence, b.turns) == (2500, 1500, 0, 2)
    assert round(a.part, 3) == 0.667


def test_a_voice_that_speaks_over_itself_is_counted_once() -> None:
    talk = shape(turns(("a", "One.", 0, 2000), ("a", "Two.", 1000, 3000)))
    assert (talk.shares[0].time, talk.overlap, talk.silence) == (3000, 0, 0)


def test_where_only_beginnings_are_known_turns_stand_there_and_end_before_the_next() -> None:
    talk = shape(turns(("a", "x" * 100, 1000, None), ("b", "Yes.", 3000, None), ("a", "No.", 60_000, None)))
    assert talk.measure == "starts"
    assert stood(talk) == [("a", 0, 2000), ("b", 2000, 2280), ("a", 59_000, 59_210)]
    assert (talk.silence, talk.shares[0].time) == (None, None)


def test_times_as_printed_are_times() -> None:
    printed = [
        Turn(id="1", number=1, speakers=("a",), text="Shore.", printed="20:44:05"),
        Turn(id="2", number=2, speakers=("b",), text="Yes.", printed="20:44:12"),
    ]
    talk = shape(printed)
    assert (talk.measure, stood(talk)) == ("starts", [("a", 0, 420), ("b", 7000, 7280)])
    assert shape([printed[0], Turn(id="2", number=2, text="Yes.", printed="later")]).measure == "letters"


def test_times_that_run_backwards_or_are_not_there_for_all_are_no_measure() -> None:
    assert shape(turns(("a", "One.", 5000, None), ("b", "Two.", 1000, None))).measure == "letters"
    assert shape(turns(("a", "One.", 5000, 6000), ("b", "Two.", None, None))).measure == "letters"
    assert shape(turns(("a", "One.", 0, None), ("b", "Two.", 0, None))).measure == "letters"


def test_nothing_said_has_no_shape() -> None:
    assert shape([]) == shape(turns(("a", "  ", 0, 10))) == Talk(measure="letters", length=0, shares=(), stretches=())


def test_a_long_hearing_takes_no_time_to_speak_of() -> None:
    long = turns(*((("a", "b")[place % 2], "What was said then.", 0, None) for place in range(20_000)))
    before = time.process_time()
    shape(long)
    assert time.process_time() - before < 5
