"""Alike: what sound that two recordings have in common says of the conversations they are of.

The strongest evidence there is: nobody says two minutes twice so that every landmark stands in its place. What speaks
against it is only that the sound may be somebody else's: a tune, an announcement, a compilation of many calls.
"""

from __future__ import annotations

from ..formats.sound.matching import Match
from ..times import Ms, format_clock
from .judgement import Judgement, Kind, conclude
from .reasons import Reason

SOUND = "the same sound"
SOUND_IN_PART = "the same sound in a part of it"
SAME, MAYBE = 9.0, 0.3
"""What it adds to the odds' logarithm: more than the same words, and little where much of the shorter is not explained."""
WHOLE = 0.7
"""Share of the longer recording that a repost has; a clip has less of it."""


def judge_sound(match: Match, *, whole: Ms) -> Judgement:
    """Returns what is held of two recordings that have sound in common; `whole` is how long the longer is."""
    kind: Kind = "repost" if WHOLE * whole <= match.common else "clip"
    sure = match.verdict == "same"
    reason = Reason(what=SOUND if sure else SOUND_IN_PART, weight=SAME if sure else MAYBE, example=told(match))
    if match.verdict is None:
        return Judgement(verdict="different", score=0.0, kind=kind, reasons=(reason,))
    return conclude("one tongue", 0.0, kind, (reason,), at_most="same" if sure else "maybe")


def told(match: Match) -> str:
    """Returns where the sound in common lies, in words: “97% of the shorter, from 0:10 to 0:25 of the longer”."""
    start, end = (format_clock(at) for at in match.overlap)
    return f"{match.share:.0%} of the shorter, from {start} to {end} of the longer"
