"""Numbers of a text as values, in words and digits of three languages."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.tellings.numbers import Number, find_numbers


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Five of us, and twenty-one of them.", [5, 21]),
        ("en", "two hundred and forty metres", [240]),
        ("en", "one thousand nine hundred ninety-one", [1991]),
        ("en", "twelve thousand three hundred", [12300]),
        ("en", "It was 12,000 crowns, 2.5 each", [12000, 2.5]),
        ("en", "the 3rd and the fourteenth", [3, 14]),
        ("en", "half a dozen", [0.5, 12]),
        ("en", "at two forty, or 2:40", [2, 40, 2, 40]),
        ("en", "twenty, five", [20, 5]),
        ("en", "Hang on a second, the second one", [2]),
        ("ru", "четырнадцатой задвижки, пятерых", [14, 5]),
        ("ru", "двести пять, сто двадцать три", [205, 123]),
        ("ru", "две тысячи двадцать шестой", [2026]),
        ("ru", "полтора часа", [1.5]),
        ("uk", "у дев'яносто першому", [91]),
        ("uk", "п’ятеро, двадцять дві тисячі", [5, 22000]),
        ("uk", "чотирнадцятій засувці", [14]),
        (None, "пятеро, п'ятеро, five", [5, 5, 5]),
        ("en", "nobody at all", []),
        ("en", "", []),
    ],
)
def test_values(language: str | None, text: str, values: list[float]) -> None:
    assert [number.value for number in find_numbers(text, language)] == values


def test_a_number_stands_where_it_says() -> None:
    text = "Past two hundred and five metres."
    assert find_numbers(text, "en") == (Number(205.0, "two hundred and five", 5, 25),)


@given(st.integers(min_value=0, max_value=10**9))
def test_digits_are_their_value(value: int) -> None:
    assert [number.value for number in find_numbers(f"before {value} after", "en")] == [value]


@given(st.text(max_size=200))
def test_any_text_has_its_numbers_in_order_and_in_place(text: str) -> None:
    found = find_numbers(text, None)
    assert all(text[number.start : number.end] == number.words for number in found)
    assert all(early.end <= late.start for early, late in pairwise(found))
