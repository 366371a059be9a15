"""The sweep: which objects nothing names. A crash before the journal's line leaves such, and so does an erasure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model import Record, Source
from .payloads import standing_in

if TYPE_CHECKING:
    from .archive import Archive


def named_by(records: Iterable[Record]) -> set[str]:
    """Returns the digests that sources among the records name: their bytes, and the exchange they came in."""
    found: set[str] = set()
    for record in records:
        if isinstance(record, Source):
            found.add(record.digest)
            if record.capture.warc:
                found.add(record.capture.warc)
    return found


def orphans(archive: Archive) -> set[str]:
    """Returns the digests of objects that no act names, undone acts counted too.

    Read from the truth alone, never from the catalog. Raises StorageFailed where a payload cannot be read: then nothing
    is known to be an orphan.
    """
    replaced = archive.payloads.replacements()
    named: set[str] = set()
    for line, _, records in archive.payloads.all():
        named.add(standing_in(line.payload, replaced))
        named |= named_by(records)
    return set(archive.objects) - named
