"""Lines of an index of a recording, as pages set them."""

from __future__ import annotations

from msgspec import Struct


class IndexLine(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A segment in an index that is read, or that a search found."""

    id: str
    time: str
    """`1:23`."""
    seconds: str
    """For a player: `83.5`."""
    title: str
    """Ready to be set, its found words between marks where a search found it."""
    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    address: str = ""


class IndexOf(Struct, frozen=True, kw_only=True):
    """The index of one recording."""

    recording: str
    name: str
    lines: tuple[IndexLine, ...]
    address: str = ""
    """Where the keeper writes it; empty for others."""
