"""`log` and `undo`: every act, and taking one back."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions import Desk
from earwitness.errors import BadInput, Conflict, NotFound

ADA = "Ada Example"
CALL = "Bridge: We are taking water.\nWatch: How many aboard?\nBridge: A hundred and eighteen.\n"


def verbs(desk: Desk, **filters) -> list[tuple[int, str]]:
    return [(act.sequence, act.act) for act in actions.log(desk, **filters).acts]


def test_the_log_tells_every_act_newest_first(desk: Desk, filed) -> None:
    (id,) = filed.conversations
    actions.describe(desk, id, agent="Boris", fields={"title": "The last call"}, reason="so it is known")
    actions.describe(desk, filed.source, agent=ADA, fields={"publisher": "Harbour Courier"})
    log = actions.log(desk)
    assert (log.total, verbs(desk)) == (3, [(3, "describe"), (2, "describe"), (1, "add")])
    assert (log.acts[1].agent, log.acts[1].reason, log.acts[1].subjects) == ("Boris", "so it is known", (id,))
    assert [act.previous for act in actions.log(desk, oldest_first=True).acts] == [
        line.prev for line in desk.archive.journal.lines()
    ]


def test_the_log_is_narrowed_and_paged(desk: Desk, filed) -> None:
    (id,) = filed.conversations
    actions.describe(desk, id, agent="Boris", fields={"title": "The last call"})
    actions.describe(desk, filed.source, agent=ADA, fields={"publisher": "Harbour Courier"})
    assert verbs(desk, agent="Boris") == [(2, "describe")]
    assert verbs(desk, verb="add") == [(1, "add")]
    assert verbs(desk, subject=filed.source) == [(3, "describe"), (1, "add")]
    assert verbs(desk, limit=1, offset=1) == [(2, "describe")]
    assert actions.log(desk, limit=1).total == 3
    assert verbs(desk, agent="Nobody") == []


def test_the_log_is_narrowed_by_days(desk: Desk, filed) -> None:
    (act,) = actions.log(desk).acts
    day = act.time[:10]
    assert verbs(desk, since=day, until=day) == verbs(desk, since=day[:4]) == verbs(desk, until=day[:7]) == [(1, "add")]
    assert verbs(desk, until="2001") == verbs(desk, since="2999-01-01") == []
    for wrong in ("yesterday", "2031-13", "2031-02-30", "31.12.2031"):
        with pytest.raises(BadInput, match="is no day") as refused:
            actions.log(desk, since=wrong)
        assert "2031-11" in refused.value.hint


def test_each_act_names_the_line_before_by_its_digest(desk: Desk, filed) -> None:
    actions.describe(desk, filed.source, agent=ADA, fields={"publisher": "Harbour Courier"})
    first, second = actions.log(desk, oldest_first=True).acts
    assert len(first.digest) == 64
    assert second.previous == first.digest != second.digest


def test_an_undo_is_an_act_and_undoing_it_does_the_first_again(desk: Desk, filed) -> None:
    (id,) = filed.conversations
    before = actions.show(desk, id)
    add = actions.log(desk).acts[0].id
    undo = actions.undo(desk, add, agent="Boris", reason="the wrong file")
    with pytest.raises(NotFound):
        actions.show(desk, id)
    assert actions.search(desk, "souls").total == 0
    assert actions.list_conversations(desk).total == 0
    undone = actions.log(desk).acts[1]
    assert (undone.id, undone.undone_by) == (add, undo.act)
    actions.undo(desk, undo.act, agent=ADA)
    assert actions.show(desk, id) == before
    assert actions.search(desk, "souls").total == 1
    assert verbs(desk) == [(3, "undo"), (2, "undo"), (1, "add")]
    assert actions.log(desk).acts[2].undone_by is None
    assert actions.verify(desk).faults == ()


def test_an_act_can_be_named_by_its_number(desk: Desk, filed) -> None:
    assert actions.undo(desk, " 1 ", agent=ADA).subjects[0] == filed.source
    with pytest.raises(NotFound):
        actions.undo(desk, "9", agent=ADA)
    with pytest.raises(NotFound):
        actions.undo(desk, "a0000000000", agent=ADA)


def test_what_others_build_on_is_not_pulled_away(desk: Desk, filed) -> None:
    (id,) = filed.conversations
    described = actions.describe(desk, id, agent="Boris", fields={"title": "The last call"})
    before = actions.show(desk, id)
    with pytest.raises(Conflict) as raised:
        actions.undo(desk, "1", agent=ADA)
    assert raised.value.found == described.act
    assert raised.value.hint == f"undo those first: earwitness undo {described.act}"
    assert actions.show(desk, id) == before
    assert actions.log(desk).total == 2
    actions.undo(desk, described.act, agent=ADA)
    actions.undo(desk, "1", agent=ADA)
    assert actions.list_conversations(desk).total == 0


def test_nothing_is_undone_twice(desk: Desk, filed) -> None:
    actions.undo(desk, "1", agent=ADA)
    with pytest.raises(Conflict, match="undone already"):
        actions.undo(desk, "1", agent=ADA)


def test_an_erasure_cannot_be_undone(desk: Desk, filed) -> None:
    erased = actions.erase(desk, filed.source, agent=ADA)
    with pytest.raises(BadInput, match="cannot be undone"):
        actions.undo(desk, erased.act, agent=ADA)


def test_a_link_makes_two_conversations_one_and_undo_parts_them(desk: Desk, filed, add, page) -> None:
    (other,) = add(page("other.txt", CALL)).added
    (a,), (b,) = filed.conversations, other.conversations
    linked = actions.link(desk, a, b, agent=ADA, why="the same voices, the same minute")
    assert actions.list_conversations(desk).total == 1
    assert actions.show(desk, b).id == a
    assert {hit.conversation for hit in actions.search(desk, "water OR aboard").hits} == {a}
    actions.undo(desk, linked.act, agent=ADA)
    assert actions.list_conversations(desk).total == 2
    assert actions.show(desk, b).id == b
    assert {hit.conversation for hit in actions.search(desk, "water OR aboard").hits} == {a, b}


def test_after_the_first_publication_is_undone_the_second_can_be_read(desk: Desk, filed, add, page) -> None:
    (copy,) = add(page("copy.txt", (page_content := desk.archive.objects.read(_digest(desk, filed.source))))).added
    assert page_content.startswith(b"Bridge and coast guard")
    actions.undo(desk, "1", agent=ADA)
    assert actions.list_conversations(desk).total == 0
    again = actions.reread(desk, copy.source, agent=ADA)
    assert len(again.changes) == 4
    assert actions.list_conversations(desk).total == 1


def _digest(desk: Desk, source: str) -> str:
    return actions.show_source(desk, source).source.sha256


def test_the_log_is_narrowed_by_days_and_read_in_pages(desk: Desk, add, page) -> None:
    add(page("call.txt", CALL))
    today = actions.log(desk).acts[0].time[:10]
    whole = actions.log(desk, limit=None)
    assert actions.log(desk, since=today, until=today).total == whole.total
    assert actions.log(desk, until="1999-12-31").total == 0, "and nothing was done in another century"
    assert actions.log(desk, since="2999").acts == ()
    paged = [act for offset in range(whole.total) for act in actions.log(desk, limit=1, offset=offset).acts]
    assert tuple(paged) == whole.acts
    assert actions.log(desk, limit=None, offset=1).acts == whole.acts[1:]
