"""Words with their places, and the spelling by which they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.language.tokens import LONGEST, fold, placed, script, spellings, tokens


def words(text):
    return [token.word for token in tokens(text)]


def test_words_stand_where_they_are_in_code_points():
    assert list(tokens("Мамо, я — 𝒳 тут!")) == [
        ("Мамо", 0, 4),
        ("я", 6, 7),
        ("𝒳", 10, 11),
        ("тут", 12, 15),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("м'ята, м’ята, мʼята", ["м'ята", "м’ята", "мʼята"]),
        ("Don’t 'quote' me", ["Don’t", "quote", "me"]),
        ("кто-то по-русски", ["кто", "то", "по", "русски"]),
        ("f*cking a*s f*** *wounded* 2*", ["f*cking", "a*s", "f***", "wounded", "2"]),
        ("за́мок и замо́к", ["за́мок", "и", "замо́к"]),
        ("at 20:50, 3.5 km", ["at", "20", "50", "3", "5", "km"]),
        ("мос\u00adты", ["мос\u00adты"]),
        ("你好 ok", ["你", "好", "ok"]),
        ("snake_case", ["snake", "case"]),
        ("… — ?!", []),
        ("", []),
    ],
)
def test_what_is_a_word(text, found):
    assert words(text) == found


@pytest.mark.parametrize(
    ("word", "folded"),
    [
        ("ПРИШЁЛ", "пришел"),
        ("е\u0308лка", "елка"),
        ("М’я́та", "м'ята"),
        ("Ґанок", "ґанок"),
        ("ЇЖА", "їжа"),
        ("и\u0306ти", "йти"),
        ("cлово", "слово"),  # the c is Latin
        ("pyка", "рука"),  # p and y are Latin
        ("саt", "cat"),  # с and а are Cyrillic
        ("T34М", "т34м"),  # one of each: read as Cyrillic
        ("Straße", "strasse"),
        ("Café", "café"),
        ("мос\u00adты", "мосты"),
        ("don`t", "don't"),
        ("ﬁre", "fire"),
    ],
)
def test_fold(word, folded):
    assert fold(word) == folded


def test_a_word_without_an_end_is_known_by_its_beginning():
    assert fold("A" * 1_000_000) == "a" * LONGEST
    assert fold("Я" * 1_000_000) == "я" * LONGEST


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello", "Latin"),
        ("Żółć", "Latin"),
        ("привіт, Bob", "Cyrillic"),
        ("γειά σου", "Greek"),
        ("გამარჯობა", "Georgian"),
        ("12:30 — …", None),
    ],
)
def test_script(text, name):
    assert script(text) == name


@given(st.text())
def test_a_token_is_the_text_at_its_place_and_folds_to_something_stable(text):
    end = 0
    for token in tokens(text):
        assert text[token.start : token.end] == token.word
        assert end <= token.start < token.end
        end = token.end
        assert not any(sign.isspace() for sign in fold(token.word))


SPOKEN = st.text(alphabet="абвгіїєґё'’*- \n.,!яЯЁІАabcABCéÉßİſŉ«№…1\u0301\u00ad")


@given(st.one_of(st.text(), SPOKEN))
def test_spellings_are_the_folded_words(text):
    assert spellings(text) == [fold(token.word) for token in tokens(text)]


def test_spellings_of_a_word_without_an_end():
    assert spellings("я " + "б" * 300) == ["я", "б" * LONGEST]


@given(st.text(max_size=80) | st.text("ab Яё’'*-\u0301İß", max_size=40))
def test_placed_words_are_the_folded_tokens(text):
    spelt, places = placed(text)
    assert spelt == spellings(text)
    assert places == [(token.start, token.end) for token in tokens(text)]
