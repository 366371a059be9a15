"""What people wrote on passages, as answers: notes, codings, cautions, each with the places where its words stand now."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

State = Literal["exact", "moved", "changed", "orphaned"]


class PlaceShown(Struct, frozen=True, kw_only=True):
    """A quote of an annotation, and where its words stand now."""

    transcript: str
    turn: int | None
    """The turn's number; None where the words are found nowhere any more."""
    turn_id: str
    """Archive-wide; of an orphaned quote the turn that it was taken from."""
    start: int | None
    """Code points into the turn's present text."""
    end: int | None
    state: State
    words: str
    """The words that stand there now; of an orphaned quote those that stood."""


class Remark(Struct, frozen=True, kw_only=True):
    """What a note, a coding and a caution have in common."""

    id: str
    conversation: str
    transcript: str
    places: tuple[PlaceShown, ...]
    agent: str
    time: str
    act: str
    can_undo: bool
    """False where a later act is about it: an answer, a new wording."""


class NoteShown(Remark, frozen=True, kw_only=True):
    """A note on a passage."""

    text: str
    answers: str | None = None
    changed_by: str = ""
    changed: str = ""
    """When it was worded anew."""


class CodingShown(Remark, frozen=True, kw_only=True):
    """A code on a passage, or on a whole conversation, which then has no places."""

    code: str
    """The code that it counts as now."""
    path: str
    """`grief/loss`."""
    colour: int
    retired: bool = False
    whole: str | None = None
    """The conversation that is meant as a whole."""


class Cautioned(Remark, frozen=True, kw_only=True):
    """A passage marked as distressing."""

    kind: str
    whole: str | None = None
    """The transcript or conversation that is meant as a whole; then it has no places."""


class Remarks(Struct, frozen=True, kw_only=True):
    """All that is written on a conversation."""

    notes: tuple[NoteShown, ...] = ()
    codings: tuple[CodingShown, ...] = ()
    cautions: tuple[Cautioned, ...] = ()


class NotesListed(Struct, frozen=True, kw_only=True):
    """The answer of `notes`: what is written, newest first; `total` counts it whatever the limit."""

    total: int
    notes: tuple[NoteShown, ...]
    codings: tuple[CodingShown, ...]
    titles: dict[str, str]
    """The title of each conversation named."""


class CodeShown(Struct, frozen=True, kw_only=True):
    """A code of the codebook."""

    id: str
    name: str
    path: str
    depth: int
    parent: str | None
    definition: str
    colour: int
    retired: bool
    passages: int
    """How often it was put on a passage, itself alone."""
    passages_below: int
    """With all codes below it."""
    conversations: int
    """In how many conversations, with all codes below it."""
    whole: int
    """On how many whole conversations, itself alone."""
    whole_below: int
    """With all codes below it."""
    agent: str
    time: str


class CodebookShown(Struct, frozen=True, kw_only=True):
    """The answer of `codebook`: every code after its parent, by name."""

    codes: tuple[CodeShown, ...]


class AnnotationRead(Struct, frozen=True, kw_only=True):
    """What became of one annotation of a file that was taken in."""

    number: int
    """Its place in the file, from 1."""
    annotation: str
    """Its own id, as the file has it; empty where it has none."""
    status: Literal["placed", "already", "not placed"]
    ids: tuple[str, ...] = ()
    """The notes, codings and cautions that it became."""
    why: str = ""
    """Why it was not placed."""


class AnnotationsRead(Struct, frozen=True, kw_only=True):
    """The answer of `notes --from`."""

    items: tuple[AnnotationRead, ...]
    act: str | None = None
    """None where nothing changed or it was only asked to show."""
