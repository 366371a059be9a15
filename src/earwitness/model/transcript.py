"""A transcript: one telling of a conversation in text, and what it is made of."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..identifiers import is_id
from ..times import Ms
from .access import Access

MarkType = Literal["gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "masked", "quote"]
MARK_TYPES: tuple[MarkType, ...] = (
    "gap", "unclear", "supplied", "gloss", "vocal", "incident", "pause", "masked", "quote",
)  # fmt: skip
TranscriptKind = Literal["transcription", "translation", "excerpt", "subtitles", "machine"]
TRANSCRIPT_KINDS: tuple[TranscriptKind, ...] = ("transcription", "translation", "excerpt", "subtitles", "machine")


class Mark(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A stretch of a turn that the transcriber treated specially, in TEI's words."""

    type: MarkType
    start: int
    """Code points from the start of the turn's `text`."""
    end: int
    """Past the last code point; equal to `start` where the mark has no words of its own in the speech."""
    words: str = ""
    """The transcriber's words without their signs: `laughs`, `wounded`, the words supplied; empty for a bare `[…]`."""


class Word(Struct, frozen=True, array_like=True, omit_defaults=True, gc=False):
    """A stretch of a turn's text with its own time or confidence: a word as an engine, a subtitle or a tier gives it.

    Positional, for there are many: `Word(0, 5, 1200, 1480, 0.98)`.
    """

    first: int
    """Code points from the start of the turn's `text`."""
    last: int
    """Past the last code point."""
    start: Ms | None = None
    end: Ms | None = None
    confidence: float | None = None
    """0 to 1, as the engine says."""
    speaker: str | None = None
    """The local id of who says it, where it is another than the turn's."""


class Speaker(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One voice in a transcript."""

    id: str
    """Local to the transcript: `p1`, `p2`, in order of first speaking."""
    labels: tuple[str, ...] = ()
    """As printed, in order of first use: "R", "Mom", "Mother"."""
    role: str | None = None
    """What the legend or the prose says this voice is: "Russian soldier"."""
    relation: str | None = None
    """To another voice: "mother of p1"."""
    access: Access | None = None


class Turn(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one speaker says until another begins (or, overlapping, several say together)."""

    id: str
    """Local to the transcript and lasting: a mended turn keeps it, a new turn gets the next free number."""
    number: int
    """Its place in this revision, from 1."""
    speakers: tuple[str, ...] = ()
    """Local ids of who speaks; empty where nobody could know."""
    text: str = ""
    """What was said as this telling has it, without the transcriber's signs; a mask (`f*ck`) stays."""
    raw: str | None = None
    """The stretch of the source as printed, label and all."""
    start: Ms | None = None
    end: Ms | None = None
    printed: str | None = None
    """The time as the source prints it."""
    language: str | None = None
    """Where it differs from the transcript's, or is known apart."""
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()
    """In the order of the text, where the source has times or confidences below the turn; not every word need be told."""
    inferred: bool = False
    """True where the voice was inferred (alternation, content), not printed."""
    access: Access | None = None
    once: tuple[str, ...] = ()
    """Local ids of earlier turns whose words it has: those merged into it, the one it was split off."""
    extra: tuple[tuple[str, str], ...] = ()
    """What the format says of the turn and the model has no field for."""


class Doubt(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something the reader was not sure of."""

    what: str
    turn: int | None = None
    """The number of the turn, where it concerns one."""


class Transcript(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="transcript"):
    """One telling in text. A revision is immutable; a correction is a new revision of the same id."""

    id: str
    conversation: str
    """The conversation it was born into; links may join that to others, and unlinking loses nothing."""
    revision: int = 1
    source: str | None = None
    """The source it was read from."""
    kind: TranscriptKind = "transcription"
    language: str | None = None
    """BCP 47: `en`, `ru`, `uk`; None where it could not be told."""
    format: str = ""
    """The name that `export --to` takes."""
    title: str | None = None
    """The heading that stands over this telling."""
    made_by: str | None = None
    """Who or what made it, as printed: a translator, an engine."""
    made_from: str | None = None
    """The transcript or recording it was made from."""
    access: Access | None = None
    """Where this telling is held back apart from its conversation."""
    speakers: tuple[Speaker, ...] = ()
    """In order of first speaking."""
    turns: tuple[Turn, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    reader: str = ""
    """The reader and its version, or the agent of a correction."""
    named: int = 0
    """The highest number that a turn was ever named by, where that turn is gone: no other turn may get its id."""
    blind: bool = False
    """True where who made it saw none of the other tellings before it was handed in."""
    extra: tuple[tuple[str, str], ...] = ()

    @property
    def heard_on(self) -> str | None:
        """The recording that it was made from by ear, a person's or a machine's; None where it was made from something else."""
        made_from = self.made_from or ""
        return made_from if made_from.startswith("r") and is_id(made_from) else None
