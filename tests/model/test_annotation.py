"""Quotes are found again after a transcript was mended, or said to be orphaned; never guessed."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from earwitness.errors import BadInput, NotFound
from earwitness.model import Finder, Transcript, Turn, from_token, place, quote, quotes, to_token
from earwitness.model.annotation import LIKENESS


def transcript(*texts: str, ids: str = "123456789", revision: int = 1) -> Transcript:
    turns = tuple(
        Turn(id=ids[number - 1], number=number, text=text, start=number * 1000) for number, text in enumerate(texts, 1)
    )
    return Transcript(id="t0000000001", conversation="c0000000001", revision=revision, turns=turns)


FIRST = transcript(
    "How many of you are aboard?",
    "A hundred and eighteen, and nine of us. There should be twenty.",
    "Say again: nine crew?",
)


def test_a_quote_carries_its_words_and_their_context() -> None:
    taken = quote(FIRST, FIRST.turns[1], "nine of us")
    assert (taken.exact, taken.prefix, taken.suffix) == (
        "nine of us", "A hundred and eighteen, and ", ". There should be twenty.",
    )  # fmt: skip
    assert from_token(to_token(taken)) == taken


def test_unchanged_words_are_exact() -> None:
    found = place(quote(FIRST, FIRST.turns[1], "nine of us"), FIRST)
    assert (found.state, found.turn and found.turn.number, found.words) == ("exact", 2, "nine of us")
    assert FIRST.turns[1].text[found.start : found.end] == "nine of us"


def test_words_around_may_change() -> None:
    mended = transcript(
        "How many of you are aboard?",
        "Hundred and eighteen passengers and nine of us! Should be twenty.",
        "Say again: nine crew?",
        revision=2,
    )
    assert place(quote(FIRST, FIRST.turns[1], "nine of us"), mended).state == "exact"


def test_a_mended_word_is_changed_and_shown_as_it_stands() -> None:
    mended = transcript(
        "How many of you are aboard?",
        "A hundred and eighteen, and nine of them. There should be twenty.",
        "Say again: nine crew?",
        revision=2,
    )
    found = place(quote(FIRST, FIRST.turns[1], "and nine of us. There should be"), mended)
    assert (found.state, found.words) == ("changed", "and nine of them. There should be")


def test_a_turn_that_was_split_moves_its_words() -> None:
    split = transcript(
        "How many of you are aboard?",
        "A hundred and eighteen, and nine of us.",
        "There should be twenty.",
        "Say again: nine crew?",
        ids="1243",
        revision=2,
    )
    found = place(quote(FIRST, FIRST.turns[1], "There should be twenty."), split)
    assert (found.state, found.turn and found.turn.id) == ("moved", "4")


def test_words_that_are_gone_are_orphaned() -> None:
    other = transcript("Good morning.", "The weather is fine today, thank you.", "Yes.", revision=2)
    assert place(quote(FIRST, FIRST.turns[1], "nine of us"), other).state == "orphaned"


def test_two_places_that_fit_alike_are_not_guessed_between() -> None:
    twice = transcript("Nine.", "Well.", "Nine.", ids="789", revision=2)
    taken = quote(transcript("Nine."), transcript("Nine.").turns[0])
    found = place(taken, twice)
    assert found.state == "orphaned" or (found.turn is not None and found.turn.start == taken.start)


def test_white_space_in_the_words_may_differ() -> None:
    assert quote(FIRST, FIRST.turns[1], "nine  of\nus").exact == "nine of us"


def test_words_that_are_not_there_are_refused() -> None:
    with pytest.raises(NotFound, match="turn 2 does not hold these words"):
        quote(FIRST, FIRST.turns[1], "ten of us")


@pytest.mark.parametrize("token", ["", "x", "e30", "bm90IGpzb24", "W10", "!!!", "é"])
def test_a_broken_token_is_refused(token: str) -> None:
    with pytest.raises(BadInput, match="no citation"):
        from_token(token)


@given(st.lists(st.text(max_size=60), min_size=1, max_size=6), st.data())
def test_a_quote_of_any_text_stands_where_it_was_taken(texts: list[str], data: st.DataObject) -> None:
    whole = transcript(*texts)
    turn = data.draw(st.sampled_from(whole.turns))
    start = data.draw(st.integers(0, len(turn.text)))
    words = turn.text[start : data.draw(st.integers(start, len(turn.text)))]
    if words:
        found = place(from_token(to_token(quote(whole, turn, words))), whole)
        assert found.state in ("exact", "changed", "orphaned") or found.words == words
        if turn.text.count(words) == 1:
            assert (found.state, found.words) == ("exact", words)


WORD = st.sampled_from(["да", "the", "lamp", "is", "out", "we", "wait", "no", "ні", "🙂"])
SAID = st.lists(WORD, min_size=1, max_size=8).map(" ".join)


@given(st.data())
def test_a_finder_gives_what_place_gives_and_never_points_at_other_words(data: st.DataObject) -> None:
    """After any edit the words are found as they were, or said to be changed and alike, or said to be lost."""
    texts = data.draw(st.lists(SAID, min_size=1, max_size=6))
    before = Transcript(
        id="t1", conversation="c1",
        turns=tuple(Turn(id=str(number), number=number, text=text) for number, text in enumerate(texts, 1)),
    )  # fmt: skip
    turn = data.draw(st.sampled_from(before.turns))
    low = data.draw(st.integers(0, len(turn.text) - 1))
    high = data.draw(st.integers(low + 1, len(turn.text)))
    (taken,) = quotes(
        before, turn, turn.text[low:high], prefix=turn.text[max(0, low - 32) : low], suffix=turn.text[high : high + 32]
    )
    edited = data.draw(
        st.lists(st.tuples(st.sampled_from([*(each.id for each in before.turns), "9"]), SAID), max_size=6)
    )
    after = Transcript(
        id="t1", conversation="c1", revision=2,
        turns=tuple(
            Turn(id=id, number=number, text=text) for number, (id, text) in enumerate(dict(edited).items(), 1)
        ),
    )  # fmt: skip
    finder = Finder(after)
    found = finder.place(taken)
    assert found == place(taken, after)
    if found.state in ("exact", "moved"):
        assert found.turn is not None
        assert found.turn.text[found.start : found.end] == taken.exact
    elif found.state == "changed":
        ratio = difflib.SequenceMatcher(None, taken.exact, found.words, autojunk=False).ratio()
        assert ratio >= LIKENESS
    else:
        assert (found.turn, found.words) == (None, "")


def test_a_long_passage_is_several_quotes_and_a_repeated_one_is_found_by_what_stands_beside_it() -> None:
    long = Turn(id="1", number=1, text="a" * 4500)
    whole = Transcript(id="t1", conversation="c1", turns=(long,))
    assert [len(each.exact) for each in quotes(whole, long)] == [2000, 2000, 500]
    twice = Turn(id="1", number=1, text="no lamp, and no boat")
    (second,) = quotes(Transcript(id="t1", conversation="c1", turns=(twice,)), twice, "no", prefix="and ")
    assert second.prefix == "no lamp, and "
    (first,) = quotes(Transcript(id="t1", conversation="c1", turns=(twice,)), twice, "no")
    assert first.prefix == "", "the control: without a word of what stands beside it, the first is taken"
