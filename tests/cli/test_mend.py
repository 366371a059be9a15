"""`mend` at a terminal. The ferry and all on it are invented."""

from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions.mending import Mended, Saying

PAGE = """A call on the ferry Meridian (invented)

Stoker: We are taking water, Mom.
Mom: How many are aboard?
Stoker: A hundred.
Mum dear: Stay on this line.
Stoker: Yes.

Stoker: forty years old, from the port.
"""


@pytest.fixture
def archive(tmp_path: Path) -> tuple[str, str]:
    """An archive with a page that is read wrongly, and its source."""
    (tmp_path / "call.txt").write_text(PAGE)
    with actions.init(tmp_path / "archive") as desk:
        (item,) = actions.add(desk, [str(tmp_path / "call.txt")], agent="Ada").added
    return str(tmp_path / "archive"), str(item.source)


def test_a_page_is_shown_line_by_line_and_put_right(run, archive):
    folder, source = archive
    shown = run("mend", source, "--archive", folder)
    assert shown.code == 0
    assert "#2     1  Stoker: We are taking water, Mom." in shown.out
    assert "#1     ·  A call on the ferry Meridian (invented)" in shown.out
    done = run("mend", source, "--no-turn", "#7", "--one-voice", "Mom=Mum dear", "--as", "Ada", "--archive", folder)
    assert done.code == 0, done.err
    assert "- 6  p1: forty years old, from the port." in done.out
    assert "take it back: earwitness undo a" in done.err
    answer = run("mend", source, "--json", "--archive", folder).document
    assert [voice["labels"] for voice in answer["voices"]] == [["Stoker"], ["Mom", "Mum dear"]]
    assert [hint["what"] for hint in answer["hints"]] == [
        "“Stoker: forty years old, from the port.” is no turn", "“Mom” and “Mum dear” are one voice",
    ]  # fmt: skip
    again = run("reread", source, "--as", "Boris", "--archive", folder)
    assert again.out == "kept: 2 things that people said of how it is to be read hold\n"
    undone = run("undo", done.err.split()[-1], "--as", "Ada", "--archive", folder)
    assert undone.code == 0
    assert run("mend", source, "--json", "--archive", folder).document["hints"] == []


def test_every_option_says_its_own_thing(run, answers):
    answers.give("mend", Mended(source="s1", hints=(), act="a4f9k2mq7x1"))
    run(
        "mend", "s1", "--turn", "One.", "--speaker", "", "--follows", "#3", "--no-turn", "#4-6", "--one-voice", "A=B=C",
        "--two-voices", "D", "--no-voice", "Note", "--editor", "wounded", "--mark", "supplied", "--speech", "here",
        "--withdraw", "h1", "--as", "Ada", "--expect", "12",
    )  # fmt: skip
    assert answers.words("mend")[2] == [
        Saying(kind="turn", words="One.", voice=""),
        Saying(kind="follows", line=3),
        Saying(kind="no turn", line=4, to=6),
        Saying(kind="one voice", labels=("A", "B", "C")),
        Saying(kind="two voices", labels=("D",)),
        Saying(kind="no voice", labels=("Note",)),
        Saying(kind="editor", words="wounded", mark="supplied"),
        Saying(kind="speech", words="here"),
        Saying(kind="withdrawn", of="h1"),
    ]
    assert answers.options("mend") == {"agent": "Ada", "reason": "", "expected": "12", "dry_run": False}


def test_wrong_words_say_the_way_out(run, archive):
    folder, source = archive
    assert run("mend", source, "--turn", "Nobody said this.", "--archive", folder).code == 4
    twice = run("mend", source, "--turn", "Stoker:", "--archive", folder)
    assert (twice.code, "4 times, on lines 2, 4, 6, 7" in twice.err) == (3, True)
    assert run("mend", source, "--speaker", "Anna", "--archive", folder).code == 2
    assert run("mend", source, "--editor", "Mom", "--mark", "shout", "--archive", folder).code == 2
