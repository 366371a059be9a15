"""The page on which a person sees how a source was read, beside the page it came from, and puts it right."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import DoneNotice, Link
from .passages import Piece


class ReadTurn(Struct, frozen=True, kw_only=True):
    """A turn that a line of the page belongs to."""

    number: int
    address: str
    voice: int
    """The number of its colour."""
    name: str
    """Its label; empty where the voice is not known."""
    opens: bool
    """True on the line where it begins."""
    pieces: tuple[Piece, ...] = ()
    """What was read as said, where that is not what the line prints."""
    doubts: tuple[str, ...] = ()
    inferred: bool = False


class ReviewLine(Struct, frozen=True, kw_only=True):
    """One line of the page, and what became of it."""

    number: int
    text: str
    turns: tuple[ReadTurn, ...] = ()
    ticked: bool = False
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in what was read from it."""


class ReviewStretch(Struct, frozen=True, kw_only=True):
    """Lines that follow one another: of the text, or of the page's furniture, which is folded away."""

    lines: tuple[ReviewLine, ...]
    furniture: bool = False


class ReviewVoice(Struct, frozen=True, kw_only=True):
    """A label, the voice it was taken for, and how many turns that has."""

    label: str
    voice: str
    """All labels of the voice."""
    turns: int
    colour: int
    role: str = ""


class ReviewHint(Struct, frozen=True, kw_only=True):
    """Something that a person said of how the page is read."""

    id: str
    what: str
    agent: str
    time: str
    act: Link
    reason: str = ""
    unfit: str = ""


class ReviewPage(Page, frozen=True, kw_only=True):
    """How a source was read, line by line, beside the page as it was captured."""

    template: ClassVar[str] = "review.html"
    here: ClassVar[str] = "/add"

    source: Link
    address: str
    """Of this page; the form goes there."""
    sentence: str
    """How much was read, in words."""
    conversations: tuple[Link, ...]
    stretches: tuple[ReviewStretch, ...]
    voices: tuple[ReviewVoice, ...]
    hints: tuple[ReviewHint, ...]
    marks: tuple[tuple[str, str], ...]
    """Kinds of marks by name, with what the screen calls them."""
    standing: str
    """What stood when the page was made; an act on it after another is a conflict."""
    captured: str
    shows_captured: bool
    doubts: tuple[str, ...] = ()
    lost: int = 0
    """Turns that stand on no line shown here."""
    cautions: tuple[str, ...] = ()
    """Every kind that people marked anywhere in what was read."""
    changes: tuple[str, ...] = ()
    """What the act just done changed, turn by turn."""
    done: DoneNotice | None = None
    since: tuple[ReviewHint, ...] = ()
    """What others said since a person looked, where both acted at once."""
    wanted: str = ""
    """What the person wanted to say then."""
    trouble: str = ""
    words: str = ""
    """The words typed, kept where they must be mended."""
    voice: str = ""
    mark: str = "gloss"
    start: int = 1
    """The first line shown."""
    earlier: str = ""
    later: str = ""
