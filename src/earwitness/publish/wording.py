"""The page on which a person mends a turn, and the one on which two revisions of a version stand beside each other."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import Link


class VoiceChoice(Struct, frozen=True, kw_only=True):
    """A voice that may say the turn."""

    id: str
    """Local: `p1`."""
    label: str
    role: str = ""
    chosen: bool = False


class TurnClash(Struct, frozen=True, kw_only=True):
    """What somebody made of the turn since the person looked."""

    before: str
    """As they saw it."""
    now: str
    """As it stands; empty where it is gone."""


class MendPage(Page, frozen=True, kw_only=True):
    """A turn in a form."""

    template: ClassVar[str] = "mend.html"
    here: ClassVar[str] = "/conversations"

    id: str
    address: str
    conversation: Link
    turn: Link
    """The turn's own page."""
    back: str
    """Where the reading page goes on: the turn in its place."""
    revision: int
    was: str
    """The line as it stands, which the form names when it is sent."""
    line: str
    """What stands in the field: the line, or what was typed."""
    voices: tuple[VoiceChoice, ...]
    new_voice: str = ""
    start: str = ""
    end: str = ""
    language: str = ""
    reason: str = ""
    inferred: bool = False
    previous: str = ""
    """Addresses of the neighbours' forms; empty where there is none."""
    next: str = ""
    cautions: tuple[str, ...] = ()
    trouble: str = ""
    clashes: tuple[TurnClash, ...] = ()
    """Where somebody changed it since: nothing was written, and the field holds what was typed."""


class DiffPiece(Struct, frozen=True, kw_only=True):
    kind: str
    words: str


class DiffRow(Struct, frozen=True, kw_only=True):
    """A turn that differs."""

    kind: str
    link: Link
    pieces: tuple[DiffPiece, ...]
    facts: tuple[tuple[str, str, str], ...] = ()
    """What else differs: of what, before, after."""


class RevisionRow(Struct, frozen=True, kw_only=True):
    """A revision in the list of all."""

    number: int
    who: str
    verb: str
    time: str
    reason: str
    address: str
    """What it changed."""
    act: Link
    undone: bool = False
    chosen: bool = False


class RevisionsPage(Page, frozen=True, kw_only=True):
    """Two revisions of a version beside each other."""

    template: ClassVar[str] = "revisions.html"
    here: ClassVar[str] = "/conversations"

    id: str
    address: str
    conversation: Link
    version: Link
    a: int
    b: int
    rows: tuple[DiffRow, ...]
    voices: tuple[tuple[str, str, str], ...]
    revisions: tuple[RevisionRow, ...]
    cautions: tuple[str, ...] = ()
