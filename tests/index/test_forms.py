"""Any form of a word finds every form of it."""

import pytest

FORMS = {
    "en": ["go went gone goes going", "mother mothers mother's", "child children children's", "shoot shot shooting"],
    "ru": [
        "идти шёл шла идут пошла",
        "человек люди людей",
        "мать матери матерью",
        "сталь стали сталью",
        "смог мочь могут",
    ],
    "uk": ["йти йшов пішла йдемо", "людина люди людьми", "мати матері матір'ю", "міст мосту мостом"],
}


@pytest.mark.parametrize(("language", "forms"), [(code, row) for code, rows in FORMS.items() for row in rows])
def test_any_form_finds_every_form(fill, found, told, language, forms):
    words = forms.split()
    fill(told("t1", language, words), told("t2", language, ["тюлень", "albatross"]))
    everywhere = sorted(f"t1.{number}" for number in range(1, len(words) + 1))
    # from the lemma every form is found; from any form at least the lemma and itself
    assert found(words[0]) == everywhere
    for number, word in enumerate(words, 1):
        assert {"t1.1", f"t1.{number}"} <= set(found(word))
