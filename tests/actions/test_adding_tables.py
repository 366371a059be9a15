"""`add --table`: the call list that came with the files."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import NotFound

CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred.\n"
OTHER = "Mother: Did you close the bow door?\nIlya: The bosun closed it.\nMother: Swear to me.\n"
ROWS = [
    ["File", "Date", "Place", "Title", "Genre", "Publisher", "Tape", "Weather"],
    ["bridge.txt", "2031-11-14 03:12", "Ostrel Sound", "The last call", "radio", "Coast guard", "T-7", "force 9"],
    ["kitchen.txt", "2031-11-15", "", "", "", "", "T-8", ""],
    ["lost.txt", "2031-11-16", "", "", "", "", "T-9", ""],
]


def as_csv(rows) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def as_xlsx(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "write"), [("calls.csv", as_csv), ("calls.xlsx", as_xlsx)])
def test_a_row_speaks_of_its_file(desk: Desk, add, page, tmp_path: Path, name: str, write) -> None:
    page("bridge.txt", CALL)
    page("kitchen.txt", OTHER)
    page("extra.txt", "Watch: Do you read?\nBridge: We read you.\nWatch: Say your position.\n")
    table = page(name, write(ROWS))
    inputs = [str(tmp_path / each) for each in ("bridge.txt", "kitchen.txt", "extra.txt")]
    added = add(*inputs, table=Path(table))
    assert [item.status for item in added.added] == ["added"] * 3
    assert added.plan[:8] == (
        "column “File” says: file",
        "column “Date” says: date",
        "column “Place” says: place",
        "column “Title” says: title",
        "column “Genre” says: genre",
        "column “Publisher” says: publisher",
        "column “Tape” is kept as it is",
        "column “Weather” is kept as it is",
    )
    assert "2 of 3 rows name a file that is here" in added.plan
    assert "row 4: its file is not here" in added.plan
    assert any(sentence.endswith("extra.txt: no row names it") for sentence in added.plan)
    bridge = actions.show(desk, added.added[0].conversations[0])
    assert (bridge.title, bridge.genre, bridge.place) == ("The last call", "radio", "Ostrel Sound")
    assert (bridge.held.date, bridge.held.certainty) == ("2031-11-14T03:12", "stated")
    assert name in bridge.held.why
    assert bridge.sources[0].publisher == "Coast guard"
    capture = dict(actions.show_source(desk, bridge.sources[0].id).capture)
    assert (capture["Also said: Tape"], capture["Also said: Weather"]) == ("T-7", "force 9")
    extra = actions.show(desk, added.added[2].conversations[0])
    assert extra.held.date is None


def test_the_list_comes_back_as_a_table_with_its_own_columns(desk: Desk, add, page, tmp_path: Path) -> None:
    page("bridge.txt", CALL)
    page("kitchen.txt", OTHER)
    add(str(tmp_path / "bridge.txt"), str(tmp_path / "kitchen.txt"), table=Path(page("calls.csv", as_csv(ROWS))))
    sheet = openpyxl.load_workbook(io.BytesIO(actions.list_table(desk))).active
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    said = [dict(zip(header, row, strict=True)) for row in rows]
    assert [(row["title"], row["held"], row["turns"], row["Tape"]) for row in said] == [
        ("The last call", "2031-11-14T03:12", 3, "T-7"),
        (said[1]["title"], "2031-11-15", 3, "T-8"),
    ]
    text = actions.list_table(desk, to="csv").decode("utf-8-sig")
    assert text.splitlines()[0].split(",")[-2:] == ["Tape", "Weather"]


@pytest.mark.parametrize("to", ["xlsx", "csv"])
def test_the_list_that_came_back_is_a_call_list_again(desk: Desk, add, page, tmp_path: Path, to: str) -> None:
    page("bridge.txt", CALL)
    page("kitchen.txt", OTHER)
    files = [str(tmp_path / "bridge.txt"), str(tmp_path / "kitchen.txt")]
    add(*files, table=Path(page("calls.csv", as_csv(ROWS))))
    (tmp_path / f"list.{to}").write_bytes(actions.list_table(desk, to=to))
    with actions.init(tmp_path / "another") as other:
        added = actions.add(other, files, agent="Ada Example", table=tmp_path / f"list.{to}")
        assert "2 of 2 rows name a file that is here" in added.plan
        told = [
            [(row.title, row.genre, row.held, row.publishers, actions.show(at, row.id).place) for row in found]
            for at in (desk, other)
            for found in [actions.list_conversations(at).conversations]
        ]
        assert told[0] == told[1]
        assert told[0][0] == ("The last call", "radio", "2031-11-14T03:12", ("Coast guard",), "Ostrel Sound")
        header = actions.list_table(other, to="csv").decode("utf-8-sig").splitlines()[0].split(",")
        assert len(header) == len(set(header)), "no column stands twice"
        assert {"Tape", "Weather"} <= set(header)


def test_a_spreadsheet_takes_no_title_for_a_formula(desk: Desk, add, page) -> None:
    add(page("call.txt", CALL), title='=HYPERLINK("http://evil.example")')
    text = actions.list_table(desk, to="csv").decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in text
    sheet = openpyxl.load_workbook(io.BytesIO(actions.list_table(desk))).active
    assert [cell.data_type for cell in sheet[2] if "HYPERLINK" in str(cell.value)] == ["s"]


def test_a_dry_run_shows_how_the_table_is_understood(desk: Desk, add, page, tmp_path: Path) -> None:
    page("bridge.txt", CALL)
    table = Path(page("calls.csv", as_csv(ROWS)))
    told = []
    added = add(table=table, dry_run=True, progress=lambda *words: told.append(words))
    assert [item.status for item in added.added] == ["added"], "files are looked for beside the table"
    assert told[0] == ("plan", 0, None, "\n".join(added.plan)), "and it is told before anything is done"
    assert actions.log(desk).total == 0


def test_a_value_that_does_not_fit_is_kept_as_it_is(desk: Desk, add, page) -> None:
    page("bridge.txt", CALL)
    table = page("calls.csv", b"file,date,genre,access\nbridge.txt,05/06/2031,opera,secret-ish\n")
    (item,) = add(table=Path(table)).added
    assert item.status == "added"
    capture = dict(actions.show_source(desk, item.source).capture)
    assert capture["Also said: date"] == "05/06/2031"
    assert capture["Also said: genre"] == "opera"
    assert capture["Also said: access"] == "secret-ish"


def test_a_table_that_is_not_there_is_said_before_anything_is_done(desk: Desk, add, page, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="cannot be read"):
        add(page("bridge.txt", CALL), table=tmp_path / "no.csv")
    assert actions.log(desk).total == 0


def test_an_access_in_words_of_their_own_holds_the_source_back(desk: Desk, add, page) -> None:
    page("bridge.txt", CALL)
    table = page("calls.csv", as_csv([["file", "access"], ["bridge.txt", "family only"]]))
    (item,) = add(table=Path(table)).added
    source = actions.show_source(desk, item.source or "").source
    assert source.access == "restricted"
