"""Which words of a hit a query names, in code points."""

import pytest

from earwitness.index.highlight import edits

TEXT = "Мы шли — 𝒳! — через старый мост. За старыми мостами маяк, не мост."


@pytest.fixture
def marked(told, fill):
    """Returns the words of a text that a query names."""
    index = fill(
        told("t1", "ru", [TEXT]),
        told("t2", "en", ["We went over the old bridge. The f*cking old, very old bridge; bridges go."]),
    )

    def mark(query, text=TEXT, language="ru", **options):
        return [text[start:end] for start, end in index.highlights(text, language, query, **options)]

    return mark


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("мост", ["мост", "мостами", "мост"]),
        ("идти", ["шли"]),
        ("старый мост", ["старый", "мост", "старыми", "мостами", "мост"]),
        ('"старый мост"', ["старый мост", "старыми мостами"]),
        ('"мост маяк"~1', ["мостами маяк"]),
        ('"маяк мост"~1', ["маяк", "мост"]),
        ('"маяк мост"', []),
        ("мост -маяк", ["мост", "мостами", "мост"]),
        ("NOT мост", []),
        ("exact:мост", ["мост", "мост"]),
        ("мост*", ["мост", "мостами", "мост"]),
        ("мост~1", ["мост", "мост"]),
        ("маяг~1", ["маяк"]),
        ("speaker:мост", []),
        ("*", []),
        ("зебра OR (маяк^3)", ["маяк"]),
    ],
)
def test_highlights(marked, query, words):
    assert marked(query) == words


def test_highlights_count_code_points(told, fill):
    index = fill(told("t1", "ru", [TEXT]))
    assert index.highlights(TEXT, "ru", "через") == [(14, 19)]
    assert TEXT[14:19] == "через"


def test_exact_highlights_the_spelling_alone(marked):
    assert marked("мост", exact=True) == ["мост", "мост"]


def test_english(marked):
    text = "We went over the old bridge. The f*cking old, very old bridge; bridges go."
    assert marked("go", text, "en") == ["went", "go"]
    assert marked('"old bridge"', text, "en") == ["old bridge", "old bridge"]
    assert marked("f*cking", text, "en") == ["f*cking"]


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [("мост", "мост", 0), ("мост", "мосты", 1), ("мост", "омст", 1), ("мост", "маст", 1), ("ab", "", 2)],
)
def test_edits(a, b, count):
    assert edits(a, b) == count
