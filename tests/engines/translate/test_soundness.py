"""What cannot be a translation, and what can though it looks odd."""

from __future__ import annotations

import re

import pytest

from earwitness.engines.translate.soundness import amiss, amiss_together

LONG = "Ми стоїмо на мосту з самого ранку, і ніхто не каже, коли нас змінять, а води вже по коліна в машинному залі."


@pytest.mark.parametrize(
    ("text", "said", "why"),
    [
        ("Скільки вас на борту?", "", "came back empty"),
        ("Скільки вас на борту?", " \u00a0\n", "came back empty"),
        ("Скільки вас на борту?", "…", "came back empty"),
        ("Скільки вас на борту?", "How many\x00 of you", "control characters"),
        ("Скільки вас на борту?", "How many \ufffd\ufffd", "broken letters"),
        ("Скільки вас на борту?", "Скільки вас на борту?", "not translated"),
        ("Скільки вас на борту?", "скільки вас на борту!", "not translated"),
        ("Скільки вас на борту зараз?", "Skilky vas na bortu zaraz?", "spelt in other letters"),
        ("Скільки вас на борту?", "Сколько вас на борту сейчас?", "alphabet"),
        ("Скільки вас на борту?", "How many of you " + "are on board " * 12, "loop|times as long"),
        ("Так, так.", "Yes, yes. " * 30, "times as long"),
        (LONG, "No.", "lacking"),
    ],
)
def test_what_cannot_be_a_translation_is_told(text: str, said: str, why: str) -> None:
    assert re.search(why, amiss(text, said, language="uk", to="en"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Скільки вас на борту?", "How many of you are on board?"),
        ("Сергій!", "Serhii!"),
        ("OK.", "OK."),
        ("118", "118"),
        ("Ні, ні, ні, ні, ні, ні, ні, ні, ні, ні!", "No, no, no, no, no, no, no, no, no, no!"),
        ("Та ну його на х*й", "To hell with it"),
        ("Він сказав «Дніпро» чи «Днепр», я не розібрав.", "He said “Дніпро” or “Днепр”, I could not make it out."),
        (
            LONG,
            "We have stood on the bridge since morning, and nobody says when we are relieved, the engine room flooded.",
        ),
    ],
)
def test_what_may_be_one_passes(text: str, said: str) -> None:
    assert amiss(text, said, language="uk", to="en") == ""


def test_between_languages_of_one_alphabet_a_copy_is_told() -> None:
    assert "not translated" in amiss("Скільки вас на борту?", "Скільки вас на борту?", language="uk", to="ru")
    assert amiss("Скільки вас на борту?", "Сколько вас на борту?", language="uk", to="ru") == ""


SAID = (
    "Скільки вас на борту?",
    "Нас сто вісімнадцять чоловік.",
    "Тримайтеся на цьому каналі.",
    "Чекаємо на вертоліт тут.",
)
GOOD = ("How many are you?", "There are 118 of us.", "Stay on this channel.", "We wait for a helicopter here.")


def test_turns_that_were_lost_stuck_or_kept_are_told_together() -> None:
    assert amiss_together(SAID, GOOD, language="uk", to="en") == ""
    assert amiss_together(SAID, GOOD[:3], language="uk", to="en") == "4 turns went and 3 came back"
    assert "one and the same" in amiss_together(SAID, ("Stay here.",) * 4, language="uk", to="en")
    assert "as they were" in amiss_together(SAID, (*SAID[:3], GOOD[3]), language="uk", to="en")


def test_the_same_said_again_may_come_back_the_same() -> None:
    assert amiss_together(("Ти мене чуєш там?",) * 6, ("Do you hear me?",) * 6, language="uk", to="en") == ""


def test_all_of_it_in_the_old_language_is_told() -> None:
    """A model that was asked for Ukrainian and rewords the Russian: no turn is a copy, and none is translated."""
    russian = ("Сколько же вас сейчас на этом борту?", "Нас тут всего сто восемнадцать человек.", "Оставайтесь на связи.",
               "Мы ждём вертолёт, который вылетел ещё вечером.")  # fmt: skip
    reworded = ("Сколько вас всего на борту сейчас?", "Нас сто восемнадцать человек здесь.", "Держитесь на этом канале.",
                "Ждём вертолёт, он вылетел ещё вечером, говорят.")  # fmt: skip
    assert "reads as ru" in amiss_together(russian, reworded, language="ru", to="uk")
    ukrainian = ("Скільки вас зараз на борту?", "Нас тут сто вісімнадцять осіб.", "Залишайтеся на звʼязку.",
                 "Чекаємо на вертоліт, який вилетів ще ввечері.")  # fmt: skip
    assert amiss_together(russian, ukrainian, language="ru", to="uk") == ""
