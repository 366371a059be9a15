"""The tree of errors: drawn in the docstring as it is, exit codes as promised, facts as data."""

from __future__ import annotations

import pickle
import re

import pytest

from earwitness import errors
from earwitness.errors import BadQuery, Conflict, EarwitnessError, MalformedText, MissingExtra, NotFound, Refused


def tree() -> dict[str, int]:
    """Returns the errors that the docstring draws, with the exit code that stands for each branch."""
    drawn: dict[str, int] = {}
    code = 1
    for line in (errors.__doc__ or "").splitlines():
        match = re.search(r"[├└]── (\w+)(?:\s+(\d))?", line)
        if match:
            code = int(match[2]) if match[2] else code
            drawn[match[1]] = code
    return drawn


def test_the_drawing_shows_every_error_with_its_exit_code() -> None:
    known = {
        name: error.exit_code
        for name, error in vars(errors).items()
        if isinstance(error, type) and issubclass(error, EarwitnessError) and error is not EarwitnessError
    }
    assert tree() == known


@pytest.mark.parametrize(
    ("error", "facts"),
    [
        (
            MalformedText("a.srt", 7, "the end stands before the start", hint="mend the time"),
            {"error": "MalformedText", "message": "a.srt, line 7: the end stands before the start",
             "hint": "mend the time", "path": "a.srt", "line": 7},
        ),
        (
            NotFound("no source s1", near=("s2", "s3")),
            {"error": "NotFound", "message": "no source s1", "hint": "did you mean s2 or s3?", "path": None, "line": None},
        ),
        (
            BadQuery("this quote is not closed", query='"a', position=0),
            {"error": "BadQuery", "message": "this quote is not closed", "hint": "", "path": None, "line": None,
             "query": '"a', "position": 0},
        ),
        (
            MissingExtra("embed", "comparing by meaning"),
            {"error": "MissingExtra", "message": "comparing by meaning needs the extra “embed”, which is not installed",
             "hint": 'pip install "earwitness[embed]"', "path": None, "line": None},
        ),
    ],
)  # fmt: skip
def test_an_error_gives_its_facts(error: EarwitnessError, facts: dict[str, object]) -> None:
    assert error.facts() == facts


@pytest.mark.parametrize(
    "error",
    [
        MalformedText("a.srt", 7, "no time"),
        NotFound("no source s1", near=("s2",)),
        MissingExtra("embed", "comparing"),
        Conflict("late", expected="1", found="2"),
    ],
)
def test_an_error_travels_between_processes(error: EarwitnessError) -> None:
    arrived = pickle.loads(pickle.dumps(error))
    assert (type(arrived), arrived.facts(), str(arrived)) == (type(error), error.facts(), str(error))


def test_a_conflict_shows_both_and_a_refusal_names_ids() -> None:
    conflict = Conflict("somebody was faster", expected="1", found="2")
    assert (conflict.facts()["expected"], conflict.facts()["found"], bool(conflict.hint)) == ("1", "2", True)
    assert Refused("no", subjects=("c1",)).facts()["subjects"] == ["c1"]
