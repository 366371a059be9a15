"""`earwitness unlink`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("unlink", acts=True)
@click.argument("a", metavar="A|LINK|T")
@click.argument("b", metavar="[B]", required=False)
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, a: str, b: str | None, reason: str) -> None:
    """Parts two conversations that were linked: the link between A and B is taken back, or the one of an id.

    A version's id alone (T) makes a conversation of its own of one that was read together with others.

    Nothing is lost: each conversation has again what it had, with all that was said of its turns since. Undoing this act
    links them again. To keep them from being proposed once more, reject them (link --reject A B).

    \b
    Examples:
      earwitness unlink c4f9k2mq7x1 c8h2m5np3z7
      earwitness unlink l4f9k2mq7x1 --reason "two calls of one evening"
      earwitness unlink t8h2m5np3z7
    """
    from .. import actions

    with call.desk() as desk:
        done = actions.unlink(desk, a, b, agent=call.agent, reason=reason)
    show_done(call, done)
