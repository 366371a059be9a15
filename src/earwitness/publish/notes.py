"""Notes and codes: all that people wrote on passages, the codebook, and what a reader wants covered, as pages have them."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .pages import Page
from .parts import Choice, DoneNotice, Link


class QuotedWords(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The words of one turn that a note or code is on."""

    words: str
    turn: int | None
    address: str
    state: str
    """`exact`, `moved`, `changed`, `orphaned`."""
    said: str = ""
    """What became of the words, where they stand no more as they did."""
    language: str | None = None
    cautions: tuple[str, ...] = ()


class WrittenNote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A note or a coded passage in the list."""

    id: str
    quotes: tuple[QuotedWords, ...]
    conversation: Link
    agent: str
    time: str
    act: str
    text: str = ""
    """Of a note."""
    code: Link | None = None
    """Of a coded passage: its path."""
    whole: bool = False
    """The code is on the whole conversation, and quotes nothing."""
    colour: int = 0
    answers: str = ""
    changed_by: str = ""
    cautions: tuple[str, ...] = ()
    """The kinds of distress marked on any passage that it is on: its words are covered with them."""


class NotesPage(Page, frozen=True, kw_only=True):
    """All notes and coded passages, the newest first."""

    template: ClassVar[str] = "notes.html"
    here: ClassVar[str] = "/notes"

    total: int
    shown: str
    written: tuple[WrittenNote, ...]
    filters: tuple[Choice, ...]
    filtered: bool = False
    earlier: str = ""
    later: str = ""
    done: DoneNotice | None = None


class CodeRow(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A code of the codebook."""

    id: str
    name: str
    path: str
    depth: int
    parent: str
    """The id of the code above; empty at the top."""
    definition: str
    colour: int
    retired: bool
    passages: int
    """With all codes below it."""
    own: int
    """Itself alone."""
    conversations: int
    whole: Link | None
    """The whole conversations that it or a code below it is on; None where there are none."""
    address: str
    """Of its passages."""
    within: tuple[str, ...] = ()
    """The ids of this code and of those below it: it cannot go under them."""


class CodebookPage(Page, frozen=True, kw_only=True):
    """The codebook: a tree with counts, and the forms that change it."""

    template: ClassVar[str] = "codebook.html"
    here: ClassVar[str] = "/notes"

    codes: tuple[CodeRow, ...]
    chosen: str = ""
    """The id of the code whose forms stand open."""
    done: DoneNotice | None = None


class Kind(Struct, frozen=True, kw_only=True):
    """A kind of distress that people mark."""

    name: str
    """For the form."""
    title: str
    means: str


class CarePage(Page, frozen=True, kw_only=True):
    """What a reader wants covered, kind by kind."""

    template: ClassVar[str] = "care.html"

    kinds: tuple[Kind, ...]
    back: str = ""
