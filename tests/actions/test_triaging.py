"""`triage`: where the work stands. All of it is fiction, written for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from earwitness import actions
from earwitness.actions import Desk, Filters
from earwitness.errors import BadInput, Conflict, NotFound, WrongUsage

CALL = (
    "Bridge: Hull report of %s, all of it.\nWatch: Understood, all of you.\nBridge: We are on our way.\nWatch: Good.\n"
)
ADA = "Ada Example"


@pytest.fixture
def calls(desk: Desk, add, page) -> list[str]:
    """Three conversations, dated in the order in which they stand."""
    ids = []
    for day in ("2031-11-14", "2031-11-15", "2032"):
        (item,) = add(page(f"{day}.txt", CALL % day), language="en").added
        ids.append(item.conversations[0])
        actions.describe(desk, ids[-1], agent=ADA, fields={"held": day})
    return ids


def triage(desk: Desk, ids: list[str], **said: object):  # type: ignore[no-untyped-def]
    return actions.triage(desk, ids, agent=ADA, **said)  # type: ignore[arg-type]


def listed(desk: Desk, **asked: object):  # type: ignore[no-untyped-def]
    paged = {name: asked.pop(name) for name in ("order", "limit") if name in asked}
    return actions.list_conversations(desk, Filters(**asked), **paged).conversations  # type: ignore[arg-type]


def test_one_act_for_many_and_one_undo(desk: Desk, calls: list[str]) -> None:
    before = listed(desk)
    assert {(one.status, one.assignee, one.priority, one.sets) for one in before} == {("new", None, "normal", ())}
    done = triage(desk, calls[:2], status="Checked", assignee="Ines", priority="high", add_sets=["Hull", "Night"])
    assert done.messages == (
        "2 conversations: status: checked",
        "2 conversations: assignee: Ines",
        "2 conversations: priority: high",
        "2 conversations: in the set “Hull”",
        "2 conversations: in the set “Night”",
    )
    one, two, three = listed(desk)
    assert {(each.status, each.assignee, each.priority, each.sets) for each in (one, two)} == {
        ("checked", "Ines", "high", ("Hull", "Night"))
    }
    assert three == before[2]
    assert [each.id for each in listed(desk, status="checked", set="Night", assignee="Ines")] == calls[:2]
    assert listed(desk, set="night") == ()
    actions.undo(desk, done.act, agent=ADA)
    assert listed(desk) == before


def test_sets_of_two_people_at_once_are_both_kept(desk: Desk, calls: list[str]) -> None:
    with actions.open_desk(desk.path) as other:
        first = triage(desk, calls[:1], add_sets=["Hull"])
        triage(other, calls[:1], add_sets=["Night"], remove_sets=["Quay"])
        triage(desk, calls[:1], add_sets=["Bow"])
        assert listed(desk)[0].sets == ("Bow", "Hull", "Night")
        actions.undo(other, first.act, agent="Vera Example")
        assert listed(desk)[0].sets == ("Bow", "Night")
        triage(desk, calls[:1], remove_sets=["Night"])
    assert listed(desk)[0].sets == ("Bow",)
    actions.describe(desk, calls[0], agent=ADA, fields={"sets": "Deck; Quay"})
    triage(desk, calls[:1], add_sets=["Bow"])
    assert listed(desk)[0].sets == ("Bow", "Deck", "Quay")


def test_what_was_meant_to_be_replaced_must_stand(desk: Desk, calls: list[str]) -> None:
    triage(desk, calls[:1], status="read", expected="new")
    with pytest.raises(Conflict) as caught:
        triage(desk, calls[:1], status="checked", expected="new")
    assert (caught.value.expected, caught.value.found) == ("new", "read")
    assert listed(desk)[0].status == "read"


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, WrongUsage),
        ({"status": "x" * 101}, BadInput),
        ({"status": "one, two"}, BadInput),
        ({"priority": "urgent"}, BadInput),
        ({"add_sets": ["Hull"], "remove_sets": ["Hull"]}, WrongUsage),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(desk: Desk, calls: list[str], said, error) -> None:  # type: ignore[no-untyped-def]
    acts = actions.log(desk).total
    with pytest.raises(error):
        triage(desk, calls, **said)
    with pytest.raises(NotFound):
        triage(desk, [calls[0], "c0000000000"], status="read")
    assert actions.log(desk).total == acts


def test_a_queue_goes_by_priority_then_date(desk: Desk, calls: list[str]) -> None:
    early, late, vague = calls
    triage(desk, [vague], priority="high")
    triage(desk, [early], priority="low")
    assert [one.id for one in listed(desk, order="priority")] == [vague, late, early]
    place = actions.queue(desk, late, Filters(status="new"))
    assert (place.number, place.total, place.before, place.after) == (2, 3, vague, early)
    triage(desk, [late], status="read")
    place = actions.queue(desk, late, Filters(status="new"))
    assert (place.number, place.total, place.before, place.after) == (None, 2, vague, early)
    assert actions.queue(desk, early, Filters(status="new")).after is None


def test_the_index_need_not_follow_and_finds_all(desk: Desk, calls: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from earwitness.index import search as room

    def never(*_: object, **__: object) -> None:
        raise AssertionError("the index was written")

    with monkeypatch.context() as patched:
        patched.setattr(room, "write", never)
        done = triage(desk, calls, status="read")
        actions.undo(desk, done.act, agent=ADA)
        with pytest.raises(AssertionError):  # the control
            actions.describe(desk, calls[0], agent=ADA, fields={"title": "The hull"})
    actions.describe(desk, calls[0], agent=ADA, fields={"title": "The hull, again"})
    found = actions.search(desk, "hull")
    assert (found.total, found.stale) == (3, None)


def test_times_and_needs_narrow_a_list(desk: Desk, calls: list[str]) -> None:
    def found(**asked: str) -> list[str]:
        return [one.id for one in listed(desk, **asked)]

    assert found(during="2031") == found(during="2031-11") == calls[:2]
    assert found(during="2031-11-14/2031-11-14") == calls[:1]
    assert found(during="2031-01/2032-12") == calls[:2]  # a year alone is less than a month
    assert found(during="unknown") == []
    assert found(needs="check") == calls
    triage(desk, calls[:1], status="set aside")
    assert found(needs="check") == calls[1:]
    for bad in ({"during": "soon"}, {"needs": "love"}, {"priority": "urgent"}):
        with pytest.raises(BadInput):
            found(**bad)


def test_a_table_has_it_all(desk: Desk, calls: list[str]) -> None:
    triage(desk, calls[:1], status="read", assignee="Ines", priority="low", add_sets=["Hull", "Bow"])
    header, first, *_ = actions.list_table(desk, to="csv").decode("utf-8-sig").splitlines()
    cells = dict(zip(header.split(","), first.split(","), strict=True))
    assert [cells[name] for name in ("status", "assignee", "priority", "sets")] == ["read", "Ines", "low", "Bow; Hull"]


def test_it_survives_a_rebuild(desk: Desk, calls: list[str], tmp_path: Path) -> None:
    triage(desk, calls, status="read", add_sets=["Hull"])
    before = desk.archive.catalog.content_digest()
    actions.rebuild(desk)
    assert desk.archive.catalog.content_digest() == before
