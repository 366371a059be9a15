"""Handed in: documents that are looked at in two steps stay in memory between them, and nowhere else."""

from __future__ import annotations

import secrets
import time

from msgspec import Struct

LASTS = 3600.0
"""Seconds that a document stays after it was last looked at."""
MOST = 60_000_000
"""Bytes of all of them together; the one looked at longest ago makes room."""


class Document(Struct, frozen=True, kw_only=True):
    """A document under its bare name."""

    name: str
    content: bytes


class HandedIn:
    """The documents that wait for a person's decision, by keys that nobody can guess."""

    def __init__(self) -> None:
        self._documents: dict[str, tuple[float, Document]] = {}

    def keep(self, document: Document) -> str:
        """Returns the key of a document, for as long as it lasts."""
        key = secrets.token_urlsafe(16)
        self._put(key, document)
        return key

    def get(self, key: str) -> Document | None:
        """Returns the document, None where it is no longer here."""
        self._tidy()
        found = self._documents.pop(key, None)
        if found is None:
            return None
        self._put(key, found[1])
        return found[1]

    def _put(self, key: str, document: Document) -> None:
        self._documents[key] = (time.monotonic(), document)
        self._tidy()

    def _tidy(self) -> None:
        now = time.monotonic()
        size = sum(len(document.content) for _, document in self._documents.values())
        # Oldest first, for whatever is looked at goes to the end.
        for key, (looked, document) in list(self._documents.items()):
            if now - looked < LASTS and size <= MOST:
                return
            del self._documents[key]
            size -= len(document.content)
