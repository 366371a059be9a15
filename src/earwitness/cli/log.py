"""`earwitness log`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import count, put_table, say

if TYPE_CHECKING:
    from ..actions.outcomes import ActShown


@verb("log", streams=True)
@click.option("--subject", metavar="ID", help="Only acts on this.")
@click.option("--verb", "verb_", metavar="NAME", help="Only acts of this kind: add, describe, undo…")
@click.option("--agent", "by", metavar="NAME", help="Only acts of this person or machine.")
@click.option("--since", metavar="DAY", help="Only acts of this day (or month, or year) and later, in UTC: 2031-11-16.")
@click.option("--until", metavar="DAY", help="Only acts up to this day (or month, or year), that day too.")
@click.option(
    "--limit", default=50, show_default=True, metavar="N", type=click.IntRange(min=0), help="How many; 0 for all."
)
@click.option("--offset", default=0, metavar="N", type=click.IntRange(min=0), help="How many to pass over.")
@click.option("--oldest-first", is_flag=True, help="From the beginning.")
def command(
    call: Call, subject: str | None, verb_: str | None, by: str | None, since: str | None, until: str | None, limit: int,
    offset: int, oldest_first: bool,
) -> None:  # fmt: skip
    """Lists the acts, the newest first: who did what, when and why. Nothing is ever removed from it.

    \b
    Examples:
      earwitness log
      earwitness log --subject c4f9k2mq7x1
      earwitness log --since 2031-11-16 --until 2031-11-18
      earwitness log --verb describe --agent "Ada Example" --jsonl
    """
    from .. import actions

    with call.desk() as desk:
        log = actions.log(
            desk, limit=limit or None, offset=offset, subject=subject, verb=verb_, agent=by, since=since, until=until,
            oldest_first=oldest_first,
        )  # fmt: skip
    if call.style == "json":
        call.write_json(log)
    elif call.style == "lines":
        call.write_lines(log.acts)
    else:
        if log.acts:
            put_table(("", "act", "time", "who", "did", "what to", "why"), [row_of(act) for act in log.acts])
        shown, total = len(log.acts), count(log.total, "act")
        say(total if shown == log.total else f"{shown} of {total}")


def row_of(act: ActShown) -> tuple[str, ...]:
    """Returns the cells of one act."""
    subjects = " ".join(act.subjects[:4]) + (f" and {len(act.subjects) - 4} more" if len(act.subjects) > 4 else "")
    why = act.reason
    if act.undone_by:
        why = f"{why} (undone by {act.undone_by})".strip()
    if act.erased:
        why = f"{why} (erased)".strip()
    return str(act.sequence), act.id, act.time, act.agent, act.act, subjects, why
