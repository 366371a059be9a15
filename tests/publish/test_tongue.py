"""A page speaks the language of its reader."""

import threading

import pytest

from earwitness import dates
from earwitness.publish import days, tongue, words

DATES = (
    "2022", "2022-05", "2022-05-14", "2022-05-14T20:50", "2022-05-14~", "2022-05-01/2022-05-14", "2022-05/2022-07",
    "2022-05-14/..", "../2022", "2022-21", "202X", "20XX", "XXXX", "2022-05-14T20:50Z", "2022-05-30/2022-06-02",
    "2021/2022", "2022-05-1X", "2022-12-30/2023-01-02", "2022-05-14/", "2022-21/2022-23", "2022-05-14%/2022-06",
)  # fmt: skip


@pytest.mark.parametrize("date", DATES)
def test_in_english_a_date_is_as_elsewhere(date: str) -> None:
    assert days.day(date) == dates.human(date)


def test_what_is_no_date_stays() -> None:
    assert days.day("one night in spring") == "one night in spring"
    assert days.day(None) == ""


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("", "en"),
        ("uk", "uk"),
        ("uk-UA,uk;q=0.9,en;q=0.8", "uk"),
        ("de,fr;q=0.5", "en"),
        ("en;q=0.2, uk;q=0.9", "uk"),
        ("uk;q=0", "en"),
        ("uk;q=loud, *", "en"),
        ("," * 10_000, "en"),
    ],
)
def test_the_language_that_a_browser_asks_for(accepted: str, chosen: str) -> None:
    assert tongue.preferred(accepted) == chosen


def test_each_task_speaks_its_own() -> None:
    heard: dict[str, str] = {}
    both = threading.Barrier(2)

    def page(language: str) -> None:
        with tongue.speaking(language):
            both.wait()
            heard[language] = words.count(3, "turn")

    readers = [threading.Thread(target=page, args=(language,)) for language in ("en", tongue.PSEUDO)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert heard == {"en": "3 turns", tongue.PSEUDO: "⟦3 turns⟧"}
    assert tongue.language() == "en"
