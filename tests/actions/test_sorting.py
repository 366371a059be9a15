"""Codes on whole conversations: one act for many, one undo; found by `list`, counted apart, gone with what is erased."""

import json

import pytest

from earwitness import actions
from earwitness.actions import Filters
from earwitness.errors import Conflict, NotFound, WrongUsage

from .conftest import ADA, CALL, KITCHEN


@pytest.fixture
def two(desk, page):
    """A desk with two calls, and their ids."""
    added = actions.add(desk, [page("bridge.txt", CALL), page("kitchen.txt", KITCHEN)], agent=ADA).added
    return desk, *(item.conversations[0] for item in added)


def coded(desk, code):
    return {listed.id for listed in actions.list_conversations(desk, Filters(code=code)).conversations}


def test_a_code_is_put_on_many_in_one_act_and_taken_off_or_undone(two):
    desk, bridge, kitchen = two
    before = actions.log(desk).total
    done = actions.code_conversations(desk, [bridge, kitchen], "sea/ferry", agent=ADA, create=True)
    assert (actions.log(desk).total, done.messages) == (before + 1, ("sea/ferry stands on 2 conversations",))
    assert coded(desk, "sea") == {bridge, kitchen}, "a code finds what stands below it"
    assert [listed.codes for listed in actions.list_conversations(desk).conversations] == [("sea/ferry",)] * 2
    actions.undo(desk, done.act, agent=ADA)
    with pytest.raises(NotFound):
        coded(desk, "sea")  # the code came with the act, and went with it
    actions.add_code(desk, "sea/ferry", agent=ADA)
    actions.code_conversations(desk, [bridge], "ferry", agent=ADA)
    again = actions.code_conversations(desk, [bridge, kitchen], "sea/ferry", agent=ADA)
    assert again.messages == (f"sea/ferry stands on conversation {kitchen}", f"conversation {bridge} had it already")
    off = actions.uncode_conversations(desk, [bridge, kitchen], "ferry", agent=ADA)
    assert coded(desk, "ferry") == set()
    actions.undo(desk, off.act, agent=ADA)
    assert coded(desk, "ferry") == {bridge, kitchen}
    actions.rebuild(desk)
    assert coded(desk, "ferry") == {bridge, kitchen}
    assert actions.verify(desk).faults == ()


def test_what_does_not_fit_is_refused_with_a_way_out(two):
    desk, bridge, kitchen = two
    actions.add_code(desk, "sea", agent=ADA)
    with pytest.raises(Conflict):
        actions.uncode_conversations(desk, [bridge], "sea", agent=ADA)
    actions.code_conversations(desk, [bridge], "sea", agent=ADA)
    with pytest.raises(Conflict, match="already"):
        actions.code_conversations(desk, [bridge], "sea", agent=ADA)
    with pytest.raises(NotFound):
        actions.code_conversations(desk, [bridge], "sae", agent=ADA)
    with pytest.raises(NotFound):
        actions.code_conversations(desk, ["cnonesuch00"], "sea", agent=ADA)
    with pytest.raises(WrongUsage):
        actions.code_conversations(desk, [], "sea", agent=ADA)
    with pytest.raises(WrongUsage):
        actions.code_conversations(desk, [actions.show(desk, kitchen).transcripts[0].id], "sea", agent=ADA)
    actions.retire_code(desk, "sea", agent=ADA)
    with pytest.raises(Conflict, match="retired"):
        actions.code_conversations(desk, [kitchen], "sea", agent=ADA)


def test_it_says_of_the_whole_and_not_of_each_turn(two):
    desk, bridge, kitchen = two
    turn = actions.show(desk, bridge).transcripts[0].turns[0].id
    actions.code(desk, [actions.Passage(turn=turn)], "sea", agent=ADA, create=True)
    position = desk.index.position
    actions.code_conversations(desk, [bridge, kitchen], "sea", agent=ADA)
    assert desk.index.position != position
    assert [hit.turn_id for hit in actions.search(desk, "code:sea").hits] == [turn]
    (shown,) = actions.codebook(desk).codes
    assert (shown.passages, shown.conversations, shown.whole, shown.whole_below) == (1, 2, 2, 2)
    listed = actions.notes(desk, code="sea")
    assert {(each.whole, each.places) for each in listed.codings if each.whole} == {(bridge, ()), (kitchen, ())}
    header, first, *_ = actions.list_table(desk, to="csv").decode("utf-8-sig").splitlines()
    assert ("codes" in header.split(","), ",sea," in first) == (True, True)


def test_it_goes_out_with_what_is_written(two):
    desk, bridge, _ = two
    actions.code_conversations(desk, [bridge], "sea", agent=ADA, create=True)
    _, table = actions.export(desk, [bridge], to="codings")
    assert table.decode("utf-8-sig").splitlines()[1].startswith(",sea,Ada Example,")
    assert table.decode("utf-8-sig").splitlines()[1].endswith(",,whole,")
    _, web = actions.export(desk, [bridge], to="annotations")
    (item,) = json.loads(web)["first"]["items"]
    assert (item["motivation"], item["body"]["value"], item["target"].rpartition(":")[2]) == (
        "classifying", "sea", bridge,
    )  # fmt: skip


def test_links_join_it_and_erasing_takes_it(two):
    desk, bridge, kitchen = two
    actions.code_conversations(desk, [bridge, kitchen], "sea", agent=ADA, create=True)
    actions.link(desk, bridge, kitchen, agent=ADA)
    assert [listed.codes for listed in actions.list_conversations(desk).conversations] == [("sea",)]
    assert actions.codebook(desk).codes[0].whole == 1
    actions.unlink(desk, bridge, kitchen, agent=ADA)
    actions.erase(desk, kitchen, agent=ADA)
    assert coded(desk, "sea") == {bridge}
    assert actions.codebook(desk).codes[0].whole == 1
    assert actions.verify(desk).faults == ()
