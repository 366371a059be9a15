"""Media: recordings as the verbs tell of them."""

from __future__ import annotations

from msgspec import Struct


class RecordingShown(Struct, frozen=True, kw_only=True):
    """A recording as `show` tells it."""

    id: str
    source: str
    duration: int
    """Milliseconds."""
    channels: int
    sample_rate: int
    codec: str
    container: str = ""
    bit_rate: int | None = None
    layout: str = ""
    video: bool = False
    title: str | None = None
    name: str = ""
    """What it is called: its title, else how its file is called, else its id."""
    parties: tuple[str, ...] = ()
    """Who is on each channel, where a person said so."""
    whole: str | None = None
    """The recording that it is a clip of, and where in it it begins, where a person said so."""
    offset: int | None = None
    access: str = "open"
    doubts: tuple[str, ...] = ()
