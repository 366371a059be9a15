"""`earwitness settle`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("settle", acts=True)
@click.argument("id_", metavar="ID")
@click.argument("difference", metavar="DIFFERENCE")
@click.option("--reading", "chosen", metavar="T", help="The version whose reading stands.")
@click.option("--words", default="", metavar="TEXT", help="Your own rendering, where no version has the right one.")
@click.option("--note", default="", metavar="TEXT", help="The translator's note: why this reading.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, id_: str, difference: str, chosen: str | None, words: str, note: str, reason: str) -> None:
    """Says which reading of a difference stands, and why. Every other reading stays on record.

    ID is the conversation; DIFFERENCE is one that collate shows. With a note alone the difference is said to be open. The
    newest word stands; each can be undone. It is found again after corrections, by the words it quotes.

    \b
    Examples:
      earwitness settle c4f9k2mq7x1 v0123456789ab --reading t8h2m5np3z7 --note "heard three times"
      earwitness settle c4f9k2mq7x1 v0123456789ab --words "the second platoon"
    """
    from .. import actions

    with call.desk() as desk:
        done = actions.settle(
            desk, id_, difference, agent=call.agent, chosen=chosen, words=words, note=note, reason=reason
        )
    show_done(call, done)
