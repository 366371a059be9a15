"""Answers: what each verb gives, as typed values. `--json` and the API print them as they are."""

from __future__ import annotations

from typing import Any, Literal

from msgspec import Struct, field


class Answer(Struct, frozen=True, kw_only=True):
    """What a verb gives back."""


# --- add, reread


class AddedItem(Answer, frozen=True, kw_only=True):
    """What became of one input of `add`."""

    path: str
    """The path or address as it was given or found."""
    status: Literal["added", "already", "failed"]
    source: str | None = None
    conversations: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    turns: int = 0
    doubts: tuple[str, ...] = ()
    message: str = ""
    """A sentence: what was found, why nothing was, or what went wrong and the way out."""
    title: str = ""
    error: str | None = None
    """The error's name, where it failed."""


class Added(Answer, frozen=True, kw_only=True):
    """The answer of `add`."""

    added: tuple[AddedItem, ...] = ()
    act: str | None = None
    """The (last) act that filed them; None where nothing was filed."""
    dry_run: bool = False
    plan: tuple[str, ...] = ()
    """How the columns of a call list were understood, in sentences."""
    skipped: tuple[str, ...] = ()
    """What was left out on purpose (hidden files), with the reason."""

    @property
    def failed(self) -> int:
        return sum(item.status == "failed" for item in self.added)


class TurnChange(Answer, frozen=True, kw_only=True):
    """One difference that reading again makes."""

    kind: Literal["added", "removed", "changed"]
    number: int
    before: str | None = None
    after: str | None = None


class Reread(Answer, frozen=True, kw_only=True):
    """The answer of `reread`: what today's reader reads otherwise."""

    source: str
    reader_before: str
    reader_after: str
    changes: tuple[TurnChange, ...] = ()
    kept: tuple[str, ...] = ()
    """What people had changed and stays as they left it, in sentences."""
    transcripts: tuple[str, ...] = ()
    act: str | None = None
    """The act, None where nothing changed or it was only asked to show."""


# --- list, show


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
    recordings: tuple[dict[str, Any], ...]
    transcripts: tuple[TranscriptShown, ...]
    place: str | None = None
    terms: str = ""
    also: tuple[str, ...] = ()
    """Other ids that resolve to this conversation."""
    statements: tuple[StatementShown, ...] = ()


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


# --- search


class AlsoHit(Answer, frozen=True, kw_only=True):
    transcript: str
    turn: int
    language: str | None
    text: str


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
    title: str = ""
    also: tuple[AlsoHit, ...] = ()


class ContextLine(Answer, frozen=True, kw_only=True):
    """A line of a concordance."""

    conversation: str
    transcript: str
    turn: int
    left: str
    keyword: str
    right: str


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


# --- log, undo, describe, erase, rebuild, verify


class ActShown(Answer, frozen=True, kw_only=True):
    sequence: int
    id: str
    time: str
    agent: str
    act: str
    """The verb."""
    subjects: tuple[str, ...]
    reason: str
    previous: str
    """SHA-256 of the line before."""
    undone_by: str | None = None
    erased: bool = False


class Log(Answer, frozen=True, kw_only=True):
    """The answer of `log`, newest first unless asked otherwise."""

    acts: tuple[ActShown, ...]
    total: int


class Done(Answer, frozen=True, kw_only=True):
    """The answer of an act: what it was, and what it changed in sentences."""

    act: str
    sequence: int
    verb: str
    subjects: tuple[str, ...]
    messages: tuple[str, ...] = ()


class Fault(Answer, frozen=True, kw_only=True):
    path: str
    kind: str
    expected: str | None
    found: str | None


class Notice(Answer, frozen=True, kw_only=True):
    path: str
    what: str


class Verified(Answer, frozen=True, kw_only=True):
    """The answer of `verify`. No faults means: unchanged since it was added. Never: true."""

    objects: int
    bytes: int
    acts: int
    faults: tuple[Fault, ...]
    notices: tuple[Notice, ...]


class Rebuilt(Answer, frozen=True, kw_only=True):
    acts: int
    conversations: int
    transcripts: int
    turns: int
    seconds: float


# --- export, formats, doctor, cite


class Loss(Answer, frozen=True, kw_only=True):
    """Something that a format cannot carry."""

    conversation: str
    transcript: str | None
    what: str
    count: int


class Exported(Answer, frozen=True, kw_only=True):
    """The answer of `export`: the bytes of each file, or where they were written."""

    format: str
    files: tuple[str, ...]
    conversations: tuple[str, ...]
    losses: tuple[Loss, ...]
    withheld: tuple[tuple[str, str], ...] = ()
    """What the gate held back: id and reason."""


class FormatShown(Answer, frozen=True, kw_only=True):
    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    carries: tuple[str, ...]
    loses: tuple[str, ...]


class Formats(Answer, frozen=True, kw_only=True):
    formats: tuple[FormatShown, ...]


class Check(Answer, frozen=True, kw_only=True):
    name: str
    state: Literal["good", "missing", "stale", "bad"]
    detail: str
    hint: str = ""


class Examined(Answer, frozen=True, kw_only=True):
    """The answer of `doctor`."""

    version: str
    checks: tuple[Check, ...]


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
