"""`search` over families: one passage of several tellings is one hit, and the others stand under it."""

from __future__ import annotations

import pytest

from earwitness import actions

from .conftest import ADA, CALL, KITCHEN

RETOLD = """The bridge and the coast guard

Captain: Meridian here. There is water on the car deck.
Station: How many souls are aboard?
Captain: A hundred and eighty passengers and nine of us.
"""


@pytest.fixture
def family(desk, page, add):
    """A call in two tellings, and another call beside it."""
    first = add(page("a.txt", CALL)).added[0]
    second = add(page("b.txt", RETOLD)).added[0]
    add(page("c.txt", KITCHEN))
    return first, second


def test_a_passage_told_twice_is_one_hit_once_the_two_are_one(desk, family):
    first, second = family
    apart = actions.search(desk, "water")
    assert (apart.total, apart.turns, [hit.also for hit in apart.hits]) == (2, 2, [(), ()])
    done = actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    found = actions.search(desk, "water")
    (hit,) = found.hits
    assert (found.total, found.turns) == (1, 2)
    (also,) = hit.also
    texts = {"This is the Meridian, we have water on the car deck.", "Meridian here. There is water on the car deck."}
    assert {hit.text, also.text} == texts
    assert {hit.transcript, also.transcript} == {*first.transcripts, *second.transcripts}
    assert found.facets["kind"] == [("transcription", 1)]
    actions.undo(desk, done.act, agent=ADA)
    assert actions.search(desk, "water").total == 2


def test_what_only_one_telling_says_in_other_words_is_shown_in_all(desk, family):
    first, second = family
    actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    (hit,) = actions.search(desk, "eighteen").hits
    assert (hit.transcript, [also.turn for also in hit.also]) == (first.transcripts[0], [3])
    assert "eighty" in hit.also[0].text
    (alone,) = actions.search(desk, "channel").hits
    assert alone.also == ()


def test_a_persons_match_regroups_and_a_rebuild_changes_nothing(desk, family):
    first, second = family
    actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    one, other = first.transcripts[0], second.transcripts[0]
    actions.match(desk, [f"{one}.3", f"{one}.4"], [f"{other}.3"], agent=ADA)
    (hit,) = actions.search(desk, "channel").hits
    assert [(also.transcript, also.turn) for also in hit.also] == [(one, 3), (other, 3)]
    before = [actions.search(desk, query) for query in ("water", "channel", "nine", "bow")]
    actions.rebuild(desk)
    after = [actions.search(desk, query) for query in ("water", "channel", "nine", "bow")]
    assert [found.hits for found in after] == [found.hits for found in before]
    assert [found.total for found in after] == [1, 1, 1, 1]


def test_others_are_shown_and_counted_only_what_they_may_see(desk, family):
    first, second = family
    actions.link(desk, first.conversations[0], second.conversations[0], agent=ADA)
    actions.describe(desk, second.transcripts[0], agent=ADA, fields={"access": "restricted"})
    keeper, others = actions.search(desk, "water"), actions.search(desk, "water", audience="others")
    assert (keeper.turns, others.total, others.turns) == (2, 1, 1)
    assert [hit.also for hit in others.hits] == [()]
    assert others.hits[0].transcript == first.transcripts[0]
    assert actions.search(desk, "station", audience="others").total == 0


def test_the_quotes_of_a_round_up_stand_under_what_they_quote(desk, family, page, add):
    first, second = family
    press = add(
        page("press.txt", "Captain: We have water on the car deck.\nMother: Did you close the bow door?\n"), kind="excerpt"
    ).added[0]  # fmt: skip
    (telling,) = press.transcripts
    actions.link(desk, press.conversations[0], first.conversations[0], agent=ADA, turns=[f"{telling}.1"])
    found = actions.search(desk, "water AND deck")
    passages = [{hit.transcript, *(also.transcript for also in hit.also)} for hit in found.hits]
    assert {first.transcripts[0], telling} in passages
    assert {second.transcripts[0]} in passages
    assert (found.total, found.turns) == (2, 3), "the other telling is not linked yet"
