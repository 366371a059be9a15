"""The commands of a person's acts, and the log that keeps them."""

import io

import pytest

from earwitness.actions.outcomes import ActShown, Done, Log, Reread, TurnChange
from earwitness.errors import Conflict

DONE = Done(act="a4f9k2mq7x1", sequence=12, verb="describe", subjects=("c1",), messages=("the title is now “Bridge”",))


def test_describe_gives_the_act_and_says_what_changed(run, answers):
    answers.give("describe", DONE)
    outcome = run(
        "describe", "c1", "--title", "Bridge", "--made-by", "A. Typist", "--as", "Ada", "--was", "title=The old = one"
    )
    assert (outcome.code, outcome.out, outcome.err) == (0, "a4f9k2mq7x1\n", "the title is now “Bridge”\n")
    assert answers.options("describe") == {
        "agent": "Ada",
        "fields": {"title": "Bridge", "made_by": "A. Typist"},
        "origin": "person",
        "reason": "",
        "expected": {"title": "The old = one"},
    }


def test_an_empty_value_is_a_value(run, answers):
    answers.give("describe", DONE)
    run("describe", "c1", "--place", "", "--as", "Ada")
    assert answers.options("describe")["fields"] == {"place": ""}


def test_describe_wants_a_field(run, answers):
    assert run("describe", "c1", "--as", "Ada").code == 2
    assert run("describe", "c1", "--title", "x", "--was", "title").code == 2


def test_a_conflict_shows_both_versions(run, answers):
    answers.give("describe", Conflict("the title was changed since", expected="Old", found="Newer"))
    outcome = run("describe", "c1", "--title", "New", "--was", "title=Old", "--as", "Ada", "--json")
    assert outcome.code == 3
    assert (outcome.facts["expected"], outcome.facts["found"]) == ("Old", "Newer")
    assert run("describe", "c1", "--title", "New", "--was", "title=Old", "--as", "Ada").err == (
        "earwitness: the title was changed since\n"
        "  expected: Old\n"
        "  found:    Newer\n"
        "  look at what changed, then act on the version that stands now\n"
    )


def test_undo(run, answers):
    answers.give("undo", DONE)
    outcome = run("undo", "a0000000001", "--as", "Ada", "--reason", "wrong call", "--json")
    assert outcome.document["act"] == "a4f9k2mq7x1"
    assert answers.options("undo") == {"agent": "Ada", "reason": "wrong call"}


def test_erase_asks_nobody_when_nobody_is_there(run, answers, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    answers.give("erase", DONE)
    outcome = run("erase", "s2m6r9hc4va", "--as", "Ada")
    assert outcome.code == 2
    assert "erase" not in answers.calls
    assert run("erase", "s2m6r9hc4va", "--as", "Ada", "--yes").code == 0
    assert "erase" in answers.calls


@pytest.mark.parametrize(("reply", "code", "erased"), [("y\n", 0, True), ("n\n", 1, False), ("\n", 1, False)])
def test_erase_asks_who_is_there(run, answers, monkeypatch, reply, code, erased):
    keyboard = io.StringIO(reply)
    keyboard.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", keyboard)
    answers.give("erase", DONE)
    assert run("erase", "s2m6r9hc4va", "--as", "Ada").code == code
    assert ("erase" in answers.calls) is erased


def test_reread_shows_the_difference(run, answers):
    answers.give(
        "reread",
        Reread(
            source="s1",
            reader_before="page 1",
            reader_after="page 2",
            changes=(
                TurnChange(kind="changed", number=3, before="R: Alo", after="Alo"),
                TurnChange(kind="added", number=4, after="Mum?"),
            ),
            kept=("the title, set by Ada",),
        ),
    )
    outcome = run("reread", "s1", "--dry-run", "--as", "Ada")
    assert outcome.out == "- 3  R: Alo\n+ 3  Alo\n+ 4  Mum?\nkept: the title, set by Ada\n"
    assert outcome.err == "2 turns would change; read before by page 1, now by page 2\n"


def test_the_log(run, answers):
    acts = (
        ActShown(
            sequence=2, id="a2", time="2031-11-16T08:01:00Z", agent="Ada", act="describe", subjects=("c1",),
            reason="stated at the hearing", previous="0" * 64, undone_by="a3",
        ),
        ActShown(
            sequence=1, id="a1", time="2031-11-16T08:00:00Z", agent="Ada", act="add",
            subjects=("s1", "c1", "t1", "s2", "c2", "t2"), reason="", previous="0" * 64,
        ),
    )  # fmt: skip
    answers.give("log", Log(acts=acts, total=9))
    outcome = run("log", "--verb", "add", "--agent", "Ada")
    assert outcome.out == (
        "   act  time                  who  did       what to                 why\n"
        "2  a2   2031-11-16T08:01:00Z  Ada  describe  c1                      stated at the hearing (undone by a3)\n"
        "1  a1   2031-11-16T08:00:00Z  Ada  add       s1 c1 t1 s2 and 2 more\n"
    )
    assert outcome.err == "2 of 9 acts\n"
    assert (answers.options("log")["verb"], answers.options("log")["agent"]) == ("add", "Ada")
    assert run("log", "--jsonl").out.count("\n") == 2
