"""Publications: who published a conversation and when, what each has of it and what each left out, as pages have it."""

from __future__ import annotations

from msgspec import Struct

from .parts import Link


class LeftOut(Struct, frozen=True, kw_only=True):
    """A turn of the fullest version that a publication does not have."""

    number: int
    address: str
    words: str
    """The first of them."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in it."""


class Copied(Struct, frozen=True, kw_only=True):
    """What a publication was likely copied from."""

    name: str
    address: str
    likelihood: int
    """In percent: an estimate."""
    why: str


class Publication(Struct, frozen=True, kw_only=True):
    """One publication on the time line."""

    number: int
    """Its place on the time line, the earliest first."""
    name: str
    address: str
    """Of where it comes from."""
    published: str
    """Empty where the date is not known."""
    captured: str
    supplier: str
    where: str
    """The web address or the file as it was named."""
    versions: tuple[Link, ...]
    share: int | None
    """How much it has of what the fullest version says, in percent of its letters; None where nothing was read from it."""
    fullest: bool = False
    left_out: tuple[LeftOut, ...] = ()
    more: int = 0
    """How many more turns it left out."""
    alone: tuple[LeftOut, ...] = ()
    """What it has and the fullest version does not."""
    copied: tuple[Copied, ...] = ()
    repost_of: Link | None = None
    """The earlier publication whose bytes it repeats."""
    first: bool = False
    access: str = "open"


class Point(Struct, frozen=True, kw_only=True):
    """A publication in the picture: when, and how much it has; both in thousandths."""

    number: int
    x: int
    y: int
    fullest: bool = False


class Tick(Struct, frozen=True, kw_only=True):
    """A day under the picture."""

    x: int
    text: str
