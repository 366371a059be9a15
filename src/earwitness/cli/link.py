"""`earwitness link`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb
from .done import show_done
from .terminal import ProgressLine, clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.proposal import Proposal
    from ..actions.proposing import Applied

SHOWN = 50
"""Matches shown without `--limit`."""
REASONS = 4
"""Reasons shown of each match; `--json` has all."""


@verb("link", acts=True)
@click.argument("ids", metavar="[A [B]]", nargs=-1)
@click.option("--apply", "apply_", is_flag=True, help="Link the matches called “same”; each link is an act of its own.")
@click.option(
    "--min",
    "minimum",
    default=0.0,
    metavar="SCORE",
    type=click.FloatRange(0, 1),
    help="Only matches with this score or more (0 to 1).",
)
@click.option("--turns", default="", metavar="3-5,8", help="Only these turns of A are from B; nothing is joined.")
@click.option("--reject", "reject_", is_flag=True, help="Say that A and B are not one; they are not proposed again.")
@click.option(
    "--limit", metavar="N", type=click.IntRange(min=0), help="How many; 0 for all, as with --json.  [default: 50]"
)
@click.option(
    "--embed",
    "embed",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Also compare what is meant, by the sentence-transformers model in this folder; nothing is downloaded.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call,
    ids: tuple[str, ...],
    apply_: bool,
    minimum: float,
    turns: str,
    reject_: bool,
    limit: int | None,
    embed: Path | None,
    reason: str,
) -> None:
    """Proposes which conversations are the same, with reasons and a score, or makes A and B one.

    Without ids all are compared; with one, that one with the others. “same” was almost never wrong where it was measured;
    “maybe” is for you to look at. Nothing is linked unless you name both or say --apply, and every link can be taken back
    (unlink). Both ids keep resolving. An excerpt never joins two conversations: a round-up is linked by its --turns to each
    call that it quotes, and they stay apart.

    \b
    Examples:
      earwitness link
      earwitness link c4f9k2mq7x1 --json
      earwitness link c4f9k2mq7x1 c8h2m5np3z7 --reason "the same recording"
      earwitness link t5j3n6pq4w8 c8h2m5np3z7 --turns 3-5
      earwitness link --reject c4f9k2mq7x1 c8h2m5np3z7
      earwitness link --apply --min 0.95
    """
    from .. import actions

    if 2 < len(ids):
        raise WrongUsage("two conversations are linked at a time", hint="earwitness link A B")
    if reject_ and (apply_ or len(ids) != 2):
        raise WrongUsage("--reject wants two conversations", hint="earwitness link --reject A B")
    if apply_ and len(ids) == 2:
        raise WrongUsage("--apply links what is proposed, not what is named", hint="earwitness link A B")
    if turns and (len(ids) != 2 or reject_):
        raise WrongUsage("--turns wants the two that it links", hint="earwitness link A B --turns 3-5")
    if len(ids) == 2:
        with call.desk() as desk:
            if reject_:
                done = actions.reject(desk, *ids, agent=call.agent, reason=reason)
            else:
                names = actions.turns_of(desk, ids[0], turns) if turns else ()
                done = actions.link(desk, *ids, agent=call.agent, reason=reason, turns=names)
        show_done(call, done)
        return
    asked = ids[0] if ids else None
    encoder = None
    if embed is not None:
        from ..engines.embed import load

        encoder = load(embed)
    with call.desk() as desk, ProgressLine() as progress:
        if apply_:
            call.kept = "the links that were made stay"
            applied = actions.apply_proposals(
                desk, agent=call.agent, id=asked, minimum=minimum, reason=reason, encoder=encoder, progress=progress
            )
        else:
            # A person reads the surest; a program that counts on the list must not lose the rest unseen.
            many = (0 if call.style == "json" else SHOWN) if limit is None else limit
            found = actions.propose(
                desk, id=asked, limit=many or None, minimum=minimum, encoder=encoder, progress=progress
            )
    if apply_:
        _show_applied(call, applied)
    elif call.style == "json":
        call.write_json(found)
    else:
        put(*lines(found.proposals))
        more = found.total - len(found.proposals)
        say(count(found.total, "possible match", "possible matches") + (f", {more:,} not shown" if more else ""))


def _show_applied(call: Call, applied: Applied) -> None:
    if call.style == "json":
        call.write_json(applied)
        return
    for joined in applied.joined:
        put(f"{joined.act}  {joined.a} and {joined.b} are one conversation now ({joined.kind}, {joined.score:.2f})")
    for left in applied.left:
        say(f"not linked: {left.a} and {left.b}: {clean(left.why)}")
    waiting = len(applied.proposals)
    say(f"{count(len(applied.joined), 'link')} made" + (f"; {waiting:,} for you to decide" if waiting else ""))


def lines(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Yields each match: the two conversations, how sure it is and of what kind, and the strongest reasons."""
    for number, proposal in enumerate(proposals):
        if number:
            yield ""
        yield f"{paint(proposal.verdict, bold=True):5}  {proposal.score:.2f}  {proposal.kind}"
        for id, title in zip((proposal.a, proposal.b), proposal.titles, strict=True):
            yield f"  {id}  {one_line(title) or 'Untitled conversation'}"
        if proposal.turns:
            yield f"    only turns {', '.join(name.rpartition('.')[2] for name in proposal.turns)}: it quotes others too"
        for reason in proposal.reasons[:REASONS]:
            example = f": {one_line(reason.example)}" if reason.example else ""
            yield f"    {reason.weight:+.1f}  {one_line(reason.what)}{example}"
