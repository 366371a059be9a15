"""`list`: conversations, filtered and ordered, also as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from ..archive import Place, Standing
from ..archive.work import PRIORITIES
from ..errors import WrongUsage
from ..model import Source, Transcript
from ..protect.gate import Gate
from . import exporting, finding
from .answers import Listed, Listing
from .desk import Desk
from .filters import NONE, Filters, wanted
from .history import MOST
from .sorting import codes_of_wholes


def list_conversations(
    desk: Desk,
    filters: Filters = NONE,
    *,
    limit: int | None = 50,
    offset: int = 0,
    order: str = "held",
    audience: str = "keeper",
) -> Listing:
    """Returns the conversations that all the filters let through; `total` counts them whatever the limit.

    For an audience of `others` those that access or terms hold back are not there, nor in the count. Raises BadInput for
    a date, a language, a kind or a genre that is none: a word that cannot match must not look like an empty archive.
    """
    if (limit is not None and limit < 0) or offset < 0:
        raise WrongUsage("a limit and an offset are 0 or more")
    limit, offset = min(limit, MOST) if limit is not None else None, min(offset, MOST)
    asked = wanted(desk, filters)
    with desk.archive.catalog.snapshot() as catalog:
        if audience == "others":
            everything = catalog.conversations(**asked, order=order)
            shown = [standing for standing in everything.conversations if may_show(desk, standing.id)]
            page = shown[offset:] if limit is None else shown[offset : offset + limit]
            return Listing(total=len(shown), conversations=lines(desk, page))
        found = catalog.conversations(**asked, order=order, limit=limit, offset=offset)
        return Listing(total=found.total, conversations=lines(desk, found.conversations))


def listing_of(desk: Desk, homes: Sequence[str]) -> Listing:
    """Returns these conversations, by the ids they stand under, as lines of a list."""
    found = desk.archive.catalog.conversations(ids=tuple(homes))
    return Listing(total=found.total, conversations=lines(desk, found.conversations))


def queue(desk: Desk, id: str, filters: Filters = NONE) -> Place:
    """Returns where a conversation stands among those that the filters let through: by priority, then by date.

    Raises NotFound for an unknown id, BadInput as `list` does.
    """
    return desk.archive.catalog.place(finding.conversation_of(desk, id), **wanted(desk, filters))


def found_by(desk: Desk, filters: Filters, *, order: str = "held", limit: int | None = None) -> tuple[str, ...]:
    """Returns the ids of the conversations that the filters let through. Raises BadInput as `list` does."""
    return desk.archive.catalog.conversation_ids(order=order, limit=limit, **wanted(desk, filters))


def may_show(desk: Desk, conversation: str) -> bool:
    """Says whether a conversation may be shown to others whole."""
    return Gate().passes("api", exporting.contents(finding.dossier(desk, conversation)))


def listed(desk: Desk, standing: Standing) -> Listed:
    """Returns a conversation as a line of a list."""
    return lines(desk, [standing])[0]


def lines(desk: Desk, standings: Sequence[Standing]) -> tuple[Listed, ...]:
    """Returns conversations as the lines of a list, with few questions to the catalog."""
    told = desk.archive.catalog.told_of(standings)
    codes = codes_of_wholes(desk) if standings else {}
    return tuple(_listed(standing, *told[standing.id], codes.get(standing.id, ())) for standing in standings)


def _listed(
    standing: Standing, transcripts: Sequence[Transcript], sources: Sequence[Source], codes: tuple[str, ...]
) -> Listed:
    # The telling with the most voices names them best: an excerpt knows "the bridge", a transcript both ends.
    fullest = max((transcript.speakers for transcript in transcripts), key=len, default=())
    names = dict.fromkeys(
        speaker.role or (speaker.labels[0] if speaker.labels else "unnamed voice") for speaker in fullest
    )
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
        status=standing.status,
        assignee=standing.assignee or None,
        priority=next(name for name, rank in PRIORITIES.items() if rank == standing.priority),
        sets=standing.sets,
        doubts=standing.doubts,
        unnamed=standing.unnamed,
        codes=codes,
    )


COLUMNS = (
    "id", "title", "genre", "held", "published", "languages", "speakers", "turns", "transcripts", "kinds", "publishers",
    "access", "status", "assignee", "priority", "sets", "codes", "place", "terms", "supplier", "url", "file",
)  # fmt: skip
"""The columns of the table. `add --table` knows them by these names, so that a list can be mended and given back."""


def list_table(desk: Desk, filters: Filters = NONE, *, to: str = "xlsx") -> bytes:
    """Returns the list as a table: `xlsx` or `csv`. What a call list brought beyond our columns comes back in its own."""
    if to not in ("xlsx", "csv"):
        raise WrongUsage(f"a list goes to xlsx or csv, not to {to}")
    listing = list_conversations(desk, filters, limit=None)
    lines = [_line(desk, line) for line in listing.conversations]
    more = list(dict.fromkeys(name for line in lines for name in line if name not in COLUMNS))
    columns = [*COLUMNS, *more]
    rows = [[_cell(line.get(column)) for column in columns] for line in lines]
    if to == "csv":
        return table(columns, rows)
    from ..capture.tables import write_table

    return write_table(rows, columns)


def table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """Returns a CSV file that a spreadsheet opens, and takes no cell for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([[_guarded(_cell(cell)) for cell in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _line(desk: Desk, line: Listed) -> dict[str, object]:
    """Returns a conversation's cells by column; where we know nothing ourselves, what a call list said stands."""
    said: dict[str, object] = {column: getattr(line, column) for column in COLUMNS if hasattr(line, column)}
    facts = desk.archive.catalog.conversation(line.id).conversation
    said |= {"place": facts.place, "terms": facts.terms.text}
    for source in finding.publications(desk, line.id):
        for name, value in (
            ("terms", source.terms.text),
            ("supplier", source.supplier),
            ("url", source.url),
            ("file", source.path),
            *source.extra,
        ):
            if not said.get(name):
                said[name] = value
    return said


def _cell(value: object) -> str | float:
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    return value if isinstance(value, int | float) else str(value or "")


def _guarded(cell: str | float) -> str | float:
    """A spreadsheet must not take a title for a formula: a leading = + - @ gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
