"""`list`: conversations, filtered and ordered, also as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import Any

from ..archive import Place, Standing
from ..archive.work import NEEDS, PRIORITIES, UNKNOWN
from ..dates import parse
from ..errors import BadInput, WrongUsage
from ..model import Source, Transcript
from ..protect.gate import Gate
from . import exporting, filing, finding
from .answers import Listed, Listing
from .coding import one_of
from .desk import Desk
from .history import MOST
from .triaging import priority_named


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
    assignee: str | None = None,
    priority: str | None = None,
    set: str | None = None,
    during: str | None = None,
    first_published: str | None = None,
    needs: str | None = None,
    code: str | None = None,
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
    filters = wanted(
        since=since, until=until, language=language, kind=kind, role=role, publisher=publisher, genre=genre,
        status=status, assignee=assignee, priority=priority, set=set, during=during, first_published=first_published,
        needs=needs,
    )  # fmt: skip
    if code:
        book = desk.archive.catalog.codebook()
        filters["ids"] = desk.archive.catalog.coded_with(book.within(one_of(book, code).id))
    with desk.archive.catalog.snapshot() as catalog:
        if audience == "others":
            everything = catalog.conversations(**filters, order=order)
            shown = [standing for standing in everything.conversations if may_show(desk, standing.id)]
            page = shown[offset:] if limit is None else shown[offset : offset + limit]
            return Listing(total=len(shown), conversations=lines(desk, page))
        found = catalog.conversations(**filters, order=order, limit=limit, offset=offset)
        return Listing(total=found.total, conversations=lines(desk, found.conversations))


def wanted(
    *,
    since: str | None = None,
    until: str | None = None,
    language: str | None = None,
    kind: str | None = None,
    role: str | None = None,
    publisher: str | None = None,
    genre: str | None = None,
    status: str | None = None,
    assignee: str | None = None,
    priority: str | None = None,
    set: str | None = None,
    during: str | None = None,
    first_published: str | None = None,
    needs: str | None = None,
) -> dict[str, Any]:
    """Returns the filters as the catalog takes them. Raises BadInput for a word that cannot match."""
    if needs and needs not in NEEDS:
        raise BadInput(f"“{needs[:40]}” is nothing that a conversation needs", hint="one of: " + ", ".join(NEEDS))
    return {
        "since": day(since, last=False) if since else None,
        "until": day(until, last=True) if until else None,
        "language": filing.language_tag(language) if language else None,
        "kind": filing.kind_named(kind) if kind else None,
        "role": role,
        "publisher": publisher,
        "genre": filing.genre_named(genre) if genre else None,
        "status": status,
        "assignee": assignee,
        "priority": priority_named(priority) if priority else None,
        "set": set,
        "during": stretch(during) if during else None,
        "published": stretch(first_published) if first_published else None,
        "needs": needs,
    }


def stretch(text: str) -> str:
    """Returns a year, a month, a day, or two of them with a slash between, as the catalog takes it; or `unknown`."""
    if text.strip().casefold() == UNKNOWN:
        return UNKNOWN
    first, slash, last = text.strip().partition("/")
    if slash:
        return f"{_part(first)}/{_part(last)}"
    return _part(first)


def _part(text: str) -> str:
    date = filing.date(text)
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        raise BadInput(f"“{text[:60]}” is no year, month or day", hint="write 2031, 2031-11, 2031-11-14, or unknown")
    return date


def listing_of(desk: Desk, homes: Sequence[str]) -> Listing:
    """Returns these conversations, by the ids they stand under, as lines of a list."""
    found = desk.archive.catalog.conversations(ids=tuple(homes))
    return Listing(total=found.total, conversations=lines(desk, found.conversations))


def queue(desk: Desk, id: str, **filters: Any) -> Place:
    """Returns where a conversation stands among those that the filters let through: by priority, then by date.

    Raises NotFound for an unknown id, BadInput as `list` does.
    """
    return desk.archive.catalog.place(finding.conversation_of(desk, id), **wanted(**filters))


def day(text: str, *, last: bool) -> str | None:
    """Returns the first or the last day that a date may mean (with its time, where it has one), None where it is open.

    Raises BadInput where it is no date.
    """
    date = parse(filing.date(text))
    point = date.end if last else date.start
    if point is None:
        return None
    bound = point.latest if last else point.earliest
    return f"{bound.isoformat()}T{point.time}" if point.time else bound.isoformat()


def may_show(desk: Desk, conversation: str) -> bool:
    """Says whether a conversation may be shown to others whole."""
    return Gate().passes("api", exporting.contents(finding.dossier(desk, conversation)))


def listed(desk: Desk, standing: Standing) -> Listed:
    """Returns a conversation as a line of a list."""
    return lines(desk, [standing])[0]


def lines(desk: Desk, standings: Sequence[Standing]) -> tuple[Listed, ...]:
    """Returns conversations as the lines of a list, with few questions to the catalog."""
    told = desk.archive.catalog.told_of(standings)
    return tuple(_listed(standing, *told[standing.id]) for standing in standings)


def _listed(standing: Standing, transcripts: Sequence[Transcript], sources: Sequence[Source]) -> Listed:
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
    )


COLUMNS = (
    "id", "title", "genre", "held", "published", "languages", "speakers", "turns", "transcripts", "kinds", "publishers",
    "access", "status", "assignee", "priority", "sets", "place", "terms", "supplier", "url", "file",
)  # fmt: skip
"""The columns of the table. `add --table` knows them by these names, so that a list can be mended and given back."""


def list_table(desk: Desk, *, to: str = "xlsx", **filters: Any) -> bytes:
    """Returns the list as a table: `xlsx` or `csv`. What a call list brought beyond our columns comes back in its own."""
    if to not in ("xlsx", "csv"):
        raise WrongUsage(f"a list goes to xlsx or csv, not to {to}")
    listing = list_conversations(desk, **{"limit": None, **filters})
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
