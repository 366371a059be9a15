"""`glossary.toml`: text in, terms out; and back, with a person's comments kept."""

from __future__ import annotations

import pytest

from earwitness.errors import MalformedText
from earwitness.formats.glossary import LARGEST, changed, read, write
from earwitness.model.glossary import Term, slug

FILE = """\
# Words of an invented harbour.

[[term]]  # asked of the night watch
term = "лежачий"
language = ["ru", "uk"]
forms = ["лежача"]
meaning.en = "Somebody who cannot walk."
source = "the night watch"
renderings.en = ["lying down", "unable to walk"]
besides = ["лежачий полицейский"]

# The next one is doubtful.
[[term]]
term = "say again"
language = "en"
meaning = "Repeat it."
source = "ICAO Doc 9432"
url = "https://www.example.org/doc9432"
"""


def test_a_file_becomes_terms():
    lying, again = read(FILE.encode())
    assert lying == Term(
        term="лежачий",
        languages=("ru", "uk"),
        forms=("лежача",),
        meaning={"en": "Somebody who cannot walk."},
        source="the night watch",
        renderings={"en": ("lying down", "unable to walk")},
        besides=("лежачий полицейский",),
    )
    assert (again.meaning, again.url) == ({"": "Repeat it."}, "https://www.example.org/doc9432")
    assert read(write([lying, again]).encode()) == (lying, again)


def test_what_a_person_wrote_around_the_terms_stays():
    lying, again = read(FILE.encode())
    new = Term(term="крен", languages=("ru",), meaning={"": "List."}, source="IMO")
    after = changed(FILE, [new])
    assert after.startswith(FILE)
    assert read(after.encode()) == (lying, again, new)
    without = changed(after, [], ["лежачий"])
    assert "# Words of an invented harbour." in without
    assert "# The next one is doubtful." in without
    assert read(without.encode()) == (again, new)


def test_a_file_that_puts_its_terms_in_another_way_is_written_anew():
    inline = 'term = [{term = "крен", language = "ru", meaning = "List.", source = "IMO"}]\n'
    (lean,) = read(inline.encode())
    assert read(changed(inline, [], ["крен"]).encode()) == ()
    again = Term(term="say again", languages=("en",), meaning={"": "Repeat."}, source="ICAO")
    assert read(changed(inline, [again]).encode()) == (lean, again)


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        ('[[term]]\nterm = "300\n', 2, "illegal character"),
        ('[[term]]\nterm = "300"\nlanguage = "ru"\nmeaning = "Wounded."\n', 1, "the term has no source"),
        ('[[term]]\nterm = "300"\nlanguage = "ru"\nmeaning = "W"\nsource = "x"\nform = ["a"]\n', 6, "nothing a term has"),
        ('[[term]]\nterm = "300"\nlanguage = "Russian!"\nmeaning = "W"\nsource = "x"\n', 3, "the language is none"),
        ('[[term]]\nterm = "300"\nlanguage = "ru"\nmeaning = "W"\nsource = "x"\nforms = "a"\n', 6, "forms is no list"),
        ('[[term]]\nterm = "—"\nlanguage = "ru"\nmeaning = "W"\nsource = "x"\n', 2, "0 words"),
        ('[[term]]\nterm = "a b c d e f g h i"\nlanguage = "en"\nmeaning = "W"\nsource = "x"\n', 2, "9 words"),
        ('[[term]]\nterm = "a"\nlanguage = "en"\nmeaning = "W"\nsource = "x"\nurl = "javascript:1"\n', 6, "no address"),
        ('[[term]]\nterm = "a"\nlanguage = "en"\nmeaning = "W\\u202e"\nsource = "x"\n', 4, "control character"),
        ('words = 3\n', 1, "nothing a glossary has"),
        ('term = "300"\n', 1, "no list of tables"),
        ("a = " + "[" * 5_000, None, None),
        ('[[term]]\nterm = "\xff'.encode("latin-1"), 2, "not in utf-8"),
    ],
)  # fmt: skip
def test_a_file_that_is_off_says_where(content, line, reason):
    with pytest.raises(MalformedText) as caught:
        read(content if isinstance(content, bytes) else content.encode(), "glossary.toml")
    if reason is not None:
        assert caught.value.line == line
        assert reason in caught.value.reason.lower()
        assert caught.value.hint


def test_a_term_stands_once():
    twice = FILE + '\n[[term]]\nterm = "Say  again"\nlanguage = "en"\nmeaning = "Repeat."\nsource = "x"\n'
    with pytest.raises(MalformedText, match="for the second time") as caught:
        read(twice.encode())
    assert caught.value.line == 21


def test_a_file_has_an_end():
    with pytest.raises(MalformedText, match="bytes"):
        read(b"#" * (LARGEST + 1))


def test_an_address_is_made_of_the_letters():
    assert slug("Груз 200") == "груз-200"
    assert slug("зелёнка") == slug("зеленка")
    assert slug("Say  again") == "say-again"
