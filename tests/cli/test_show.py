"""`earwitness show`: conversations and sources."""

import json
from pathlib import Path

from earwitness.actions.answers import (
    CustodyEvent,
    HeldShown,
    Shown,
    SourceDetail,
    SourceShown,
    TranscriptShown,
    TurnShown,
)

TURN = TurnShown(
    id="t7w3n8zb5qd.1",
    number=1,
    speakers=(),
    text="Алло?",
    raw="— Алло?",
    start=None,
    end=None,
    language=None,
    marks=(),
)
TELLING = TranscriptShown(
    id="t7w3n8zb5qd", kind="transcription", language="ru", revision=1, source=None, format="text", made_by=None,
    doubts=(), turns=(TURN,),
)  # fmt: skip
CALL = Shown(
    id="c4f9k2mq7x1", title="A call", genre="call", access="open", held=HeldShown(date=None, certainty="unknown", why=""),
    published=None, languages=("ru",), speakers=(), sources=(), recordings=(), transcripts=(TELLING,),
)  # fmt: skip
DETAIL = SourceDetail(
    source=SourceShown(
        id="s2m6r9hc4va", url=None, path="call.txt", sha256="ab" * 32, size=11, media_type="text/plain", publisher=None,
        published=None, captured="2031-11-16T08:00:00Z", format="text", terms="the family's wish", access="closed",
    ),
    capture=(("collected", "2031-11-16T08:00:00Z"), ("publisher", "unknown: the file does not say")),
    custody=(CustodyEvent(event="ingestion", time="2031-11-16T08:00:00Z", agent="Ada", detail="add"),),
    conversations=(),
    same_bytes=(),
    object="objects/ab/" + "ab" * 31,
    checks=("sha256sum objects/ab/" + "ab" * 31,),
)  # fmt: skip


def test_a_conversation(run, answers):
    answers.give("show", CALL)
    outcome = run("show", "c4f9k2mq7x1")
    assert outcome.out == (
        "A call  c4f9k2mq7x1\n"
        "call · when it took place is unknown · access: open\n"
        "\n"
        "transcription, ru, revision 1, 1 turn  t7w3n8zb5qd\n"
        "\n"
        " 1  —  Алло?\n"
    )


def test_json_has_the_shape_of_the_design(run, answers):
    answers.give("show", CALL)
    document = run("show", "c4f9k2mq7x1", "--json").document
    assert document["held"] == {"date": None, "certainty": "unknown", "why": ""}
    turn = document["transcripts"][0]["turns"][0]
    assert {"id", "number", "speakers", "text", "raw", "start", "end", "language", "marks"} <= set(turn)


def test_jsonl_is_a_line_a_turn(run, answers):
    answers.give("show", CALL)
    (line,) = run("show", "c4f9k2mq7x1", "--jsonl").out.splitlines()
    turn = json.loads(line)
    assert (turn["conversation"], turn["transcript"], turn["revision"]) == ("c4f9k2mq7x1", "t7w3n8zb5qd", 1)
    assert turn["text"] == "Алло?"


def test_an_earlier_revision_is_asked_for(run, answers):
    answers.give("show", CALL)
    run("show", "t7w3n8zb5qd", "--revision", "1")
    assert answers.options("show") == {"revision": 1}


def test_a_source_shows_where_it_comes_from(run, answers):
    answers.give("show_source", DETAIL)
    object_ = str(Path("objects") / "ab" / ("ab" * 31))
    assert run("show", "s2m6r9hc4va").out == (
        "call.txt  s2m6r9hc4va\n"
        "text/plain, 11 bytes, read as text\n"
        "access: closed · terms: the family's wish\n"
        "\n"
        "where this comes from\n"
        "  collected: 2031-11-16T08:00:00Z\n"
        "  publisher: unknown: the file does not say\n"
        "\n"
        "what happened to it\n"
        "  2031-11-16T08:00:00Z  ingestion  Ada  add\n"
        "\n"
        f"its bytes: {object_}\n"
        f"  sha256sum {object_}\n"
    )
    assert run("show", "s2m6r9hc4va", "--json").document["source"]["id"] == "s2m6r9hc4va"


def test_a_source_has_no_turns(run, answers):
    assert run("show", "s2m6r9hc4va", "--jsonl").code == 2
