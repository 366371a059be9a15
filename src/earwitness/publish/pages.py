"""Pages: what each template gets, as frozen values. The same values are the page's `.json`.

A page holds addresses, words and numbers that are ready to be set; it holds no rights, tokens or settings of the desk.
"""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .differences import Difference, Settled, Telling
from .index_lines import IndexOf
from .parts import (
    ActRow,
    AddedRow,
    CheckedQuotation,
    Choice,
    Choosing,
    ConversationRow,
    CustodyLine,
    DoneNotice,
    Doubt,
    Facet,
    Fact,
    Held,
    Keeping,
    Link,
    PassageGroup,
    QueryTrouble,
    ShellLine,
    SourceLine,
    Statement,
    VerdictCount,
    Voice,
)
from .player import Player
from .publications import Point, Publication, Tick
from .shape import Shape
from .sheet import CheckCount, Sheet
from .signs import Sign
from .timeline import Timeline
from .work import Coded, Need, SortLink, Strip, WorkRow


class Page(Struct, frozen=True, kw_only=True):
    """What every page has."""

    template: ClassVar[str] = "page.html"
    here: ClassVar[str] = ""
    """The address in the navigation that this page belongs to."""

    title: str
    stale: str = ""
    """Says so where the search index or the catalog stands behind the journal."""


class DeskPage(Page, frozen=True, kw_only=True):
    """The desk: what there is, what is new, what was done last."""

    template: ClassVar[str] = "desk.html"
    here: ClassVar[str] = "/"

    counts: tuple[Fact, ...]
    newest: tuple[ConversationRow, ...]
    acts: tuple[ActRow, ...]
    needs: tuple[Fact, ...] = ()
    """What the examination found missing or stale."""
    waiting: tuple[Need, ...] = ()
    timeline: Timeline | None = None
    shares: tuple[Link, ...] = ()
    """What the colours of the picture may tell."""


class ConversationsPage(Page, frozen=True, kw_only=True):
    """All conversations, as a table to sort and filter."""

    template: ClassVar[str] = "conversations.html"
    here: ClassVar[str] = "/conversations"

    total: int
    shown: str
    """"1–50 of 1,204 conversations"."""
    rows: tuple[WorkRow, ...]
    columns: tuple[SortLink, ...]
    filters: tuple[Choice, ...]
    narrowed: tuple[Link, ...] = ()
    """What the list is narrowed to; each link takes it away again."""
    views: tuple[Link, ...] = ()
    """As a table, as cards."""
    cards: bool = False
    queue: str = ""
    """The address that opens these as a queue."""
    query: str = ""
    """The filters, as the form sends them on."""
    statuses: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    """The paths of the codebook's codes that are in use."""
    formats: tuple[str, ...] = ()
    done: DoneNotice | None = None
    filtered: bool = False
    earlier: str = ""
    """The address of the page before, empty where there is none."""
    later: str = ""


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
    indexes: tuple[IndexOf, ...] = ()
    """What people said of stretches of them."""
    writes: tuple[Link, ...] = ()
    player: Player | None = None
    """What the recordings are heard with; None where there are none."""
    also: tuple[str, ...] = ()
    comparing: bool = False
    """True while the versions are being compared for the first time; then the first stands alone."""
    differing: int = 0
    """How many differences between any versions change the meaning."""
    filters: tuple[Link, ...] = ()
    """All rows, or those that differ."""
    lacking: str = ""
    """Says so where a version could not be lined up with the first."""
    align: bool = False
    """True in the mode in which a person says which turns match."""
    alone: bool = False
    """True where one version is read by itself, without a margin."""
    view: Link | None = None
    """Leads into that mode, and out of it."""
    done: DoneNotice | None = None
    """The act that was just written."""
    matches: Link | None = None
    """Leads the keeper to the conversations that it may be one with."""
    work: Strip | None = None
    """How the work on it stands, and where it stands in a queue; the keeper's own."""
    shape: Shape | None = None
    """What the picture of who speaks when is drawn from; the lanes are the voices'."""
    cuts: tuple[str, ...] = ()
    """What the versions shown lack, in sentences."""
    signs: tuple[Sign, ...] = ()
    """The signs that stand in the words, each with its meaning."""
    codes: tuple[Coded, ...] = ()
    """The codes on it as a whole."""
    codebook: tuple[str, ...] = ()
    """The paths of the codebook, for the keeper to choose from."""
    checked: tuple[CheckCount, ...] = ()
    """How far each version shown is checked; the keeper's own."""


class DifferencePage(Page, frozen=True, kw_only=True):
    """One place where versions differ: every version's passage, and what people settled on."""

    template: ClassVar[str] = "difference.html"
    here: ClassVar[str] = "/conversations"

    conversation: Link
    difference: Difference
    lasting: str
    """The whole address, to be copied."""
    place: Link
    """Leads to its row."""
    tellings: tuple[Telling, ...]
    settle: str
    """The address to which the form goes."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in the passage, in any version of it."""
    before: tuple[Settled, ...] = ()
    """What people settled on before, the newest first."""
    choices: tuple[Choosing, ...] = ()
    done: DoneNotice | None = None


class PublicationsPage(Page, frozen=True, kw_only=True):
    """The publications of one conversation on a time line."""

    template: ClassVar[str] = "publications.html"
    here: ClassVar[str] = "/conversations"

    conversation: Link
    address: str
    of_this: str
    """"of this call", "of this radio exchange"."""
    sentence: str
    """How many there are and how many may be independent, in words."""
    first: str
    supplied: str
    fullest: str
    """The heading of the fullest version, which the shares are of; empty where nothing was read."""
    publications: tuple[Publication, ...]
    points: tuple[Point, ...] = ()
    ticks: tuple[Tick, ...] = ()
    undated: bool = False
    """True where some have no date; in the picture they stand apart, on the right."""


class SearchPage(Page, frozen=True, kw_only=True):
    """Search: the form, and what was found."""

    template: ClassVar[str] = "search.html"
    here: ClassVar[str] = "/search"

    query: str
    asked: bool  # False on the empty form
    sentence: str = ""
    groups: tuple[PassageGroup, ...] = ()
    timeline: Timeline | None = None
    facets: tuple[Facet, ...] = ()
    narrowed: tuple[Link, ...] = ()
    """What the search is narrowed to; each link takes it away again."""
    filters: tuple[Choice, ...] = ()
    keeping: Keeping | None = None
    views: tuple[Link, ...] = ()
    indexed: tuple[IndexOf, ...] = ()
    """Segments of recordings that answer."""
    indexed_said: str = ""
    trouble: QueryTrouble | None = None
    earlier: str = ""
    later: str = ""


class SourcePage(Page, frozen=True, kw_only=True):
    """Where a publication comes from: capture, custody, bytes, and how anyone checks them."""

    template: ClassVar[str] = "source.html"

    id: str
    access: str
    terms: str
    story: tuple[str, ...]
    """Where, when, how, by whom and on what terms, in plain sentences."""
    facts: tuple[Fact, ...]
    capture: tuple[Fact, ...]
    custody: tuple[CustodyLine, ...]
    sha256: str
    size: str
    object: str
    checks: tuple[ShellLine, ...]
    conversations: tuple[ConversationRow, ...]
    same_bytes: tuple[Link, ...]
    captured: str
    """The address of the bytes as captured."""
    shows_captured: bool
    """True where a browser can show them in the page (text and HTML); else they are only offered."""
    reading: str = ""
    """The address of how it was read, for the keeper."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in what was read from it."""
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


class AddPage(Page, frozen=True, kw_only=True):
    """The form that takes in files and addresses, and what became of them."""

    template: ClassVar[str] = "add.html"
    here: ClassVar[str] = "/add"

    fields: tuple[Choice, ...]
    limit: str
    """The most that one sending may hold, in words."""
    most: int
    """The same in bytes."""
    addresses: str = ""
    """What was typed, kept where it must be mended."""
    rows: tuple[AddedRow, ...] = ()
    sentence: str = ""
    trouble: str = ""


class CheckPage(Page, frozen=True, kw_only=True):
    """The form that takes a draft, and what became of each of its quotations. The draft itself is not kept."""

    template: ClassVar[str] = "check.html"
    here: ClassVar[str] = "/check"

    limit: str
    """The most that a draft may hold, in words."""
    draft: str = ""
    """The draft's name; empty on the empty form."""
    text: str = ""
    """What was typed, given back so that it can be mended and sent again."""
    sentence: str = ""
    quotations: tuple[CheckedQuotation, ...] = ()
    verdicts: tuple[VerdictCount, ...] = ()
    unchecked: tuple[Link, ...] = ()
    """The versions quoted of which nobody has said that they were checked."""
    doubts: tuple[str, ...] = ()
    trouble: str = ""


class ErrorPage(Page, frozen=True, kw_only=True):
    """Something went wrong, and the way out."""

    template: ClassVar[str] = "error.html"

    status: int
    message: str
    hint: str = ""
    near: tuple[Link, ...] = ()
    subjects: tuple[str, ...] = ()
