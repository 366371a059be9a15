"""`settle` and `match`: a person's word on a reading or a pair of turns; it stays, through corrections, until undone."""

import pytest

from earwitness import actions
from earwitness.errors import NotFound, WrongUsage

from .conftest import ADA, CALL, KITCHEN

RETOLD = """The bridge and the coast guard

Captain: Meridian here. There is water on the car deck.
Station: How many souls are aboard?
Captain: A hundred and eighty passengers and nine of us.
"""
"""The same call, told by another: one number differs and the last turn is gone."""


@pytest.fixture
def pair(desk, page, add):
    """The conversation of the call in two tellings, by its id."""
    first, second = (
        added.conversations[0] for added in (*add(page("a.txt", CALL)).added, *add(page("b.txt", RETOLD)).added)
    )
    actions.link(desk, first, second, agent=ADA)
    return first


def material(desk, pair):
    found = actions.collate(desk, pair)
    return next(variant for variant in found.variants if variant.material), found


def test_a_settled_reading_stands_with_its_note_and_all_readings_stay(desk, pair):
    variant, found = material(desk, pair)
    one = found.transcripts[0]
    done = actions.settle(desk, pair, variant.id, agent=ADA, chosen=one, note="the manifest says 118")
    variant, found = material(desk, pair)
    assert variant.chosen == one
    assert [reading.words for reading in variant.readings] == ["hundred and eighteen", "hundred and eighty"]
    (settled,) = found.settled
    assert (settled.variant, settled.chosen, settled.words, settled.note, settled.agent) == (
        variant.id, one, "hundred and eighteen", "the manifest says 118", ADA,
    )  # fmt: skip
    actions.undo(desk, done.act, agent=ADA)
    variant, found = material(desk, pair)
    assert (variant.chosen, found.settled) == (None, ())


def test_the_newest_word_stands_and_ones_own_words_may(desk, pair):
    variant, found = material(desk, pair)
    actions.settle(desk, pair, variant.id, agent=ADA, chosen=found.transcripts[1])
    actions.settle(desk, pair, variant.id, agent=ADA, words="one hundred and eight", note="heard three times")
    variant, found = material(desk, pair)
    assert variant.chosen is None
    assert [(one.chosen, one.words) for one in found.settled] == [
        (found.transcripts[1], "hundred and eighty"),
        (None, "one hundred and eight"),
    ]


def test_what_cannot_be_settled_says_why(desk, pair):
    variant, found = material(desk, pair)
    with pytest.raises(NotFound) as unknown:
        actions.settle(desk, pair, "v000000000000", agent=ADA, note="?")
    assert unknown.value.near == (variant.id,)
    for words in ({}, {"chosen": found.transcripts[0], "words": "both"}, {"chosen": "t0000000000"}):
        with pytest.raises(WrongUsage):
            actions.settle(desk, pair, variant.id, agent=ADA, **words)
    assert actions.collate(desk, pair).settled == (), "nothing was written"


def groups(desk, pair):
    (alignment,) = actions.collate(desk, pair).alignments
    return [(pair_[0], pair_[1]) for pair_ in alignment.pairs]


def test_a_match_is_kept_to_and_undone(desk, pair):
    _, found = material(desk, pair)
    one, other = found.transcripts
    assert groups(desk, pair) == [((1,), (1,)), ((2,), (2,)), ((3,), (3,)), ((4,), ())]
    done = actions.match(desk, [f"{one}.3", f"{one}.4"], [f"{other}.3"], agent=ADA, reason="one breath")
    assert groups(desk, pair) == [((1,), (1,)), ((2,), (2,)), ((3, 4), (3,))]
    actions.undo(desk, done.act, agent=ADA)
    assert groups(desk, pair)[-1] == ((4,), ())


def test_turns_without_a_counterpart_stay_alone(desk, pair):
    _, found = material(desk, pair)
    one, other = found.transcripts
    actions.match(desk, [], [f"{other}.2"], agent=ADA, beside=one)
    pairs = groups(desk, pair)
    assert ((), (2,)) in pairs and ((2,), ()) in pairs


def test_only_turns_of_two_versions_of_one_conversation_match(desk, pair, page, add):
    _, found = material(desk, pair)
    one, _ = found.transcripts
    (stranger,) = add(page("c.txt", KITCHEN)).added[0].transcripts
    for left, right, beside in (
        ([f"{one}.1"], [f"{stranger}.1"], ""),
        ([f"{one}.1"], [f"{one}.2"], ""),
        ([f"{one}.1", f"{stranger}.1"], [], one),
        ([f"{one}.1"], [], ""),
        ([], [], ""),
    ):
        with pytest.raises(WrongUsage):
            actions.match(desk, left, right, agent=ADA, beside=beside)
    with pytest.raises(NotFound):
        actions.match(desk, [f"{one}.99"], [f"{one}.1"], agent=ADA)


def test_voices_of_the_tellings_are_one_cast(desk, pair):
    found = actions.collate(desk, pair)
    assert found.voices[0].labels[-1] == "Captain"
    assert all(len(voice.speakers) == 2 for voice in found.voices)
