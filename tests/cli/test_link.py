"""`earwitness link` and `unlink`: matches with their reasons, the JSON, and a person's word on them."""

import pytest

from earwitness import actions
from earwitness.actions.outcomes import Done
from earwitness.actions.proposing import Applied, Joined, Left, Proposal, Proposals
from earwitness.tellings.reasons import Reason

MATCH = Proposal(
    a="c4f9k2mq7x1",
    b="c8h2m5np3z7",
    verdict="same",
    score=0.98765,
    kind="telling",
    reasons=(
        Reason(what="words in the same places", weight=2.134, example="bosun (turns 5 and 5)"),
        Reason(what="other days", weight=-1.5),
    ),
    titles=("Bridge\x1b[2J", ""),
    transcripts=("ta", "tb"),
)
DONE = Done(act="a4f9k2mq7x1", sequence=7, verb="link", subjects=("ca", "cb"), messages=("they are one now",))


def test_a_person_reads_the_matches_and_why(run, answers):
    answers.give("propose", Proposals(total=3, proposals=(MATCH,)))
    outcome = run("link")
    assert outcome.code == 0
    assert outcome.out == (
        "same   0.99  telling\n"
        "  c4f9k2mq7x1  Bridge␛[2J\n"
        "  c8h2m5np3z7  Untitled conversation\n"
        "    +2.1  words in the same places: bosun (turns 5 and 5)\n"
        "    -1.5  other days\n"
    )
    assert outcome.err == "3 possible matches, 2 not shown\n"
    wanted = answers.options("propose")
    assert (wanted["id"], wanted["limit"], wanted["minimum"]) == (None, 50, 0.0)


def test_json_has_the_shape_of_the_design(run, answers):
    answers.give("propose", Proposals(total=1, proposals=(MATCH,)))
    document = run("link", "c4f9k2mq7x1", "--min", "0.5", "--limit", "0", "--json").document
    (one,) = document["proposals"]
    assert {name: one[name] for name in ("a", "b", "verdict", "score", "kind")} == {
        "a": "c4f9k2mq7x1",
        "b": "c8h2m5np3z7",
        "verdict": "same",
        "score": 0.98765,
        "kind": "telling",
    }
    assert one["reasons"][0] == {
        "what": "words in the same places",
        "weight": 2.134,
        "example": "bosun (turns 5 and 5)",
    }
    wanted = answers.options("propose")
    assert (wanted["id"], wanted["limit"], wanted["minimum"]) == ("c4f9k2mq7x1", None, 0.5)


def test_apply_says_what_was_joined_and_what_was_not(run, answers):
    applied = Applied(
        joined=(Joined(a="ca", b="cb", score=0.99, kind="repost", act="a1"),),
        left=(Left(a="cc", b="cd", why="an excerpt of two"),),
        proposals=(MATCH,),
    )
    answers.give("apply_proposals", applied)
    outcome = run("link", "--apply", "--min", "0.9", "--as", "Ada", "--reason", "reviewed")
    assert outcome.out == "a1  ca and cb are one conversation now (repost, 0.99)\n"
    assert outcome.err == "not linked: cc and cd: an excerpt of two\n1 link made; 1 for you to decide\n"
    wanted = answers.options("apply_proposals")
    assert (wanted["agent"], wanted["minimum"], wanted["reason"]) == ("Ada", 0.9, "reviewed")
    assert run("link", "--apply", "--json").document["joined"][0]["act"] == "a1"


@pytest.mark.parametrize(("words", "verb"), [((), "link"), (("--reject",), "reject")])
def test_two_ids_are_linked_or_rejected(run, answers, words, verb):
    answers.give(verb, DONE)
    outcome = run("link", *words, "ca", "cb", "--as", "Ada", "--reason", "I was there")
    assert (outcome.code, outcome.out, outcome.err) == (0, "a4f9k2mq7x1\n", "they are one now\n")
    assert answers.words(verb)[1:] == ("ca", "cb")
    turns = {"turns": ()} if verb == "link" else {}
    assert answers.options(verb) == {"agent": "Ada", "reason": "I was there", **turns}


def test_a_round_up_is_linked_by_its_turns(run, answers):
    answers.give("turns_of", ("ta.3", "ta.4"))
    answers.give("link", DONE)
    assert run("link", "ta", "cb", "--turns", "3-4").code == 0
    assert answers.words("turns_of")[1:] == ("ta", "3-4")
    assert answers.options("link")["turns"] == ("ta.3", "ta.4")
    assert run("link", "--turns", "3").code == 2


def test_a_reading_is_settled_and_turns_are_matched(run, answers):
    answers.give("settle", DONE)
    assert run("settle", "ca", "v1", "--reading", "ta", "--note", "heard twice", "--as", "Ada").out == "a4f9k2mq7x1\n"
    assert answers.words("settle")[1:] == ("ca", "v1")
    assert answers.options("settle") == {
        "agent": "Ada", "chosen": "ta", "words": "", "note": "heard twice", "reason": "",
    }  # fmt: skip
    answers.give("match", DONE)
    assert run("match", "ta.1,ta.2", "tb.3").code == 0
    assert answers.words("match")[1:] == (["ta.1", "ta.2"], ["tb.3"])
    assert run("match", "ta.1", "--alone", "tb").code == 0
    assert (answers.words("match")[1:], answers.options("match")["beside"]) == ((["ta.1"], []), "tb")


def test_unlink_takes_two_ids_or_a_link(run, answers):
    answers.give("unlink", DONE)
    assert run("unlink", "ca", "cb", "--as", "Ada").out == "a4f9k2mq7x1\n"
    assert answers.words("unlink")[1:] == ("ca", "cb")
    assert run("unlink", "l4f9k2mq7x1", "--json").document["act"] == "a4f9k2mq7x1"
    assert answers.words("unlink")[1:] == ("l4f9k2mq7x1", None)


@pytest.mark.parametrize(
    "words",
    [("a", "b", "c"), ("--reject",), ("--reject", "a"), ("--reject", "--apply"), ("--apply", "a", "b"), ("--min", "2")],
)
def test_wrong_usage(run, answers, words):
    assert run("link", *words).code == 2


def test_on_a_real_archive(run, tmp_path):
    turns = [f"{'AB'[n % 2]}: The crane driver lowered crate {n * 37} beside warehouse {n * 11}.\n" for n in range(12)]
    (tmp_path / "one.txt").write_text("".join(turns))
    (tmp_path / "two.txt").write_text("".join(turns) + "A: Over and out.\n")
    with actions.init(tmp_path / "archive") as desk:
        actions.add(desk, [str(tmp_path / "one.txt"), str(tmp_path / "two.txt")], agent="Ada")
    before = ("--archive", str(tmp_path / "archive"))
    (one,) = run(*before, "link", "--json").document["proposals"]
    assert (one["verdict"], one["kind"]) == ("same", "repost")
    assert run(*before, "link", "--reject", one["a"], one["b"]).code == 0
    assert run(*before, "link", "--json").document["proposals"] == []
    assert run(*before, "link", one["a"], one["b"]).code == 0
    assert run(*before, "list", "--json").document["total"] == 1
    assert run(*before, "unlink", one["a"], one["b"]).code == 0
    assert run(*before, "list", "--json").document["total"] == 2
    assert run(*before, "link", "c0000000000", one["b"]).code == 4


def test_a_model_is_read_from_a_folder_and_never_fetched(run, tmp_path):
    outcome = run("link", "--embed", str(tmp_path / "all-MiniLM-L6-v2"))
    assert outcome.code == 4
    assert "holds no sentence-transformers model" in outcome.err
    assert "Earwitness downloads none" in outcome.err
