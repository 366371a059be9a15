"""Every sentence of the screen has its words in every language, and what ships is what was translated."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from earwitness.publish import tongue, words

SCRIPT = Path(__file__).parents[2] / "scripts" / "catalogues.py"
PLACES = re.compile(r"%%|%\(\w+\)[sd]|\{\w*\}")
TAGS = re.compile(r"</?\w+")


@pytest.fixture(scope="module")
def catalogues() -> ModuleType:
    spec = importlib.util.spec_from_file_location("catalogues", SCRIPT)
    assert spec is not None and spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def faults(message_id: tuple[str, ...], said: tuple[str, ...]) -> list[str]:
    """Returns what a translation lacks or has too much of; a form of a number may leave out the number alone."""
    wanted = set(PLACES.findall(message_id[-1])) | set(TAGS.findall(message_id[-1]))
    return [form for form in said if not form.strip() or set(PLACES.findall(form)) | set(TAGS.findall(form)) != wanted]


def test_every_language_says_everything_with_the_same_places(catalogues: ModuleType) -> None:
    assert catalogues.languages() == sorted(code for code in tongue.LANGUAGES if code != tongue.SOURCE)
    for language in catalogues.languages():
        catalogue = catalogues.updated(language)
        assert catalogues.untranslated(catalogue) == []
        for message in catalogue:
            if message.id:
                ids = message.id if isinstance(message.id, tuple) else (message.id,)
                said = message.string if isinstance(message.string, tuple) else (message.string,)
                assert faults(ids, said) == [], message.id


def test_what_ships_is_what_was_translated(catalogues: ModuleType) -> None:
    assert (catalogues.LOCALE / "earwitness.pot").read_bytes() == catalogues.text(catalogues.gathered())
    for language in catalogues.languages():
        folder = catalogues.LOCALE / language / "LC_MESSAGES"
        catalogue = catalogues.updated(language)
        assert (folder / "earwitness.po").read_bytes() == catalogues.text(catalogue)
        assert (folder / "earwitness.mo").read_bytes() == catalogues.compiled(catalogue)


def test_a_place_that_is_lost_or_misspelt_is_found() -> None:
    assert faults(("{n} turn", "{n} turns"), ("{n} репліка", "{n} репліки", "реплік")) == ["реплік"]
    assert faults(("by <b>%(who)s</b>",), ("<b>%(хто)s</b>",)) == ["<b>%(хто)s</b>"]
    assert faults(("Copy",), ("",)) == [""]


def test_ukrainian_counts_in_three_forms() -> None:
    with tongue.speaking("uk"):
        said = [words.count(number, "turn") for number in (1, 2, 5, 11, 12, 21, 22, 25, 101, 1204)]
    assert said == [
        "1 репліка", "2 репліки", "5 реплік", "11 реплік", "12 реплік", "21 репліка", "22 репліки", "25 реплік",
        "101 репліка", "1\u00a0204 репліки",
    ]  # fmt: skip


def test_ukrainian_says_days_months_and_languages() -> None:
    with tongue.speaking("uk"):
        assert words.day("2022-05-14") == "14 травня 2022"
        assert words.day("2022-05") == "травень 2022"
        assert words.language("pl") == "польська"
        assert words.access("closed until 2040-01-01") == "закрито до 1 січня 2040"
        assert words.size(3_400) == "3,4 кБ"
