"""`earwitness add`: a table of what became of each input, and an exit code that says so."""

import io
from pathlib import Path

import pytest

from earwitness.actions.outcomes import Added, AddedItem
from earwitness.cli.add import exit_code_of

GOOD = AddedItem(
    path="pages/call.html",
    status="added",
    source="s2m6r9hc4va",
    conversations=("c4f9k2mq7x1",),
    transcripts=("t7w3n8zb5qd",),
    turns=18,
    doubts=("a voice is inferred", "two dates"),
    title="The last call",
)
THERE = AddedItem(path="pages/copy.html", status="already", source="s2m6r9hc4va", message="captured before from here")
BAD = AddedItem(path="pages/empty.html", status="failed", message="the file is empty", error="CaptureFailed")


def test_the_table_says_what_became_of_each(run, answers):
    answers.give("add", Added(added=(GOOD, THERE, BAD)))
    outcome = run("add", "pages")
    assert outcome.code == 1
    assert outcome.out == (
        "         input             source       conversation\n"
        "added    pages/call.html   s2m6r9hc4va  c4f9k2mq7x1   The last call; 2 doubts\n"
        "already  pages/copy.html   s2m6r9hc4va                captured before from here\n"
        "failed   pages/empty.html                             the file is empty\n"
    )
    assert outcome.err == "1 added, 1 here already, 1 failed\n"


def test_all_well_is_zero(run, answers):
    answers.give("add", Added(added=(GOOD, THERE)))
    assert run("add", "pages").code == 0


def test_json_is_printed_even_when_some_failed(run, answers):
    answers.give("add", Added(added=(GOOD, BAD)))
    outcome = run("add", "pages", "--json")
    assert outcome.code == 1
    assert [item["status"] for item in outcome.document["added"]] == ["added", "failed"]
    assert outcome.document["added"][0]["turns"] == 18
    assert outcome.err == ""


def test_one_input_that_failed_exits_with_its_own_code(run, answers):
    answers.give("add", Added(added=(BAD,)))
    outcome = run("add", "pages/empty.html")
    assert (outcome.code, outcome.out, outcome.err) == (3, "", "earwitness: the file is empty\n")


def test_one_input_that_failed_with_json_tells_both_ways(run, answers):
    answers.give("add", Added(added=(BAD,)))
    outcome = run("add", "pages/empty.html", "--json")
    assert outcome.code == 3
    assert outcome.document["added"][0]["message"] == "the file is empty"
    assert outcome.facts == {
        "error": "CaptureFailed",
        "message": "the file is empty",
        "hint": "",
        "path": "pages/empty.html",
        "line": None,
    }


@pytest.mark.parametrize(
    ("error", "code"),
    [("BadInput", 3), ("UnsafeInput", 3), ("NotFound", 4), ("Refused", 6), ("StorageFailed", 1), (None, 1), ("Any", 1)],
)
def test_the_exit_code_of_a_failed_input(error, code):
    assert exit_code_of(AddedItem(path="x", status="failed", error=error)) == code


def test_what_is_given_reaches_the_verb(run, answers):
    answers.give("add", Added())
    run(
        "--as", "Ada", "add", "a.html", "https://paper.example/b", "--kind", "excerpt", "--published", "2031-11",
        "--forbid", "export", "--forbid", "api", "--access", "restricted", "--dry-run", "--conversation", "c4f9k2mq7x1",
    )  # fmt: skip
    assert answers.words("add")[1] == ("a.html", "https://paper.example/b")
    said = {name: value for name, value in answers.options("add").items() if value and name != "progress"}
    assert said == {
        "agent": "Ada",
        "conversation": "c4f9k2mq7x1",
        "kind": "excerpt",
        "published": "2031-11",
        "forbids": ("export", "api"),
        "access": "restricted",
        "dry_run": True,
    }


def test_the_name_after_the_verb_goes_before(run, answers):
    answers.give("add", Added())
    run("--as", "Ada", "add", "a.html", "--as", "Ben")
    assert answers.options("add")["agent"] == "Ben"


def test_an_empty_name_is_wrong_usage(run, answers):
    answers.give("add", Added())
    assert run("add", "a.html", "--as", " ").code == 2


def test_a_dash_reads_standard_input(run, answers, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("Мама: Алло?".encode("cp1251"))))
    answers.give("add", Added())
    run("add", "-")
    assert answers.options("add")["stdin"].read() == "Мама: Алло?".encode("cp1251")


def test_a_call_list_is_shown_before_it_acts(run, answers):
    shown = []

    def add(desk, inputs, *, table, progress, **_):
        progress("plan", 0, None, "“Datei” is the file\n2 rows have no file")
        shown.append((inputs, table))
        return Added(plan=("“Datei” is the file", "2 rows have no file"), skipped=("calls/.hidden: a hidden file",))

    answers.monkeypatch.setattr("earwitness.actions.add", add, raising=False)
    outcome = run("add", "calls/", "--table", "calls.csv")
    assert outcome.err == (
        "“Datei” is the file\n2 rows have no file\npassed over: calls/.hidden: a hidden file\nthere was nothing to add\n"
    )
    assert shown == [(("calls/",), Path("calls.csv"))]


def test_nothing_to_add_is_wrong_usage(run, answers):
    outcome = run("add")
    assert outcome.code == 2
    assert outcome.err == "earwitness: add wants files, folders, addresses or -\n  earwitness add call.html\n"
