"""`earwitness list`."""

import errno
import os

from earwitness.actions import Filters
from earwitness.actions.answers import Listed, Listing

RADIO = Listed(
    id="c4f9k2mq7x1",
    title="Bridge and coast guard",
    genre="radio",
    held="2031-11-14T20:50",
    published="2031-11-20",
    languages=("en", "ru"),
    speakers=("Bridge", "Shore"),
    turns=18,
    transcripts=2,
    access="restricted",
)
BARE = Listed(
    id="c0000000001", title="", genre=None, held=None, published=None, languages=(), speakers=(), turns=0, transcripts=0
)


def test_the_table(run, answers):
    answers.give("list_conversations", Listing(total=7, conversations=(RADIO, BARE)))
    outcome = run("list", "--limit", "2")
    assert outcome.out == (
        "id           took place        title                   speakers       in     turns  versions\n"
        "c4f9k2mq7x1  2031-11-14T20:50  Bridge and coast guard  Bridge, Shore  en ru  18     2         radio · restricted\n"
        "c0000000001  unknown           (no title)                                    0      0\n"
    )
    assert outcome.err == "2 of 7 conversations\n"


def test_none_is_said(run, answers):
    answers.give("list_conversations", Listing(total=0, conversations=()))
    outcome = run("list", "--genre", "radio")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "0 conversations\n")


def test_json_and_jsonl(run, answers):
    answers.give("list_conversations", Listing(total=7, conversations=(RADIO, BARE)))
    assert run("list", "--json").document["total"] == 7
    assert [line[:20] for line in run("list", "--jsonl").out.splitlines()] == [
        '{"id":"c4f9k2mq7x1",',
        '{"id":"c0000000001",',
    ]


def test_filters_reach_the_verb(run, answers):
    answers.give("list_conversations", Listing(total=0, conversations=()))
    run("list", "--since", "2031-11", "--genre", "hearing", "--limit", "0", "--offset", "3", "--order", "title")
    assert answers.words("list_conversations")[-1] == Filters(since="2031-11", genre="hearing")
    said = {name: value for name, value in answers.options("list_conversations").items() if value}
    assert said == {"offset": 3, "order": "title"}


def test_a_table_file_goes_where_it_is_told(run, answers, tmp_path):
    answers.give("list_table", b"PK\x03\x04\x00\xff")
    outcome = run("list", "--to", "xlsx", "-o", str(tmp_path / "calls.xlsx"))
    assert (tmp_path / "calls.xlsx").read_bytes() == b"PK\x03\x04\x00\xff"
    assert (outcome.code, outcome.out) == (0, "")
    assert answers.options("list_table")["to"] == "xlsx"


def test_a_table_file_that_cannot_be_written(run, answers, tmp_path):
    answers.give("list_table", b"id,title\n")
    outcome = run("list", "--to", "csv", "-o", str(tmp_path / "no" / "calls.csv"))
    assert outcome.code == 4
    assert "there is no folder" in outcome.err


def test_a_full_disk_takes_nothing_from_the_table_that_was_there(run, answers, tmp_path, monkeypatch):
    (tmp_path / "calls.csv").write_bytes(b"id,title\nc1,The last call\n")
    answers.give("list_table", b"id,title\n")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    outcome = run("list", "--to", "csv", "-o", str(tmp_path / "calls.csv"))
    assert outcome.code == 1
    assert "calls.csv could not be written: No space left on device" in outcome.err
    assert [path.name for path in tmp_path.iterdir()] == ["calls.csv"]
    assert (tmp_path / "calls.csv").read_bytes() == b"id,title\nc1,The last call\n"


def test_a_table_to_standard_output_is_its_bytes(run, answers):
    answers.give("list_table", "id,title\nc1,Мостик\n".encode())
    assert run("list", "--to", "csv").out == "id,title\nc1,Мостик\n"


def test_a_place_without_a_format_is_wrong_usage(run, answers):
    assert run("list", "-o", "calls.xlsx").code == 2
