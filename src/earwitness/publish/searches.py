"""The search record on its pages: all kept searches, and one of them with what is new since."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import DoneNotice, Fact, Link
from .tongue import gettext, later

WHY: dict[str, str] = {
    "added": later("added by {agent}"),
    "erased": later("erased by {agent}"),
    "undone": later("taken back by {agent}"),
    "mended": later("corrected or read anew by {agent}"),
    "joined": later("its conversation was joined or parted by {agent}"),
    "described": later("described otherwise by {agent}"),
    "written": later("what was written on it was changed by {agent}"),
    "glossary": later("the glossary was changed"),
    "engine": later("the program finds words otherwise now"),
}
"""What happened to a passage since."""


class SearchRow(Struct, frozen=True, kw_only=True):
    """A kept search in the list."""

    called: str
    query: str
    """Empty where it is called by it."""
    address: str
    time: str
    agent: str
    found: str
    nothing: bool
    sequence: int
    again: str = ""
    """"asked again twice"; empty where it was not."""
    new: str = ""
    """"3 new"; empty where nothing is, or nobody looked yet."""


class SearchesPage(Page, frozen=True, kw_only=True):
    """All kept searches, the newest first."""

    template: ClassVar[str] = "searches.html"
    here: ClassVar[str] = "/search"

    total: int
    shown: str
    rows: tuple[SearchRow, ...]
    exports: tuple[Link, ...] = ()
    """The methods appendix, by format."""
    for_others: tuple[Link, ...] = ()
    """The same, counting only what others may see."""
    earlier: str = ""
    later: str = ""
    done: DoneNotice | None = None


class FoundLine(Struct, frozen=True, kw_only=True):
    """A passage that is new since, or gone."""

    address: str
    title: str
    """Of its conversation; empty where it is gone."""
    turn: int | None
    name: str
    text: str
    language: str | None
    said: str = ""
    """What happened to it."""
    cautions: tuple[str, ...] = ()


class Asked(Struct, frozen=True, kw_only=True):
    """One time a search was asked, and that kept."""

    id: str
    time: str
    agent: str
    found: str
    sequence: int


class KeptPage(Page, frozen=True, kw_only=True):
    """One kept search: what it found then, and what is new since."""

    template: ClassVar[str] = "kept.html"
    here: ClassVar[str] = "/search"

    id: str
    name: str
    query: str
    note: str
    facts: tuple[Fact, ...]
    ask: str
    """The address that asks it now."""
    now: str
    """"3 new since 14 November 2031, 2 gone, 12 as before"."""
    new: tuple[FoundLine, ...] = ()
    gone: tuple[FoundLine, ...] = ()
    more: str = ""
    """Says so where not all of them stand here."""
    notices: tuple[str, ...] = ()
    trouble: str = ""
    """Why it cannot be asked any more."""
    runs: tuple[Asked, ...] = ()
    exports: tuple[Link, ...] = ()
    done: DoneNotice | None = None


def happened(why: str, agent: str) -> str:
    """Returns what happened to a passage since, empty where that is not known."""
    said = WHY.get(why, "")
    return gettext(said).format(agent=agent) if said else ""
