"""`earwitness drafts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done
from .terminal import clean, count, put, put_table, say

if TYPE_CHECKING:
    from ..actions.hearing_answers import DraftsShown


@verb("drafts", acts=True)
@click.argument("id_", metavar="[ID]", required=False)
@click.option("--hand-in", "hand", is_flag=True, help="Make the draft a version of its conversation.")
@click.option("--put-away", "away", is_flag=True, help="Put the draft away; nothing of it is lost.")
@click.option("--back", is_flag=True, help="Take a draft out again that was put away.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, id_: str | None, hand: bool, away: bool, back: bool, reason: str) -> None:
    """Lists what is being written, prints a draft, hands it in or puts it away.

    ID is a draft, or a recording, transcript or conversation whose drafts are listed.

    \b
    Examples:
      earwitness drafts
      earwitness drafts f4f9k2mq7x1
      earwitness drafts f4f9k2mq7x1 --hand-in --as "Ada Example"
    """
    from .. import actions

    if 1 < hand + away + back:
        raise WrongUsage("one thing at a time: --hand-in, --put-away or --back")
    if (hand or away or back) and not (id_ or "").startswith("f"):
        raise WrongUsage("which draft is meant?", hint="earwitness drafts shows them")
    with call.desk() as desk:
        if hand:
            show_done(call, actions.hand_in(desk, str(id_), agent=call.agent, reason=reason))
            return
        if id_ and id_.startswith("f") and not (away or back):
            draft = actions.draft(desk, id_)
            if call.style == "json":
                call.write_json(draft)
            else:
                lines = (f"{turn.speaker}: {turn.text}" if turn.speaker else turn.text for turn in draft.turns)
                put(*(clean(line) for line in lines if line))
            return
        told = actions.put_away(desk, str(id_), back=back) if away or back else actions.drafts(desk, of=id_)
    if call.style == "json":
        call.write_json(told)
    else:
        show_drafts(told)


def show_drafts(told: DraftsShown) -> None:
    """Writes the table of drafts."""
    rows = [
        (each.id, each.kind + (", blind" if each.blind else ""), each.language or "", each.agent, count(each.turns, "turn"),
         each.saved, each.title or each.conversation)
        for each in told.drafts
    ]  # fmt: skip
    if rows:
        put_table(("draft", "kind", "language", "by", "written", "saved", "of"), rows)
    else:
        say("nothing is being written; begin with: earwitness write RECORDING")
    if told.away:
        say(f"put away: {', '.join(each.id for each in told.away)}")
