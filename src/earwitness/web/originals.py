"""Originals: the turns that somebody translates, as they stand beside the translation."""

from __future__ import annotations

from collections.abc import Mapping

from ..formats.signed import signed
from ..model import Transcript
from ..publish.hearing import Original
from ..times import format_clock


def originals(transcript: Transcript, cautions: Mapping[int, tuple[str, ...]]) -> dict[str, Original]:
    """Returns the turns of a transcript by their local ids, each with its signs in place and the kinds of distress that people
    marked on it."""
    names = {speaker.id: next(iter(speaker.labels), "") for speaker in transcript.speakers}
    return {
        turn.id: Original(
            speaker=" & ".join(names.get(speaker, "") for speaker in turn.speakers),
            text=signed(turn),
            time=format_clock(turn.start) if turn.start is not None else "",
            cautions=cautions.get(turn.number, ()),
        )
        for turn in transcript.turns
    }
