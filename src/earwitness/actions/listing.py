"""`list`: conversations, filtered and ordered, also as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from ..archive import Standing
from ..errors import WrongUsage
from ..protect.gate import Gate
from . import exporting, finding
from .answers import Listed, Listing
from .desk import Desk


def list_conversations(
    desk: Desk,
    *,
    since: str | None = None,
    until: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    role: str | None = None,
    publisher: str | None = None,
    genre: str | None = None,
    status: str | None = None,
    limit: int | None = 50,
    offset: int = 0,
    order: str = "held",
    audience: str = "keeper",
) -> Listing:
    """Returns the conversations that all the filters let through; `total` counts them whatever the limit.

    For an audience of `others` those that access or terms hold back are not there, nor in the count. Raises BadInput for
    a date or an order that is none.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise WrongUsage("a limit and an offset are 0 or more")
    wanted: dict[str, Any] = {
        "since": since, "until": until, "language": language, "kind": kind, "role": role, "publisher": publisher,
        "genre": genre, "order": order, "fields": {"status": status} if status else None,
    }  # fmt: skip
    with desk.archive.catalog.snapshot() as catalog:
        if audience == "others":
            everything = catalog.conversations(**wanted)
            shown = [standing for standing in everything.conversations if may_show(desk, standing.id)]
            page = shown[offset:] if limit is None else shown[offset : offset + limit]
            return Listing(total=len(shown), conversations=tuple(listed(desk, standing) for standing in page))
        found = catalog.conversations(**wanted, limit=limit, offset=offset)
        return Listing(
            total=found.total, conversations=tuple(listed(desk, standing) for standing in found.conversations)
        )


def may_show(desk: Desk, conversation: str) -> bool:
    """Says whether a conversation may be shown to others whole."""
    return Gate().passes("api", exporting.contents(finding.dossier(desk, conversation)))


def listed(desk: Desk, standing: Standing) -> Listed:
    """Returns a conversation as a line of a list."""
    catalog = desk.archive.catalog
    transcripts = catalog.transcripts_of(standing.id, with_turns=False)
    # The telling with the most voices names them best: an excerpt knows "the bridge", a transcript both ends.
    fullest = max((transcript.speakers for transcript in transcripts), key=len, default=())
    names = dict.fromkeys(
        speaker.role or (speaker.labels[0] if speaker.labels else "unnamed voice") for speaker in fullest
    )
    sources = catalog.sources_of(standing.id)
    return Listed(
        id=standing.id,
        title=standing.title,
        genre=standing.conversation.genre,
        held=standing.held.date,
        published=standing.published,
        languages=standing.languages,
        speakers=tuple(names),
        turns=standing.turns,
        transcripts=standing.transcripts,
        access=str(standing.access),
        kinds=tuple(dict.fromkeys(transcript.kind for transcript in transcripts)),
        publishers=tuple(dict.fromkeys(source.publisher for source in sources if source.publisher)),
        status=standing.fields.get("status"),
    )


COLUMNS = (
    "id", "title", "genre", "held", "published", "languages", "speakers", "turns", "transcripts", "kinds", "publishers",
    "access", "status",
)  # fmt: skip


def list_table(desk: Desk, *, to: str = "xlsx", **filters: Any) -> bytes:
    """Returns the list as a table: `xlsx` or `csv`. What a call list brought beyond our columns comes back in its own."""
    if to not in ("xlsx", "csv"):
        raise WrongUsage(f"a list goes to xlsx or csv, not to {to}")
    listing = list_conversations(desk, **{"limit": None, **filters})
    extras: dict[str, dict[str, str]] = {}
    for line in listing.conversations:
        found: dict[str, str] = {}
        for source in finding.publications(desk, line.id):
            for name, value in source.extra:
                found.setdefault(name, value)
        extras[line.id] = found
    more = list(dict.fromkeys(name for found in extras.values() for name in found))
    columns = [*COLUMNS, *more]
    rows = [
        [_cell(getattr(line, column)) for column in COLUMNS] + [extras[line.id].get(name, "") for name in more]
        for line in listing.conversations
    ]
    if to == "csv":
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns)
        writer.writerows([[_guarded(cell) for cell in row] for row in rows])
        return text.getvalue().encode("utf-8-sig")
    from ..capture.tables import write_table

    return write_table(rows, columns)


def _cell(value: object) -> str | int:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return value if isinstance(value, int) else str(value or "")


def _guarded(cell: str | int) -> str | int:
    """A spreadsheet must not take a title for a formula: a leading = + - @ gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
