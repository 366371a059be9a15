"""`earwitness erase`."""

from __future__ import annotations

import sys

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done
from .terminal import say


@verb("erase", acts=True)
@click.argument("id_", metavar="ID")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log (it stays there: no words of the erased).")
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(call: Call, id_: str, reason: str, yes: bool) -> None:
    """Removes something for good, from the objects, the catalog and the search index; this cannot be undone.

    A kept search is named by its id (q…). The log keeps a line that something was erased, by whom, when and why, and nothing
    of its content. Copies of the archive made before still hold it.

    \b
    Examples:
      earwitness erase s2m6r9hc4va --reason "consent withdrawn"
      earwitness erase c4f9k2mq7x1 --yes --as "Ada Example"
    """
    from .. import actions

    with call.desk() as desk:
        if not yes:
            if not sys.stdin.isatty():
                raise WrongUsage("erasing cannot be undone, and nobody is there to be asked", hint="say --yes")
            if not click.confirm(f"Erase {id_} for good? This cannot be undone.", err=True):
                say("nothing was erased")
                call.exit_code = 1
                return
        done = actions.erase(desk, id_, agent=call.agent, reason=reason)
    show_done(call, done)
