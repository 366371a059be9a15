"""A draft: a transcript or translation while a person writes it, before it is handed in."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..times import Ms

DraftKind = Literal["transcription", "translation"]


class DraftTurn(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A turn as it is typed."""

    id: str
    """Local to the draft, and lasting."""
    speaker: str = ""
    """The label of who speaks; empty where nobody can know."""
    text: str = ""
    """A line with the transcriber's signs: `Come home. (laughs)`."""
    start: Ms | None = None
    end: Ms | None = None
    of: str = ""
    """Of a translation: the local id of the turn that it renders."""
    second: str = ""
    """Another rendering, where the first is disputed."""
    note: str = ""
    """Why, or whatever the reader should know."""


class Draft(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one person writes of one recording, or in another language of one transcript."""

    id: str
    kind: DraftKind
    conversation: str
    recording: str | None = None
    """What is heard."""
    original: str | None = None
    """What is translated, and in which revision it was when the draft was begun."""
    original_revision: int = 0
    agent: str
    language: str | None = None
    title: str = ""
    blind: bool = False
    """True where the other tellings are hidden until it is handed in."""
    opened: tuple[str, ...] = ()
    """When the others were looked at all the same: then it is blind no longer, and the ledger says so."""
    begun: str
    saved: str
    version: int = 0
    """How often it was saved; a save names the version that it was made on."""
    at: Ms = 0
    """Where the sound stood."""
    turns: tuple[DraftTurn, ...] = ()
