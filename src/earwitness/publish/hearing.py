"""The writing desk's pages: the drafts, and one of them with its sound."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import DoneNotice, Link


class DraftRow(Struct, frozen=True, kw_only=True):
    """A draft in the list."""

    link: Link
    what: str
    """A transcript of a recording, or a translation; into which language."""
    agent: str
    saved: str
    turns: str
    """How many are written."""
    blind: bool
    id: str


class WritePage(Page, frozen=True, kw_only=True):
    """What is being written, and the form that begins something."""

    template: ClassVar[str] = "write.html"
    here: ClassVar[str] = "/write"

    drafts: tuple[DraftRow, ...]
    away: tuple[DraftRow, ...]
    of: str = ""
    """The recording or transcript that is to be begun with."""
    about: Link | None = None
    """The conversation that it is of."""
    translates: bool = False
    languages: tuple[tuple[str, str], ...] = ()
    language: str = ""
    blind: bool = False
    trouble: str = ""
    done: DoneNotice | None = None


class Original(Struct, frozen=True, kw_only=True):
    """The turn that a turn of a translation renders."""

    speaker: str
    text: str
    """A line with the transcriber's signs."""
    time: str
    cautions: tuple[str, ...] = ()


class TypedTurn(Struct, frozen=True, kw_only=True):
    """A turn of a draft, as the form has it."""

    id: str
    number: int
    speaker: str
    text: str
    start: str
    """As people write times: `1:23.400`; empty where nobody set it."""
    end: str
    of: str = ""
    second: str = ""
    note: str = ""
    original: Original | None = None


class Beside(Struct, frozen=True, kw_only=True):
    """What was written on an older state of a draft, and could not be taken over."""

    name: str
    agent: str
    saved: str
    lines: tuple[str, ...]


class DraftPage(Page, frozen=True, kw_only=True):
    """The writing desk: one draft, turn by turn, and the sound that is heard."""

    template: ClassVar[str] = "draft.html"
    here: ClassVar[str] = "/write"

    id: str
    kind: str
    conversation: Link
    sound: str = ""
    """The address of what is heard; empty where a translation has no recording."""
    duration: int = 0
    """Milliseconds."""
    at: int = 0
    language: str
    languages: tuple[tuple[str, str], ...]
    name: str
    """The title of the version, as typed."""
    agent: str
    version: int
    saved: str
    blind: bool
    opened: tuple[str, ...] = ()
    turns: tuple[TypedTurn, ...]
    speakers: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    trouble: str = ""
    changed: bool = False
    """True where the original was corrected since the draft was begun."""
    can_open: bool = False
    """True where other versions are hidden that could be looked at."""
