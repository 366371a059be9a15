"""`search` over families: one passage of several tellings is one hit, and the others stand under it."""

from __future__ import annotations

import contextlib
import random
import re
from collections import Counter

import pytest

from earwitness import actions
from earwitness.actions import aligning
from earwitness.errors import EarwitnessError

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
    assert {hit.turn_id, also.turn_id} == {f"{item.transcripts[0]}.1" for item in (first, second)}
    assert len(actions.search(desk, "water", concordance=True).lines) == 1, "a line for a passage, not for a version"
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


ROUND_UP = "Captain: We have water on the car deck.\nMother: Did you close the bow door?\n"
ROUND_UP_AGAIN = "Master: There is water on the car deck, we have.\nMother: Did you close that bow door?\n"


def test_a_round_up_told_twice_and_the_call_it_quotes_have_one_passage(desk, page, add):
    call = add(page("call.txt", CALL)).added[0]
    press = add(page("press.txt", ROUND_UP), kind="excerpt").added[0]
    again = add(page("again.txt", ROUND_UP_AGAIN), kind="translation", conversation=press.conversations[0]).added[0]
    (one,), (other,), (whole,) = press.transcripts, again.transcripts, call.transcripts
    apart = actions.search(desk, "water")
    assert (apart.total, apart.turns) == (2, 3)
    done = actions.link(desk, press.conversations[0], call.conversations[0], agent=ADA, turns=[f"{one}.1"])
    found = actions.search(desk, "water")
    (hit,) = found.hits
    assert (found.total, found.turns) == (1, 3)
    assert {hit.transcript, *(also.transcript for also in hit.also)} == {one, other, whole}
    assert found.facets["kind"] == [("excerpt", 1), ("transcription", 1), ("translation", 1)]
    assert actions.search(desk, "bow").total == 1, "the mother's turn is the round-up's own"
    actions.undo(desk, done.act, agent=ADA)
    assert actions.search(desk, "water").total == 2


def test_the_whole_tellings_stand_before_the_quotes_of_a_round_up(desk, page, add):
    press = add(page("press.txt", ROUND_UP), kind="excerpt").added[0]
    first = add(page("call.txt", CALL)).added[0]
    second = add(page("b.txt", RETOLD), conversation=first.conversations[0]).added[0]
    (quoting,) = press.transcripts
    actions.link(desk, press.conversations[0], first.conversations[0], agent=ADA, turns=[f"{quoting}.1"])
    (hit,) = actions.search(desk, "water").hits
    told = [quoting, *first.transcripts, *second.transcripts]
    assert {hit.transcript, *(also.transcript for also in hit.also)} == set(told)
    expected = [*first.transcripts, *second.transcripts, quoting]
    assert [also.transcript for also in hit.also] == [each for each in expected if each != hit.transcript]


WORDS = ("water", "souls", "nine", "the", "bow", "*")


def answers(desk):
    """What is found of each word, but for scores: those know of turns that were replaced until the engine tidies up."""
    found = {word: actions.search(desk, word, exact=True, limit=50) for word in WORDS}
    return {
        word: (
            each.total,
            each.turns,
            each.facets,
            {frozenset([hit.turn_id, *(f"{also.transcript}.{also.turn}" for also in hit.also)]) for hit in each.hits},
        )
        for word, each in found.items()
    }


def by_hand(desk, word):
    """Counts passages, turns and kinds from the texts and the alignments, without the index and its keys."""
    joined, catalog = {}, desk.archive.catalog
    for listed in actions.list_conversations(desk, limit=None).conversations:
        tellings = catalog.tellings_of(listed.id)
        for row in aligning.passages(desk, tellings):
            places = {(each.id, number) for each, cells in zip(tellings, row.cells, strict=True) for number in cells}
            places = places.union(*(joined[place] for place in places if place in joined))
            joined.update(dict.fromkeys(places, frozenset(places)))
    heads = catalog.heads(catalog.transcript_ids())
    found = [
        (joined.get((head.id, turn.number), frozenset([(head.id, turn.number)])), head.kind)
        for head in heads
        for turn in catalog.turns(head.id)
        if word == "*" or word in re.findall(r"\w+", turn.text.lower())
    ]
    return len({passage for passage, _ in found}), len(found), dict(Counter(kind for _, kind in set(found)))


@pytest.mark.parametrize("seed", range(3))
def test_after_any_acts_the_index_is_what_a_rebuild_makes_and_counts_as_by_hand(desk, page, add, seed):
    chance = random.Random(seed)
    texts = [CALL, RETOLD, KITCHEN, ROUND_UP, ROUND_UP_AGAIN]
    added = [add(page(f"{number}.txt", text)).added[0] for number, text in enumerate(texts)]
    done = []
    for _ in range(7):
        one, other = chance.sample(added, 2)
        with contextlib.suppress(EarwitnessError):
            match chance.randrange(5):
                case 0 | 1:
                    done.append(actions.link(desk, one.conversations[0], other.conversations[0], agent=ADA).act)
                case 2:
                    turn = f"{one.transcripts[0]}.{chance.randint(1, 2)}"
                    ends = one.conversations[0], other.conversations[0]
                    done.append(actions.link(desk, *ends, agent=ADA, turns=[turn]).act)
                case 3:
                    left, right = (f"{item.transcripts[0]}.{chance.randint(1, 2)}" for item in (one, other))
                    done.append(actions.match(desk, [left], [right], agent=ADA).act)
                case 4 if done:
                    actions.undo(desk, done.pop(chance.randrange(len(done))), agent=ADA)
    before = answers(desk)
    for word, found in before.items():
        total, turns, facets, passages = found
        assert (total, turns, dict(facets["kind"])) == by_hand(desk, word), word
        assert len(passages) == total
    actions.rebuild(desk)
    assert answers(desk) == before
