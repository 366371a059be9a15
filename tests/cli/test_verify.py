"""`earwitness verify`: unchanged, or every fault by name; never a verdict on what was said."""

from pathlib import Path

from earwitness.actions.outcomes import Fault, Notice, Verified

CLEAN = Verified(objects=41, bytes=1_200_000, acts=17, faults=(), notices=())
BROKEN = Verified(
    objects=41,
    bytes=1_200_000,
    acts=17,
    faults=(Fault(path="objects/ab/cd", kind="changed", expected="abcd", found="ffff"),),
    notices=(Notice(path="objects/tmp/1", what="left by a crash"),),
)


def test_unchanged(run, answers):
    answers.give("verify", CLEAN)
    outcome = run("verify", "inquiry")
    assert outcome.code == 0
    assert outcome.out == "Unchanged since it was added: 41 objects (1.2 MB) and 17 acts.\n"
    assert outcome.err == "This shows that nothing was altered since; it does not show that what was said is true.\n"
    assert answers.words("verify") == (Path("inquiry"),)


def test_faults_are_named_and_exit_with_one(run, answers):
    answers.give("verify", BROKEN)
    outcome = run("verify", "inquiry")
    assert outcome.code == 1
    assert outcome.out == "fault    where          expected  found\nchanged  objects/ab/cd  abcd      ffff\n"
    assert outcome.err == (
        "notice: objects/tmp/1: left by a crash\n1 fault among 41 objects. What to do:\n"
        "  changed: restore it from a copy of the archive; keep the changed one apart\n"
    )


def test_json(run, answers):
    answers.give("verify", BROKEN)
    outcome = run("verify", "inquiry", "--json")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.document == {
        "objects": 41,
        "bytes": 1_200_000,
        "acts": 17,
        "faults": [{"path": "objects/ab/cd", "kind": "changed", "expected": "abcd", "found": "ffff"}],
        "notices": [{"path": "objects/tmp/1", "what": "left by a crash"}],
    }
