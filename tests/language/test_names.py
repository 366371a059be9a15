"""The table of names: each line says where it is from, and what it holds can be found."""

from importlib.resources import files

import pytest

from earwitness.language import names
from earwitness.language.sounds import sounds

TABLE = files("earwitness.language").joinpath("names.txt").read_text("utf-8")
LINES = [line.split(" | ") for line in TABLE.splitlines() if line and not line.startswith("#")]


def test_each_line_names_a_source_that_the_head_explains():
    explained = {line.split()[1] for line in TABLE.splitlines() if line.startswith("# ") and 3 < len(line.split())}
    assert {line[2].strip() for line in LINES} <= explained
    assert {line[0] for line in LINES} == {"=", "place", "ru", "uk", "en"}


def test_no_name_stands_twice_in_a_line():
    for line in LINES:
        for cell in line[1:2] + line[3:]:
            assert len(cell.split()) == len(set(cell.split())), line


@pytest.mark.parametrize(
    ("asked", "name", "why"),
    [
        ("Лёша", "Алексей", names.SHORT),
        ("Алексей", "Олексій", names.TONGUE),
        ("Харьков", "Харків", names.TONGUE),
        ("Bill", "William", names.SHORT),
    ],
)
def test_names_stand_beside_each_other(asked, name, why):
    beside = names.beside(sounds(asked.lower()))
    assert (why, name) in beside.values()


def test_full_names_that_share_a_short_form_do_not():
    beside = {name for _, name in names.beside(sounds("ярослав")).values()}
    assert "Слава" in beside
    assert "Вячеслав" not in beside


@pytest.mark.parametrize(
    ("word", "is_name", "always"),
    [
        ("kherson", True, True),
        ("bridge", False, False),
        ("mark", True, False),
        ("been", False, False),
        ("a1", False, False),
    ],
)
def test_what_is_a_name_in_english(word, is_name, always):
    found, proper = names.of_latin(word, "en")
    assert (bool(found), proper) == (is_name, always)
