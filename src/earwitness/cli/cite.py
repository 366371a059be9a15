"""`earwitness cite`."""

from __future__ import annotations

import click

from .call import Call, verb
from .terminal import clean, put, say


@verb("cite")
@click.argument("turn", metavar="TURN")
@click.option("--words", metavar="TEXT", help="The passage of the turn to cite (default: the whole turn).")
@click.option("--at", metavar="N", type=int, help="About where they begin, where the turn has them more than once.")
@click.option("--bibtex", is_flag=True, help="Print the BibTeX entry instead of the sentence.")
def command(call: Call, turn: str, words: str | None, at: int | None, bibtex: bool) -> None:
    """Makes a citation of a turn, or of words in it, that can be found again after corrections.

    Prints the citation in words and its token, which `earwitness resolve` takes.

    \b
    Examples:
      earwitness cite t7w3n8zb5qd.12
      earwitness cite t7w3n8zb5qd.12 --words "fewer than half the hands"
      earwitness cite t7w3n8zb5qd.12 --bibtex
    """
    from .. import actions

    with call.desk() as desk:
        cited = actions.cite(desk, turn, words=words, at=at)
    if call.style == "json":
        call.write_json(cited)
        return
    put(clean(cited.bibtex if bibtex else cited.plain))
    if not bibtex:
        put(cited.token)
        say("earwitness resolve takes the last line")
