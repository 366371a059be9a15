"""`link`, `unlink`, `reject`: what a person says of two conversations, and taking it back."""

from __future__ import annotations

import pytest

from earwitness import actions
from earwitness.actions.linking import rejected
from earwitness.errors import Conflict, NotFound, WrongUsage

from .conftest import ADA, CALL, KITCHEN


@pytest.fixture
def filed_as(page, add):
    """Adds a text under a name and returns its conversation."""

    def file(name: str, text: str = CALL, **said: object) -> str:
        (item,) = add(page(name, f"{name}\n\n" + text.partition("\n\n")[2]), **said).added
        return item.conversations[0]

    return file


def conversations(desk) -> set[str]:
    return {listed.id for listed in actions.list_conversations(desk).conversations}


def test_unlink_brings_both_back_and_undoing_it_links_them_again(desk, filed_as):
    a, b = filed_as("one"), filed_as("two")
    actions.link(desk, a, b, agent=ADA)
    assert conversations(desk) == {a}
    parted = actions.unlink(desk, b, a, agent=ADA)
    assert conversations(desk) == {a, b}
    assert parted.messages == (f"{a} and {b} are two conversations again: {a} and {b}",)
    actions.undo(desk, parted.act, agent=ADA)
    assert conversations(desk) == {a}


def test_a_link_is_taken_back_by_its_own_id_and_only_once(desk, filed_as):
    a, b = filed_as("one"), filed_as("two")
    actions.link(desk, a, b, agent=ADA)
    ((id, *_),) = desk.archive.catalog.links_of(a)
    actions.unlink(desk, id, agent=ADA)
    assert conversations(desk) == {a, b}
    with pytest.raises(WrongUsage, match="taken back already"):
        actions.unlink(desk, id, agent=ADA)
    with pytest.raises(WrongUsage, match="two conversations already"):
        actions.unlink(desk, a, b, agent=ADA)
    with pytest.raises(NotFound):
        actions.unlink(desk, "l0000000000", agent=ADA)


def test_of_three_in_a_chain_one_link_goes_and_no_more(desk, filed_as):
    a, b, c = filed_as("one"), filed_as("two"), filed_as("three")
    actions.link(desk, a, b, agent=ADA)
    actions.link(desk, b, c, agent=ADA)
    with pytest.raises(WrongUsage, match="no link joins"):
        actions.unlink(desk, a, c, agent=ADA)
    actions.unlink(desk, a, b, agent=ADA)
    assert conversations(desk) == {a, b}
    assert actions.show(desk, c).id == b


def test_an_excerpt_never_joins_two_conversations(desk, filed_as):
    excerpt = filed_as("press", kind="excerpt")
    a, b = filed_as("one"), filed_as("two", KITCHEN)
    actions.link(desk, excerpt, a, agent=ADA)
    (telling,) = (shown.id for shown in actions.show(desk, a).transcripts if shown.kind == "excerpt")
    for one, other in ((telling, b), (b, telling)):
        with pytest.raises(Conflict, match="is an excerpt"):
            actions.link(desk, one, other, agent=ADA)
    assert conversations(desk) == {excerpt, b}
    # The conversation has the excerpt's id now, the older one; a person who means it all may link it.
    actions.link(desk, excerpt, b, agent=ADA)
    assert conversations(desk) == {excerpt}
    actions.unlink(desk, telling, a, agent=ADA)
    assert conversations(desk) == {excerpt, a}
    assert actions.show(desk, b).id == a


def test_what_was_rejected_is_remembered_until_it_is_undone(desk, filed_as):
    a, b, c = filed_as("one"), filed_as("two"), filed_as("three")
    no = actions.reject(desk, a, b, agent=ADA)
    actions.reject(desk, a, c, agent=ADA)
    assert rejected(desk, a, b)
    assert rejected(desk, c, a)
    assert not rejected(desk, b, c)
    with pytest.raises(WrongUsage, match="rejected already"):
        actions.reject(desk, b, a, agent=ADA)
    actions.undo(desk, no.act, agent=ADA)
    assert not rejected(desk, a, b)
    assert rejected(desk, a, c), "another field of the same name still stands"
    actions.link(desk, a, b, agent=ADA)
    assert rejected(desk, b, c), "what is not the one is not what was joined to it"
    with pytest.raises(WrongUsage, match="are one conversation"):
        actions.reject(desk, a, b, agent=ADA)


def test_a_telling_that_was_added_to_a_conversation_is_parted_by_undoing_its_act(desk, filed_as):
    a = filed_as("one")
    filed_as("two", KITCHEN, conversation=a)
    ((id, *_),) = desk.archive.catalog.links_of(a)
    with pytest.raises(Conflict, match="came in with other things"):
        actions.unlink(desk, id, agent=ADA)


def test_turns_of_a_round_up_are_linked_to_what_they_quote(desk, filed_as):
    press, a, b = filed_as("press", kind="excerpt"), filed_as("one"), filed_as("two", KITCHEN)
    (telling,) = actions.show(desk, press).transcripts
    actions.link(desk, press, a, agent=ADA, turns=[f"{telling.id}.1", f"{telling.id}.2"])
    actions.link(desk, b, press, agent=ADA, turns=[f"{telling.id}.4"])
    assert conversations(desk) == {press, a, b}
    assert [turn.number for turn in actions.show(desk, a).transcripts[-1].turns] == [1, 2]
    assert [turn.number for turn in actions.show(desk, b).transcripts[-1].turns] == [4]
    assert {source.id for source in actions.show(desk, b).sources} > {telling.source}
    with pytest.raises(Conflict, match="is linked to"):
        actions.link(desk, press, b, agent=ADA, turns=[f"{telling.id}.2"])
    (other,) = actions.show(desk, b).transcripts[:1]
    for turns in ([f"{telling.id}.99"], [telling.id]):
        with pytest.raises((WrongUsage, NotFound)):
            actions.link(desk, press, b, agent=ADA, turns=turns)
    with pytest.raises(WrongUsage, match="neither of the two"):
        actions.link(desk, press, a, agent=ADA, turns=[f"{other.id}.1"])
    actions.unlink(desk, press, a, agent=ADA)
    assert len(actions.show(desk, a).transcripts) == 1
    actions.link(desk, press, a, agent=ADA, turns=[f"{telling.id}.2"])
    assert [turn.number for turn in actions.show(desk, a).transcripts[-1].turns] == [2]


TWO_TELLINGS = """<html><body><h1>Bridge and engine room</h1>
<h2>Original</h2>
<p>Мостик: Сколько воды в машинном?</p><p>Машина: По вторую ступеньку.</p><p>Мостик: Уходите оттуда.</p>
<h2>Translation</h2>
<p>Bridge: How much water is in the engine room?</p><p>Engine: Up to the second step.</p><p>Bridge: Get out of there.</p>
</body></html>"""


def test_a_telling_that_was_read_with_another_becomes_a_conversation_of_its_own_and_back(desk, page, add):
    (item,) = add(page("two.html", TWO_TELLINGS)).added
    assert (len(item.conversations), len(item.transcripts)) == (1, 2)
    (home,), second = item.conversations, item.transcripts[1]
    before = actions.show(desk, home)
    done = actions.unlink(desk, second, agent=ADA, reason="another evening")
    fresh = done.subjects[0]
    assert [transcript.id for transcript in actions.show(desk, home).transcripts] == [item.transcripts[0]]
    (alone,) = actions.show(desk, fresh).transcripts
    assert (alone.id, alone.revision) == (second, 2)
    assert [turn.text for turn in alone.turns] == [turn.text for turn in before.transcripts[1].turns]
    with pytest.raises(WrongUsage, match="alone"):
        actions.unlink(desk, second, agent=ADA)
    actions.undo(desk, done.act, agent=ADA)
    assert actions.show(desk, home) == before


def test_a_telling_added_to_the_wrong_conversation_can_be_parted_without_losing_it(desk, filed_as):
    a = filed_as("one")
    filed_as("two", KITCHEN, conversation=a)
    wrong = actions.show(desk, a).transcripts[1]
    fresh = actions.unlink(desk, wrong.id, agent=ADA).subjects[0]
    assert [one.id for one in actions.show(desk, fresh).transcripts] == [wrong.id]
    assert len(actions.show(desk, a).transcripts) == 1
