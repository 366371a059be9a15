"""Pages of words in context: the concordance, the words beside others, and those that set parts of the archive apart."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import Choice, Link, QueryTrouble


class Line(Struct, frozen=True, kw_only=True):
    """An occurrence, with the words around it."""

    left: str
    keyword: str
    right: str
    name: str
    """Who speaks."""
    turn: int
    title: str
    held: str
    address: str
    language: str | None = None
    cautions: tuple[str, ...] = ()


class ContextPage(Page, frozen=True, kw_only=True):
    """Every occurrence on a line."""

    template: ClassVar[str] = "context.html"
    here: ClassVar[str] = "/search"

    query: str
    sentence: str = ""
    views: tuple[Link, ...] = ()
    """The same search as passages, in context, as words beside it."""
    sorts: tuple[Link, ...] = ()
    fields: tuple[Choice, ...] = ()
    kept: tuple[Choice, ...] = ()
    """What the search is narrowed to: it goes with the form."""
    narrowed: tuple[Link, ...] = ()
    lines: tuple[Line, ...] = ()
    trouble: QueryTrouble | None = None
    table: str = ""
    """The address of all lines as a file."""
    earlier: str = ""
    later: str = ""


class Word(Struct, frozen=True, kw_only=True):
    """A word of a list, and its figures as they are set."""

    word: str
    address: str
    """Its lines."""
    figures: tuple[str, ...]


class WordsPage(Page, frozen=True, kw_only=True):
    """A list of words with figures."""

    template: ClassVar[str] = "wordlist.html"
    here: ClassVar[str] = "/search"

    kind: str
    """`collocates` or `keyness`."""
    query: str = ""
    sentence: str = ""
    views: tuple[Link, ...] = ()
    fields: tuple[Choice, ...] = ()
    kept: tuple[Choice, ...] = ()
    narrowed: tuple[Link, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[Word, ...] = ()
    meanings: tuple[tuple[str, str], ...] = ()
    """What the figures say, in plain words."""
    trouble: QueryTrouble | None = None
    table: str = ""
