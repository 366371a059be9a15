"""`earwitness undo`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("undo", acts=True)
@click.argument("act", metavar="ACT")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, act: str, reason: str) -> None:
    """Takes an act back. The act stays in the log, and undoing is an act that can itself be undone.

    ACT is its id or its number in the log. An erasure cannot be undone.

    \b
    Examples:
      earwitness undo a4f9k2mq7x1
      earwitness undo a4f9k2mq7x1 --as "Ada Example" --reason "wrong conversation"
    """
    from .. import actions

    with call.desk() as desk:
        done = actions.undo(desk, act, agent=call.agent, reason=reason)
    show_done(call, done)
