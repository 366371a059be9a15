"""Turns: the page of one turn, and the page that a citation leads to, as frozen values."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .marginalia import Marginal
from .pages import Page
from .parts import DoneNotice, Link
from .sheet import Cell


class Citation(Struct, frozen=True, kw_only=True):
    """A citation, ready to be copied."""

    words: str
    """What it cites."""
    plain: str
    bibtex: str
    lasting: str
    """The whole address, by which the words are found again."""


class Elsewhere(Struct, frozen=True, kw_only=True):
    """What another version has at the place of a turn."""

    version: Link
    cells: tuple[Cell, ...]


class Around(Struct, frozen=True, kw_only=True):
    """A turn between its neighbours."""

    cell: Cell
    before: tuple[Cell, ...] = ()
    after: tuple[Cell, ...] = ()


class WritingDesk(Struct, frozen=True, kw_only=True):
    """What the forms hold that write on a turn."""

    words: str = ""
    """The words that are meant; empty: the whole turn."""
    prefix: str = ""
    suffix: str = ""
    codes: tuple[str, ...] = ()
    """The codebook's paths, to choose from."""
    kinds: tuple[tuple[str, str], ...] = ()
    """The kinds of distress, each with what it is called."""


class TurnPage(Page, frozen=True, kw_only=True):
    """One turn: its words between their neighbours, how to cite them, and what other versions have there."""

    template: ClassVar[str] = "turn.html"
    here: ClassVar[str] = "/conversations"

    id: str
    sound: bool = False
    """True where there is a recording to check it against."""
    mending: str = ""
    """The form in which its words are mended; empty for others."""
    """The turn's, for good."""
    address: str
    conversation: Link
    version: Link
    place: Link
    """Leads to it among the others."""
    around: Around
    elsewhere: tuple[Elsewhere, ...] = ()
    citation: Citation | None = None
    trouble: str = ""
    """Why it cannot be cited, or not these words."""
    typed: str = ""
    """The words that were asked for."""
    earlier: str = ""
    """The address of the turn before."""
    later: str = ""
    written: tuple[Marginal, ...] = ()
    """What people wrote on it."""
    marked: tuple[Link, ...] = ()
    """As what people marked it; the address is the caution's id."""
    desk: WritingDesk | None = None
    """What the keeper's forms hold; None for others."""
    done: DoneNotice | None = None


class CitationPage(Page, frozen=True, kw_only=True):
    """Where cited words stand today, and whether they were mended since."""

    template: ClassVar[str] = "citation.html"
    here: ClassVar[str] = "/conversations"

    state: str
    """`exact`, `moved`, `changed`, `orphaned`, or `unknown` where the revision never had the words."""
    sentence: str
    corrected: str
    """Says that the transcript was corrected since; empty where it was not."""
    was: str
    """The words as they were cited, where they read otherwise now."""
    conversation: Link
    citation: Citation | None = None
    around: Around | None = None
    """None where the words are gone, or their neighbours are not to be seen."""
    words: str = ""
    """What stands there now, where the neighbours are not to be seen."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked on it."""
    place: Link | None = None
    turn: Link | None = None
