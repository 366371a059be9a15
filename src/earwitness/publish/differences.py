"""Differences: where the versions of a conversation differ, as pages have them."""

from __future__ import annotations

from msgspec import Struct

from .passages import Piece


class Reading(Struct, frozen=True, kw_only=True):
    """What some versions have at the place of a difference."""

    words: str
    """Empty where they have nothing there."""
    versions: tuple[Version, ...]
    chosen: bool = False
    """True where a person settled on it."""
    language: str | None = None
    of: tuple[str, ...] = ()
    """The ids of those versions."""
    here: bool = False
    """True where a version that is shown has it."""


class Version(Struct, frozen=True, kw_only=True):
    """A version that has a reading, and where."""

    name: str
    turn: int
    address: str
    """Of the place in it."""
    source: str = ""
    """The address of where it comes from; empty where that is not kept here."""


class Settled(Struct, frozen=True, kw_only=True):
    """What a person settled on."""

    said: str
    """Before the words: "the reading of Harbour Post stands"."""
    words: str
    agent: str
    time: str
    act: str
    note: str = ""
    reason: str = ""


class Difference(Struct, frozen=True, kw_only=True):
    """A place where versions differ, for the margin."""

    id: str
    kind: str
    material: bool
    address: str
    """Its own page, for good."""
    readings: tuple[Reading, ...]
    settled: Settled | None = None

    @property
    def here(self) -> list[Reading]:
        """The readings of the versions that are shown."""
        return [reading for reading in self.readings if reading.here]

    @property
    def there(self) -> list[Reading]:
        return [reading for reading in self.readings if not reading.here]


class Matched(Struct, frozen=True, kw_only=True):
    """What a person said of which turns match."""

    said: str
    """"matched", "said to have no counterpart in Harbour Post"."""
    agent: str
    act: str


class Telling(Struct, frozen=True, kw_only=True):
    """One version's whole passage at the place of a difference."""

    heading: str
    transcript: str
    lines: tuple[Line, ...]
    """None where the version has nothing there."""
    publisher: str = ""
    published: str = ""
    source: str = ""
    has_reading: bool = True
    """False where no difference was found in it here: it is shown, not compared."""
    chosen: bool = False


class Line(Struct, frozen=True, kw_only=True):
    """A turn of the passage."""

    number: int
    address: str
    name: str
    pieces: tuple[Piece, ...]
    language: str | None = None
    another_voice: bool = False
    """True where it is who speaks that differs."""
