"""The trellis: the likeliest way through a text while its sound goes by (Viterbi), exact, and in little memory.

A text is a chain of states; each has a class, and `likeness[picture, class]` says how like it the sound is. A state is
stayed in, left for the next, or, where that is allowed, for the one after it (so a pause between words may be none). From one
gap between turns the way may jump to a later gap: the turns between are then not said. What is written of every picture is
only the score of a row now and then; the rows between are worked out again on the way back. So an hour of speech takes
megabytes, not gigabytes.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable

    Array = np.ndarray[Any, Any]

NEVER = np.float32(-1e30)
ROWS = 256
"""Pictures between two rows of scores that are kept, at least: of a long sound, as many as it has such rows."""
NEAR = 3_000
"""States to each side of a way that was found before, when it is found again: some minutes of talk."""
WIDEST = 60_000
"""States that are followed at once; of a longer text, those around the likeliest."""


class Chain(Struct, frozen=True, kw_only=True, eq=False):
    """A text as a chain of states. All are arrays with one number a state, but where said."""

    classes: Array
    """Which column of the likeness it is."""
    stay: Array
    """What is added to the score for staying, as a logarithm; so for the others."""
    step: Array
    """For coming from the state before."""
    skip: Array
    """For coming from two before; `NEVER` where that may not be."""
    first: Array
    """For beginning here."""
    last: Array
    """For ending here."""
    gaps: Array
    """Places of the gaps between turns, in order: one before each turn and one after the last."""
    toll: Array
    """What is added for leaving out all turns up to each gap: falling numbers, one a gap."""
    held: Array
    """Places of the states that may be entered only at some time; may be empty."""
    since: Array
    """The first picture in which each of `held` may be entered."""
    until: Array
    """The last."""


class _Window(Struct):
    low: int
    high: int


def path(
    likeness: Array, chain: Chain, alive: Callable[[int], None] = lambda picture: None, *, around: Array | None = None
) -> Array:
    """Returns the state of each picture, on the likeliest way. Some states may never be there: their turns are not said.

    Takes time in proportion to pictures × states, and memory to the pictures and to √pictures × states. Empty where there is
    no way at all. `around` is a way that was found before: only states within `NEAR` of it are followed.
    """
    pictures, states = len(likeness), len(chain.classes)
    if not pictures or not states:
        return np.zeros(0, np.int64)
    score = np.where(True, chain.first, NEVER).astype(np.float32)
    score[chain.held] = np.where((chain.since <= 0), score[chain.held], NEVER)
    score += likeness[0, chain.classes]
    kept: list[tuple[int, Array]] = []
    rows = max(ROWS, isqrt(pictures))
    window = _Window(0, states)
    _narrow(window, score, states, _near(around, 0, rows))
    for begin in range(0, pictures, rows):
        end = min(begin + rows, pictures)
        kept.append((window.low, score[window.low : window.high].copy()))
        for picture in range(begin + 1, min(end + 1, pictures)):
            _advance(score, likeness[picture], chain, picture, window, None)
        _narrow(window, score, states, _near(around, end, end + rows))
        alive(end)
    total = score + chain.last
    state = int(np.argmax(total))
    if total[state] < NEVER / 2:
        return np.zeros(0, np.int64)
    return _back(likeness, chain, kept, rows, state)


def _near(around: Array | None, begin: int, end: int) -> tuple[int, int] | None:
    """Returns the states that are near a way between two pictures; None where all are followed."""
    part = around[begin : end + 1] if around is not None else ()
    return (int(min(part)) - NEAR, int(max(part)) + NEAR) if len(part) else None


def _narrow(window: _Window, score: Array, states: int, near: tuple[int, int] | None) -> None:
    """Moves the window to what is near, or to the likeliest state where not all fit into it; what falls out is gone."""
    if near is not None:
        low, high = max(0, near[0]), min(states, near[1])
    elif states <= WIDEST:
        return
    else:
        best = int(np.argmax(score[window.low : window.high])) + window.low
        low = min(max(window.low, best - WIDEST // 2), states - WIDEST)
        high = min(states, low + WIDEST)
    score[:low] = NEVER
    score[high:] = NEVER
    window.low, window.high = low, high


def _advance(
    score: Array, like: Array, chain: Chain, picture: int, window: _Window, told: Array | None
) -> Array | None:
    """Moves the scores on by one picture, in place; `told` is filled with where each came from: 0 stay, 1, 2, 3 jump.

    Returns the gap each gap was jumped to from, where `told` is asked for.
    """
    low, high = window.low, window.high
    old = score[low:high]
    new = old + chain.stay[low:high]
    one = old[:-1] + chain.step[low + 1 : high]
    two = old[:-2] + chain.skip[low + 2 : high]
    if told is not None:
        told[:] = 0
        np.greater(one, new[1:], out=told[1:], casting="unsafe")
    stays = new[chain.held[_within(chain.held, low, high)] - low].copy() if len(chain.held) else None
    np.maximum(new[1:], one, out=new[1:])
    if told is not None:
        told[2:][two > new[2:]] = 2
    np.maximum(new[2:], two, out=new[2:])
    if stays is not None:
        inside = _within(chain.held, low, high)
        shut = (picture < chain.since[inside]) | (chain.until[inside] < picture)
        places = chain.held[inside][shut] - low
        new[places] = stays[shut]
        if told is not None:
            told[places] = 0
    origin = None
    inside = _within(chain.gaps, low, high)
    gaps, toll = chain.gaps[inside] - low, chain.toll[inside]
    if len(gaps):
        bare = new[gaps] - toll
        best = np.maximum.accumulate(bare)
        if told is not None:
            order = np.arange(len(gaps))
            source = np.maximum.accumulate(np.where(bare >= best, order, 0))
            jumped = source != order
            told[gaps[jumped]] = 3
            origin = gaps[source] + low
        new[gaps] = best + toll
    new += like[chain.classes[low:high]]
    score[low:high] = new
    return origin


def _within(places: Array, low: int, high: int) -> slice:
    return slice(int(np.searchsorted(places, low)), int(np.searchsorted(places, high)))


def _back(likeness: Array, chain: Chain, kept: list[tuple[int, Array]], rows: int, state: int) -> Array:
    """Returns the way from the end to the beginning: each block is worked out again from its first row."""
    pictures = len(likeness)
    found = np.empty(pictures, np.int64)
    found[pictures - 1] = state
    for block in range(len(kept) - 1, -1, -1):
        begin = block * rows
        end = min(begin + rows, pictures - 1)
        if end == begin:
            continue
        low, row = kept[block]
        high = min(low + len(row), state + 1)
        # Nothing after the state at the end of the block can lie on the way to it.
        score = np.full(high, NEVER, np.float32)
        score[low:high] = row[: high - low]
        window = _Window(low, high)
        told = np.empty((end - begin, high - low), np.uint8)
        origins: list[Array | None] = []
        for picture in range(begin + 1, end + 1):
            origins.append(_advance(score, likeness[picture], chain, picture, window, told[picture - begin - 1]))
        inside = _within(chain.gaps, low, high)
        gaps = chain.gaps[inside]
        for picture in range(end, begin, -1):
            row_told = told[picture - begin - 1]
            origin = origins[picture - begin - 1]
            came = int(row_told[state - low])
            if came == 3 and origin is not None:
                state = int(origin[int(np.searchsorted(gaps, state))])
                came = int(row_told[state - low])
            state -= came if came < 3 else 0
            found[picture - 1] = state
    return found
