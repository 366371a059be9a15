"""`earwitness note`."""

from __future__ import annotations

import click

from .call import Call, verb
from .done import show_done


@verb("note", acts=True)
@click.argument("id_", metavar="TURN|NOTE")
@click.argument("text", default="")
@click.option("--words", metavar="TEXT", help="Words of the turn; without them the note is on all of it.")
@click.option("--until", "last", metavar="TURN", help="The last turn of a passage of several.")
@click.option("--reword", is_flag=True, help="Word the note anew instead of answering it.")
@click.option("--withdraw", is_flag=True, help="Take the note, coding or caution off; undo brings it back.")
@click.option("--was", metavar="TEXT", help="With --reword: what it said when you looked.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, id_: str, text: str, words: str | None, last: str | None, reword: bool, withdraw: bool,
    was: str | None, reason: str,
) -> None:  # fmt: skip
    """Writes a note on a turn, on words in it, or an answer to another note.

    A note stays with its words when the transcript is mended. TEXT is plain; its lines are kept.

    \b
    Examples:
      earwitness note t4f9k2mq7x1.7 --words "the second platoon" "Other versions say detachment."
      earwitness note t4f9k2mq7x1.7 --until t4f9k2mq7x1.9 "They speak of the same night."
      earwitness note n2m6r9hc4va "The log of the ship says so too." --as "Ada Example"
      earwitness note n2m6r9hc4va --reword "Both logs say so."
    """
    from .. import actions
    from ..errors import WrongUsage

    if (reword or withdraw or id_.startswith("n")) and (words is not None or last is not None):
        raise WrongUsage("words and turns are chosen when a note is made", hint="write a new note on them")
    with call.desk() as desk:
        if withdraw:
            done = actions.withdraw(desk, id_, agent=call.agent, reason=reason)
        elif reword:
            done = actions.reword(desk, id_, text, agent=call.agent, expected=was, reason=reason)
        elif id_.startswith("n"):
            done = actions.answer(desk, id_, text, agent=call.agent, reason=reason)
        else:
            passages = actions.run_of(desk, id_, last, words)
            done = actions.note(desk, passages, text, agent=call.agent, reason=reason)
    show_done(call, done)
