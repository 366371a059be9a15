"""`earwitness check` on a real archive with one fictional call."""

from __future__ import annotations

from pathlib import Path

import pytest

from earwitness import actions

CALL = """Bridge and coast guard

Bridge: This is the Meridian, we have water on the car deck.
Watch: How many souls are aboard?
Bridge: A hundred and eighteen passengers, and nine of us.
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check")
    (folder / "call.txt").write_text(CALL)
    with actions.init(folder / "inquiry") as desk:
        actions.add(desk, [str(folder / "call.txt")], agent="Ada")
    return folder / "inquiry"


def test_a_draft_with_faults_exits_with_1(run, archive, tmp_path):
    draft = tmp_path / "story.md"
    draft.write_text("“We have water on the car deck.” And “a hundred and eighty passengers, and nine of us”.")
    outcome = run("check", str(draft), "--archive", str(archive))
    assert outcome.code == 1
    turn = run("--archive", str(archive), "list", "--json").document["conversations"][0]["id"]
    lines = outcome.out.splitlines()
    assert lines[:2] == ["paragraph 1: “We have water on the car deck.”", "  Word for word."]
    assert "  “eighty”: the turn has “eighteen”" in lines
    *above, last = outcome.err.splitlines()
    assert last == "2 quotations: 1 word for word, 1 altered"
    assert above[0].startswith("nobody has said that these versions were checked: Bridge and coast guard (t")
    document = run("check", str(draft), "--archive", str(archive), "--json").document
    assert [each["verdict"] for each in document["quotations"]] == ["word for word", "altered"]
    assert document["quotations"][0]["places"][0]["conversation"] == turn


def test_a_faithful_draft_exits_with_0(run, archive, tmp_path):
    draft = tmp_path / "story.txt"
    draft.write_text("“How many souls are aboard?” asked the watch.")
    assert run("check", str(draft), "--archive", str(archive)).code == 0
    draft.write_text("No one is quoted.")
    outcome = run("check", str(draft), "--archive", str(archive))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "no quotation found\n")


def test_wrong_usage_and_what_is_missing(run, archive, tmp_path):
    assert run("check", "nothing.txt", "--archive", str(archive)).code == 4
    assert run("check", "a.docx", "--to", "docx", "--archive", str(archive)).code == 2
    (tmp_path / "a.docx").write_bytes(b"no zip")
    assert run("check", str(tmp_path / "a.docx"), "--archive", str(archive)).code == 3


def test_the_table_goes_to_standard_output(run, archive, tmp_path):
    draft = tmp_path / "story.md"
    draft.write_text("“We have water on the car deck.” And “a hundred and eighty passengers, and nine of us”.")
    outcome = run("check", str(draft), "--to", "csv", "-o", "-", "--archive", str(archive))
    head, *rows = outcome.out.removeprefix("\ufeff").splitlines()
    assert head == "paragraph,quotation,attributed,verdict,changes,cautions,conversation,turn,speakers,words,address"
    assert rows[0].split(",")[-8:-6] == ["word for word", ""]
    assert "altered" in rows[1]
    assert outcome.err.endswith("2 quotations: 1 word for word, 1 altered\n")
    assert run("check", str(draft), "--to", "csv", "-o", "-", "--json", "--archive", str(archive)).code == 2


def test_who_said_that_it_was_checked_is_no_longer_told(run, archive, tmp_path):
    draft = tmp_path / "story.txt"
    draft.write_text("“How many souls are aboard?” asked the watch.")
    document = run("check", str(draft), "--archive", str(archive), "--json").document
    (version,) = document["unchecked"]
    assert (version["version"], version["quotations"]) == ("Bridge and coast guard", 1), (
        "the control: nobody said so yet"
    )
    assert run("describe", version["transcript"], "--status", "checked", "--archive", str(archive)).code == 0
    assert run("check", str(draft), "--archive", str(archive), "--json").document["unchecked"] == []
