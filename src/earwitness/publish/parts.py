"""Parts: what pages are made of, as frozen values that are ready to be set."""

from __future__ import annotations

from msgspec import Struct

from .passages import Piece
from .shape import Lane


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
    codes: tuple[str, ...] = ()
    """The codes on it as a whole."""


class Subject(Struct, frozen=True, kw_only=True):
    """A thing that an act touched, by what it is called."""

    text: str
    address: str
    id: str
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked on the passage that a note is on."""


class ActRow(Struct, frozen=True, kw_only=True):
    """One act in the log."""

    sequence: int
    id: str
    time: str
    agent: str
    verb: str
    """As the screen says it."""
    subjects: tuple[Subject, ...]
    reason: str
    digest: str = ""
    """SHA-256 of its line in the journal."""
    previous: str = ""
    """SHA-256 of the line before, which it names."""
    undone_by: str = ""
    erased: bool = False
    can_undo: bool = False

    @property
    def day(self) -> str:
        return self.time[:10]


class Choice(Struct, frozen=True, kw_only=True):
    """A field of a form, and what is chosen in it."""

    name: str
    label: str
    value: str = ""
    options: tuple[tuple[str, str], ...] = ()
    """Value and words of each; none: any text."""
    type: str = "text"
    """What a browser takes in it: `text`, `date`."""


class Keeping(Struct, frozen=True, kw_only=True):
    """The form that keeps a search."""

    fields: tuple[tuple[str, str], ...]
    """What it sends."""
    kept: bool = False
    """True where it was kept as it was made."""


class Voice(Struct, frozen=True, kw_only=True):
    """One speaker, as the header names them."""

    name: str
    colour: int
    role: str = ""
    relation: str = ""
    also: tuple[str, ...] = ()
    """The names the other versions print."""
    lane: Lane | None = None
    """When and how much it speaks, in the version that is drawn; None where it says nothing there."""


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
    reading: str = ""
    """The address of how it was read, at that line, for the keeper."""


class Statement(Struct, frozen=True, kw_only=True):
    """What somebody said of the thing."""

    field: str
    value: str
    origin: str
    agent: str
    time: str
    act: str


class Also(Struct, frozen=True, kw_only=True):
    """A turn of another version that says the same."""

    turn: int
    address: str
    version: str
    """Its language in words."""
    text: str
    language: str | None
    cautions: tuple[str, ...] = ()


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
    version: str = ""
    """The language in words, where other versions stand beneath."""
    also: tuple[Also, ...] = ()
    """The same passage in other versions."""
    reasons: tuple[str, ...] = ()
    """Why its words were found, a sentence each; none where they are simply those of the query."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in it."""
    before_cautions: tuple[str, ...] = ()
    after_cautions: tuple[str, ...] = ()


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


class CustodyLine(Struct, frozen=True, kw_only=True):
    """Something that happened to a source."""

    event: str
    time: str
    agent: str
    detail: str
    """In a sentence."""
    act: str = ""


class ShellLine(Struct, frozen=True, kw_only=True):
    """A line for a shell, and what it shows."""

    what: str
    command: str
    shows: str


class AddedRow(Struct, frozen=True, kw_only=True):
    """What became of one input."""

    path: str
    status: str
    message: str
    turns: int
    source: str = ""
    """The address of where it comes from."""
    reading: str = ""
    """The address of how it was read."""
    conversations: tuple[Link, ...] = ()
    doubts: tuple[str, ...] = ()


class ChangedPiece(Struct, frozen=True, kw_only=True):
    """A stretch of a quotation: as it stands in both, or the draft's alone, or the version's."""

    text: str
    change: str = ""
    """Empty where both have it; `draft` or `version` where only one has."""


class FoundPlace(Struct, frozen=True, kw_only=True):
    """Where a quotation is from."""

    who: str
    words: str
    title: str
    turn: int
    turn_id: str
    language: str | None = None
    address: str = ""
    """Of the turn on its reading page."""
    cite: str = ""
    """Of the citation."""
    held_back: str = ""


class OtherReading(Struct, frozen=True, kw_only=True):
    """What another version has at a disputed place."""

    words: str
    version: str
    language: str = ""
    code: str | None = None
    """The language's code."""
    address: str = ""


class Caution(Struct, frozen=True, kw_only=True):
    """Something to know before a passage is printed."""

    kind: str
    what: str
    used: str = ""
    readings: tuple[OtherReading, ...] = ()


class CheckedQuotation(Struct, frozen=True, kw_only=True):
    """A quotation of a draft with what was found of it."""

    number: int
    paragraph: int
    verdict: str
    slug: str
    """The verdict as a word for style sheets."""
    sentence: str
    fault: bool
    attributed: str
    pieces: tuple[ChangedPiece, ...]
    cautions: tuple[Caution, ...] = ()
    settled: tuple[str, ...] = ()
    places: tuple[FoundPlace, ...] = ()
    more: int = 0
    distress: tuple[str, ...] = ()
    """The kinds of distress that people marked on any passage that it is from."""


class VerdictCount(Struct, frozen=True, kw_only=True):
    """How many quotations have a verdict or a caution."""

    name: str
    slug: str
    count: int


class DoneNotice(Struct, frozen=True, kw_only=True):
    """What an act just did, and that it can be taken back."""

    act: str
    said: str
    can_undo: bool = True
    back: str = ""
    """The address of the page that says it: taking it back leads there."""


class Choosing(Struct, frozen=True, kw_only=True):
    """A reading that a person may settle on."""

    value: str
    """A version that has it."""
    words: str
    names: str
    """The versions that have it."""
    chosen: bool = False
