"""`earwitness translate`: what is said of a translation, of a plan and of what would be sent elsewhere."""

from __future__ import annotations

from earwitness.actions.translating import Translated

DONE = Translated(
    transcript="t4f9k2mq7x1", conversation="c4f9k2mq7x1", status="translated", language="uk", to="en", turns=17, sent=16,
    letters=1804, batches=2, engine="openai", model="qwen\x1b[2J", version="not told", kept=1, translation="t8h2m5np3z7",
    doubts=3, terms=("300", "груз 200"), act="a4f9k2mq7x1",
)  # fmt: skip


def test_a_person_reads_what_came_of_it(run, answers):
    answers.give("translate", DONE)
    outcome = run("translate", "t4f9k2mq7x1", "--to", "en", "--url", "http://127.0.0.1:8080", "--model", "qwen")
    assert outcome.code == 0
    assert outcome.out == "t8h2m5np3z7: 17 turns in en by openai, qwen␛[2J, 1 batch of them kept from before\n"
    assert outcome.err.splitlines()[-2:] == [
        "2 doubts: earwitness show t8h2m5np3z7", "a machine translated this: check it before you rely on it",
    ]  # fmt: skip
    wanted = answers.options("translate")
    assert (wanted["url"], wanted["model"], wanted["engine"], wanted["glossary"]) == (
        "http://127.0.0.1:8080", "qwen", None, True,
    )  # fmt: skip
    assert (wanted["yes"], wanted["asked"]) == (False, None), (
        "nobody is there to be asked, and nothing is taken for a yes"
    )


def test_a_plan_says_what_would_go_where(run, answers):
    from msgspec.structs import replace

    answers.give("translate", replace(DONE, status="planned", translation=None, sent_to="https://api.example/v1/chat"))
    out = run("translate", "t4f9k2mq7x1", "--to", "en", "--turns", "3-20", "--from", "uk", "--dry-run").out
    assert out == (
        "16 turns of 17, 1,804 letters in 2 batches, from uk to en by openai, qwen␛[2J; not told\n"
        "words of the glossary go along: 300, груз 200\n"
        "they would be sent to https://api.example/v1/chat, which is not this machine\n"
    )
    wanted = answers.options("translate")
    assert (wanted["turns"], wanted["language"], wanted["dry_run"]) == ("3-20", "uk", True)


def test_json_has_the_whole_answer(run, answers):
    answers.give("translate", DONE)
    document = run("translate", "t4f9k2mq7x1", "--to", "en", "--no-glossary", "--json").document
    assert (document["status"], document["translation"], document["to"]) == ("translated", "t8h2m5np3z7", "en")
    assert answers.options("translate")["glossary"] is False


def test_a_language_must_be_named(run):
    assert run("translate", "t4f9k2mq7x1").code == 2
