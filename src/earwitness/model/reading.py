"""A reading: what a reader finds in the bytes of one source, before anything is filed.

Ids in it are local ("c1", "t1"); filing gives the lasting ones.
"""

from __future__ import annotations

from msgspec import Struct

from .conversation import Conversation
from .transcript import Transcript


class Reading(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The conversations and tellings found in one source. None found is a result, with its reason in `doubts`."""

    format: str
    """The reader's name in the table of formats."""
    media_type: str = "text/plain"
    title: str | None = None
    published: str | None = None
    """EDTF."""
    published_from: str | None = None
    publisher: str | None = None
    url: str | None = None
    """The address that the page calls its own (canonical)."""
    language: str | None = None
    """As declared by the page."""
    charset: str | None = None
    conversations: tuple[Conversation, ...] = ()
    transcripts: tuple[Transcript, ...] = ()
    """Each names one of `conversations`; two tellings of one conversation on a page name the same."""
    doubts: tuple[str, ...] = ()
    reader: str = ""
