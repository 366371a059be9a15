"""Matching: whether one recording's sound is in another, where, and how much of it is.

Pairs of near landmarks that both have vote for a shift in time (and for one of a few speeds); at the shift that has most votes,
stretch by stretch, it is counted how many of the landmarks of either are there in the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...times import Ms, Span
from .fingerprint import FAN, Fingerprint, Numbers
from .landmarks import HOP, RATE

ASKED = 2 * FAN
"""Landmarks that each of the clip is paired with: what was mixed in stands between those that were neighbours."""
SPEEDS = (1.0, 0.98, 0.985, 0.99, 0.995, 1.005, 1.01, 1.015, 1.02)
"""How fast the clip may run beside the whole; a digital copy keeps its speed, a tape does not."""
VOTES = 6
"""Pairs at one shift from which on it is looked at. By chance there are up to five, in calls of some minutes."""
LOOKED = 3
"""Shifts looked at, those with most votes."""
TOGETHER = 3
"""Frames that one vote is wide."""
MOST = 4_000_000
"""Pairs of pairs that are compared; of longer recordings every n-th is, the same in both."""
LATER, HIGHER = 2, 1
"""Frames and bins that a landmark may be off in the other."""
STRETCH = 125
"""Frames that are judged together: two seconds."""
HEARD = 5
"""Landmarks that a stretch must have to count."""
FOUND, FEWEST, KINDS = 0.2, 3, 3
"""Share of a stretch's landmarks that are there in the other, their number, and their number of pitches, from which on it is
the same sound. By chance some 4 % are there; after the worst codec 40 %."""
SURE, MAYBE = 0.75, 0.6
"""Share of the clip that must be explained for it to be surely of the whole, and for it to be worth a look: calls that share
a tune or an announcement differ in the rest."""
LEAST: Ms = 6000
"""Sound in common below which nothing is said: a greeting, a tone, a spoken “please wait”."""


class Match(Struct, frozen=True, kw_only=True):
    """Sound that two recordings have in common."""

    offset: Ms
    """Where in the whole the clip begins; below 0 where it begins before."""
    overlap: Span
    """The part of the whole that the clip lies over, from the first common sound to the last."""
    speed: float
    """How fast the whole runs beside the clip; 1.0 for a copy that kept its speed."""
    score: float
    """Share of the landmarks of the common stretches that both have: 1.0 for the same bytes, about 0.04 by chance."""
    share: float
    """How much of the clip is explained: of the stretches of it in which anything is heard."""
    inside: float
    """The same for the stretches from the first common one to the last, as far as something is heard in both."""
    contained: bool
    """Whether the clip lies within the whole, but for its edges."""
    common: Ms
    """How much sound they have in common."""

    @property
    def verdict(self) -> Literal["same", "maybe"] | None:
        """What it says of the two: “same” where the clip is explained and lies within the whole, “maybe” for a person to hear;
        None where calls are alike that share a tune, a greeting or an announcement and are else two.
        """
        if self.share < MAYBE:
            return None
        return "same" if self.contained and SURE <= min(self.share, self.inside) else "maybe"


def match(clip: Fingerprint, whole: Fingerprint) -> Match | None:
    """Returns what the two have in common; None where that is too little to tell. Some milliseconds for some minutes."""
    found = [
        judged
        for shift, speed in _shifts(clip, whole)
        if (judged := _judged(clip, whole, shift=shift, speed=speed)) is not None
    ]
    return max(found, key=lambda one: (one.common, one.score), default=None)


def _shifts(clip: Fingerprint, whole: Fingerprint) -> Iterator[tuple[float, float]]:
    """Yields the shifts, in frames, and the speeds that most pairs vote for."""
    ours, theirs = _met(*clip.pairs(ASKED), *whole.pairs(FAN))
    if not len(ours):
        return
    straight = 0
    for speed in SPEEDS:
        shifts = np.round(theirs - speed * ours).astype(np.int64)
        low = int(shifts.min())
        votes = np.bincount(shifts - low + 1, minlength=TOGETHER + 2)
        wide = np.convolve(votes, np.ones(TOGETHER, dtype=np.int64), mode="same")
        for number in range(LOOKED if speed == 1.0 else 1):
            best = int(np.argmax(wide))
            cast = int(wide[best])
            if cast < VOTES or (speed != 1.0 and cast <= straight * 1.5):
                break
            near = np.abs(shifts - low + 1 - best) <= TOGETHER // 2
            yield float(np.median((theirs - speed * ours)[near])), speed
            if speed == 1.0 and number == 0:
                straight = cast
            wide[max(0, best - 2 * TOGETHER) : best + 2 * TOGETHER + 1] = 0


def _met(keys: Numbers, begins: Numbers, others: Numbers, other_begins: Numbers) -> tuple[Numbers, Numbers]:
    """Returns where pairs of one number begin in the one and in the other."""
    every = 1 + len(keys) * len(others) // (MOST * 1000)
    if 1 < every:
        kept, other_kept = keys % every == 0, others % every == 0
        keys, begins, others, other_begins = keys[kept], begins[kept], others[other_kept], other_begins[other_kept]
    order = np.argsort(others, kind="stable")
    others, other_begins = others[order], other_begins[order]
    low = np.searchsorted(others, keys)
    counts = np.searchsorted(others, keys, side="right") - low
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(begins, counts), other_begins[np.repeat(low, counts) + within]


def _judged(clip: Fingerprint, whole: Fingerprint, *, shift: float, speed: float) -> Match | None:
    """Returns what they have in common at this shift; None where it is too little."""
    times, pitches = clip.peaks()
    others, other_pitches = whole.peaks()
    moved, back = times * speed + shift, (others - shift) / speed
    stretches = _frames(clip) // STRETCH + 1
    over = (0 <= back) & (back < _frames(clip))
    back, mapped, mapped_pitches = back[over], others[over], other_pitches[over]
    ours = _Counted(times, pitches, _there(moved, pitches, mapped, mapped_pitches), stretches)
    theirs = _Counted(back, mapped_pitches, _there(mapped, mapped_pitches, moved, pitches), stretches)
    same = ours.same | theirs.same
    if not same.any():
        return None
    first, last = int(np.argmax(same)), len(same) - int(np.argmax(same[::-1]))
    common = int(same.sum()) * _ms(STRETCH)
    if common < LEAST:
        return None
    both = ours.heard & theirs.heard
    between = int((both | same)[first:last].sum())
    start, end = (round(_ms(shift + speed * at * STRETCH)) for at in (first, last))
    ending = min(end, round(_ms(shift) + clip.duration * speed), whole.duration)
    covered = min(_ms(shift) + clip.duration * speed, whole.duration) - max(0, _ms(shift))
    return Match(
        offset=round(_ms(shift)),
        overlap=Span(max(0, start), max(0, start, ending)),
        speed=speed,
        score=round(max(ours.score(same), theirs.score(same)), 3),
        share=round(min(1.0, int(same.sum()) / max(1, int((ours.heard | same).sum()))), 3),
        inside=round(int(same.sum()) / between, 3),
        contained=bool(0.85 * clip.duration <= covered),
        common=min(round(common), clip.duration),
    )


class _Counted:
    """The landmarks of one side, counted stretch by stretch."""

    def __init__(
        self, times: npt.NDArray[np.generic], pitches: Numbers, there: npt.NDArray[np.bool_], stretches: int
    ) -> None:
        at = times.astype(np.int64) // STRETCH
        self.all = np.bincount(at, minlength=stretches)[:stretches]
        self.met = np.bincount(at[there], minlength=stretches)[:stretches]
        distinct = np.unique(at[there] << 8 | pitches[there]) >> 8
        kinds = np.bincount(distinct, minlength=stretches)[:stretches]
        self.heard = self.all >= HEARD
        self.same = (np.maximum(FOUND * self.all, FEWEST) <= self.met) & (KINDS <= kinds)

    def score(self, same: npt.NDArray[np.bool_]) -> float:
        return float(self.met[same].sum() / max(1, self.all[same].sum()))


def _there(
    times: npt.NDArray[np.generic], pitches: Numbers, others: npt.NDArray[np.generic], other_pitches: Numbers
) -> npt.NDArray[np.bool_]:
    """Says of each landmark whether the other side has it, at the same frame and bin or close by."""
    known = np.sort((other_pitches << 32) + np.round(others.astype(np.float64)).astype(np.int64))
    at = np.round(times.astype(np.float64)).astype(np.int64)
    found = np.zeros(len(at), dtype=np.bool_)
    for higher in range(-HIGHER, HIGHER + 1):
        asked = ((pitches + higher) << 32) + at
        found |= np.searchsorted(known, asked - LATER) < np.searchsorted(known, asked + LATER, side="right")
    return found


def _frames(print_: Fingerprint) -> int:
    return max(1, print_.duration * RATE // 1000 // HOP)


def _ms(frames: float) -> float:
    return frames * HOP * 1000 / RATE
