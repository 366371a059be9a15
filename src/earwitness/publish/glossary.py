"""The glossary's pages: all terms, one term with where it is said, and a term as a margin explains it."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import DoneNotice, Link
from .passages import Piece


class TermRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A term in the list."""

    term: str
    address: str
    languages: tuple[str, ...]
    means: str
    language: str
    passages: int
    at_least: bool = False


class Rendering(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way in which translations say a term."""

    words: str
    """Empty where none of the known ones stands there."""
    count: int
    turns: tuple[Link, ...] = ()


class Renderings(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the translations into one language say a term."""

    term: Link
    language: str
    code: str
    """Of the language."""
    renderings: tuple[Rendering, ...]
    differ: bool = False


class Said(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A turn in which a term is said."""

    pieces: tuple[Piece, ...]
    address: str
    name: str
    turn: int
    conversation: Link
    held: str
    language: str | None = None
    cautions: tuple[str, ...] = ()


class TermForm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the form of a term holds, as its fields have it."""

    term: str = ""
    language: str = ""
    forms: str = ""
    meaning: str = ""
    source: str = ""
    url: str = ""
    renderings: str = ""
    besides: str = ""


class GlossaryPage(Page, frozen=True, kw_only=True):
    """All terms, and what a person should look at."""

    template: ClassVar[str] = "glossary.html"
    here: ClassVar[str] = "/glossary"

    query: str
    total: int
    rows: tuple[TermRow, ...]
    views: tuple[Link, ...]
    """All terms, or those that translations say in different ways."""
    differing: tuple[Renderings, ...] | None = None
    """None where nobody asked."""
    edited: bool = False
    """The file was edited and not read in."""
    done: DoneNotice | None = None
    form: TermForm = TermForm()


class TermPage(Page, frozen=True, kw_only=True):
    """One term: what it means, who says so, where it is said, how translations say it."""

    template: ClassVar[str] = "term.html"
    here: ClassVar[str] = "/glossary"

    term: str
    address: str
    languages: tuple[str, ...]
    meanings: tuple[tuple[str, str], ...]
    """The language of each, and its words; the reader's own first."""
    forms: tuple[str, ...]
    besides: tuple[str, ...]
    source: str
    url: str
    passages: int
    at_least: bool
    conversations: int
    said: tuple[Said, ...]
    search: str
    renderings: tuple[Renderings, ...]
    form: TermForm
    digest: str
    done: DoneNotice | None = None
