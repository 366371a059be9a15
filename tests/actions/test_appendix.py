"""The methods appendix, as each of its formats has it."""

from __future__ import annotations

import csv
import io
import json

import pytest

from earwitness import actions
from earwitness.errors import NotFound, WrongUsage

from .conftest import ADA, CALL

ODD = '"<b>zeppelin_</b> `x`"'


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """An archive with an invented call and two kept searches, one of which found nothing and was asked again."""
    folder = tmp_path_factory.mktemp("record")
    (folder / "bridge.txt").write_text(CALL, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        actions.add(desk, [str(folder / "bridge.txt")], agent=ADA)
        actions.keep_search(desk, "souls", agent=ADA, name="Souls", narrowed={"speaker": "Watch"}, exact=True)
        actions.keep_search(desk, ODD, agent=ADA, note="=1+1")
        actions.run_again(desk, ODD, agent="Bo Example")
        yield desk


def test_markdown_says_how_words_are_found_and_lists_every_search(record):
    text = actions.write_searches(record, "md").decode()
    assert text.startswith("# Searches made\n")
    assert "## How words are found" in text
    assert "does not mean that it was not said" in text
    assert [line for line in text.splitlines() if line.startswith("### ")] == [
        "### 1. Souls",
        '### 2. "\\<b\\>zeppelin\\_\\</b\\> \\`x\\`"',
        '### 3. "\\<b\\>zeppelin\\_\\</b\\> \\`x\\`", asked again',
    ]
    assert "- Query: `souls`\n- Narrowed to: Speaker: Watch\n- Words: only as typed\n- Found: 1 passage" in text
    assert f"- Query: `` {ODD} ``\n" in text
    assert text.count("- Found: nothing") == 2
    head = record.archive.catalog.position
    assert f"stands at act {head.sequence}, SHA-256 {head.digest}" in text


def test_html_holds_no_markup_of_a_query(record):
    page = actions.write_searches(record, "html").decode()
    assert "<b>zeppelin" not in page
    assert "&lt;b&gt;zeppelin_&lt;/b&gt;" in page
    assert "<dt>Found</dt><dd><bdi>nothing</bdi></dd>" in page


def test_the_table_opens_in_a_spreadsheet(record):
    rows = list(csv.DictReader(io.StringIO(actions.write_searches(record, "csv").decode("utf-8-sig"))))
    assert [(row["name"], row["passages"], row["narrowed"], row["exact"]) for row in rows] == [
        ("Souls", "1", "speaker: Watch", "yes"),
        ("", "0", "", ""),
        ("", "0", "", ""),
    ]
    assert rows[1]["note"] == "'=1+1"
    assert rows[2]["again"] == rows[1]["id"]


def test_data_and_one_search_alone(record):
    told = json.loads(actions.write_searches(record, "json", names=["souls"]))
    assert [each["query"] for each in told["searches"]] == ["souls"]
    assert (told["sequence"], told["head"]) == tuple(record.archive.catalog.position)
    assert len(told["method"]) == 7


def test_for_others_it_says_what_is_counted(record):
    text = actions.write_searches(record, "md", audience="others").decode()
    assert "Counted is only what others may see" in text
    assert "- Found: 1 passage · 1 conversation\n" in text


def test_what_is_none_is_refused(record):
    with pytest.raises(WrongUsage, match="no format"):
        actions.write_searches(record, "pdf")
    with pytest.raises(NotFound):
        actions.write_searches(record, "md", names=["nothing like it"])
