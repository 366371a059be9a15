"""Segments as people give them, and as answers."""

from __future__ import annotations

from typing import Literal

import msgspec
from msgspec import UNSET, Struct, UnsetType

from ..times import Ms


class Described(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a person says of a stretch of a recording."""

    start: Ms
    end: Ms | None = None
    """None where it lasts until the next begins, or to the end of the recording."""
    title: str = ""
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Terms of an authority: names, places, subject headings."""
    words: str = ""
    """The first words heard there."""


class Partly(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Some fields of a segment: those that are named, and no others."""

    start: Ms | UnsetType = UNSET
    end: Ms | UnsetType | None = UNSET
    title: str | UnsetType = UNSET
    synopsis: str | UnsetType = UNSET
    keywords: tuple[str, ...] | UnsetType = UNSET
    subjects: tuple[str, ...] | UnsetType = UNSET
    words: str | UnsetType = UNSET

    @property
    def fields(self) -> dict[str, int | str | tuple[str, ...] | None]:
        """The fields that are named, with their values."""
        given = {name: getattr(self, name) for name in self.__struct_fields__}
        return {name: value for name, value in given.items() if value is not UNSET}


class SegmentChange(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A segment to say otherwise."""

    id: str
    to: Partly
    was: Partly = Partly()
    """What it said when it was looked at; where it says something else by now, that is a conflict."""


class SegmentShown(Struct, frozen=True, kw_only=True):
    """A segment as it stands."""

    id: str
    recording: str
    conversation: str
    start: Ms
    end: Ms | None
    """As a person set it."""
    until: Ms
    """Where it ends: as set, else where the next begins or the recording ends."""
    title: str
    synopsis: str
    keywords: tuple[str, ...]
    subjects: tuple[str, ...]
    words: str
    agent: str
    """Who made it."""
    time: str
    act: str


class RecordingTold(Struct, frozen=True, kw_only=True):
    """The recording that segments are of."""

    id: str
    title: str
    """Its own, else that of its conversation."""
    conversation: str
    duration: Ms


class SegmentsListed(Struct, frozen=True, kw_only=True):
    """The answer of `segments`: recording by recording, in the order of their times; `total` counts them all."""

    total: int
    segments: tuple[SegmentShown, ...]
    recordings: tuple[RecordingTold, ...]
    """Those looked at, also where nobody made a segment of them."""
    keywords: tuple[tuple[str, int], ...] = ()
    """Each keyword with how many of these segments have it, the most used first."""


class SegmentHit(Struct, frozen=True, kw_only=True):
    """A segment that a search found."""

    segment: str
    recording: str
    conversation: str
    start: Ms
    end: Ms | None
    title: str
    synopsis: str
    keywords: tuple[str, ...]
    subjects: tuple[str, ...]
    words: str
    title_highlights: tuple[tuple[int, int], ...]
    synopsis_highlights: tuple[tuple[int, int], ...]
    words_highlights: tuple[tuple[int, int], ...]
    keywords_found: tuple[int, ...]
    """Places of the keywords in which a word answers, from 0."""
    subjects_found: tuple[int, ...]
    score: float
    of: str = ""
    """The title of the recording, else that of its conversation."""
    date: str | None = None


class SegmentTaken(Struct, frozen=True, kw_only=True):
    """What became of one segment of a file that was taken in."""

    number: int
    """Its place in the file, from 1."""
    status: Literal["taken", "already", "not taken"]
    start: Ms | None = None
    title: str = ""
    id: str = ""
    why: str = ""
    """Why it was not taken."""


class SegmentsTaken(Struct, frozen=True, kw_only=True):
    """The answer of `segments --from`."""

    recording: str
    format: str
    """`ohms`, `vtt`, `table`, `jsonl`."""
    items: tuple[SegmentTaken, ...]
    act: str | None = None
    """None where nothing changed or it was only asked to show."""


def partly_of(described: Described) -> Partly:
    """Returns all that is said of a segment, as fields to set."""
    return msgspec.convert(msgspec.to_builtins(described), Partly)
