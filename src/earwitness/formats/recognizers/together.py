"""Words told together: those of a whole document, apart from its segments, as OpenAI's API and WhisperX give them."""

from __future__ import annotations

from typing import Any

from msgspec import Raw

from . import heard
from .soundness import UNREADABLE, compact, ms

ALL_WORDS = ("words", "word_segments")
"""Keys of the document under which all words may stand together."""
_NOTHING = (b"null", b"[]")


def is_nothing(raw: Raw) -> bool:
    """Says whether a value is null or an empty list."""
    return bytes(memoryview(raw)[:5]).strip() in _NOTHING


class Together:
    """The words of a document that stand together, and not in their segments; or that stand there once more."""

    def __init__(self, document: dict[str, Raw], segments: list[Raw]) -> None:
        self.key = next((key for key in ALL_WORDS if key in document and not is_nothing(document[key])), "")
        self.raw = document.get(self.key)
        self.taken = False
        self._alone = "segments" not in document
        self._once_more = any(b'"words"' in bytes(segment) for segment in segments)
        self._waiting: list[Any] | None = None

    @property
    def waiting(self) -> list[Any]:
        return self._waiting or [] if self.taken else []

    def within(self, end: int | None, *, last: bool = False) -> list[Any]:
        """Returns the next words that begin before this time, and takes them; for the last segment, all of them."""
        if self.raw is None or self._once_more or (end is None and not last and not self._alone):
            return []
        if self._waiting is None:
            try:
                self._waiting = list(reversed(heard.decoded(self.raw)))
            except UNREADABLE:
                self.raw = None
                return []
        self.taken = True
        found = []
        while self._waiting:
            one = self._waiting[-1]
            start = one.start if isinstance(one, heard.Heard) else one.get("start") if isinstance(one, dict) else None
            began = ms(start)
            if end is not None and began is not None and end <= began:
                break
            found.append(self._waiting.pop())
        return found

    def repeats(self, printed: list[bytes]) -> bool:
        """Says whether the words that stand together are those of the segments once more."""
        return self.raw is not None and compact(bytes(self.raw))[1:-1] == b",".join(printed)
