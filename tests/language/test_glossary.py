"""Terms in texts: any form of a word finds its term, and a phrase that means something else does not."""

from __future__ import annotations

import pytest

from earwitness.language.glossary import Lexicon, decode, encode, make_ready
from earwitness.language.inflections import inflections
from earwitness.model import Term


def term(word: str, *forms: str, besides: tuple[str, ...] = ()) -> Term:
    return Term(term=word, languages=("ru",), forms=forms, meaning={"": "said here"}, source="a test", besides=besides)


TERMS = (
    term("300", "трёхсотый", "трьохсотий", besides=("300 метров",)),
    term("груз 200", "двухсотый"),
    term("птичка", "пташка"),
    term("say again"),
    term("птичка певчая"),
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(make_ready(TERMS, "a digest"))


def found(lexicon: Lexicon, text: str) -> list[tuple[str, str]]:
    return [(TERMS[use.terms[0]].term, text[use.start : use.end]) for use in lexicon.uses(text)]


def test_any_form_is_found(lexicon):
    assert found(lexicon, "У нас двое ТРЁХСОТЫХ, и грузом-200 уже не поможешь.") == [
        ("300", "ТРЁХСОТЫХ"),
        ("груз 200", "грузом-200"),
    ]
    assert found(lexicon, "Двоє трьохсотих, над нами пташки.") == [("300", "трьохсотих"), ("птичка", "пташки")]
    assert found(lexicon, "He says again and again: say again?") == [
        ("say again", "says again"),
        ("say again", "say again"),
    ]


def test_a_number_is_the_term_unless_it_counts_something(lexicon):
    assert found(lexicon, "300 метров до моста, ещё 300. Два 300-х, один 300х.") == [
        ("300", "300"),
        ("300", "300"),
        ("300", "300х"),
    ]


def test_the_longest_is_meant(lexicon):
    assert found(lexicon, "Птичку певчую видел.") == [("птичка певчая", "Птичку певчую")]


def test_what_is_no_term_is_none(lexicon):
    assert found(lexicon, "Груз не вывезли, двести метров, say it again.") == []


def test_a_query_word_brings_the_others(lexicon):
    assert lexicon.others("трёхсотыми") == ("300", "трьохсотий")
    assert lexicon.others("груза 200") == ("двухсотый",)
    assert lexicon.others("птичка") == ("пташка",)
    assert lexicon.others("груз") == lexicon.others("мост") == lexicon.others("") == ()


def test_it_is_kept_from_one_run_to_the_next():
    ready = make_ready(TERMS, "a digest")
    assert decode(encode(ready)) == ready
    assert decode(b"{") is None
    assert decode(encode(ready).replace(b'"version":1', b'"version":0')) is None
    assert make_ready(TERMS[:2], "another", ready).sequences == make_ready(TERMS[:2], "another").sequences


def test_a_word_that_may_be_a_lemma_is_one():
    assert "арте" in inflections("арта")
    assert inflections("сталь").isdisjoint({"стать", "стал"})
    assert {"went", "goes", "going"} <= inflections("go")
