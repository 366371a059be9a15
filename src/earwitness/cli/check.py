"""`earwitness check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.checking import Checked


@verb("check")
@click.argument("draft", metavar="DRAFT")
@click.option("--to", type=click.Choice(["docx"]), help="Write a copy of the draft with remarks in the margin.")
@click.option("-o", "--output", metavar="FILE", help="Where the copy goes.")
def command(call: Call, draft: str, to: str | None, output: str | None) -> None:
    """Looks up every quotation of a draft (.docx, .odt, .md, .txt, .html) in all versions of all conversations.

    Says of each whether it stands there word for word, was altered (and how), cut without a mark, joined from two turns,
    given to another voice, or is not found, with the place to cite. One or two words alone get no verdict where they are
    not found in a conversation that the draft quotes. The draft is not kept. Exits with 1 where a quotation is not word
    for word.

    \b
    Examples:
      earwitness check draft.docx
      earwitness check draft.docx --to docx -o checked.docx
      earwitness check article.md --json
    """
    from .. import actions

    if (to is None) != (output is None):
        raise WrongUsage(
            "a copy wants --to docx and -o FILE", hint="earwitness check draft.docx --to docx -o checked.docx"
        )
    with call.desk() as desk:
        checked = actions.check(desk, Path(draft), to=to, output=Path(output) if output is not None else None)
    call.exit_code = 1 if checked.faults else 0
    if call.style == "json":
        call.write_json(checked)
        return
    put(*report(checked))
    for doubt in checked.doubts:
        say(clean(doubt))
    if checked.file:
        say(f"the copy with remarks is {clean(checked.file)}")
    say(summary(checked))


def report(checked: Checked) -> Iterator[str]:
    """Yields each quotation with its verdict, what was changed, and where it is from."""
    from ..actions.remarks import lines

    for number, quotation in enumerate(checked.quotations):
        if number:
            yield ""
        yield f"paragraph {quotation.paragraph}: {paint('“' + one_line(quotation.text) + '”', bold=True)}"
        for line in lines(quotation):
            yield f"  {one_line(line)}"


def summary(checked: Checked) -> str:
    """Returns how many quotations there are and how many have each verdict."""
    if not checked.quotations:
        return "no quotation found"
    parts = [f"{number:,} {verdict}" for verdict, number in checked.verdicts.items()]
    return f"{count(len(checked.quotations), 'quotation')}: {', '.join(parts)}"
