"""`earwitness triage`."""

from __future__ import annotations

import sys

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done


@verb("triage", acts=True)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@click.option("--status", metavar="TEXT", help="new, read, needs a translator, checked, set aside, or your own.")
@click.option("--assignee", metavar="NAME", help="Who works on it; nobody takes the name away.")
@click.option("--priority", metavar="TEXT", help="high, normal or low.")
@click.option("--add-set", "add_sets", metavar="NAME", multiple=True, help="Puts it into this set too; repeatable.")
@click.option(
    "--remove-set", "remove_sets", metavar="NAME", multiple=True, help="Takes it out of this set; repeatable."
)
@click.option("--was", metavar="STATUS", help="The status when you looked; the act is refused if it has changed.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call,
    ids: tuple[str, ...],
    status: str | None,
    assignee: str | None,
    priority: str | None,
    add_sets: tuple[str, ...],
    remove_sets: tuple[str, ...],
    was: str | None,
    reason: str,
) -> None:
    """Says where the work on conversations stands: one act for many, taken back by one undo.

    What is not given stays as it is. Sets overlap, and each is added or taken away by itself. A single - reads the ids from
    standard input, one a line.

    \b
    Examples:
      earwitness triage c4f9k2mq7x1 --status read --assignee "Ada Example"
      earwitness triage c4f9k2mq7x1 c8h2m5np3z7 --priority high --add-set "Night calls"
      earwitness triage c4f9k2mq7x1 --status "needs a translator" --was new
    """
    from .. import actions

    if ids == ("-",):
        ids = tuple(sys.stdin.read().split())
        if not ids:
            raise WrongUsage("no ids came on standard input", hint="one a line: earwitness triage - --status read")
    with call.desk() as desk:
        done = actions.triage(
            desk, ids, agent=call.agent, status=status, assignee=assignee, priority=priority, add_sets=add_sets,
            remove_sets=remove_sets, reason=reason, expected=was,
        )  # fmt: skip
    show_done(call, done)
