"""Printed dates: text in, EDTF out. None of these texts is from a real page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.datelines import MONTHS, Found, find_dates, find_posted, parse_date
from earwitness.dates import parse

SINGLE = [
    # English
    ("14 May 2022", "en", "2022-05-14"),
    ("May 14, 2022", "en", "2022-05-14"),
    ("May 14 2022", "en", "2022-05-14"),
    ("14th of May 2022", "en", "2022-05-14"),
    ("the 14th day of May, 2022", "en", "2022-05-14"),
    ("14th day of May, 2022", "en", "2022-05-14"),
    ("1st March 2031", "en", "2031-03-01"),
    ("Sept. 3, 2031", "en", "2031-09-03"),
    ("3 Sep 2031", "en", "2031-09-03"),
    ("Friday, 14 November 2031", "en", "2031-11-14"),
    ("20:50, 14 November 2031", "en", "2031-11-14T20:50"),
    ("14 November 2031, 20:50", "en", "2031-11-14T20:50"),
    ("November 14, 2031 at 8:50 PM", "en", "2031-11-14T20:50"),
    ("November 14, 2031 at 12:05 a.m.", "en", "2031-11-14T00:05"),
    ("14 November 2031 20:50 UTC", "en", "2031-11-14T20:50Z"),
    ("Sat, 14 May 2022 15:21:04 GMT", "en", "2022-05-14T15:21:04Z"),
    ("14-May-2022", "en", "2022-05-14"),
    ("14 MAY 2022", "en", "2022-05-14"),
    ("in May 2022", "en", "2022-05"),
    ("May 2022", "en", "2022-05"),
    ("May, 2022", "en", "2022-05"),
    ("about 14 May 2022", "en", "2022-05-14~"),
    ("c. May 2022", "en", "2022-05~"),
    ("14–16 May 2022", "en", "2022-05-14/2022-05-16"),
    ("14 to 16 May 2022", "en", "2022-05-14/2022-05-16"),
    ("May 14–16, 2022", "en", "2022-05-14/2022-05-16"),
    ("28 April – 3 May 2022", "en", "2022-04-28/2022-05-03"),
    ("30 December – 2 January 2032", "en", "2031-12-30/2032-01-02"),
    ("14 May 2022 – 3 June 2023", "en", "2022-05-14/2023-06-03"),
    ("14\nMay 2022", "en", "2022-05-14"),
    ("29 February 2024", "en", "2024-02-29"),
    # Ukrainian
    ("14 травня 2022", "uk", "2022-05-14"),
    ("14 травня 2022 року, 10:21", "uk", "2022-05-14T10:21"),
    ("14 травня 2022 р.", "uk", "2022-05-14"),
    ("14 травня 2022 року о 10:21", "uk", "2022-05-14T10:21"),
    ("у травні 2022", "uk", "2022-05"),
    ("1 січня 2031", "uk", "2031-01-01"),
    ("3 лютого 2031", "uk", "2031-02-03"),
    ("5 листоп. 2031", "uk", "2031-11-05"),
    ("5 лис. 2031", "uk", "2031-11-05"),
    ("ніч на 17 жовтня 2031", "uk", "2031-10-16/2031-10-17"),
    ("субота, 14 травня 2022", "uk", "2022-05-14"),
    ("близько 14 травня 2022", "uk", "2022-05-14~"),
    # Russian
    ("14 мая 2022", "ru", "2022-05-14"),
    ("14 мая 2022 г.", "ru", "2022-05-14"),
    ("14 мая 2022г., 10:21", "ru", "2022-05-14T10:21"),
    ("14.05.2022р.", "uk", "2022-05-14"),
    ("14 мая 2022 года в 10:21", "ru", "2022-05-14T10:21"),
    ("14-го мая 2022", "ru", "2022-05-14"),
    ("ночь на 17.10.2031", "ru", "2031-10-16/2031-10-17"),
    ("в ночь на 1 марта 2031", "ru", "2031-02-28/2031-03-01"),
    ("в августе 2022", "ru", "2022-08"),
    ("3 сент. 2031", "ru", "2031-09-03"),
    ("с 14 по 16 мая 2022", "ru", "2022-05-14/2022-05-16"),
    ("14 по 16 мая 2022", "ru", "2022-05-14/2022-05-16"),
    ("около 14 мая 2022", "ru", "2022-05-14~"),
    ("пятница, 14 ноября 2031, 20:50", "ru", "2031-11-14T20:50"),
    # Polish
    ("14 maja 2022 r.", "pl", "2022-05-14"),
    ("14 maja 2022 roku", "pl", "2022-05-14"),
    ("3 października 2031", "pl", "2031-10-03"),
    ("3 pazdziernika 2031", "pl", "2031-10-03"),
    ("w sierpniu 2022", "pl", "2022-08"),
    ("14 lis 2031", "pl", "2031-11-14"),
    # German
    ("14. Mai 2022", "de", "2022-05-14"),
    ("14. März 2022", "de", "2022-03-14"),
    ("14. Maerz 2022", "de", "2022-03-14"),
    ("Samstag, den 14. Mai 2022", "de", "2022-05-14"),
    ("14. Mai 2022 um 10.21 Uhr", "de", "2022-05-14T10:21"),
    ("14.05.2022, 10:21 Uhr", "de", "2022-05-14T10:21"),
    ("im Dezember 2031", "de", "2031-12"),
    ("Nacht zum 17. Oktober 2031", "de", "2031-10-16/2031-10-17"),
    ("14. bis 16. Mai 2022", "de", "2022-05-14/2022-05-16"),
    # French
    ("le 1er mars 2031", "fr", "2031-03-01"),
    ("14 mai 2022", "fr", "2022-05-14"),
    ("2 août 2022 à 10h21", "fr", "2022-08-02T10:21"),
    ("samedi 14 mai 2022", "fr", "2022-05-14"),
    ("mar. 14 mai 2022", "fr", "2022-05-14"),
    ("25 déc. 2031", "fr", "2031-12-25"),
    ("14 au 16 mai 2022", "fr", "2022-05-14/2022-05-16"),
    # Spanish
    ("3 de marzo de 2022", "es", "2022-03-03"),
    ("3 de marzo del 2022", "es", "2022-03-03"),
    ("1.º de enero de 2031", "es", "2031-01-01"),
    ("1º de enero de 2031", "es", "2031-01-01"),
    ("marzo de 2022", "es", "2022-03"),
    ("sábado, 14 de mayo de 2022", "es", "2022-05-14"),
    # Italian
    ("14 maggio 2022", "it", "2022-05-14"),
    ("1° marzo 2031", "it", "2031-03-01"),
    ("sabato 14 maggio 2022, alle ore 10:21", "it", "2022-05-14T10:21"),
    ("14 sett. 2031", "it", "2031-09-14"),
    # Dutch
    ("14 mei 2022", "nl", "2022-05-14"),
    ("3 mrt 2031", "nl", "2031-03-03"),
    ("zaterdag 14 mei 2022 om 10:21", "nl", "2022-05-14T10:21"),
    ("14-05-2022", "nl", "2022-05-14"),
    # Numbers
    ("2022-05-14", None, "2022-05-14"),
    ("2022-05-14T15:21:04+00:00", None, "2022-05-14T15:21:04+00:00"),
    ("2022-05-14T15:21:04+0300", None, "2022-05-14T15:21:04+03:00"),
    ("2022-05-14T15:21:04.123Z", None, "2022-05-14T15:21:04Z"),
    ("2022-05-14 15:21", None, "2022-05-14T15:21"),
    ("2022", None, "2022"),
    ("2022-05", None, "2022-05"),
    ("20220514", None, "2022-05-14"),
    ("2022/05/14", None, "2022-05-14"),
    ("14.05.2022", None, "2022-05-14"),
    ("14.5.2022", None, "2022-05-14"),
    ("05.06.2022", None, "2022-06-05"),
    ("05.06.2022", "en", None),
    ("05/06/2022", "en", None),
    ("05/06/2022", None, None),
    ("05/06/2022", "fr", "2022-06-05"),
    ("05/05/2022", "en", "2022-05-05"),
    ("14/05/2022", "en", "2022-05-14"),
    ("05/14/2022", "en", "2022-05-14"),
    ("05/14/2022", "fr", None),
]


@pytest.mark.parametrize(("text", "language", "date"), SINGLE)
def test_a_printed_date_is_read_at_its_precision(text: str, language: str | None, date: str | None) -> None:
    assert parse_date(text, language) == date


NAMED = [case for case in SINGLE if case[1] and case[2] and any(letter.isalpha() for letter in case[0])]


@pytest.mark.parametrize(("text", "language", "date"), NAMED)
def test_a_month_is_known_without_being_told_the_language(text: str, language: str, date: str) -> None:
    assert parse_date(text) == date


NO_DATES = [
    "it costs 14.05 EUR",
    "1,299.00 and 20.220 people",
    "call +380 44 205 20 22 or 14-05-22-31",
    "version 14.05.2022.1 and v3.11.2022",
    "at 10:45 we left, at 14:05 we came",
    "they won 3:2, then 14-05",
    "may 14 men come home",
    "the march of 2 000 men",
    "31 February 2022",
    "31.04.2022",
    "29 February 2023",
    "0 May 2022, 32 May 2022",
    "2022-13-01 and 2022-02-30",
    "room 2022",
    "14 мая",
    "mayor 2022",
    "№ 2022/05/14/7",
    "192.168.2022.1",
    "14 Maybury Road 2022",
    "10.21.2022.5",
    "",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text) == ()
    assert find_dates(f"14 May 2022. {text}")[:1] == (Found("2022-05-14", 0, 11),), "the control is found"


def test_places_count_code_points_of_the_text_as_given() -> None:
    text = "Ïнтервʼю 😀 від 14 травня 2022 року, 10:21 — у Києві; далі 3 червня 2022"
    found = find_dates(text, "uk")
    assert [(date.date, text[date.start : date.end]) for date in found] == [
        ("2022-05-14T10:21", "14 травня 2022 року, 10:21"),
        ("2022-06-03", "3 червня 2022"),
    ]


def test_a_day_without_a_year_needs_a_reference_and_says_that_it_was_inferred() -> None:
    assert find_dates("on 14 May we sailed", "en") == ()
    assert find_dates("on 14 May we sailed", "en", reference="2031-11-20") == (Found("2031-05-14", 3, 9, True),)
    assert find_dates("on 30 December", "en", reference="2032-01-03") == (Found("2031-12-30", 3, 14, True),)
    assert parse_date("14 May", "en", reference="2031") == "2031-05-14"
    assert parse_date("29 February", "en", reference="2031") is None


def test_a_clock_on_the_next_line_is_not_the_time_of_the_date() -> None:
    assert find_dates("14 May 2022\n0:41 R: hello", "en") == (Found("2022-05-14", 0, 11),)
    assert find_dates("14 May 2022 0:41 R: hello", "en") == (Found("2022-05-14T00:41", 0, 16),)


def test_a_time_before_the_date_is_its_time_where_a_comma_joins_them() -> None:
    assert find_dates("Call 7 – 20:50, 14 November 2031", "en") == (Found("2031-11-14T20:50", 9, 32),)
    assert find_dates("20:50 14 November 2031", "en") == (Found("2031-11-14", 6, 22),)
    assert find_dates("29:50, 14 November 2031", "en") == (Found("2031-11-14", 7, 23),)


def test_an_impossible_time_leaves_the_day() -> None:
    assert find_dates("14 May 2022, 25:61", "en") == (Found("2022-05-14", 0, 11),)


def test_unknown_languages_are_read_as_any() -> None:
    assert parse_date("14 mai 2022", "ro") == "2022-05-14"
    assert parse_date("14 May 2022", "en-GB") == "2022-05-14"


POSTED = [
    ("Posted on 14 May 2022", "2022-05-14"),
    ("Home · Latest posts\nPosted by the desk in Calls on May 14, 2022 · 3 comments", "2022-05-14"),
    ("Опубліковано 14 травня 2022 року, 10:21", "2022-05-14T10:21"),
    ("Опубликовано 14 мая 2022", "2022-05-14"),
    ("Opublikowano: 14 maja 2022 r.", "2022-05-14"),
    ("Veröffentlicht am 14. Mai 2022", "2022-05-14"),
    ("Publié le 1er mars 2031", "2031-03-01"),
    ("Publicado el 3 de marzo de 2022", "2022-03-03"),
    ("Pubblicato il 14 maggio 2022", "2022-05-14"),
    ("Gepubliceerd op 14 mei 2022", "2022-05-14"),
    ("Published: 2031-11-15T08:00:00+02:00", "2031-11-15T08:00:00+02:00"),
    ("14. Mai 2022", "2022-05-14"),
    ("The call of 14 May 2022 was recorded at sea.", None),
    ("Posted by a reader. Much later in the text, long past the line that says who, stands 14 May 2022", None),
    ("Posted on\n\n14 May 2022", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "date"), POSTED)
def test_a_page_says_when_it_was_posted(text: str, date: str | None) -> None:
    assert find_posted(text) == date


@pytest.mark.parametrize("language", sorted(MONTHS))
def test_every_form_of_every_month_is_read(language: str) -> None:
    for number, forms in enumerate(MONTHS[language].split(","), 1):
        for form in forms.split():
            assert parse_date(f"14 {form} 2031", language) == f"2031-{number:02}-14", form
            assert parse_date(f"14 {form.upper()} 2031") == f"2031-{number:02}-14", form


@pytest.mark.parametrize(
    "text",
    [
        "14 " * 60_000, "may " * 60_000, "1.1." * 60_000, "14 may – " * 30_000, "about " * 40_000, "Posted on " * 20_000,
        " " * 100_000 + "14" + " " * 100_000, "14\n" * 60_000, "2022-05-14T" * 20_000, "14–" * 60_000, "\n " * 100_000,
    ],
)  # fmt: skip
def test_hostile_text_takes_time_in_proportion(text: str) -> None:
    started = time.process_time()
    find_dates(text)
    find_posted(text)
    assert time.process_time() - started < 5


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789./-–: \nTZ" + "mayMAYоктября de" + "ºé😀\u0301", max_size=60))
def test_whatever_is_found_is_a_date_at_its_place(text: str) -> None:
    end = 0
    for found in find_dates(text, reference="2031-06-01"):
        parse(found.date)
        assert end <= found.start < found.end <= len(text)
        end = found.end
