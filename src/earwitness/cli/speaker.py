"""`earwitness speaker`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import one_line, put, say


@verb("speaker", acts=True)
@click.argument("voice", metavar="VOICE")
@click.option("--label", metavar="LABEL", help="It is called this; the labels as printed stay known.")
@click.option("--role", metavar="TEXT", help="What this voice is: captain.")
@click.option("--relation", metavar="TEXT", help="To another voice: mother of p1.")
@click.option(
    "--into", metavar="VOICE", help="It is this other voice (its id or label); with --turn, only those turns are."
)
@click.option("--turn", "turns", multiple=True, metavar="TURN", help="Of these turns alone; --into may be a new label.")
@click.option("--everywhere", is_flag=True, help="In every version of the conversation that has this label.")
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="The revision in which you looked.")
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call,
    voice: str,
    label: str | None,
    role: str | None,
    relation: str | None,
    into: str | None,
    turns: tuple[str, ...],
    everywhere: bool,
    revision: int | None,
    dry_run: bool,
    reason: str,
) -> None:
    """Says who a voice is, everywhere at once: renames it, merges two that are one, splits one that is two.

    VOICE is named like t7w3n8zb5qd.p1; `earwitness show --json` names them. It is one act and can be undone.

    \b
    Examples:
      earwitness speaker t7w3n8zb5qd.p1 --label "Captain" --role "master of the ferry" --everywhere
      earwitness speaker t7w3n8zb5qd.p3 --into p1
      earwitness speaker t7w3n8zb5qd.p2 --turn t7w3n8zb5qd.9 --turn t7w3n8zb5qd.11 --into "Second mate"
    """
    from .. import actions

    with call.desk() as desk:
        answer = actions.speaker(
            desk, voice, agent=call.agent, label=label, role=role, relation=relation, into=into, turns=turns,
            everywhere=everywhere, revision=revision, reason=reason, dry_run=dry_run,
        )  # fmt: skip
    if call.style == "json":
        call.write_json(answer)
        return
    put(*map(one_line, answer.messages))
    if answer.act is None:
        say("nothing was changed" if not dry_run else "nothing was changed: it was only tried")
    else:
        say(f"done; take it back: earwitness undo {answer.act}")
