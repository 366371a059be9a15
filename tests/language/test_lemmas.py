"""The lemmas of a word, tagged with its language."""

import pytest

from earwitness.language import english
from earwitness.language.lemmas import Parsed, meant, parse, parse_in, tried


@pytest.mark.parametrize(
    ("word", "language", "lemmas"),
    [
        ("went", "en", {"en:go"}),
        ("leaves", "en", {"en:leaf", "en:leave"}),
        ("saw", "en", {"en:see", "en:saw"}),
        ("mother's", "en", {"en:mother"}),
        ("won't", "en", {"en:will", "en:won't"}),
        ("стали", "ru", {"ru:стать", "ru:сталь"}),
        ("шел", "ru", {"ru:идти"}),
        ("людей", "ru", {"ru:человек"}),
        ("смог", "ru", {"ru:смочь", "ru:смог", "ru:мочь"}),
        ("йшов", "uk", {"uk:йти", "uk:іти"}),
        ("більше", "uk", {"uk:більше", "uk:більший", "uk:великий"}),
        ("м'ята", "uk", {"uk:м'ята", "uk:м'ятий"}),
        # unknown in Russian, known in Ukrainian: both, since people mix
        ("йшов", "ru", {"ru:йшов", "ru:йшовый", "uk:йти", "uk:іти"}),
        # a word of another script than its text's
        ("tanks", "ru", {"en:tank"}),
        ("маяками", "en", {"ru:маяк", "uk:маяк", "uk:маяки"}),
        ("слово", "be", {"be:слово"}),
        ("häuser", "de", {"de:haus"}),
        ("l'eau", "fr", {"fr:eau"}),
        ("14", "uk", {"=14"}),
        ("слова", None, {"ru:слово", "uk:слово"}),
        ("words", None, {"en:word"}),
        ("abc", "xx", {"xx:abc"}),
    ],
)
def test_lemmas(word, language, lemmas):
    assert set(parse(word, language).lemmas) == lemmas


@pytest.mark.parametrize(
    ("word", "present", "lemmas"),
    [
        ("сталь", ["ru", "uk"], {"ru:сталь", "uk:сталь"}),
        ("стали", ["ru"], {"ru:стать", "ru:сталь", "uk:стати", "uk:станути"}),
        ("йти", ["ru"], {"uk:йти"}),
        ("went", ["en", "ru"], {"en:go"}),
        ("building", ["en"], {"en:building"}),
        ("running", ["en"], {"en:run", "en:running"}),
        ("haus", ["de", "en"], {"en:haus", "de:haus"}),
        ("слово", ["be"], {"be:слово", "ru:слово", "uk:слово"}),
        ("7", ["en"], {"=7"}),
    ],
)
def test_what_a_typed_word_means(word, present, lemmas):
    assert set(meant(word, tried(word, present))) == lemmas


IRREGULAR = """
go goes went gone going; be is was were been; see saw seen; take took taken; buy bought; bring brought; catch caught
think thought; teach taught; fight fought; shoot shot; hold held; leave left; lose lost; find found; bleed bled; hide hid
write wrote written; drive drove driven; freeze froze frozen; child children; man men; woman women; foot feet
tooth teeth; mouse mice; wife wives; knife knives; life lives; good better best; bad worse worst; say said; tell told
hear heard; mean meant; keep kept; sleep slept; sink sank sunk; swim swam swum; ring rang rung; lie lay lain
"""


def test_irregular_english_forms_have_their_lemma():
    missed = []
    for paradigm in IRREGULAR.replace("\n", ";").split(";"):
        lemma, *forms = paradigm.split() or [""]
        missed += [(form, lemma) for form in forms if lemma not in english.lemmas(form)]
    assert missed == []


def test_common_words_are_not_taken_for_forms_of_others():
    for word in ("news", "this", "his", "bus", "number", "corner", "thing", "during", "need", "bed", "red", "king"):
        assert english.lemmas(word) == (word,)


def test_a_letter_that_has_no_name_yet_is_its_own_lemma_in_every_language():
    assert parse_in("𗀀", "ru") == Parsed(("ru:𗀀",), True)
    assert parse_in("мост", "ru").lemmas == ("ru:мост",)  # the control
