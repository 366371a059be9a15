"""The trellis against the plainest way to do it: every path, tried."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from earwitness.engines.align import Line, trellis
from earwitness.engines.align.chains import Laid, Tolls, Units, laid
from earwitness.engines.align.trellis import NEVER, path

SCRIPTS = st.lists(st.lists(st.integers(0, 2), max_size=3), min_size=1, max_size=3)


def chain_of(lines: list[list[int]], *, start: int | None = None) -> Laid:
    texts = [Line(text="x" * len(line), words=((0, len(line)),), start=start) for line in lines]
    units = [Units(classes=tuple(line), words=(0,) * len(line)) for line in lines]
    return laid(texts, units, pause=3, gap=4, tolls=Tolls(), step=20, slack=20)


def worth(way: tuple[int, ...], likeness: np.ndarray, laid: Laid) -> float:
    """Returns the score of a way, by the rules as the docstring of the room tells them."""
    chain = laid.chain
    total = float(chain.first[way[0]]) + float(likeness[0, chain.classes[way[0]]])
    gaps = {int(place): number for number, place in enumerate(chain.gaps)}
    for picture, (before, state) in enumerate(itertools.pairwise(way), 1):
        moves = []
        # A jump ends in a gap and begins at what would have been reached in the same picture.
        for at in {state, *(gap for gap in gaps if gap < state)} if state in gaps else {state}:
            toll = 0.0 if at == state else float(chain.toll[gaps[state]] - chain.toll[gaps[at]])
            steps = {0: chain.stay, 1: chain.step, 2: chain.skip}
            if at - before in steps:
                moves.append(float(steps[at - before][at]) + toll)
        if not moves:
            return float(NEVER)
        total += max(moves) + float(likeness[picture, chain.classes[state]])
    return total + float(chain.last[way[-1]])


@settings(max_examples=60, deadline=None)
@given(lines=SCRIPTS, pictures=st.integers(1, 4), seed=st.integers(0, 10_000))
def test_no_way_is_likelier(lines: list[list[int]], pictures: int, seed: int) -> None:
    laid = chain_of(lines)
    likeness = (np.random.default_rng(seed).standard_normal((pictures, 5)) * 6).astype(np.float32)
    states = range(len(laid.chain.classes))
    best = (
        max(worth(way, likeness, laid) for way in itertools.product(states, repeat=pictures))
        if len(states) < 9
        else None
    )
    found = tuple(path(likeness, laid.chain).tolist())
    if best is not None:
        assert worth(found, likeness, laid) == pytest.approx(best, abs=1e-3)


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_rows_that_are_worked_out_again_give_the_same_way(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    laid = chain_of([[0, 1, 2], [2, 0], [1, 1, 0], [0, 2, 1]])
    likeness = (np.random.default_rng(5).standard_normal((60, 5)) * 3).astype(np.float32)
    whole = path(likeness, laid.chain)
    monkeypatch.setattr(trellis, "ROWS", rows)
    assert path(likeness, laid.chain).tolist() == whole.tolist()
    assert (np.diff(whole) >= 0).all()


def test_a_turn_is_entered_only_near_its_time() -> None:
    likeness = np.zeros((40, 5), np.float32)
    likeness[:, :3] = -5
    likeness[5:10, :3] = 5
    likeness[25:30, :3] = 4
    free, held = chain_of([[0, 1]]), chain_of([[0, 1]], start=25 * 20)
    begins = [np.flatnonzero(path(likeness, each.chain) == 1)[0] for each in (free, held)]
    assert begins[0] == 5 and 24 <= begins[1] <= 26


def test_of_a_long_text_only_what_is_near_is_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [[number % 3, (number + 1) % 3] for number in range(60)]
    laid = chain_of(lines)
    classes = [4] + [each for line in lines for each in (line[0], line[0], line[1], line[1], 4)]
    likeness = np.full((len(classes), 5), -6, np.float32)
    likeness[np.arange(len(classes)), classes] = 0
    whole = path(likeness, laid.chain)
    monkeypatch.setattr(trellis, "WIDEST", 60)
    monkeypatch.setattr(trellis, "ROWS", 16)
    assert path(likeness, laid.chain).tolist() == whole.tolist()
    monkeypatch.setattr(trellis, "NEAR", 12)
    assert path(likeness, laid.chain, around=whole).tolist() == whole.tolist()
    assert {int(line) for line in laid.line[whole]} == set(range(61))


def test_no_sound_and_no_text() -> None:
    laid = chain_of([[0]])
    assert not len(path(np.zeros((0, 5), np.float32), laid.chain))
