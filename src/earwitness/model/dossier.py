"""A dossier: one conversation with all that a writer of a format needs."""

from __future__ import annotations

from msgspec import Struct

from .conversation import Conversation
from .recording import Recording
from .segment import Segment
from .source import Source
from .transcript import Transcript


class Dossier(Struct, frozen=True, kw_only=True):
    """One conversation as it stands, with its transcripts (oldest first) and the sources they were read from."""

    conversation: Conversation
    transcripts: tuple[Transcript, ...] = ()
    sources: tuple[Source, ...] = ()
    recordings: tuple[Recording, ...] = ()
    """Its sound, oldest first; a transcript alone comes with the recording that it was heard on."""
    segments: tuple[Segment, ...] = ()
    """What people said of stretches of it, recording by recording in the order of their times."""
    quoting: tuple[Conversation, ...] = ()
    """The conversations that its excerpts from elsewhere belong to: what holds those back holds back their turns here."""
    unchecked: frozenset[str] = frozenset()
    """Turns of machine transcripts that nobody checked as they stand, archive-wide: they must look unlike the others."""
