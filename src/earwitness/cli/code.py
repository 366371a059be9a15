"""`earwitness code`."""

from __future__ import annotations

import sys

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done


@verb("code", acts=True)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@click.option("--code", "name", metavar="CODE", help="The code to put there, by its path or name.")
@click.option("--words", metavar="TEXT", help="Words of the turn; without them the code is on all of it.")
@click.option("--until", "last", metavar="TURN", help="The last turn of a passage of several.")
@click.option("--off", is_flag=True, help="With conversations: take the code of --code off them.")
@click.option("--new", is_flag=True, help="With --code: add the code where the codebook does not have it.")
@click.option("--add", metavar="CODE", help="Add a code: grief, grief/loss.")
@click.option("--means", metavar="TEXT", help="With --add or --define: what it means and when to use it.")
@click.option("--colour", type=click.IntRange(1, 8), metavar="1-8", help="With --add: its colour.")
@click.option("--define", metavar="CODE", help="Say anew what a code means.")
@click.option("--rename", metavar="CODE", help="Give a code the name of --to.")
@click.option("--move", metavar="CODE", help="Move a code under that of --to; without it, to the top.")
@click.option("--merge", metavar="CODE", help="Make one code of this and that of --to.")
@click.option("--to", metavar="TEXT", help="The new name, the new place, or the code that stays.")
@click.option("--was", metavar="TEXT", help="With --rename or --define: what stood there when you looked.")
@click.option("--retire", metavar="CODE", help="Take a code out of use.")
@click.option("--restore", metavar="CODE", help="Take a retired code into use again.")
@click.option("--withdraw", metavar="CODING", help="Take a code off a passage.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, ids: tuple[str, ...], name: str | None, words: str | None, last: str | None, off: bool, new: bool,
    add: str | None, means: str | None, colour: int | None, define: str | None, rename: str | None, move: str | None,
    merge: str | None, to: str | None, was: str | None, retire: str | None, restore: str | None,
    withdraw: str | None, reason: str,
) -> None:  # fmt: skip
    """Puts a code of the codebook on a turn or on words in it, or on whole conversations, or changes the codebook.

    ID is one turn, or any number of conversations: one act for many, taken back by one undo. A single - reads their ids from
    standard input, one a line. A code on a whole says what it is about; it is found by `list --code`, not by searching turns.

    A code stands at a path, as grief/loss. Finding the upper finds the lower too. `codebook` shows them all.

    \b
    Examples:
      earwitness code --add grief/loss --means "Somebody has died or is missed."
      earwitness code t4f9k2mq7x1.7 --words "we shall not see him" --code grief/loss
      earwitness code c4f9k2mq7x1 c8h2m5np3z7 --code harbour
      earwitness code c4f9k2mq7x1 --code harbour --off
      earwitness code --rename grief/loss --to bereavement
      earwitness code --move grief/bereavement --to family
      earwitness code --merge mourning --to grief
    """
    from .. import actions

    if ids == ("-",):
        ids = tuple(sys.stdin.read().split())
    asked: dict[str, object] = {
        "ID": ids, "--add": add, "--define": define, "--rename": rename, "--move": move, "--merge": merge,
        "--retire": retire, "--restore": restore, "--withdraw": withdraw,
    }  # fmt: skip
    wanted = [option for option, value in asked.items() if value]
    if len(wanted) != 1:
        raise WrongUsage(
            "one thing at a time" if wanted else "nothing was asked for",
            hint="a turn or conversations and --code, or one of "
            + ", ".join(option for option in asked if option != "ID"),
        )
    if ids and not name:
        raise WrongUsage("which code?", hint="earwitness code ID --code grief/loss")
    turn = ids[0] if len(ids) == 1 and "." in ids[0] else ""
    if not turn and (words is not None or last is not None):
        raise WrongUsage("words and runs are of one turn", hint="name a turn: t4f9k2mq7x1.7")
    if off and (turn or not ids):
        raise WrongUsage(
            "--off takes a code off whole conversations", hint="off a passage: earwitness code --withdraw CODING"
        )
    if (rename or merge) and not to:
        raise WrongUsage("to what?", hint="say it with --to")
    agent, why = call.agent, reason
    with call.desk() as desk:
        if turn and name:
            passages = actions.run_of(desk, turn, last, words)
            done = actions.code(desk, passages, name, agent=agent, create=new, reason=why)
        elif ids and name and off:
            done = actions.uncode_conversations(desk, ids, name, agent=agent, reason=why)
        elif ids and name:
            done = actions.code_conversations(desk, ids, name, agent=agent, create=new, reason=why)
        elif add:
            done = actions.add_code(desk, add, agent=agent, means=means or "", colour=colour, reason=why)
        elif define:
            done = actions.define_code(desk, define, means or "", agent=agent, expected=was, reason=why)
        elif rename:
            done = actions.rename_code(desk, rename, to or "", agent=agent, expected=was, reason=why)
        elif move:
            done = actions.move_code(desk, move, to, agent=agent, reason=why)
        elif merge:
            done = actions.merge_codes(desk, merge, to or "", agent=agent, reason=why)
        elif withdraw:
            done = actions.withdraw(desk, withdraw, agent=agent, reason=why, verb="code")
        else:
            done = actions.retire_code(desk, retire or restore or "", agent=agent, restore=bool(restore), reason=why)
    show_done(call, done)
