"""Pages: what each template gets, as frozen values. The same values are the page's `.json`.

A page holds addresses, words and numbers that are ready to be set; it holds no rights, tokens or settings of the desk.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .passages import Piece
from .sheet import Sheet


class Page(Struct, frozen=True, kw_only=True):
    """What every page has."""

    template: ClassVar[str] = "page.html"
    here: ClassVar[str] = ""
    """The address in the navigation that this page belongs to."""

    title: str
    stale: str = ""
    """Says so where the search index or the catalog stands behind the journal."""


class Link(Struct, frozen=True, kw_only=True):
    """Words that lead somewhere."""

    text: str
    address: str
    chosen: bool = False
    count: int | None = None


class Fact(Struct, frozen=True, kw_only=True):
    """A thing known, or known to be unknown."""

    name: str
    value: str
    unknown: bool = False
    """True where the value says why it is not known."""
    address: str = ""


class Held(Struct, frozen=True, kw_only=True):
    """When it took place."""

    words: str
    """For people: "about 14 May 2022"."""
    date: str | None
    """EDTF."""
    certainty: str
    why: str


class ConversationRow(Struct, frozen=True, kw_only=True):
    """One conversation in a table."""

    id: str
    title: str
    address: str
    genre: str
    held: str
    published: str
    languages: tuple[str, ...]
    speakers: tuple[str, ...]
    turns: int
    versions: int
    access: str = "open"
    status: str = ""


class ActRow(Struct, frozen=True, kw_only=True):
    """One act in the log."""

    sequence: int
    id: str
    time: str
    agent: str
    verb: str
    """As the screen says it."""
    subjects: tuple[Link, ...]
    reason: str
    undone_by: str = ""
    erased: bool = False
    can_undo: bool = False


class Choice(Struct, frozen=True, kw_only=True):
    """A field of a form, and what is chosen in it."""

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of each; none: any text."""


class DeskPage(Page, frozen=True, kw_only=True):
    """The desk: what there is, what is new, what was done last."""

    template: ClassVar[str] = "desk.html"
    here: ClassVar[str] = "/"

    counts: tuple[Fact, ...]
    newest: tuple[ConversationRow, ...]
    acts: tuple[ActRow, ...]
    needs: tuple[Fact, ...] = ()
    """What the examination found missing or stale."""


class ConversationsPage(Page, frozen=True, kw_only=True):
    """All conversations, as a table to sort and filter."""

    template: ClassVar[str] = "conversations.html"
    here: ClassVar[str] = "/conversations"

    total: int
    shown: str
    """"1–50 of 1,204 conversations"."""
    rows: tuple[ConversationRow, ...]
    orders: tuple[Link, ...]
    filters: tuple[Choice, ...]
    filtered: bool = False
    earlier: str = ""
    """The address of the page before, empty where there is none."""
    later: str = ""


class Voice(Struct, frozen=True, kw_only=True):
    """One speaker, as the header names them."""

    name: str
    colour: int
    role: str = ""
    relation: str = ""
    also: tuple[str, ...] = ()
    """The names the other versions print."""


class SourceLine(Struct, frozen=True, kw_only=True):
    """One publication of a conversation."""

    id: str
    address: str
    name: str
    where: str
    """The web address or the file as it was named."""
    published: str
    captured: str
    access: str = "open"


class Doubt(Struct, frozen=True, kw_only=True):
    """Something the reader was not sure of."""

    what: str
    turn: int | None = None
    address: str = ""


class Statement(Struct, frozen=True, kw_only=True):
    """What somebody said of the thing."""

    field: str
    value: str
    origin: str
    agent: str
    time: str
    act: str


class ReadingPage(Page, frozen=True, kw_only=True):
    """One conversation: its versions side by side, and all that is known around them."""

    template: ClassVar[str] = "reading.html"
    here: ClassVar[str] = "/conversations"

    id: str
    address: str
    genre: str
    access: str
    terms: str
    held: Held
    published: str
    place: str
    languages: tuple[str, ...]
    voices: tuple[Voice, ...]
    versions: tuple[Link, ...]
    sheet: Sheet
    sources: tuple[SourceLine, ...]
    doubts: tuple[Doubt, ...] = ()
    statements: tuple[Statement, ...] = ()
    recordings: tuple[Fact, ...] = ()
    also: tuple[str, ...] = ()


class Passage(Struct, frozen=True, kw_only=True):
    """One hit, in context."""

    turn: int
    address: str
    name: str
    pieces: tuple[Piece, ...]
    language: str | None
    role: str = ""
    before: str = ""
    after: str = ""
    also: tuple[tuple[str, str, str | None], ...] = ()
    """The same passage in other versions: language in words, text, code of the language."""


class PassageGroup(Struct, frozen=True, kw_only=True):
    """The hits of one conversation."""

    title: str
    address: str
    held: str
    passages: tuple[Passage, ...]


class Facet(Struct, frozen=True, kw_only=True):
    """One way to narrow a search: its values, each a link."""

    name: str
    links: tuple[Link, ...]


class QueryTrouble(Struct, frozen=True, kw_only=True):
    """Where a query does not parse."""

    message: str
    hint: str
    before: str
    at: str
    after: str


class SearchPage(Page, frozen=True, kw_only=True):
    """Search: the form, and what was found."""

    template: ClassVar[str] = "search.html"
    here: ClassVar[str] = "/search"

    query: str
    asked: bool
    """False on the empty form."""
    sentence: str = ""
    groups: tuple[PassageGroup, ...] = ()
    facets: tuple[Facet, ...] = ()
    narrowed: tuple[Link, ...] = ()
    """What the search is narrowed to; each link takes it away again."""
    filters: tuple[Choice, ...] = ()
    trouble: QueryTrouble | None = None
    earlier: str = ""
    later: str = ""


class CustodyLine(Struct, frozen=True, kw_only=True):
    """Something that happened to a source."""

    event: str
    time: str
    agent: str
    detail: str
    act: str = ""


class SourcePage(Page, frozen=True, kw_only=True):
    """Where a publication comes from: capture, custody, bytes, and how anyone checks them."""

    template: ClassVar[str] = "source.html"

    id: str
    access: str
    terms: str
    facts: tuple[Fact, ...]
    capture: tuple[Fact, ...]
    custody: tuple[CustodyLine, ...]
    sha256: str
    size: str
    object: str
    checks: tuple[str, ...]
    conversations: tuple[ConversationRow, ...]
    same_bytes: tuple[Link, ...]
    captured: str
    """The address of the bytes as captured."""
    shows_captured: bool
    """True where a browser can show them in the page (text and HTML); else they are only offered."""
    doubts: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = ()


class LogPage(Page, frozen=True, kw_only=True):
    """What was done, by whom, when and why, newest first."""

    template: ClassVar[str] = "log.html"
    here: ClassVar[str] = "/log"

    total: int
    shown: str
    acts: tuple[ActRow, ...]
    filters: tuple[Choice, ...]
    filtered: bool = False
    earlier: str = ""
    later: str = ""
    said: tuple[str, ...] = ()
    """What an act just did, in sentences."""


class AddedRow(Struct, frozen=True, kw_only=True):
    """What became of one input."""

    path: str
    status: str
    message: str
    turns: int
    source: str = ""
    """The address of where it comes from."""
    conversations: tuple[Link, ...] = ()
    doubts: tuple[str, ...] = ()


class AddPage(Page, frozen=True, kw_only=True):
    """The form that takes in files and addresses, and what became of them."""

    template: ClassVar[str] = "add.html"
    here: ClassVar[str] = "/add"

    fields: tuple[Choice, ...]
    limit: str
    """The most that one sending may hold, in words."""
    addresses: str = ""
    """What was typed, kept where it must be mended."""
    rows: tuple[AddedRow, ...] = ()
    sentence: str = ""
    trouble: str = ""


class ErrorPage(Page, frozen=True, kw_only=True):
    """Something went wrong, and the way out."""

    template: ClassVar[str] = "error.html"

    status: int
    message: str
    hint: str = ""
    near: tuple[Link, ...] = ()
    subjects: tuple[str, ...] = ()
