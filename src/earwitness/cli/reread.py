"""`earwitness reread`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import count, one_line, put, say

if TYPE_CHECKING:
    from ..actions.outcomes import Reread


@verb("reread", acts=True)
@click.argument("source", metavar="SOURCE")
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, source: str, dry_run: bool, reason: str) -> None:
    """Reads a source again with today's reader and shows the difference; every correction is kept.

    \b
    Examples:
      earwitness reread s2m6r9hc4va --dry-run
      earwitness reread s2m6r9hc4va --reason "the reader knows legends now"
    """
    from .. import actions

    with call.desk() as desk:
        answer = actions.reread(desk, source, agent=call.agent, dry_run=dry_run, reason=reason)
    if call.style == "json":
        call.write_json(answer)
        return
    put(*difference(answer))
    readers = f"read before by {answer.reader_before}, now by {answer.reader_after}"
    if not answer.changes:
        say(f"nothing reads otherwise; {readers}")
    else:
        done = "would change" if answer.act is None else "changed"
        say(f"{count(len(answer.changes), 'turn')} {done}; {readers}")


def difference(answer: Reread) -> Iterator[str]:
    """Yields the turns as they were (-) and as they read now (+), then what people changed and stays."""
    for change in answer.changes:
        if change.before is not None:
            yield f"- {change.number}  {one_line(change.before)}"
        if change.after is not None:
            yield f"+ {change.number}  {one_line(change.after)}"
    yield from (f"kept: {one_line(sentence)}" for sentence in answer.kept)
