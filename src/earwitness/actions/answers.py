"""Answers: what the verbs give that only look (list, show, search, cite), as typed values.

`--json` and the API print them as they are. What the verbs give that do something is in `outcomes`.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from .annotated import Cautioned, CodingShown, NoteShown
from .media import RecordingShown
from .progress import CheckShown, Progress
from .segmented import SegmentHit


class Answer(Struct, frozen=True, kw_only=True):
    """What a verb gives back."""


class Listed(Answer, frozen=True, kw_only=True):
    """One conversation in a list."""

    id: str
    title: str
    genre: str | None
    held: str | None
    published: str | None
    languages: tuple[str, ...]
    speakers: tuple[str, ...]
    turns: int
    transcripts: int
    access: str = "open"
    kinds: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    status: str | None = None
    assignee: str | None = None
    priority: str | None = None
    sets: tuple[str, ...] = ()
    doubts: int = 0
    """What the readers of its versions were not sure of."""
    unnamed: int = 0
    """Voices without a name, in the version that names them best."""
    codes: tuple[str, ...] = ()
    """The paths of the codes on the conversation as a whole."""


class Listing(Answer, frozen=True, kw_only=True):
    """The answer of `list`."""

    total: int
    conversations: tuple[Listed, ...]


class HeldShown(Answer, frozen=True, kw_only=True):
    date: str | None
    certainty: str
    why: str


class SpeakerShown(Answer, frozen=True, kw_only=True):
    id: str
    labels: tuple[str, ...]
    role: str | None
    transcript: str
    relation: str | None = None
    access: str = "open"


class SourceShown(Answer, frozen=True, kw_only=True):
    """A source as `show` tells it."""

    id: str
    url: str | None
    path: str | None
    sha256: str
    size: int
    media_type: str
    publisher: str | None
    published: str | None
    captured: str
    title: str | None = None
    supplier: str | None = None
    format: str = ""
    terms: str = ""
    access: str = "open"
    doubts: tuple[str, ...] = ()


class MarkShown(Answer, frozen=True, kw_only=True):
    type: str
    start: int
    end: int
    words: str


class TurnShown(Answer, frozen=True, kw_only=True):
    id: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    number: int
    speakers: tuple[str, ...]
    """Archive-wide ids of speakers."""
    text: str
    raw: str | None
    start: int | None
    end: int | None
    language: str | None
    marks: tuple[MarkShown, ...]
    printed: str | None = None
    inferred: bool = False
    access: str = "open"
    checked: CheckShown | None = None


class DoubtShown(Answer, frozen=True, kw_only=True):
    turn: int | None
    what: str


class TranscriptShown(Answer, frozen=True, kw_only=True):
    id: str
    kind: str
    language: str | None
    revision: int
    source: str | None
    format: str
    made_by: str | None
    doubts: tuple[DoubtShown, ...]
    turns: tuple[TurnShown, ...]
    title: str | None = None
    progress: Progress | None = None
    blind: bool = False  # who made it saw no other version
    made_from: str | None = None


class StatementShown(Answer, frozen=True, kw_only=True):
    """What somebody said of the thing, and where it is from."""

    field: str
    value: str
    origin: str
    agent: str
    time: str
    act: str


class Shown(Answer, frozen=True, kw_only=True):
    """The answer of `show`: one conversation whole."""

    id: str
    title: str
    genre: str | None
    access: str
    held: HeldShown
    published: str | None
    languages: tuple[str, ...]
    speakers: tuple[SpeakerShown, ...]
    sources: tuple[SourceShown, ...]
    recordings: tuple[RecordingShown, ...]
    transcripts: tuple[TranscriptShown, ...]
    place: str | None = None
    terms: str = ""
    also: tuple[str, ...] = ()
    """Other ids that resolve to this conversation."""
    statements: tuple[StatementShown, ...] = ()
    notes: tuple[NoteShown, ...] = ()
    codings: tuple[CodingShown, ...] = ()
    cautions: tuple[Cautioned, ...] = ()


class CustodyEvent(Answer, frozen=True, kw_only=True):
    """Something that happened to a source, in PREMIS words."""

    event: str
    time: str
    agent: str
    detail: str
    act: str | None = None


class SourceDetail(Answer, frozen=True, kw_only=True):
    """A source with its custody; what is not known says so and why."""

    source: SourceShown
    capture: tuple[tuple[str, str], ...]
    """Each item of the capture, in words; a missing one is "unknown: " and the reason."""
    custody: tuple[CustodyEvent, ...]
    conversations: tuple[Listed, ...]
    same_bytes: tuple[str, ...]
    """Other sources of the same object."""
    object: str
    """The object's place within the archive: `objects/ab/cdef…`."""
    checks: tuple[str, ...]
    """The shell lines by which anyone checks it."""
    statements: tuple[StatementShown, ...] = ()


class AlsoHit(Answer, frozen=True, kw_only=True):
    """A turn of another telling that says the same."""

    transcript: str
    turn: int
    language: str | None
    text: str
    turn_id: str = ""
    """Archive-wide (`t4f9k2mq7x1.7`), and lasting."""
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in it, or in the same passage of another telling."""


class MatchedWord(Answer, frozen=True, kw_only=True):
    """A word of a passage, and why it is taken for a word that was asked for."""

    words: str
    """As it stands in the text."""
    asked: str
    """As it stands in the query."""
    why: str
    """`same word`, `form of`, `name in another alphabet`, `glossary`, `near spelling`, `pattern`…"""
    lemma: str = ""
    """The dictionary's form of both, the name as the table of names has it, or the glossary's word; where there is one."""


class Hit(Answer, frozen=True, kw_only=True):
    """One passage found."""

    conversation: str
    transcript: str
    revision: int
    turn: int
    turn_id: str
    speakers: tuple[str, ...]
    """The labels of who speaks."""
    role: str | None
    language: str | None
    date: str | None
    text: str
    highlights: tuple[tuple[int, int], ...]
    before: str | None
    """The text of the turn before, in the same transcript."""
    after: str | None
    score: float
    matched: tuple[MatchedWord, ...] = ()
    """Which words of the text answer, each once, in order. Of a passage that another version answers for, none."""
    title: str = ""
    also: tuple[AlsoHit, ...] = ()
    cautions: tuple[str, ...] = ()
    """The kinds of distress that people marked in it, or in the same passage of another telling."""
    before_cautions: tuple[str, ...] = ()
    after_cautions: tuple[str, ...] = ()


class ContextLine(Answer, frozen=True, kw_only=True):
    """A line of a concordance."""

    conversation: str
    transcript: str
    turn: int
    left: str
    keyword: str
    right: str
    """The words around the keyword, of the same turn; the three together are a stretch of it as it stands."""
    turn_id: str = ""
    title: str = ""
    date: str | None = None
    speakers: tuple[str, ...] = ()
    role: str | None = None
    language: str | None = None
    cautions: tuple[str, ...] = ()


class Found(Answer, frozen=True, kw_only=True):
    """The answer of `search`. `total` counts passages and `turns` turns, whatever the limit."""

    query: str
    total: int
    turns: int
    hits: tuple[Hit, ...]
    facets: dict[str, list[tuple[str, int]]] = field(default_factory=dict)
    lines: tuple[ContextLine, ...] = ()
    milliseconds: float = 0.0
    stale: str | None = None
    """Says so where the index stands at an older act than the journal."""
    segments: tuple[SegmentHit, ...] = ()
    """Segments of recordings that answer: never counted in `total` or `turns`."""
    segments_total: int = 0


class InContext(Found, frozen=True, kw_only=True):
    """The answer of `search --concordance`: a search whose hits are lines."""

    hits: tuple[Hit, ...] = ()
    occurrences: int = 0
    """All lines, whatever the limit and whether a sample was drawn."""
    sampled: int | None = None
    """How many of them were drawn by lot; None where they are all there."""
    seed: int = 0
    window: int = 0
    """Words on either side."""
    sort: str = ""


class Cited(Answer, frozen=True, kw_only=True):
    """A citation: in words, as BibTeX, and as an address that resolves later."""

    plain: str
    bibtex: str
    address: str
    """Within the web desk: `/conversations/c…?quote=…#turn-t….7`."""
    token: str
    """What `resolve` takes."""
    state: Literal["exact", "moved", "changed", "orphaned"] = "exact"
    conversation: str = ""
    transcript: str = ""
    revision: int = 1
    revision_now: int = 1
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    words: str = ""
    corrected: bool = False
    """True where the transcript was corrected since."""
    stood: bool = True
    """False where the revision that the citation names never had its words: somebody made the address up."""


class CitedLines(Answer, frozen=True, kw_only=True):
    """A citation of a printed document by page and line."""

    plain: str
    address: str
    """Within the web desk; it names the document's versions and revisions, the lines, and their SHA-256."""
    token: str
    """What `resolve` takes."""
    state: Literal["exact", "changed"] = "exact"
    """Changed where the document has other words on these lines than were cited."""
    conversation: str
    at: str
    """`3:12`, or `3:12-3:15`."""
    lines: tuple[tuple[str, tuple[str, ...]], ...]
    """Page and line, and what stands in its columns."""
    turns: tuple[str, ...]
    exhibit: str = ""
    digest: str
    """SHA-256 of these lines."""
    document: str
    """SHA-256 of all lines of the document in which words stand."""
    corrected: bool = False
    """True where a version was corrected since: the document keeps to the revision that its address names."""
