"""Words of two passages that mean the same, in one language or two. All people and places are invented."""

from __future__ import annotations

from earwitness.model import Turn
from earwitness.tellings.echoes import echoes


def heard(ours: str, theirs: str, languages: tuple[str, str]) -> tuple[list[str], list[str]]:
    a, b = Turn(id="1", number=1, text=ours), Turn(id="4", number=4, text=theirs)
    left, right = echoes([a], [b], languages=languages)
    assert {echo.turn for echo in left} <= {1}
    assert {echo.turn for echo in right} <= {4}
    return [ours[echo.start : echo.end] for echo in left], [theirs[echo.start : echo.end] for echo in right]


def test_names_numbers_and_rarer_words_are_heard_across_languages():
    left, right = heard(
        "Glebnikov, there is chlorine in workshop 14!", "Глебников, в цехе 14 хлор, хлор!", ("en", "ru")
    )
    assert left == ["Glebnikov", "chlorine", "workshop", "14"]
    assert right == ["Глебников", "цехе", "14", "хлор", "хлор"]


def test_other_forms_of_a_word_are_heard_in_one_language():
    left, right = heard("The valves were leaking.", "I heard a valve leak.", ("en", "en"))
    assert (left, right) == (["valves", "leaking"], ["valve", "leak"])


def test_words_that_everybody_uses_are_no_echo():
    assert heard("And what did you have of them?", "And you, what do you have?", ("en", "en")) == ([], [])
    assert heard("", "Glebnikov", ("en", "en")) == ([], [])
