"""Words against words: a quotation and a turn in, the cheapest way and its steps out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from earwitness.model import Turn
from earwitness.tellings.comparison import SKIP, Words, hear, same, way, windows, words_of


def steps(quotation: str, said: str) -> list[tuple[str, int, int, int]]:
    return [tuple(step) for step in way(words_of(quotation), hear(Turn(id="1", number=1, text=said))).steps]


def test_the_words_of_a_quotation() -> None:
    assert words_of("[W]e left [the pier] … at nine [sic]?") == Words(
        ("we", "left", "at", "nine"), ("We", "left", "at", "nine"), frozenset({2}), True,
        ((0, 4), (5, 9), (23, 25), (26, 30)),
    )  # fmt: skip
    assert words_of("We left *now*.").words == ("we", "left", "now")
    assert words_of("We left.").question is False
    assert words_of("… we left,") == Words(("we", "left"), ("we", "left"), frozenset({0}), None, ((2, 4), (5, 9)))


def test_steps() -> None:
    assert steps("left at nine", "We left at nine") == [("same", 0, 1, 2), ("same", 1, 2, 3), ("same", 2, 3, 4)]
    assert steps("left at ten then", "We left at nine then") == [
        ("same", 0, 1, 2), ("same", 1, 2, 3), ("other", 2, 3, 4), ("same", 3, 4, 5),
    ]  # fmt: skip
    assert steps("we all left at nine", "We left at nine") == [
        ("same", 0, 0, 1), ("added", 1, 1, 1), ("same", 2, 1, 2), ("same", 3, 2, 3), ("same", 4, 3, 4),
    ]  # fmt: skip
    assert steps("We left nine times", "We left the pier at nine times") == [
        ("same", 0, 0, 1), ("same", 1, 1, 2), ("left out", 2, 2, 5), ("same", 2, 5, 6), ("same", 3, 6, 7),
    ]  # fmt: skip


def test_a_mask_is_any_word_of_its_shape() -> None:
    assert same("f*cking", "fucking")
    assert same("sh*t", "sh*t")
    assert not same("f*cking", "sinking")
    assert not same("fucking", "sinking")


def test_windows_of_a_long_turn_overlap() -> None:
    heard = hear(Turn(id="1", number=1, text=" ".join(f"w{number}" for number in range(25))))
    assert [(window.words[0], window.words[-1]) for window in windows(heard, 10)] == [
        ("w0", "w9"), ("w5", "w14"), ("w10", "w19"), ("w15", "w24"),
    ]  # fmt: skip
    assert [window.words for window in windows(heard, 25)] == [heard.words]


WORDS = st.lists(st.sampled_from(["we", "left", "at", "nine", "ten", "not"]), min_size=1, max_size=7)


@given(WORDS, WORDS)
def test_the_steps_make_the_quotation_of_the_turn(quoted: list[str], said: list[str]) -> None:
    """Property: every word of the quotation has one step, the steps go forward, and cost 0 is a run of the turn."""
    found = way(words_of(" ".join(quoted)), hear(Turn(id="1", number=1, text=" ".join(said))))
    assert [step.quoted for step in found.steps if step.kind != "left out"] == list(range(len(quoted)))
    ends = [(step.start, step.end) for step in found.steps]
    assert all(one[1] <= other[0] for one, other in pairwise(ends))
    for step in found.steps:
        if step.kind == "same":
            assert quoted[step.quoted] == said[step.start]
    runs = {tuple(said[at : at + len(quoted)]) for at in range(len(said))}
    assert (found.cost == 0) == (tuple(quoted) in runs)
    changed = sum(step.kind in ("other", "added") for step in found.steps)
    skipped = [step for step in found.steps if step.kind == "left out"]
    assert abs(found.cost - changed - sum(SKIP + 0.02 * (step.end - step.start) for step in skipped)) < 1e-6
