"""Outcomes: what the verbs give that do something (add, undo, verify, export…), as typed values.

`--json` and the API print them as they are, like `answers`.
"""

from __future__ import annotations

from typing import Literal

from .answers import Answer

# --- add, reread


class AddedItem(Answer, frozen=True, kw_only=True):
    """What became of one input of `add`."""

    path: str
    """The path or address as it was given or found."""
    status: Literal["added", "already", "failed"]
    source: str | None = None
    conversations: tuple[str, ...] = ()
    transcripts: tuple[str, ...] = ()
    recordings: tuple[str, ...] = ()
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
    notice: str = ""
    """Where the search index could not follow: what was added is kept, and is found after the next act."""

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


# --- log, undo, describe, erase, verify, rebuild


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
    digest: str = ""
    """SHA-256 of this act's own line: what the next act names as `previous`."""
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


# --- export, formats, doctor


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
    content: str | None = None
    """The text itself, where one JSON document carries it; None where it went to a file or stands beside."""
    suffix: str = ""
    """How a file of it ends: the format's own, or `.zip` where there is a file each."""


class FormatShown(Answer, frozen=True, kw_only=True):
    name: str
    title: str
    suffixes: tuple[str, ...]
    reads: bool
    writes: bool
    carries: tuple[str, ...]
    loses: tuple[str, ...]
    many: bool = False
    """True where one file can hold several transcripts."""
    note: str = ""


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
