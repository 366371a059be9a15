"""`earwitness cite`."""

from __future__ import annotations

import click

from ..errors import WrongUsage
from .call import Call, verb
from .clip import moment
from .terminal import clean, put, say


@verb("cite")
@click.argument("turn", metavar="TURN|ID")
@click.option("--words", metavar="TEXT", help="The passage of the turn to cite (default: the whole turn).")
@click.option("--at", metavar="N", type=int, help="About where they begin, where the turn has them more than once.")
@click.option("--at-line", metavar="P:L", help="Cite the printed document: page and line, 3:12 or 3:12-3:15.")
@click.option("--exhibit", default="", metavar="NO", help="The exhibit's number that the document bears.")
@click.option("--from", "start", metavar="TIME", help="Cite a stretch of a recording: where it begins, 12.3 or 1:02.5.")
@click.option("--to", "end", metavar="TIME", help="Where the stretch ends.")
@click.option("--bibtex", is_flag=True, help="Print the BibTeX entry instead of the sentence.")
def command(
    call: Call, turn: str, words: str | None, at: int | None, at_line: str | None, exhibit: str, start: str | None,
    end: str | None, bibtex: bool,
) -> None:  # fmt: skip
    """Makes a citation of a turn, or of words in it, that can be found again after corrections.

    Prints the citation in words and its token, which `earwitness resolve` takes. With --at-line it is one of lines of the
    printed document: of a conversation (with the versions that its page has) or of one version. A recording (r…) is cited by
    the stretch --from and --to; its address leads there for good.

    \b
    Examples:
      earwitness cite t7w3n8zb5qd.12
      earwitness cite t7w3n8zb5qd.12 --words "fewer than half the hands"
      earwitness cite t7w3n8zb5qd.12 --bibtex
      earwitness cite c4f9k2mq7x1 --at-line 3:12-3:15
      earwitness cite r4f9k2mq7x1 --from 12.3 --to 15.8
    """
    from .. import actions

    if at_line is not None and (words is not None or at is not None or bibtex):
        raise WrongUsage("--at-line cites lines as they stand", hint="leave out --words, --at and --bibtex")
    with call.desk() as desk:
        if turn.startswith("r") or start is not None or end is not None:
            heard = actions.cite_stretch(desk, turn, start=moment(start, "--from"), end=moment(end, "--to"))
            if call.style == "json":
                call.write_json(heard)
                return
            put(clean(heard.plain))
            return
        if at_line is not None:
            lines = actions.cite_lines(desk, turn, at_line, exhibit=exhibit)
            if call.style == "json":
                call.write_json(lines)
                return
            put(clean(lines.plain))
            put(lines.token)
            say("earwitness resolve takes the last line")
            return
        cited = actions.cite(desk, turn, words=words, at=at)
    if call.style == "json":
        call.write_json(cited)
        return
    put(clean(cited.bibtex if bibtex else cited.plain))
    if not bibtex:
        put(cited.token)
        say("earwitness resolve takes the last line")
