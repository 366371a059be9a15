"""Tables as bytes: rows of text out, whatever the charset; and nothing in them runs or grows."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.capture import sheets
from earwitness.capture.sheets import read_rows, write_table
from earwitness.errors import BadInput, MalformedText, UnsafeInput

TEXT = "файл;дата\nrozmowa — żółć.txt;14.05.2022\n"


def workbook(*rows: list[object], **parts: bytes) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(f"xl/{name}.xml", content)
    return out.getvalue()


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_every_unicode_charset_gives_the_same_rows(charset: str) -> None:
    assert read_rows(TEXT.encode(charset), "calls.csv") == [["файл", "дата"], ["rozmowa — żółć.txt", "14.05.2022"]]


@pytest.mark.parametrize("charset", ["cp1251", "koi8_r"])
def test_older_cyrillic_charsets_are_known_by_their_words(charset: str) -> None:
    rows = [["файл", "участники"], ["разговор.txt", "мостик и береговая охрана, потом родственники команды"]] * 5
    text = "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows)
    assert read_rows(text.encode(charset), "calls.csv") == rows


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_parts_the_rows(sign: str) -> None:
    rows = [["file", "parties"], ["a.txt", "Bridge; Watch, later Office"], ["b|1.txt", 'the "Meridian"\nand shore']]
    text = "\n".join(sign.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)
    assert read_rows(text.encode(), "calls.csv") == rows


def test_cells_of_a_workbook_are_read_as_a_person_reads_them() -> None:
    content = workbook(
        ["file", "date", "at", "n", "f", "yes", "none"],
        ["a.txt", dt.datetime(2031, 11, 14, 20, 50), dt.time(9, 5), 7, 7.0, True, None],
        ["b.txt", dt.datetime(2031, 11, 14), dt.time(9, 5, 1), 7.5, 1e20, False, " x "],
    )
    assert read_rows(content, "calls.csv") == [
        ["file", "date", "at", "n", "f", "yes", "none"],
        ["a.txt", "2031-11-14T20:50", "09:05", "7", "7", "True"],
        ["b.txt", "2031-11-14", "09:05:01", "7.5", "1e+20", "False", "x"],
    ]


def test_a_formula_is_not_computed() -> None:
    assert read_rows(workbook(["file", "sum"], ["a.txt", "=1+1"], ["b.txt", "x"]), "t") == [
        ["file", "sum"], ["a.txt"], ["b.txt", "x"],
    ]  # fmt: skip


@pytest.mark.parametrize("declaration", [b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "<!DOCTYPE x><x/>".encode("utf-16-le")])
def test_entities_are_refused_before_they_are_parsed(declaration: bytes) -> None:
    with pytest.raises(UnsafeInput, match="entities"):
        read_rows(workbook(["file"], evil=b"<!-- " + b"x" * 1_048_570 + b" -->" + declaration), "t.xlsx")
    assert read_rows(workbook(["file"], harmless=b"<x/>"), "t.xlsx") == [["file"]], "the control is read"


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = workbook(["file"], bomb=b"\0" * 20_000_000)
    assert len(content) < 100_000
    assert read_rows(content, "t.xlsx") == [["file"]], "the control is under the cap"
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 10_000_000)
    with pytest.raises(UnsafeInput, match="unpack"):
        read_rows(content, "t.xlsx")


def test_a_sheet_that_says_it_is_vast_is_read_as_it_is() -> None:
    source = io.BytesIO(workbook(["file", "date"], ["a.txt", "2031"]))
    out = io.BytesIO()
    with zipfile.ZipFile(source) as package, zipfile.ZipFile(out, "w") as changed:
        for part in package.infolist():
            content = package.read(part).replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
            changed.writestr(part, content)
    assert read_rows(out.getvalue(), "t.xlsx") == [["file", "date"], ["a.txt", "2031"]]


def test_rows_and_columns_have_caps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 10)
    assert len(read_rows(b"file\n" * 10, "t.csv")) == 10
    with pytest.raises(UnsafeInput, match="rows"):
        read_rows(b"file\n" * 11, "t.csv")
    with pytest.raises(UnsafeInput, match="rows"):
        read_rows(workbook(*[["a"]] * 11), "t.xlsx")
    with pytest.raises(UnsafeInput, match="columns"):
        read_rows(b"file" + b",x" * 500, "t.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        workbook(["file"])[:-200],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
        b"file,date\n\0,\0",
        b"\xff\xfea",
        b"file\n" + b"x" * 200_000,
    ],
)
def test_what_is_no_table_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(MalformedText):
        read_rows(content, "t.xlsx")


def test_a_zip_that_is_no_workbook_is_none() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("words.txt", "hello")
    with pytest.raises(MalformedText):
        read_rows(out.getvalue(), "t.xlsx")


def test_a_written_table_reads_back() -> None:
    rows = [("c1", 17, "Мостик — берег", None), ("c2", 0, "", "2031-11-14")]
    content = write_table(rows, ("id", "turns", "title", "held"))
    assert read_rows(content, "list.xlsx") == [
        ["id", "turns", "title", "held"],
        ["c1", "17", "Мостик — берег"],
        ["c2", "0", "", "2031-11-14"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", '=HYPERLINK("http://x")', "+380", "-1", "@SUM(A1)", "\t=1", "\r=1", "=", "#REF!"]
)
def test_a_text_like_a_formula_is_written_as_text(text: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_table([(text,)], (text,))))
    for cell in (book.active["A1"], book.active["A2"]):
        assert cell.data_type == "s", "a formula would be “f”"
        assert cell.value.strip() == text.strip()
    assert book.active["A2"].quotePrefix or text.startswith("#")


def test_the_control_openpyxl_alone_writes_a_formula() -> None:
    assert openpyxl.load_workbook(io.BytesIO(workbook(["=1+1"]))).active["A1"].data_type == "f"


def test_what_a_cell_cannot_hold_is_shown_as_such() -> None:
    content = write_table([("a\x00b\x1fc\ud800d\ufffe", "x" * 40_000)], ("text", "long"))
    row = read_rows(content, "t")[1]
    assert row[0] == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert len(row[1]) == 32_767 and row[1].endswith("x…")


def test_a_row_too_long_is_an_error() -> None:
    with pytest.raises(BadInput, match="row 1 has 2 cells"):
        write_table([("a", "b")], ("one",))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=2), max_size=5))
def test_any_words_can_be_written(rows: list[list[str]]) -> None:
    assert len(read_rows(write_table(rows, ("one", "two")), "t")) <= len(rows) + 1


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=300).map(lambda content: b"PK\x03\x04" + content))
def test_any_bytes_are_rows_or_a_clear_refusal(content: bytes) -> None:
    try:
        rows = read_rows(content, "t")
    except BadInput as error:
        assert error.message
    else:
        assert all(isinstance(cell, str) for row in rows for cell in row)
