"""Acts and questions with bad words: the exit code of the design, a sentence with a way out, and nothing half-written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

CALL = """\
A fictional call, written for this test. 14 November 2031.

Bridge: Coast guard, we have water on the car deck.
Coast guard: Say again? How many hands are you?
"""
LONG, BELL, HUGE = "a" * 1_000_000, "a\x07b", "9" * 24


@pytest.fixture(scope="module")
def inquiry(tmp_path_factory) -> tuple[Path, dict[str, str]]:
    """An archive with one call in it, and the ids of the call, its version and a turn."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "call.txt").write_text(CALL)
    with actions.init(folder / "inquiry") as desk:
        added = actions.add(desk, [str(folder / "call.txt")], agent="Ada").added[0]
        actions.add_code(desk, "grief/loss", agent="Ada")
    names = {"call": added.conversations[0], "version": added.transcripts[0], "turn": f"{added.transcripts[0]}.2"}
    return folder / "inquiry", names


CASES: tuple[tuple[int, tuple[str, ...]], ...] = (
    (4, ("note", "tzzzzzzzzzz.1", "x")),
    (4, ("note", "nzzzzzzzzzz", "an answer")),
    (3, ("note", "{turn}", "  ")),
    (3, ("note", "{turn}", LONG)),
    (3, ("note", "{turn}", BELL)),
    (3, ("note", "{turn}", "x", "--words", "")),
    (4, ("note", "{turn}", "x", "--words", "never said")),
    (3, ("note", "{turn}", "x", "--as", BELL)),
    (3, ("note", "{turn}", "x", "--as", "a" * 201)),
    (3, ("note", "{turn}", "x", "--reason", LONG)),
    (2, ("note", "{version}", "x")),
    (4, ("code", "{turn}", "--code", "gref")),
    (3, ("code", "--add", LONG)),
    (3, ("code", "--add", "grief/loss")),
    (2, ("code", "--move", "grief", "--to", "grief/loss")),
    (3, ("code", "--rename", "loss", "--to", "absence", "--was", "another")),
    (3, ("caution", "{turn}", "--kind", "boredom")),
    (4, ("caution", "czzzzzzzzzz", "--kind", "grief")),
    (2, ("caution", "{call}", "--kind", "grief", "--words", "hands")),
    (4, ("triage", "czzzzzzzzzz", "--status", "read")),
    (3, ("triage", "{call}", "--status", LONG)),
    (3, ("triage", "{call}", "--status", BELL)),
    (3, ("triage", "{call}", "--status", "checked", "--was", "read")),
    (2, ("triage", "{call}")),
    (3, ("describe", "{call}", "--title", BELL)),
    (3, ("describe", "{call}", "--held", "2031-13-01")),
    (3, ("describe", "{call}", "--title", "New", "--was", "title=Another")),
    (4, ("cite", "tzzzzzzzzzz.1")),
    (4, ("cite", "{turn}", "--words", LONG)),
    (3, ("resolve", "no-token")),
    (4, ("mend", "szzzzzzzzzz")),
    (4, ("undo", HUGE)),
    (4, ("undo", "٣")),
    (3, ("list", "--since", "yesterday")),
    (3, ("list", "--order", "colour")),
    (0, ("list", "--offset", HUGE, "--limit", HUGE)),
    (3, ("log", "--until", "2031-02-30")),
    (0, ("log", "--offset", HUGE, "--limit", HUGE)),
)


def test_bad_words_are_refused_with_a_way_out(run: Callable[..., Any], inquiry: tuple[Path, dict[str, str]]) -> None:
    folder, names = inquiry

    def acts() -> int:
        return int(run("log", "--json", "--archive", str(folder)).document["total"])

    before = acts()
    for code, given in CASES:
        said = [word if word in (LONG, BELL) else word.format(**names) for word in given]
        found = run(said[0], "--archive", str(folder), "--json", *said[1:])
        name = " ".join(word[:40] for word in given)
        assert found.code == code, (name, found.err[:300])
        if code:
            facts = json.loads(found.err.splitlines()[-1])
            assert facts["message"] and facts["hint"], name
            assert len(facts["message"]) + len(facts["hint"]) < 600, name
    assert acts() == before, "nothing was written"
    assert run("note", names["turn"], "a fine note", "--archive", str(folder)).code == 0, "the control"
    assert run("verify", "--archive", str(folder)).code == 0
