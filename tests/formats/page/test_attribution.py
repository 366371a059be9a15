"""A narrator's words within a line of speech: taken out, and heard for the voice."""

from __future__ import annotations

import pytest

from earwitness.formats.page.attribution import Who, replies, who_in, without_narrator


@pytest.mark.parametrize(
    ("line", "said", "name", "gender"),
    [
        ("Иди, — сказал он. — Быстро.", "Иди. Быстро.", "", "m"),
        ("Иди, — сказал он, — быстро.", "Иди, быстро.", "", "m"),
        ("Мама, я тут, — говорит солдат.", "Мама, я тут", "солдат", "m"),
        ("Ти де? — питає мати. — Чого мовчиш?", "Ти де? Чого мовчиш?", "мати", "f"),
        ("Idź – powiedział żołnierz. – Szybko.", "Idź. Szybko.", "żołnierz", "m"),
        ("Où es-tu ? demande la mère.", "Où es-tu ?", "mère", "f"),
        ("Je pars, dit-il.", "Je pars", "", "m"),
        ("Vete —dijo él—. Rápido.", "Vete. Rápido.", "", "m"),
        ("We are leaving, says the soldier.", "We are leaving", "soldier", "m"),
    ],
)
def test_the_words_stay_and_the_narrator_goes(line: str, said: str, name: str, gender: str) -> None:
    text, who = without_narrator(line)
    assert (text, who.name, who.gender) == (said, name, gender)


@pytest.mark.parametrize(
    "line",
    [
        "нет в списках — значит, живой. Представляешь?",
        "Well, tell the commander.",
        "You know, he says nothing",
        "I don't know, he said he would come.",
        "Через проходную — это под ветер.",
    ],
)
def test_speech_about_speech_stays(line: str) -> None:
    assert without_narrator(line) == (line, Who())


def test_two_replies_in_one_paragraph_are_told_apart() -> None:
    assert replies("Ты где? — Дома.") == ["Ты где?", "Дома."]
    assert replies("Иди, — сказал он. — Быстро.") == ["Иди, — сказал он. — Быстро."]


def test_the_subject_speaks_not_the_one_spoken_to() -> None:
    assert who_in("a fitter tells the dispatcher in his first words").name == "fitter"
    assert who_in("the motorman says later").name == "motorman"
    assert who_in("the dead man’s mother replies").name == "mother"
