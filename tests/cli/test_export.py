"""`earwitness export`: bytes as they are, and what did not get through."""

import json
from pathlib import Path

import pytest

from earwitness.actions.outcomes import Exported, Loss
from earwitness.errors import Refused

WHOLE = Exported(format="markdown", files=(), conversations=("c1",), losses=())


def test_bytes_go_to_standard_output_as_they_are(run, answers, capsysbinary):
    answers.give("export", (WHOLE, "# Мостик\n".encode()))
    outcome = run("export", "c1", "--to", "markdown")
    assert (outcome.code, outcome.out, outcome.err) == (0, "# Мостик\n", "")
    assert answers.words("export")[1] == ("c1",)
    assert answers.options("export")["output"] is None


def test_all_to_a_file_says_what_is_lost_and_held_back(run, answers):
    losses = (
        Loss(conversation="c1", transcript="t1", what="marks", count=3),
        Loss(conversation="c2", transcript="t2", what="marks", count=1),
        Loss(conversation="c2", transcript=None, what="the place", count=1),
    )
    answers.give(
        "export",
        (
            Exported(
                format="text",
                files=("all.txt",),
                conversations=("c1", "c2"),
                losses=losses,
                withheld=(("c3", "restricted"),),
            ),
            b"",
        ),
    )
    outcome = run("export", "--all", "--to", "text", "-o", "all.txt")
    assert outcome.code == 1
    assert outcome.out == "all.txt\n"
    assert outcome.err == (
        "text cannot carry: marks (4)\ntext cannot carry: the place (1)\nheld back: 1 thing\n  c3: restricted\n"
    )
    assert answers.words("export")[1] is None
    assert answers.options("export")["output"] == Path("all.txt")


def test_what_is_held_back_is_refused(run, answers):
    answers.give("export", Refused("c3 is restricted", subjects=("c3",)))
    outcome = run("export", "c3", "--to", "text", "-o", "x", "--json")
    assert (outcome.code, outcome.facts["subjects"]) == (6, ["c3"])


def test_with_json_the_text_stands_in_the_answer(run, answers):
    answers.give("export", (WHOLE, "# Мостик\n".encode()))
    outcome = run("export", "c1", "--to", "markdown", "--json")
    assert (outcome.code, json.loads(outcome.out)["content"]) == (0, "# Мостик\n")
    answers.give("export", Refused("c3 is restricted", subjects=("c3",)))
    outcome = run("export", "c3", "--to", "text", "--json")
    assert (outcome.code, outcome.out, outcome.facts["error"]) == (6, "", "Refused")
    answers.give("export", (WHOLE, b"\xff\xd8"))
    assert run("export", "s1", "--to", "text", "--json").code == 2


@pytest.mark.parametrize(
    "words",
    [
        ("export", "--to", "text"),
        ("export", "c1", "--all", "--to", "text"),
        ("export", "c1"),
    ],
)
def test_wrong_usage(run, answers, words):
    answers.give("export", (WHOLE, b""))
    assert run(*words).code == 2
    assert "export" not in answers.calls
