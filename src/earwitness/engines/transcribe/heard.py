"""What an engine says it heard: segments with their words, and how sure it is; and what it was told to do."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from ...times import Ms


class HeardWord(Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A word as the engine gives it. Positional, for there are many."""

    text: str
    """Without the space around it."""
    start: Ms | None = None
    end: Ms | None = None
    confidence: float | None = None
    """0 to 1, as the engine says."""


class HeardSegment(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A stretch of speech as the engine parts it."""

    start: Ms | None
    """From the start of the recording; None where the engine gives no times."""
    end: Ms | None
    text: str
    words: tuple[HeardWord, ...] = ()
    logprob: float | None = None
    """The mean logarithm of the probability of its tokens; nearer to 0 is surer."""
    no_speech: float | None = None
    """How likely it is, as the engine says, that nobody speaks there."""
    compression: float | None = None
    """How many times smaller the text gets when it is packed: a loop packs well."""
    temperature: float | None = None
    """How much chance there was in it, 0 for none."""
    language: str | None = None
    """Where the engine says so for a segment apart."""


class Heard(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All that an engine heard in a recording or a stretch of it, with the engine, its model, version and settings."""

    engine: str
    model: str
    version: str
    settings: tuple[tuple[str, str], ...] = ()
    """What it was told: enough to do the same again."""
    language: str | None = None
    """Of the recording, as told to the engine or detected by it."""
    detected: float | None = None
    """How sure the engine is of a language that it detected itself; None where it was told."""
    segments: tuple[HeardSegment, ...] = ()
    notes: tuple[str, ...] = ()
    """What a person should know of how it was heard, in sentences."""


def shifted(segment: HeardSegment, by: Ms) -> HeardSegment:
    """Returns a segment of a stretch at its place in the whole recording."""
    if not by:
        return segment
    words = tuple(HeardWord(word.text, _later(word.start, by), _later(word.end, by), word.confidence)
                  for word in segment.words)  # fmt: skip
    return replace(segment, start=_later(segment.start, by), end=_later(segment.end, by), words=words)


def _later(time: Ms | None, by: Ms) -> Ms | None:
    return None if time is None else time + by


def joined(parts: list[Heard]) -> Heard:
    """Returns what was heard in the stretches of one recording as one. The first tells the engine and the language."""
    first = parts[0]
    segments = tuple(segment for part in parts for segment in part.segments)
    notes = tuple(dict.fromkeys(note for part in parts for note in part.notes))
    return replace(first, segments=segments, notes=notes)
