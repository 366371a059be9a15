"""A name is found in other alphabets and by its short forms; an ordinary word is not. People and calls are invented."""

import pytest

TURNS = {
    "ru": [
        "Лёша уехал в Херсон.",  # t1.1
        "Скажи Алексею, что Вера звонила.",  # t1.2
        "Одна вера и осталась.",  # t1.3
        "Под Харьковом тихо, Сергей спит.",  # t1.4
        "Потом поставь розу в воду.",  # t1.5
        "леше привет",  # t1.6
        "Петрову Анну видел?",  # t1.7
    ],
    "uk": [
        "Олексій з Херсона дзвонив Сергієві.",  # t2.1
        "У Харкові тихо, а в Києві ні.",  # t2.2
        "Чорнобаївка, Олена там.",  # t2.3
    ],
    "en": [
        "Lyosha went to Kherson.",  # t3.1
        "Oleksii and Vera are in Kyiv, Serhii's in Kharkiv.",  # t3.2
        "Will you put a rose there?",  # t3.3
        "Bill saw Petrova. Zelensky spoke.",  # t3.4
    ],
}

FOUND = {
    "Kherson": "t1.1 t2.1 t3.1",
    "kherson": "t1.1 t2.1 t3.1",
    "херсон": "t1.1 t2.1 t3.1",
    "Херсо\u0301н": "t1.1 t2.1 t3.1",
    "Cherson": "t1.1 t2.1 t3.1",
    "Лёша": "t1.1 t1.2 t1.6 t2.1 t3.1 t3.2",
    "лёше": "t1.1 t1.2 t1.6 t2.1 t3.1 t3.2",
    "Lyosha": "t1.1 t1.2 t1.6 t2.1 t3.1 t3.2",
    "Oleksii": "t1.1 t1.2 t1.6 t2.1 t3.1 t3.2",
    "Vera": "t1.2 t3.2",
    "Вера": "t1.2 t1.3 t3.2",
    "вера": "t1.2 t1.3",
    "Kharkov": "t1.4 t2.2 t3.2",
    "Харків": "t1.4 t2.2 t3.2",
    "Сергей": "t1.4 t2.1 t3.2",
    "Серёга": "t1.4 t2.1 t3.2",
    "роза": "t1.5",
    "Roza": "",
    "Petrova": "t1.7 t3.4",
    "Петрова": "t1.7 t3.4",
    "William": "t3.4",
    "Зеленский": "t3.4",
    "Chornobaivka": "t2.3",
    "Киев": "t2.2 t3.2",
    '"Lyosha went"': "t3.1",
    '"Лёша went"': "t3.1",
    '"Anna Petrova"~2': "t1.7",
    "Потом": "t1.5",
    "Will": "t3.3",
}


@pytest.fixture(scope="module")
def everywhere(told, tmp_path_factory):
    """The turns above, in an index of their own."""
    from earwitness.index import Index

    index = Index.open(tmp_path_factory.mktemp("names") / "search")
    telling = (told(f"t{number}", language, turns) for number, (language, turns) in enumerate(TURNS.items(), 1))
    index.rebuild(list(telling), position=(1, "0" * 64))
    yield index
    index.close()


@pytest.fixture
def seen(everywhere):
    def search(query, **options):
        matches = everywhere.search(query, limit=100, **options)
        return " ".join(sorted(f"{hit.transcript}.{hit.number}" for hit in matches.hits))

    return search


@pytest.mark.parametrize("query", FOUND)
def test_a_name_is_found_however_it_is_written(seen, query):
    assert seen(query) == FOUND[query]


def test_the_switch(seen):
    assert seen("Kherson", names=False) == "t3.1"
    assert seen("Лёша", names=False) == "t1.1 t1.6"
    assert seen("Kherson", exact=True) == "t3.1"


@pytest.mark.parametrize(
    ("query", "place", "why"),
    [
        ("Kherson", "ru.1", [("Херсон", "Kherson", "name in another alphabet", "")]),
        ("Лёша", "ru.2", [("Алексею", "Лёша", "short form of the name", "Алексей")]),
        ("Oleksii", "ru.2", [("Алексею", "Oleksii", "name in another language", "Алексей")]),
        ("лёше", "ru.1", [("Лёша", "лёше", "form of", "леша")]),
        ("Вера", "ru.2", [("Вера", "Вера", "same word", "")]),
        ("Cherson", "en.1", [("Kherson", "Cherson", "name spelt another way", "")]),
        ("go", "en.1", [("went", "go", "form of", "go")]),
        ("exact:тихо", "ru.4", [("тихо", "тихо", "same word", "")]),
        ("ти*", "ru.4", [("тихо", "ти*", "pattern", "")]),
        ("тихи~1", "ru.4", [("тихо", "тихи", "near spelling", "")]),
        ('"Lyosha go"', "en.1", [("Lyosha", "Lyosha", "same word", ""), ("went", "go", "form of", "go")]),
        ("NOT тихо", "ru.4", []),
        ("NOT тихо AND Сергей", "ru.4", [("Сергей", "Сергей", "same word", "")]),
    ],
)
def test_why_a_word_was_found(everywhere, query, place, why):
    language, _, number = place.partition(".")
    text = TURNS[language][int(number) - 1]
    matched = everywhere.matched(text, language, query)[1]
    assert [(text[one.start : one.end], one.asked, one.why, one.lemma) for one in matched] == why


def test_other_words_of_a_glossary_say_so(everywhere):
    text = TURNS["en"][0]
    matched = everywhere.matched(text, "en", "boy", also={"boy": ("lyosha",)}.get)[1]
    assert [(one.asked, one.why, one.lemma) for one in matched] == [("boy", "glossary", "lyosha")]
