"""Call lists: a table in, what it says of each file out. The lists are made up."""

from __future__ import annotations

import time

import pytest

from earwitness.capture.columns import LANGUAGES, NAMES, folded, language_code, meaning_of
from earwitness.capture.tables import Match, plan, read_table
from earwitness.errors import BadInput, MalformedText

CALLS = """Meridian inquiry — list of calls,,,,,
as handed over on 3 March 2032,,,,,
File name,Date,Time,Speakers,Language,Reel
bridge-1.txt,14/11/2031,20:50,Bridge; Coast guard,Russian,A7
bridge-2.txt,05/11/2031,7:05 pm,"Bridge – Office, Odesa",uk,
office.txt,some day in autumn,,Office,Martian,B1

families/1.txt,,,Mother; Son,en,
"""


def test_a_call_list_is_read_whole() -> None:
    calls = read_table(CALLS.encode(), "calls.csv")
    assert calls.preamble == ("Meridian inquiry — list of calls", "as handed over on 3 March 2032")
    assert [(column.header, column.meaning) for column in calls.columns] == [
        ("File name", "file"), ("Date", "date"), ("Time", "time"), ("Speakers", "parties"), ("Language", "language"),
        ("Reel", None),
    ]  # fmt: skip
    assert [(row.number, row.fields, row.extra) for row in calls.rows] == [
        (
            4,
            (("file", "bridge-1.txt"), ("date", "2031-11-14T20:50"), ("time", "20:50"),
             ("parties", "Bridge; Coast guard"), ("language", "ru")),
            (("Reel", "A7"),),
        ),
        (
            5,
            (("file", "bridge-2.txt"), ("date", "2031-11-05T19:05"), ("time", "7:05 pm"),
             ("parties", "Bridge – Office, Odesa"), ("language", "uk")),
            (),
        ),
        (
            6,
            (("file", "office.txt"), ("parties", "Office")),
            (("Date", "some day in autumn"), ("Language", "Martian"), ("Reel", "B1")),
        ),
        (8, (("file", "families/1.txt"), ("parties", "Mother; Son"), ("language", "en")), ()),
    ]  # fmt: skip
    assert calls.doubts == (
        "row 6: “some day in autumn” under “Date” could be read in no one way",
        "row 6: “Martian” under “Language” could be read in no one way",
    )
    assert [row.parties for row in calls.rows] == [
        ("Bridge", "Coast guard"), ("Bridge", "Office, Odesa"), ("Office",), ("Mother", "Son"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "dates"),
    [
        (["14/11/2031", "05/06/2031"], ["2031-11-14", "2031-06-05"]),
        (["11/14/2031", "05/06/2031"], ["2031-11-14", "2031-05-06"]),
        (["05/06/2031", "07/08/2031"], [None, None]),
        (["11/14/2031", "14/11/2031", "05/06/2031"], ["2031-11-14", "2031-11-14", None]),
        (["14.11.31", "05.06.31"], ["2031-11-14", "2031-06-05"]),
        (["14.11.2031 20:50", "05.06.2031, 07:05:09"], ["2031-11-14T20:50", "2031-06-05T07:05:09"]),
        (["2031-11", "2031-11-14~", "14 листопада 2031", "2031"], ["2031-11", "2031-11-14~", "2031-11-14", "2031"]),
        (["31/02/2031", "14/11/2031"], [None, "2031-11-14"]),
    ],
)
def test_a_column_shows_which_number_is_the_month_or_nothing_is_guessed(
    cells: list[str], dates: list[str | None]
) -> None:
    calls = read_table(("file;date\n" + "".join(f"a;{cell}\n" for cell in cells)).encode(), "calls.csv")
    assert [row.get("date") for row in calls.rows] == dates
    assert len(calls.doubts) == dates.count(None)
    for row, cell, date in zip(calls.rows, cells, dates, strict=True):
        assert row.extra == ((("date", cell),) if date is None else ()), "what is not read is kept"


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("File", "file"), ("FILE_NAME", "file"), ("Файл", "file"), ("Ім’я файлу", "file"), ("Nom du fichier", "file"),
        ("Дата (київський час)", "date"), ("Fecha", "date"), ("Час", "time"), ("Время звонка", "time"),
        ("Участники:", "parties"), ("Rozmówcy", "parties"), ("Overschrift", None), ("Überschrift", "title"),
        ("Місце", "place"), ("Ort", "place"), ("Supplied by", "supplier"), ("Source", "supplier"), ("Мова", "language"),
        ("Język", "language"), ("Terms of use", "terms"), ("Доступ", "access"), ("Publié le", "published"),
        ("URL", "url"), ("Call ID", "conversation"), ("Reel", None), ("", None),
    ],
)  # fmt: skip
def test_columns_are_known_by_name_in_the_fields_languages(header: str, meaning: str | None) -> None:
    assert meaning_of(header) == meaning


def test_no_name_means_two_things() -> None:
    names = [folded(name) for names in NAMES.values() for name in set(map(folded, names.split(",")))]
    assert sorted(names) == sorted(set(names))
    codes = [name for names in LANGUAGES.values() for name in {folded(name) for name in names.split(",")}]
    assert sorted(codes) == sorted(set(codes))


def test_languages_are_known_by_code_and_name() -> None:
    named = ["ru", "RU", "Russian", "російська", "русский", "Russisch", "uk", "UA", "Klingon"]
    assert [language_code(name) for name in named] == ["ru"] * 6 + ["uk", "uk", None]


def test_the_second_column_of_a_meaning_is_kept_as_it_is() -> None:
    calls = read_table(b"file,date,date\na,2031,2032", "calls.csv")
    assert [column.meaning for column in calls.columns] == ["file", "date", None]
    assert calls.rows[0].extra == (("date", "2032"),)


def test_cells_past_the_header_are_kept() -> None:
    calls = read_table(b"file,date\na,2031,stray,more", "calls.csv")
    assert calls.rows[0].extra == (("column 3", "stray"), ("column 4", "more"))


def test_a_table_without_known_columns_says_which_names_are_known() -> None:
    with pytest.raises(BadInput) as raised:
        read_table(b"price,size\n1,2", "prices.csv")
    assert "file, url, date" in raised.value.hint


def test_an_empty_table_is_none() -> None:
    for content in (b"", b"\n\n", b",,,\n"):
        with pytest.raises(MalformedText):
            read_table(content, "calls.csv")


def listed(*names: str) -> bytes:
    return ("file\n" + "".join(f'"{name}"\n' for name in names)).encode()


@pytest.mark.parametrize(
    ("named", "paths", "found"),
    [
        ("a.txt", ["calls/a.txt", "calls/b.txt"], "calls/a.txt"),
        ("calls/a.txt", ["x/calls/a.txt", "y/a.txt"], "x/calls/a.txt"),
        ("./a.txt", ["a.txt"], "a.txt"),
        ("A.TXT", ["calls/a.txt"], "calls/a.txt"),
        ("a", ["calls/a.html"], "calls/a.html"),
        ("a.mp3", ["calls/a.txt"], "calls/a.txt"),
        ("call.7", ["call.7.html", "call.8.html"], "call.7.html"),
        ("C:\\Calls\\2031\\a.txt", ["calls/a.txt"], "calls/a.txt"),
        ("/home/desk/a.txt", ["calls/a.txt"], "calls/a.txt"),
        ("https://calls.example/7", ["https://calls.example/7"], "https://calls.example/7"),
        ("розмови/й.txt", ["розмови/и\u0306.txt"], "розмови/и\u0306.txt"),
        ("a.txt", ["x/a.txt", "y/a.txt"], None),
        ("a", ["x/a.txt", "x/a.html"], None),
        ("b/a.txt", ["c/a.txt"], None),
        ("lls/a.txt", ["calls/a.txt"], None),
        ("a.txt", [], None),
    ],
)  # fmt: skip
def test_a_row_matches_one_file_or_none(named: str, paths: list[str], found: str | None) -> None:
    laid = plan(read_table(listed(named), "calls.csv"), paths)
    assert laid.matches == ((Match(row=2, path=found),) if found else ())
    assert laid.rows_without_file == (() if found else (2,))
    assert laid.files_without_row == tuple(path for path in paths if path != found)


def test_a_plan_shows_all_before_it_acts() -> None:
    laid = plan(read_table(listed("1.txt", "2.txt", "7.txt", "1.mp3", "3"), "calls.csv"),
                ["c/1.txt", "c/2.txt", "c/3.txt", "d/3.txt", "c/4.txt"])  # fmt: skip
    assert laid.matches == (
        Match(row=2, path="c/1.txt"), Match(row=3, path="c/2.txt"), Match(row=5, path="c/1.txt"),
    )  # fmt: skip
    assert laid.rows_without_file == (4, 6)
    assert laid.files_without_row == ("c/3.txt", "d/3.txt", "c/4.txt")
    assert laid.doubts == (
        "row 5 speaks of the same file as row 2; both stand",
        "row 6: “3” could be any of 2 files",
    )


def test_four_thousand_rows_take_no_time_to_speak_of() -> None:
    rows = "".join(f"call-{number}.txt;14.11.2031 20:50;Bridge – Shore;ru\n" for number in range(4000))
    started = time.process_time()
    laid = plan(
        read_table(("файл;дата;сторони;мова\n" + rows).encode(), "calls.csv"), [f"x/call-{n}.txt" for n in range(4000)]
    )
    assert len(laid.matches) == 4000 and not laid.doubts
    assert time.process_time() - started < 5
