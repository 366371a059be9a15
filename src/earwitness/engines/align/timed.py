"""What an aligner says of a script: where each turn and word is heard, how sure it is, and which it did not hear."""

from __future__ import annotations

from msgspec import Struct

from ...times import Ms


class TimedWord(Struct, frozen=True, array_like=True, gc=False):
    """A word of a turn. Positional, for there are many."""

    first: int
    """Code points from the start of the turn's text."""
    last: int
    start: Ms
    end: Ms
    confidence: float
    """0 to 1."""


class TimedLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn of the script."""

    start: Ms | None = None
    """None where it was not heard."""
    end: Ms | None = None
    confidence: float = 0.0
    """0 to 1: how like its words the sound is. Below `UNSURE` a person should listen."""
    words: tuple[TimedWord, ...] = ()


class Timed(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to a script: a line for each of its lines."""

    engine: str
    model: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()
    lines: tuple[TimedLine, ...] = ()
    duration: Ms = 0
    """Of the sound."""
    notes: tuple[str, ...] = ()


UNSURE = 0.5
"""The confidence below which a turn's times are told of as a doubt."""
