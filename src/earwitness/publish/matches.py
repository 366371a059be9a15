"""Possible matches: two conversations that may be one, side by side, and the list of those that wait."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import Link
from .passages import Piece


class MatchSide(Struct, frozen=True, kw_only=True):
    """One of the two conversations, and the version of it that was compared."""

    id: str
    title: str
    address: str
    version: str
    """"Translation · English · 24 turns"."""
    facts: tuple[str, ...]
    """When it took place, when it was published, by whom."""
    access: str = "open"


class Utterance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn of one side."""

    number: int
    address: str
    name: str
    voice: int
    pieces: tuple[Piece, ...]
    """Words that the other side has too are marked `found`."""
    language: str | None = None
    held_back: str = ""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in it, or in what it says the same as."""


class MatchRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Turns that say the same; a side without turns has nothing there."""

    a: tuple[Utterance, ...]
    b: tuple[Utterance, ...]
    moved: bool = False
    """True where the order of the two differs."""
    elsewhere: bool = False
    """True for a turn of a round-up that is from something else."""


class ReasonLine(Struct, frozen=True, kw_only=True):
    """One reason with its weight."""

    what: str
    example: str
    weight: str
    """What it adds to the logarithm of the odds: "+1.3"."""
    width: int
    """Of its bar: 0 to 70, against it 0 to 30."""
    against: bool = False


class Match(Struct, frozen=True, kw_only=True):
    """One match in full."""

    a: MatchSide
    b: MatchSide
    address: str
    """For good."""
    place: str
    """"3 of 53"."""
    sure: bool
    verdict: str
    score: str
    kind: str
    """What the one is of the other, if they are one."""
    reasons: tuple[ReasonLine, ...]
    more: tuple[ReasonLine, ...]
    """The weaker ones."""
    rows: tuple[MatchRow, ...]
    of: str = ""
    """The conversation that the list keeps to."""
    cautions: tuple[str, ...] = ()
    """The kinds that people marked anywhere in either; the examples of the reasons may be from there."""
    whole: Link | None = None
    """Leads to all rows where some are left out."""
    stretch: str = ""
    """Of a round-up, which turns are from the other; the machine proposes to link these alone."""
    lining_up: bool = False
    """True while the two are being lined up for the first time."""
    before: str = ""
    after: str = ""
    """The addresses of the match before and the next; empty where there is no other."""


class Decided(Struct, frozen=True, kw_only=True):
    """A match that waits no more, and why."""

    sentence: str
    links: tuple[Link, ...]
    """The conversations."""
    act: str = ""
    """The act that decided it, if one stands and can be taken back."""


class MatchLine(Struct, frozen=True, kw_only=True):
    """One match in the list."""

    titles: tuple[str, str]
    address: str
    sure: bool
    kind: str
    score: str
    chosen: bool = False


class Look(Struct, frozen=True, kw_only=True):
    """How far somebody is who looks through the archive."""

    running: bool
    sentence: str = ""
    done: int = 0
    total: int = 0
    trouble: str = ""
    """Why the last one came to nothing."""


class Done(Struct, frozen=True, kw_only=True):
    """The act that was just written."""

    act: str
    sentence: str
    links: tuple[Link, ...] = ()
    can_undo: bool = True


class MatchesPage(Page, frozen=True, kw_only=True):
    """What waits for a person, one of them in full."""

    template: ClassVar[str] = "matches.html"
    here: ClassVar[str] = "/matches"

    total: int
    sentence: str
    """How many wait, and when the archive was looked through."""
    look: Look
    looked: bool = True
    """False where nobody has looked through the archive yet."""
    of: Link | None = None
    """The conversation that the list keeps to."""
    match: Match | None = None
    decided: Decided | None = None
    lines: tuple[MatchLine, ...] = ()
    shown: str = ""
    earlier: str = ""
    later: str = ""
    done: Done | None = None
    home: str = ""
    """The id of the conversation that the list keeps to."""
    trouble: str = ""
    """Why what was asked for could not be done."""
