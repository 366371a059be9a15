"""Dates as stated: EDTF in; first and last day, order and English out."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.dates import earliest, human, is_date, latest, parse, sort_key, within
from earwitness.errors import BadInput

KNOWN = [
    ("2022", "2022-01-01", "2022-12-31", "2022"),
    ("2022-05", "2022-05-01", "2022-05-31", "May 2022"),
    ("2024-02", "2024-02-01", "2024-02-29", "February 2024"),
    ("2022-05-14", "2022-05-14", "2022-05-14", "14 May 2022"),
    ("2031-11-14T20:50", "2031-11-14", "2031-11-14", "14 November 2031, 20:50"),
    ("2022-05-14T15:21Z", "2022-05-14", "2022-05-14", "14 May 2022, 15:21 UTC"),
    ("2022-05-14T15:21:04+00:00", "2022-05-14", "2022-05-14", "14 May 2022, 15:21:04 (UTC+00:00)"),
    ("2022-05-14~", "2022-05-14", "2022-05-14", "about 14 May 2022"),
    ("2022-05?", "2022-05-01", "2022-05-31", "perhaps May 2022"),
    ("2022%", "2022-01-01", "2022-12-31", "perhaps about 2022"),
    ("202X", "2020-01-01", "2029-12-31", "the 2020s"),
    ("20XX", "2000-01-01", "2099-12-31", "2000–2099"),
    ("2022-05-XX", "2022-05-01", "2022-05-31", "May 2022"),
    ("2022-05-1X", "2022-05-10", "2022-05-19", "10–19 May 2022"),
    ("2022-02-2X", "2022-02-20", "2022-02-28", "20–28 February 2022"),
    ("2022-XX-XX", "2022-01-01", "2022-12-31", "2022"),
    ("2022-21", "2022-03-01", "2022-05-31", "spring 2022"),
    ("2023-24", "2023-12-01", "2024-02-29", "winter 2023"),
    ("2022-05-14/2022-05-16", "2022-05-14", "2022-05-16", "14 to 16 May 2022"),
    ("2022-04-28/2022-05-03", "2022-04-28", "2022-05-03", "28 April to 3 May 2022"),
    ("2021/2022", "2021-01-01", "2022-12-31", "2021 to 2022"),
    ("2022-05-14~/2022-05-16", "2022-05-14", "2022-05-16", "about 14 May 2022 to 16 May 2022"),
    ("2022-05-14/..", "2022-05-14", "9999-12-31", "from 14 May 2022 on"),
    ("2022-05-14/", "2022-05-14", "9999-12-31", "from 14 May 2022"),
    ("../2022", "0001-01-01", "2022-12-31", "until 2022"),
]


@pytest.mark.parametrize(("text", "first", "last", "words"), KNOWN)
def test_a_date_keeps_its_precision(text: str, first: str, last: str, words: str) -> None:
    assert (earliest(text).isoformat(), latest(text).isoformat(), human(text)) == (first, last, words)
    assert parse(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "yesterday", "14 May 2022", "2022-5", "2022-13", "2022-00", "2022-02-30", "2022-05-32", "2022-05-00",
        "0000", "22", "20222", "2X22", "2022-02-3X", "2022-21-01", "2022-05-14T24:00", "2022-05-14T10", "2022-05-XXT10:00",
        "2022-05-14T10:21+15:00", "2022-05-14T10:21+02:75", "2022~~", "/", "../..", "2022/2021", "2022/2023/2024",
        "2022-05-14/2022-05-13", "２０２２", "2022\n2023", "-2022", "2022-05-14T10:60",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_the_forms_that_are(text: str) -> None:
    assert not is_date(text)
    with pytest.raises(BadInput) as raised:
        parse(text)
    assert raised.value.message
    assert is_date("2022-05-14"), "the control is one"


def test_dates_stand_in_the_order_of_their_first_day_the_exact_before_the_vague() -> None:
    dates = ["2023", "2022", "2022-01", "2022-01-01", "2022-01-01T09:00", "../2021", "2022-01-01T08:00", "2021-12-31~"]
    assert sorted(dates, key=sort_key) == [
        "../2021", "2021-12-31~", "2022-01-01", "2022-01", "2022", "2022-01-01T08:00", "2022-01-01T09:00", "2023",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "since", "until", "inside"),
    [
        ("2022-05-14", "2022-05-14", "2022-05-14", True),
        ("2022-05-14", "2022-05-15", None, False),
        ("2022-05-14", None, "2022-05-13", False),
        ("2022-05", "2022-05-14", None, True),
        ("2022-05", "2022-06", None, False),
        ("2022-05-14T20:50", "2022-05", "2022", True),
        ("2022-05-14/2022-05-20", "2022-05-18", "2022-05-19", True),
        ("../2022", None, "1990", True),
        ("2022/..", "2031", None, True),
        ("2022", None, None, True),
    ],
)
def test_a_vague_date_is_within_where_it_may_be(text: str, since: str | None, until: str | None, inside: bool) -> None:
    assert within(text, since, until) is inside


def test_a_filter_that_is_no_date_is_refused() -> None:
    with pytest.raises(BadInput):
        within("2022", "soon", None)


@given(st.dates(), st.sampled_from(["", "~", "?", "%"]))
def test_every_day_of_the_calendar_is_itself(day: dt.date, sign: str) -> None:
    text = day.isoformat() + sign
    assert earliest(text) == latest(text) == day
    month, year = day.isoformat()[:7], day.isoformat()[:4]
    assert earliest(year) <= earliest(month) <= day <= latest(month) <= latest(year)
    assert sort_key(day.isoformat()) <= sort_key(day.isoformat() + "~")


@given(st.text(alphabet="0129X-/.T:Z+~?%", max_size=24))
def test_no_text_does_more_than_be_refused(text: str) -> None:
    if is_date(text):
        assert earliest(text) <= latest(text)
        assert human(text)
        sort_key(text)
