"""`earwitness list`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import WrongUsage
from .call import Call, verb, write_bytes
from .terminal import clean, count, put_table, say

if TYPE_CHECKING:
    from ..actions.answers import Listed


@verb("list", streams=True)
@click.option("--since", metavar="DATE", help="Took place on this day or later.")
@click.option("--until", metavar="DATE", help="Took place on this day or earlier.")
@click.option("--language", metavar="CODE", help="Told in this language.")
@click.option("--kind", metavar="KIND", help="Has a telling of this kind (translation, excerpt…).")
@click.option("--role", metavar="TEXT", help="Somebody in this role speaks.")
@click.option("--publisher", metavar="NAME", help="Published by.")
@click.option("--genre", metavar="GENRE", help="call, radio, hearing, interview, emergency, meeting, conversation.")
@click.option(
    "--status",
    metavar="TEXT",
    help="new, read, needs a translator, checked, set aside, or your own; several with commas.",
)
@click.option("--assignee", metavar="NAME", help="Who works on it; nobody for those that nobody has taken.")
@click.option("--priority", metavar="TEXT", help="high, normal or low.")
@click.option("--set", metavar="NAME", help="In this set.")
@click.option("--needs", metavar="TEXT", help="Needs a person: check, translator, doubts or names.")
@click.option(
    "--code", metavar="CODE", help="Has this code of the codebook, or one below it, on a passage or as a whole."
)
@click.option("--during", metavar="DATE", help="Took place in this year, month or day; two with a slash; or unknown.")
@click.option("--first-published", metavar="DATE", help="The same of its first publication.")
@click.option(
    "--order",
    default="held",
    show_default=True,
    metavar="NAME",
    help="held (the day it took place), newest, added, title, published, genre, turns, versions, status, assignee or "
    "priority; -NAME for the other way around.",
)
@click.option("--next", "first", is_flag=True, help="The next one to work on: by priority, then by date.")
@click.option(
    "--limit", default=50, show_default=True, metavar="N", type=click.IntRange(min=0), help="How many; 0 for all."
)
@click.option("--offset", default=0, metavar="N", type=click.IntRange(min=0), help="How many to pass over.")
@click.option("--to", type=click.Choice(["xlsx", "csv"]), help="Give all of them as a table file.")
@click.option("-o", "--output", metavar="FILE", help="Where the table goes; - for standard output.")
def command(
    call: Call,
    to: str | None,
    output: str | None,
    limit: int,
    offset: int,
    order: str,
    first: bool,
    **filters: Any,
) -> None:
    """Lists the conversations, by the day they took place.

    \b
    Examples:
      earwitness list
      earwitness list --genre hearing --since 2031-11-20
      earwitness list --status new --assignee nobody --order priority
      earwitness list --status new --set "Night calls" --next
      earwitness list --limit 0 --jsonl
      earwitness list --to xlsx -o ../conversations.xlsx
    """
    from .. import actions

    if first:
        order, limit = "priority", 1
    if output is not None and to is None:
        raise WrongUsage("-o wants a format", hint="earwitness list --to xlsx -o conversations.xlsx")
    asked = actions.Filters(**filters)
    with call.desk() as desk:
        if to is not None:
            if call.style != "text":
                raise WrongUsage("--to and --json exclude each other", hint="take one of them")
            write_table_file(actions.list_table(desk, asked, to=to), to, output)
            return
        listing = actions.list_conversations(desk, asked, limit=limit or None, offset=offset, order=order)
    if call.style == "json":
        call.write_json(listing)
    elif call.style == "lines":
        call.write_lines(listing.conversations)
    else:
        if listing.conversations:
            put_table(
                ("id", "took place", "title", "speakers", "in", "turns", "versions", ""), rows(listing.conversations)
            )
        shown, total = len(listing.conversations), count(listing.total, "conversation")
        say(total if shown == listing.total else f"{shown} of {total}")


def rows(conversations: tuple[Listed, ...]) -> list[tuple[str, ...]]:
    """Returns a row of cells for each conversation."""
    return [
        (
            listed.id,
            listed.held or "unknown",
            listed.title or "(no title)",
            ", ".join(listed.speakers),
            " ".join(listed.languages),
            str(listed.turns),
            str(listed.transcripts),
            " · ".join(word for word in (listed.genre, *work(listed), held_back(listed.access)) if word),
        )
        for listed in conversations
    ]


def work(listed: Listed) -> tuple[str, ...]:
    """Returns how the work on a conversation stands, as far as it is not as usual."""
    return (
        "" if listed.status == "new" else listed.status or "",
        listed.assignee or "",
        "" if listed.priority == "normal" else f"{listed.priority} priority" if listed.priority else "",
        *listed.sets,
        *listed.codes,
    )


def held_back(access: str) -> str:
    """Returns the access where it is not open."""
    return "" if access == "open" else access


def write_table_file(content: bytes, to: str, output: str | None) -> None:
    """Writes a table file where it was asked for. Raises WrongUsage for an XLSX on a terminal."""
    if output is None or output == "-":
        if to == "xlsx" and sys.stdout.isatty():
            raise WrongUsage("an XLSX file is no text for a terminal", hint="name a file: -o conversations.xlsx")
        write_bytes(content)
        return
    from ..actions.parcels import write_whole

    write_whole(Path(output), content)
    say(f"{clean(output)} written")
