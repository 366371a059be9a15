"""What the catalog answers with, where a noun of the model alone would not say enough."""

from __future__ import annotations

from msgspec import Struct

from ..model import (
    Access,
    Annotation,
    Code,
    Conversation,
    Held,
    Hint,
    Match,
    Search,
    Segment,
    Settlement,
    Transcript,
    Turn,
)


class Logged(Struct, frozen=True, kw_only=True):
    """An act as the log shows it."""

    sequence: int
    id: str
    time: str
    agent: str
    verb: str
    subjects: tuple[str, ...]
    reason: str
    tool: str
    previous: str
    """The digest of the line before: the `prev` of this act's line."""
    digest: str
    """The digest of this act's line."""
    payload: str
    """The digest of the payload as the journal names it."""
    effective: bool
    """False where it was undone."""


class Stated(Struct, frozen=True, kw_only=True):
    """One statement with its origin: what stands of a field, or stood before."""

    subject: str
    field: str
    value: str
    origin: str
    sequence: int
    act: str
    agent: str
    time: str


class Decided(Struct, frozen=True, kw_only=True):
    """What a person settled about tellings, with the act that says so."""

    decision: Match | Settlement
    act: str
    agent: str
    time: str
    sequence: int
    reason: str = ""


class Annotated(Struct, frozen=True, kw_only=True):
    """A note, coding or caution as it stands, with the act that put it there and the last that changed it."""

    annotation: Annotation
    act: str
    agent: str
    time: str
    sequence: int
    changed_by: str = ""
    """Who said last that it is otherwise now (its text, that it is withdrawn); empty where nobody did."""
    changed: str = ""
    """When."""


class Coded(Struct, frozen=True, kw_only=True):
    """A code as it stands, with the act that made it."""

    code: Code
    act: str
    agent: str
    time: str
    sequence: int


class KeptSearch(Struct, frozen=True, kw_only=True):
    """A kept search as it stands, without the passages that answered it, and the act that kept it."""

    search: Search
    act: str
    agent: str
    time: str
    sequence: int


class Segmented(Struct, frozen=True, kw_only=True):
    """A segment as it stands, with the act that made it."""

    segment: Segment
    act: str
    agent: str
    time: str
    sequence: int


class Hinted(Struct, frozen=True, kw_only=True):
    """What a person said of how a source is read, with the act that says so."""

    hint: Hint
    act: str
    agent: str
    time: str
    sequence: int
    reason: str = ""


class Standing(Struct, frozen=True, kw_only=True):
    """A conversation as it stands: what its sources tell and what people stated on top."""

    conversation: Conversation
    """Under the canonical id, that of the oldest member."""
    members: tuple[str, ...]
    """All ids that lead here, oldest first."""
    fields: dict[str, str]
    """Every field that somebody stated, by name, as text or canonical JSON: status, assignee, sets…"""
    published: str | None
    """The earliest day on which any of it was published, as its sources say (EDTF)."""
    languages: tuple[str, ...]
    speakers: int
    """Of the telling with the most voices."""
    turns: int
    """Of the longest telling: five publications of a call do not make it five times as long."""
    transcripts: int
    status: str = "new"
    assignee: str = ""
    priority: int = 2
    """Its rank in a queue: 1 before 2."""
    sets: tuple[str, ...] = ()
    doubts: int = 0
    """What the readers of its tellings were not sure of."""
    unnamed: int = 0
    """Voices without a name, in the telling that names them best."""

    @property
    def id(self) -> str:
        return self.conversation.id

    @property
    def title(self) -> str:
        return self.conversation.title

    @property
    def held(self) -> Held:
        return self.conversation.held

    @property
    def access(self) -> Access:
        return self.conversation.access


class Listing(Struct, frozen=True, kw_only=True):
    """A page of conversations, and how many there are in all."""

    total: int
    conversations: tuple[Standing, ...]


class Place(Struct, frozen=True, kw_only=True):
    """Where a conversation stands in a queue."""

    number: int | None
    """1 for the first; None where it is not in the queue, or not any more."""
    total: int
    before: str | None
    after: str | None


class Tally(Struct, frozen=True, kw_only=True):
    """How many conversations of a stretch of time have something in common."""

    when: str | None
    """`2031`, `2031-11`, `2031-11-14`; None where it is not known."""
    share: str
    """A language or a kind; empty where it is not known."""
    count: int


class Neighbour(Struct, frozen=True, kw_only=True):
    """A turn with the transcript it belongs to."""

    transcript: str
    turn: Turn


class Telling(Struct, frozen=True, kw_only=True):
    """A transcript with what an index needs to know around it."""

    transcript: Transcript
    """With its turns; its `conversation` is the id that stands now."""
    held: Held
    genre: str | None
    publisher: str | None
    published: str | None


class Told(Struct, frozen=True, kw_only=True):
    """A transcript's place: its revision and kind, and the conversation it is of now."""

    id: str
    revision: int
    kind: str
    conversation: str


class Counts(Struct, frozen=True, kw_only=True):
    """How many of each the catalog has, undone ones left out (but for `acts`)."""

    acts: int
    sources: int
    conversations: int
    transcripts: int
    turns: int
    recordings: int = 0
