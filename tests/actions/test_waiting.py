"""What was proposed last is kept, less what people decided since. The calls are those of `tests/fixtures/tellings-find`."""

from __future__ import annotations

import time
from contextvars import Context
from threading import Thread

import pytest

from earwitness import actions
from earwitness.actions import proposing
from earwitness.actions.beside import set_beside
from earwitness.errors import Conflict, NotFound

from .conftest import ADA
from .test_proposing import conversations, file, told

__all__ = ["file"]


@pytest.fixture
def no_judging(monkeypatch):
    """From here on, a judgement is an error."""

    def start():
        def judged(*_: object, **__: object) -> None:
            raise AssertionError("something was judged")

        monkeypatch.setattr(proposing, "Pairing", judged)

    return start


def test_before_anybody_looked_nothing_waits_and_it_says_so(desk, file):
    file(told("harbour-1", "en1"))
    file(told("harbour-1", "en2"))
    found = actions.list_waiting(desk)
    assert (found.total, found.proposals, found.as_of, found.stale) == (0, (), None, 0)


def test_what_was_proposed_waits_and_nothing_is_judged_for_it(desk, file, no_judging):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    c, d = file(told("flat-1", "en1")), file(told("flat-1", "en2"))
    proposed = actions.propose(desk, limit=1)
    no_judging()
    found = actions.list_waiting(desk)
    assert {one.pair for one in found.proposals} == {frozenset((a, b)), frozenset((c, d))}, "kept whatever the limit"
    assert found.proposals[0] == proposed.proposals[0]
    assert (found.total, found.stale) == (2, 0)
    assert found.as_of == desk.archive.catalog.position.sequence
    assert len(actions.list_waiting(desk, limit=1, offset=1).proposals) == 1
    assert [one.pair for one in actions.list_waiting(desk, of=d).proposals] == [frozenset((c, d))]
    with pytest.raises(NotFound):
        actions.list_waiting(desk, of="c0000000000")


def test_what_a_person_decided_waits_no_more_and_undo_brings_it_back(desk, file, no_judging):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    c, d = file(told("flat-1", "en1")), file(told("flat-1", "en2"))
    actions.propose(desk)
    no_judging()
    yes = actions.link(desk, a, b, agent=ADA)
    assert [one.pair for one in actions.list_waiting(desk).proposals] == [frozenset((c, d))]
    actions.undo(desk, yes.act, agent=ADA)
    assert actions.list_waiting(desk).total == 2
    no = actions.reject(desk, d, c, agent=ADA)
    assert [one.pair for one in actions.list_waiting(desk).proposals] == [frozenset((a, b))]
    actions.undo(desk, no.act, agent=ADA)
    assert actions.list_waiting(desk).total == 2
    assert actions.list_waiting(desk).stale == 0, "no word has come or changed"


def test_two_proposals_that_have_become_one_are_told_once_under_the_ids_that_stand(desk, file, no_judging):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    c = file(told("harbour-1", "original"))
    actions.propose(desk)
    assert actions.list_waiting(desk).total == 3
    no_judging()
    actions.link(desk, b, c, agent=ADA)
    (one,) = actions.list_waiting(desk).proposals
    assert one.pair == frozenset((a, b))
    assert conversations(desk) == {a, b}
    actions.describe(desk, a, fields={"title": "The harbour master calls"}, agent=ADA)
    (one,) = actions.list_waiting(desk).proposals
    assert "The harbour master calls" in one.titles


def test_an_excerpt_that_has_its_conversation_waits_for_no_other(desk, file, no_judging):
    whole = told("harbour-1", "en1")
    a = file(whole)
    b = file([*told("hospital-3", "en1"), *whole[3:5]])
    press = file(whole[3:5], kind="excerpt")
    actions.propose(desk)
    assert {one.pair for one in actions.list_waiting(desk, of=press).proposals} == {
        frozenset((press, a)),
        frozenset((press, b)),
    }
    no_judging()
    actions.link(desk, press, a, agent=ADA)
    assert [one for one in actions.list_waiting(desk).proposals if one.kind == "excerpt"] == []


def test_a_round_up_linked_to_one_call_by_its_turns_still_waits_for_the_other(desk, file, no_judging):
    one, other = told("harbour-1", "en1"), told("hospital-2", "en1")
    a, b = file(one), file(other)
    press = file([*one[3:5], *other[3:5]], kind="excerpt")
    actions.propose(desk)
    no_judging()
    found = {one.b if one.a == press else one.a: one for one in actions.list_waiting(desk).proposals}
    assert set(found) == {a, b}
    actions.link(desk, found[a].a, found[a].b, agent=ADA, turns=found[a].turns)
    assert [each.pair for each in actions.list_waiting(desk).proposals] == [frozenset((press, b))]


def test_what_came_since_is_counted_and_one_conversation_is_looked_at_alone(desk, file):
    a, b = file(told("harbour-1", "en1")), file(told("harbour-1", "en2"))
    first = actions.propose(desk)
    c, d = file(told("flat-1", "en1")), file(told("flat-1", "en2"))
    assert (actions.list_waiting(desk).total, actions.list_waiting(desk).stale) == (1, 2)
    actions.propose(desk, id=c)
    found = actions.list_waiting(desk)
    assert {one.pair for one in found.proposals} == {frozenset((a, b)), frozenset((c, d))}
    assert found.stale == 2, "the rest of the archive was not looked at again"
    actions.propose(desk)
    assert actions.list_waiting(desk).stale == 0
    assert actions.list_waiting(desk).total == first.total + 1


def test_what_came_since_is_known_by_what_was_done_and_undone_not_by_looking_at_all(desk, file, monkeypatch):
    file(told("harbour-1", "en1"))
    before = file(told("flat-1", "en1"))
    actions.propose(desk)
    monkeypatch.setattr(type(desk.archive.catalog), "told", None)
    undone = [log_of(desk, before)]
    stale = [actions.list_waiting(desk).stale]
    for _ in range(3):
        undone.append(actions.undo(desk, undone[-1], agent=ADA).act)
        stale.append(actions.list_waiting(desk).stale)
    assert stale == [0, 0, 0, 0], "what was there, and is there again, is as it was heard"
    added = file(told("flat-1", "en2"))
    assert actions.list_waiting(desk).stale == 1
    act = log_of(desk, added)
    for expected in (0, 1, 0):
        act = actions.undo(desk, act, agent=ADA).act
        assert actions.list_waiting(desk).stale == expected


def log_of(desk, conversation):
    """The act that added a conversation."""
    return actions.log(desk, subject=conversation).acts[0].id


def test_what_was_erased_is_not_proposed_and_its_words_are_not_kept(desk, file):
    a = file(told("harbour-1", "en1"))
    file(told("harbour-1", "en2"))
    actions.propose(desk)
    assert (
        b"elizarov" in desk.kept.path.read_bytes() + desk.kept.path.with_name(desk.kept.path.name + "-wal").read_bytes()
    )
    actions.erase(desk, actions.show(desk, a).sources[0].id, agent=ADA)
    assert actions.list_waiting(desk).proposals == ()
    for path in desk.kept.path.parent.glob("tellings.sqlite*"):
        assert b"elizarov" not in path.read_bytes()


def test_an_erasure_ends_the_work_of_whoever_looks(desk, file):
    a = file(told("harbour-1", "en1"))
    file(told("harbour-1", "en2"))
    source = actions.show(desk, a).sources[0].id
    # From another thread: the one that looks holds on to the archive as it found it.
    erasing = Thread(target=lambda: actions.erase(desk, source, agent=ADA))

    def erase(step: str, done: int, total: int | None, name: str) -> None:
        if step == "judge" and done == 1:
            erasing.start()
            until = time.monotonic() + 20
            while not Context().run(desk.archive.catalog.acts, verb="erase") and time.monotonic() < until:
                time.sleep(0.02)

    with pytest.raises(Conflict, match="erased"):
        actions.propose(desk, progress=erase)
    erasing.join()
    assert len(actions.log(desk, verb="erase").acts) == 1
    assert actions.list_waiting(desk).as_of is None
    for path in desk.kept.path.parent.glob("tellings.sqlite*"):
        assert b"elizarov" not in path.read_bytes()


def test_both_sides_stand_in_rows_with_the_words_that_they_share(desk, file):
    file(told("harbour-1", "original"))
    file(told("harbour-1", "en2"))
    (one,) = actions.propose(desk).proposals
    found = set_beside(desk, one)
    assert [listed.id for listed in found.listed] == [one.a, one.b]
    assert [transcript.id for transcript in found.transcripts] == list(one.transcripts)
    assert found.quoting is None
    for side, transcript in enumerate(found.transcripts):
        shown = [turn.id for line in found.lines for turn in (line.a, line.b)[side]]
        assert sorted(shown) == sorted(turn.id for turn in transcript.turns), "every turn stands in one row"
    words = {
        turn.text[echo.start : echo.end].casefold()
        for line in found.lines
        for turns, heard in ((line.a, line.echoes_a), (line.b, line.echoes_b))
        for turn in turns
        for echo in heard
        if echo.turn == turn.number
    }
    assert {word for word in words if word.startswith(("yelizarov", "елизаров"))}


def test_an_excerpt_stands_beside_the_turns_that_it_quotes(desk, file):
    whole = told("harbour-1", "en1")
    a = file(whole)
    press = file([*whole[3:5], ("Boris", "Who in Torvin would buy a zither?"), ("Anna", "Nobody.")], kind="excerpt")
    (one,) = actions.propose(desk).proposals
    found = set_beside(desk, one)
    assert found.quoting == (one.a, one.b).index(press)
    sides = [(line.a, line.b) if one.a == press else (line.b, line.a) for line in found.lines]
    assert [[turn.number for turn in quote] for quote, _ in sides] == [[1], [2], [3], [4]]
    assert [turn.text for _, from_ in sides for turn in from_] == [text for _, text in whole[3:5]]
    assert actions.show(desk, a).id != press
