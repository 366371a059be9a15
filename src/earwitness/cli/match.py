"""`earwitness match`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("match", acts=True)
@click.argument("turns", metavar="TURNS")
@click.argument("others", metavar="[TURNS]", required=False)
@click.option("--alone", metavar="T", help="The version in which the turns have no counterpart.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, turns: str, others: str | None, alone: str | None, reason: str) -> None:
    """Says that turns of one version and turns of another say the same. Machines keep to it.

    Turns are named as show names them, several with commas between. Of two words on the same turns the newer stands; each
    can be undone.

    \b
    Examples:
      earwitness match t4f9k2mq7x1.4,t4f9k2mq7x1.5 t8h2m5np3z7.6
      earwitness match t4f9k2mq7x1.9 --alone t8h2m5np3z7
    """
    from .. import actions

    with call.desk() as desk:
        done = actions.match(
            desk, _names(turns), _names(others or ""), agent=call.agent, beside=alone or "", reason=reason
        )
    show_done(call, done)


def _names(turns: str) -> list[str]:
    return [name for name in turns.replace(",", " ").split() if name]
