"""`earwitness diarize`: what is said of each recording, and that a guess is called one."""

from __future__ import annotations

from earwitness.actions.diarizing import Diarized, DiarizedItem

DONE = DiarizedItem(
    recording="r4f9k2mq7x1", conversation="c4f9k2mq7x1", status="diarized", transcript="t4f9k2mq7x1", turns=12,
    voices=("S1", "S2"), split=2, left=1, act="a4f9k2mq7x1",
)  # fmt: skip
FAILED = DiarizedItem(
    recording="r8h2m5np3z7",
    conversation="c8h2m5np3z7",
    status="failed",
    message="there is one channel",
    error="BadInput",
)


def answer(*items: DiarizedItem, exact: bool = False) -> Diarized:
    return Diarized(engine="clusters", model="voices.onnx", version="1", exact=exact, items=items)


def test_a_guess_is_called_one(run, answers):
    answers.give("diarize", answer(DONE, FAILED))
    outcome = run("diarize", "c4f9k2mq7x1", "c8h2m5np3z7", "--engine", "clusters", "--onto", "t4f9k2mq7x1", "--split")
    assert outcome.code == 1
    assert "S1, S2; 2 by splitting; 1 kept" in outcome.out and "there is one channel" in outcome.out
    assert "a machine guessed who speaks" in outcome.err
    wanted = answers.options("diarize")
    assert (wanted["onto"], wanted["split"], wanted["engine"]) == ("t4f9k2mq7x1", True, "clusters")


def test_channels_are_no_guess(run, answers):
    answers.give("diarize", answer(DONE, exact=True))
    outcome = run("diarize", "r4f9k2mq7x1")
    assert outcome.code == 0 and "guessed" not in outcome.err


def test_one_that_fails_alone_has_the_exit_code_of_its_error(run, answers):
    answers.give("diarize", answer(FAILED))
    outcome = run("diarize", "r8h2m5np3z7", "--json")
    assert outcome.code == 3 and outcome.document["items"][0]["error"] == "BadInput"
    assert run("diarize").code == 2
