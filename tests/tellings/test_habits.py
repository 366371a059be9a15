"""What an alignment teaches of a pair of tellings."""

from earwitness.model import Turn
from earwitness.tellings.evidence import Evidence, Habits
from earwitness.tellings.habits import SUREST, Lesson
from earwitness.tellings.lexicon import EMPTY
from earwitness.tellings.path import Step
from earwitness.tellings.words import Said, said

PLACES = ("harbour", "bakery", "chapel", "sawmill", "orchard", "quarry")


def says(voices: str, *lines: str) -> list[Said]:
    return [
        said(Turn(id="1", number=1, speakers=(voice,), text=line), "en", EMPTY)
        for voice, line in zip(voices, lines, strict=True)
    ]


def lesson(path: list[Step]) -> Lesson:
    evidence = Evidence(says("ABABAB", *PLACES), says("XYXYXY", *PLACES), Habits())
    taught = Lesson()
    taught.take(evidence, path)
    return taught


IN_ORDER = [Step(place, 1, place, 1, 1.0) for place in range(6)]


def test_voices_that_speak_together_are_twins() -> None:
    voices = lesson(IN_ORDER).habits().voices
    assert 0 < voices["A", "X"] == voices["B", "Y"] <= SUREST
    assert -SUREST <= voices["A", "Y"] == voices["B", "X"] < 0


def test_words_that_are_kept_raise_the_expectation() -> None:
    assert Habits().kept["word"] < lesson(IN_ORDER).habits().kept["word"]
    crossed = [Step(place, 1, 5 - place, 1, 0.0) for place in range(6)]
    assert lesson(crossed).habits().kept["word"] < Habits().kept["word"]


def test_turns_left_out_are_counted() -> None:
    gaps = [Step(place, 1, 0, 0, 0.0) for place in range(6)] + [Step(6, 0, place, 1, 0.0) for place in range(6)]
    assert lesson(IN_ORDER).habits().gaps < Habits().gaps < lesson(gaps).habits().gaps
    assert lesson(gaps).likeness() == 0.0 < lesson(IN_ORDER).likeness() == 1.0


def test_nothing_teaches_nothing() -> None:
    habits = Lesson().habits()
    assert {kind: round(rate, 6) for kind, rate in habits.kept.items()} == dict(Habits().kept)
    assert habits.voices == {} and habits.lengthening == 0.0 and Lesson().likeness() == 0.0
