"""`earwitness caution`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("caution", acts=True)
@click.argument("id_", metavar="ID")
@click.option("--kind", default="other", metavar="KIND", help="What is distressing; see below.")
@click.option("--words", metavar="TEXT", help="Words of the turn; without them all of it is marked.")
@click.option("--until", "last", metavar="TURN", help="The last turn of a passage of several.")
@click.option("--withdraw", is_flag=True, help="Take a caution off again.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, id_: str, kind: str, words: str | None, last: str | None, withdraw: bool, reason: str
) -> None:  # fmt: skip
    """Marks a passage as distressing, so that nobody comes upon it unawares.

    ID is a turn, or a transcript or conversation as a whole; with --withdraw, a caution. The kinds are death, injury,
    violence, torture, sexual violence, child harmed, suicide, abuse, grief, other. Each reader of the web desk chooses which
    kinds stay covered until they are asked for.

    \b
    Examples:
      earwitness caution t4f9k2mq7x1.7 --kind "child harmed"
      earwitness caution t4f9k2mq7x1.7 --until t4f9k2mq7x1.12 --kind death
      earwitness caution c4f9k2mq7x1 --kind grief --reason "the family's wish"
      earwitness caution w2m6r9hc4va --withdraw
    """
    from .. import actions
    from ..errors import WrongUsage

    with call.desk() as desk:
        if withdraw:
            done = actions.withdraw(desk, id_, agent=call.agent, reason=reason, verb="caution")
        elif "." in id_:
            passages = actions.run_of(desk, id_, last, words)
            done = actions.caution(desk, passages, kind, agent=call.agent, reason=reason)
        elif words is not None or last is not None:
            raise WrongUsage("words and runs are of turns", hint="name a turn: t4f9k2mq7x1.7")
        else:
            done = actions.caution(desk, (), kind, agent=call.agent, whole=id_, reason=reason)
    show_done(call, done)
