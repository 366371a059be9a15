"""`correct`, `speaker` and `diff` at a terminal. The ferry and all on it are invented."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from earwitness import actions

CALL = "Bridge and coast guard\n\nBridge: We have water on the deck.\nWatch: How many are you?\nBridge: Nine of us.\n"


@pytest.fixture
def call(tmp_path: Path) -> tuple[str, str]:
    """An archive with the call, and its transcript."""
    (tmp_path / "call.txt").write_text(CALL)
    with actions.init(tmp_path / "inquiry") as desk:
        (item,) = actions.add(desk, [str(tmp_path / "call.txt")], agent="Ada").added
    return str(tmp_path / "inquiry"), item.transcripts[0]


def test_a_turn_is_mended_and_the_difference_shown(run, call) -> None:
    folder, id = call
    shown = run("correct", f"{id}.3", "--archive", folder)
    assert (shown.code, shown.out, shown.err) == (0, "Nine of us.\n", "revision 1; said by Bridge\n")
    done = run(
        "correct", f"{id}.3", "--text", "Ninety of us. (sighs)", "--start", "1:23.4", "--end", "85", "--language", "en",
        "--mark", "unclear:0-6", "--speaker", "Mate", "--as", "Ada", "--archive", folder,
    )  # fmt: skip
    assert done.out == "- 3  p1: Nine of us.\n+ 3  [1:23] p3: [Ninety?] of us. (sighs) (en)\n"
    assert done.err.startswith(f"1 turn changed: {id} revision 2; take it back: earwitness undo a")
    again = run("correct", f"{id}.3", "--unmark", "unclear:0-6", "--as", "Ada", "--archive", folder)
    assert again.out.endswith("+ 3  [1:23] p3: Ninety of us. (sighs) (en)\n")
    shown = run("diff", id, "1", "--archive", folder)
    assert shown.out == (
        "p3: no such voice → Mate\n~ 3  (Bridge → Mate; — → 1:23.400–1:25; — → en) [-Nine-]{+Ninety+} of us.{+ (sighs)+}\n"
    )
    assert shown.err.splitlines()[0] == f"revision 1 → 3 of {id}"
    assert run("diff", id, "1", "3", "--json", "--archive", folder).document["b"] == 3


def test_split_merge_move_insert_and_drop(run, call) -> None:
    folder, id = call

    def texts() -> list[str]:
        shown = run("show", id, "--json", "--archive", folder).document
        return [turn["text"] for turn in shown["transcripts"][0]["turns"]]

    told = ("--as", "Ada", "--archive", folder)
    run("correct", f"{id}.1", "--split", "on the", "--speaker", "Watch", *told)
    assert texts() == ["We have water", "on the deck.", "How many are you?", "Nine of us."]
    run("correct", f"{id}.2", "--merge", "previous", *told)
    run("correct", f"{id}.3", "--insert", "Say again?", *told)
    run("correct", f"{id}.5", "--move", "first", *told)
    assert run("correct", f"{id}.1", "--drop", *told).code == 2
    run("correct", f"{id}.1", "--drop", "--reason", "said twice", *told)
    assert texts() == ["Say again?", "on the deck. How many are you?", "Nine of us."]


def test_edits_come_from_a_file_and_a_conflict_shows_both(run, call, tmp_path) -> None:
    folder, id = call
    edits = tmp_path / "edits.jsonl"
    edits.write_text(json.dumps({"edit": "words", "turn": f"{id}.3", "line": "Ten.", "revision": 1}) + "\n")
    tried = run("correct", "--from", str(edits), "--dry-run", "--as", "Ada", "--archive", folder)
    assert tried.err == "1 turn would change\n"
    assert run("correct", "--from", str(edits), "--as", "Ada", "--archive", folder).code == 0
    twice = run("correct", "--from", str(edits), "--as", "Ada", "--archive", folder)
    assert (twice.code, twice.err) == (0, f"{id}.3 says so already\n0 turns changed\n")
    late = run(
        "correct", f"{id}.3", "--text", "Eleven.", "--revision", "1", "--as", "Bob", "--archive", folder, "--json"
    )
    assert late.code == 3
    assert (late.facts["error"], late.facts["found"]) == ("Overtaken", "Bridge: Ten.")
    assert late.facts["clashes"][0]["yours"] == "Eleven."


def test_a_voice_is_named(run, call) -> None:
    folder, id = call
    done = run("speaker", f"{id}.p1", "--label", "Captain", "--role", "master", "--as", "Ada", "--archive", folder)
    assert done.out == f"Bridge is called Captain in {id}\n"
    merged = run("speaker", f"{id}.p2", "--into", "Captain", "--json", "--as", "Ada", "--archive", folder)
    assert merged.document["speaker"] == f"{id}.p1"
    assert (
        run("speaker", f"{id}.p1", "--label", "Captain", "--as", "Ada", "--archive", folder).err
        == "nothing was changed\n"
    )


def test_what_does_not_fit_is_said(run, call) -> None:
    folder, id = call
    for code, words in (
        (2, ("correct",)), (4, ("correct", f"{id}.9", "--text", "x")), (2, ("correct", f"{id}.1", "--start", "soon")),
        (2, ("correct", f"{id}.1", "--mark", "shout:1-2")), (2, ("correct", f"{id}.1", "--mark", "unclear")),
        (4, ("diff", id, "7")), (2, ("speaker", id, "--label", "A")), (2, ("speaker", f"{id}.p1")),
        (4, ("correct", "--from", "/no/such/file")), (3, ("correct", "--from", "/")),
    ):  # fmt: skip
        acting = ("--as", "Ada") if words[0] != "diff" else ()
        assert run(*words, *acting, "--archive", folder).code == code, words
