"""The commands on a real archive: what a person at a terminal, or a script behind a pipe, meets."""

from __future__ import annotations

import csv
import io
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from earwitness import actions

CALL = """\
A fictional call, written for this test. 14 November 2031.

Bridge: Coast guard, we have water on the car deck.
Coast guard: Say again? How many hands are you?
Bridge: Nine. The bow door never shut.
Coast guard: Leave her now.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Path:
    """An archive with one fictional call in it."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "the call.txt").write_text(CALL)
    with actions.init(folder / "inquiry") as desk:
        actions.add(desk, [str(folder / "the call.txt")], agent="Ada", publisher="The Harbour Post")
    return folder / "inquiry"


def test_without_an_archive_the_way_out_is_said(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("EARWITNESS_ARCHIVE", raising=False)
    outcome = run("list")
    assert outcome.code == 4
    assert outcome.err.startswith("earwitness: there is no archive in ")
    assert "earwitness init DIR" in outcome.err
    assert run("verify", "--json").facts["error"] == "NotFound"


def test_the_archive_is_found_from_a_folder_within_and_by_the_environment(run, archive, tmp_path, monkeypatch):
    monkeypatch.chdir(archive / "objects")
    monkeypatch.delenv("EARWITNESS_ARCHIVE", raising=False)
    assert run("list", "--json").document["total"] == 1
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EARWITNESS_ARCHIVE", str(archive))
    assert run("list", "--json").document["total"] == 1


def test_an_unknown_id_names_near_ones(run, archive):
    known = run("list", "--json", "--archive", str(archive)).document["conversations"][0]["id"]
    wrong = known[:-1] + ("0" if known[-1] != "0" else "1")
    outcome = run("--archive", str(archive), "show", wrong)
    assert outcome.code == 4
    assert known in outcome.err


def test_a_query_that_does_not_parse_says_where(run, archive):
    outcome = run("--archive", str(archive), "search", 'bow AND "door', "--json")
    assert outcome.code == 3
    assert outcome.facts["error"] == "BadQuery"
    assert outcome.facts["query"] == 'bow AND "door'
    assert 0 <= outcome.facts["position"] <= len('bow AND "door')


def test_search_json_has_the_shape_of_the_design(run, archive):
    document = run("--archive", str(archive), "search", "shutting doors", "--json").document
    assert {"query", "total", "turns", "hits", "facets"} <= set(document)
    (hit,) = document["hits"]
    assert hit["text"] == "Nine. The bow door never shut."
    assert [hit["text"][start:end] for start, end in hit["highlights"]] == ["door", "shut"]
    assert (hit["before"], hit["after"]) == ("Say again? How many hands are you?", "Leave her now.")
    assert (hit["speakers"], hit["turn"]) == (["Bridge"], 3)
    assert run("--archive", str(archive), "search", "whale", "--json").document["total"] == 0


def test_counting(run, archive):
    assert run("--archive", str(archive), "search", "door", "--count").out == "1\n"
    assert run("--archive", str(archive), "search", "whale", "--count").out == "0\n"
    assert run("--archive", str(archive), "search", "door", "--by", "speaker").out.split() == [
        "speaker", "passages", "Bridge", "1",
    ]  # fmt: skip


def test_the_list_as_a_table_file(run, archive, tmp_path):
    rows = list(csv.reader(io.StringIO(run("--archive", str(archive), "list", "--to", "csv").out.lstrip("\ufeff"))))
    assert len(rows) == 2
    assert "The Harbour Post" in rows[1]
    assert run("--archive", str(archive), "list", "--to", "xlsx", "-o", str(tmp_path / "list.xlsx")).code == 0
    assert zipfile.is_zipfile(tmp_path / "list.xlsx")


def test_a_source_leaves_as_it_was_captured(run, archive, tmp_path):
    shown = run("--archive", str(archive), "list", "--json").document["conversations"][0]["id"]
    source = run("--archive", str(archive), "show", shown, "--json").document["sources"][0]["id"]
    assert run("--archive", str(archive), "export", source, "--to", "text").out == CALL


def test_one_missing_file_is_not_found(run, archive):
    outcome = run("--archive", str(archive), "add", "/no/such/file.txt", "--as", "Ada", "--json")
    assert outcome.code == 4
    assert outcome.facts["error"] == "NotFound"
    assert outcome.document["added"][0]["status"] == "failed"


def test_a_reader_that_closes_the_pipe_is_no_error(archive):
    words = (
        f"'{sys.executable}' -m earwitness --archive '{archive}' show --jsonl $0 | head -c 1; exit ${{PIPESTATUS[0]}}"
    )
    known = subprocess.run(
        [sys.executable, "-m", "earwitness", "--archive", archive, "list", "--jsonl"],
        capture_output=True, text=True, check=True,
    ).stdout.split('"')[3]  # fmt: skip
    done = subprocess.run(["bash", "-c", words, known], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


def test_ctrl_c_says_what_stays_and_the_archive_is_whole(archive, run):
    words = [sys.executable, "-m", "earwitness", "--archive", str(archive), "add", "-", "--as", "Ada"]

    def hears() -> None:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a suite started in the background ignores it

    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hears
    ) as process:
        assert process.stdin is not None
        # A pipe holds 64 kB: when this returns, `add` has begun to read.
        process.stdin.write(b"Anna: Is anyone there?\n" * 20_000)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (130, b"")
    assert err.decode().startswith("stopped. What was filed stays")
    assert run("--archive", str(archive), "verify").code == 0


def test_lines_of_the_printed_document_are_cited_and_found_again(run, archive):
    known = run("list", "--json", "--archive", str(archive)).document["conversations"][0]["id"]
    asked = ("--archive", str(archive), "cite", known, "--at-line", "2:1-2:3")
    cited = run(*asked, "--json").document
    words, token = run(*asked, "--exhibit", "K-7").out.splitlines()
    assert (
        words.startswith("“1 Bridge: Coast guard, we have water on the car deck.")
        and "Exhibit K-7, 2:1-2:3 of " in words
    )
    found = run("--archive", str(archive), "resolve", token)
    assert (found.code, found.err) == (0, "These lines stand as they were cited.\n")
    assert found.out.splitlines()[0] == f"2:1  {cited['lines'][0][1][0]}"
    assert run("--archive", str(archive), "resolve", cited["token"], "--json").document == cited
    assert run("--archive", str(archive), "resolve", token[:-4] + "0000").code == 1
    assert run(*asked, "--words", "water").code == 2
    assert run("--archive", str(archive), "cite", known, "--at-line", "nine").code == 3
    assert run("--archive", str(archive), "cite", known, "--at-line", "1:1").code == 4
