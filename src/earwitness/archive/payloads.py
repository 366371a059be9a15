"""Payloads: what each act put down, read back from the objects, erasures honoured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..errors import BadInput, NotFound, StorageFailed
from ..model import Act, Erasure, Record, decode_payload
from .journal import Journal, Line
from .objects import Objects

ERASURE = b'{"noun":"erasure"'
"""How an erasure's record begins; payloads without it need not be read to find what was erased."""


class Payloads:
    """Reads payloads by the digest that the journal names, or the one that stands in for it."""

    def __init__(self, objects: Objects, journal: Journal) -> None:
        self.objects = objects
        self.journal = journal
        self._replaced: dict[str, str | None] = {}

    def read(self, digest: str) -> tuple[Act, Sequence[Record]]:
        """Returns the act and its records. Raises StorageFailed where they are gone and no erasure says so."""
        content = self._content(digest)
        try:
            return decode_payload(content)
        except BadInput as error:
            raise StorageFailed(
                f"the payload {digest[:12]}… cannot be read: {error.message}",
                hint="run `earwitness verify`",
                path=str(self.objects.place(digest)),
            ) from error

    def _content(self, digest: str) -> bytes:
        try:
            return self.objects.read(digest)
        except NotFound:
            if digest not in self._replaced:
                self._replaced = self.replacements()
            kept = self._replaced.get(digest)
            if kept is None:
                raise StorageFailed(
                    f"the payload {digest[:12]}… is missing",
                    hint="run `earwitness verify`, and bring the object back from a copy",
                    path=str(self.objects.place(digest)),
                ) from None
            return self._content(kept)

    def replacements(self) -> dict[str, str | None]:
        """Returns all payloads that were erased, each with the one that stands in for it."""
        found: dict[str, str | None] = {}
        for line in self.journal.lines():
            if line.payload in self.objects:
                found.update(replaced_by(self.objects.read(line.payload)))
        return found

    def all(self) -> Iterator[tuple[Line, Act, Sequence[Record]]]:
        """Yields every act in order with its line, as it stands after erasures, finished or not."""
        replaced = self.replacements()
        for line in self.journal.lines():
            yield line, *self.read(standing_in(line.payload, replaced))


def standing_in(digest: str, replaced: Mapping[str, str | None]) -> str:
    """Returns the payload that stands in for one that may have been erased, more than once perhaps."""
    while (kept := replaced.get(digest)) is not None:
        digest = kept
    return digest


def replaced_by(content: bytes) -> dict[str, str | None]:
    """Returns the payloads that the erasures in a payload's bytes replace, nothing for any other payload."""
    if ERASURE not in content:
        return {}
    return {
        replacement.erased: replacement.kept
        for record in decode_payload(content)[1]
        if isinstance(record, Erasure)
        for replacement in record.payloads
    }
