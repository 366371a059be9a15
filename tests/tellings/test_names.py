"""Names across alphabets."""

import pytest

from earwitness.tellings.names import alike, find_names, latin, name_lemma, sound


@pytest.mark.parametrize(
    "spellings",
    [
        ("хлебников", "khlebnikov", "khlebnykov", "хлєбников"),
        ("тарас", "taras"),
        ("щербина", "shcherbina", "scherbyna"),
        ("юлия", "yuliya", "iuliia", "julija"),
        ("шевченко", "shevchenko"),
    ],
)
def test_transliterations_sound_the_same(spellings: tuple[str, ...]) -> None:
    assert {sound(spelling) for spelling in spellings} == {sound(spellings[0])}


def test_other_names_sound_different() -> None:
    assert len({sound(name) for name in ("марченко", "марчук", "карпенко", "ivanov", "petrov")}) == 5


def test_latin() -> None:
    assert latin("хлебников") == "khlebnikov"


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("taras", "taras", 1.0),
        ("lapsin", "lapsini", 0.8),
        ("ivan", "ivana", 0.8),
        ("petrov", "petrob", 0.8),
        ("kotenko", "katenko", 0.7),
        ("ivan", "petr", 0.0),
        ("", "ivan", 0.0),
    ],
)
def test_alike(one: str, other: str, likeness: float) -> None:
    assert alike(one, other) == alike(other, one) == likeness


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("en", "Irisha, it's Pustovalov. Where is Gena?", ["Irisha", "Pustovalov", "Gena"]),
        ("en", "But I told him. The gate is shut.", []),
        ("ru", "Это Пустовалов, второй цех. А у Бурцева коробка старая.", ["Пустовалов", "Бурцева"]),
        ("uk", "Тату, не спиш? Це Тарас.", ["Тарас"]),
        ("en", "GET OUT NOW, IVAN", []),
        ("en", "no capitals, ivan", []),
        ("en", "", []),
    ],
)
def test_names_of_a_text(language: str, text: str, names: list[str]) -> None:
    assert [token.word for token in find_names(text, language)] == names


def test_a_name_is_called_in_its_first_case() -> None:
    assert name_lemma("пустовалову", "ru") == "пустовалов"
    assert name_lemma("khlebnykov's", "en") == "khlebnykov"
