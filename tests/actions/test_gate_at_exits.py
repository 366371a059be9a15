"""The gate stands at every exit: what is held back does not leave, is not found, and is not counted."""

from __future__ import annotations

import datetime as dt

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import Refused
from earwitness.protect import gate

ADA = "Ada Example"
SECRET = "Mother: Did you see the heron?\nIlya: The heron flew at night.\nMother: Swear to me, Ilya.\n"
PRESS = "Bridge: Water, there is.\nWatch: Say again?\nIlya: The heron flew.\nMother: Swear to me, Ilya.\n"
HOLDING = {
    "source": {"access": "restricted"},
    "conversation": {"access": "closed"},
    "transcript": {"access": "restricted"},
    "terms": {"terms": "the family's wish", "forbids": "export, citation, publication, api"},
    "day": {"access": "closed until 2999-01-01"},
}
"""Each way in which the whole of a call is held back, and what is said of what."""


def subject(item, how: str) -> str:
    return {"conversation": item.conversations[0], "transcript": item.transcripts[0]}.get(how, item.source)


@pytest.fixture
def secret(add, page, filed):
    """A call of three turns beside an open one of four."""
    (item,) = add(page("secret.txt", SECRET), publisher="Harbour Courier").added
    return item


def answers(desk: Desk, item) -> dict[str, object]:
    """What others get of the call at every exit: the words or a count, None where it is refused."""

    def refused(call):
        try:
            return call()
        except Refused:
            return None

    found = actions.search(desk, "heron OR swear", audience="others", by="publisher")
    return {
        "export": refused(lambda: b"heron" in actions.export(desk, list(item.conversations), to="text")[1]),
        "export of the transcript": refused(
            lambda: b"heron" in actions.export(desk, list(item.transcripts), to="jsonl")[1]
        ),
        "export of the source": refused(lambda: b"heron" in actions.export(desk, [item.source], to="text")[1]),
        "export of all": b"heron" in actions.export(desk, None, to="text")[1] or None,
        "citation": refused(lambda: "heron" in actions.cite(desk, f"{item.transcripts[0]}.1").plain),
        "search": found.total or None,
        "facets": dict(found.facets["publisher"]).get("Harbour Courier"),
        "concordance": len(actions.search(desk, "heron", concordance=True, audience="others").lines) or None,
        "list": actions.list_conversations(desk, audience="others").total - 1 or None,
    }


OPEN = {
    "export": True, "export of the transcript": True, "export of the source": True, "export of all": True,
    "citation": True, "search": 3, "facets": 3, "concordance": 2, "list": 1,
}  # fmt: skip


def test_the_control_leaves_by_every_exit(desk: Desk, secret) -> None:
    assert answers(desk, secret) == OPEN


@pytest.mark.parametrize("how", HOLDING)
def test_what_is_held_back_leaves_by_none(desk: Desk, secret, how: str) -> None:
    done = actions.describe(desk, subject(secret, how), agent=ADA, fields=HOLDING[how])
    assert answers(desk, secret) == dict.fromkeys(OPEN)
    assert actions.search(desk, "heron").total == 2, "the keeper finds it"
    assert actions.list_conversations(desk).total == 2
    actions.undo(desk, done.act, agent=ADA)
    assert answers(desk, secret) == OPEN


@pytest.mark.parametrize(
    ("local", "seen"),
    [("2", ["Did you see the heron?", "Swear to me, Ilya."]), ("p1", ["The heron flew at night."])],
)
def test_a_turn_or_a_voice_alone_is_held_back(desk: Desk, secret, local: str, seen: list[str]) -> None:
    (id,) = secret.transcripts
    actions.describe(desk, f"{id}.{local}", agent=ADA, fields={"access": "restricted"})
    found = actions.search(desk, "heron OR swear", audience="others")
    assert (found.total, sorted(hit.text for hit in found.hits)) == (len(seen), sorted(seen))
    beside = {text for hit in found.hits for text in (hit.before, hit.after) if text}
    assert beside <= set(seen), "nor is it shown beside a hit"
    with pytest.raises(Refused):
        actions.export(desk, list(secret.conversations), to="text")


def test_bytes_that_are_held_back_somewhere_are_held_back_everywhere(desk: Desk, secret, add, page) -> None:
    (copy,) = add(page("copy.txt", SECRET), access="restricted").added
    assert copy.conversations == secret.conversations
    assert answers(desk, secret) == dict.fromkeys(OPEN)


def test_others_learn_nothing_by_asking_for_an_id(desk: Desk, secret) -> None:
    (id,) = secret.conversations
    assert actions.search(desk, "heron", in_=id, audience="others").total == 2
    actions.describe(desk, id, agent=ADA, fields={"access": "restricted"})
    held = actions.search(desk, "heron", in_=id, audience="others")
    unknown = actions.search(desk, "heron", in_="c0000000000", audience="others")
    assert (held.total, held.hits, held.facets) == (unknown.total, unknown.hits, unknown.facets) == (0, (), held.facets)
    assert not any(held.facets.values())


@pytest.mark.parametrize("how", ["source", "conversation", "turn"])
def test_a_closed_thing_opens_by_itself_on_its_day(desk: Desk, secret, how: str, monkeypatch) -> None:
    named = f"{secret.transcripts[0]}.1" if how == "turn" else subject(secret, how)
    actions.describe(desk, named, agent=ADA, fields={"access": "closed until 2031-11-14"})

    def on(day: str) -> tuple[int, bool]:
        today = dt.date.fromisoformat(day)

        class Someday(gate.Gate):
            def __init__(self) -> None:
                super().__init__(today)

        for room in ("citing", "exporting", "listing", "narrowing", "searching"):
            monkeypatch.setattr(f"earwitness.actions.{room}.Gate", Someday)
        try:
            actions.export(desk, list(secret.conversations), to="text")
            leaves = True
        except Refused:
            leaves = False
        return actions.search(desk, "heron", audience="others").total, leaves

    assert on("2031-11-13") == ({"turn": 1}.get(how, 0), False)
    assert on("2031-11-14") == (2, True)
    assert on("2031-11-13") == ({"turn": 1}.get(how, 0), False), "the day decides, not what was asked before"


@pytest.mark.parametrize("how", ["source", "conversation", "transcript"])
def test_what_holds_back_a_round_up_holds_back_its_quotes_where_they_are_quoted(desk, add, page, how):
    (call,) = add(page("call.txt", "Bridge: We have water.\nWatch: How many are you?\nBridge: Nine.\n")).added
    (round_up,) = add(page("press.txt", PRESS), kind="excerpt").added
    (telling,) = round_up.transcripts
    actions.link(desk, round_up.conversations[0], call.conversations[0], agent=ADA, turns=[f"{telling}.1"])
    assert b"Water, there is" in actions.export(desk, list(call.conversations), to="text")[1], "the control"
    actions.describe(desk, subject(round_up, how), agent=ADA, fields={"access": "restricted"})
    with pytest.raises(Refused):
        actions.export(desk, list(call.conversations), to="text")
    found = actions.search(desk, "water", audience="others")
    assert ([hit.transcript for hit in found.hits], [hit.also for hit in found.hits]) == ([call.transcripts[0]], [()])
