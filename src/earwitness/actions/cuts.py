"""Cuts: how much of the conversation the versions on a page have, and how much of a recording."""

from __future__ import annotations

from collections.abc import Sequence

from ..publish.tongue import gettext
from ..times import format_clock
from . import answers
from .collating import Collation
from .media import RecordingShown
from .versions import cover, short_names

WHOLE = 0.97
"""A version that has so much of the fullest one is as good as whole."""


def cuts(
    shown: answers.Shown, picked: Sequence[answers.TranscriptShown], collation: Collation | None
) -> tuple[str, ...]:
    """Returns what the versions shown lack of the fullest one, and what they have of the recording, in sentences."""
    return (*_of_the_fullest(shown, picked, collation), *_of_the_recording(shown.recordings, picked))


def _of_the_fullest(
    shown: answers.Shown, picked: Sequence[answers.TranscriptShown], collation: Collation | None
) -> list[str]:
    if collation is None or collation.fullest is None:
        return []
    fullest = collation.fullest
    shares, names = cover(collation, fullest), short_names(shown)
    return [
        gettext("{version} has {share} % of the fullest version, {fullest}").format(
            version=names[version.id], share=round(100 * shares[version.id]), fullest=names[fullest]
        )
        for version in picked
        if version.id != fullest and version.id in shares and shares[version.id] < WHOLE
    ]


def _of_the_recording(recordings: Sequence[RecordingShown], picked: Sequence[answers.TranscriptShown]) -> list[str]:
    """Returns which part of the longest recording the turns are from, where both have times."""
    longest = max((recording.duration for recording in recordings), default=0)
    starts = [turn.start for version in picked for turn in version.turns if turn.start is not None]
    ends = [turn.end for version in picked for turn in version.turns if turn.end is not None]
    if not longest or not starts or not ends:
        return []
    part = max(ends) - min(starts)
    if WHOLE * longest <= part:
        return []
    return [
        gettext("these words are {part} of a recording of {whole}").format(
            part=format_clock(part), whole=format_clock(longest)
        )
    ]
