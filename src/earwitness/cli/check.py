"""`earwitness check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb, write_bytes
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.checked import Checked


@verb("check")
@click.argument("draft", metavar="DRAFT")
@click.option(
    "--to",
    type=click.Choice(["docx", "csv", "html"]),
    help="Write a copy of the .docx with remarks in the margin, a table, or a page.",
)
@click.option("-o", "--output", metavar="FILE|-", help="Where it goes; - for standard output.")
def command(call: Call, draft: str, to: str | None, output: str | None) -> None:
    """Looks up every quotation of a draft (.docx, .odt, .md, .txt, .html) in all versions of all conversations.

    Says of each whether it stands there word for word, was altered (and how), cut without a mark, joined from two turns,
    given to another voice, or is not found, with the place to cite. One or two words alone get no verdict where they are
    not found in a conversation that the draft quotes. Beside the verdict stand cautions: versions differ there in what
    changes the meaning, the transcriber was not sure, or nobody has checked what a machine made or a reader inferred
    (`earwitness describe ID --status checked` says that somebody did).

    The draft is not kept. What access or terms hold back is not in the copy, the table or the page. Exits with 1 where a
    quotation is not word for word.

    \b
    Examples:
      earwitness check draft.docx
      earwitness check draft.docx --to docx -o checked.docx
      earwitness check draft.odt --to csv -o checked.csv
      earwitness check article.md --json
    """
    from .. import actions
    from ..actions.remarks import unchecked

    if (to is None) != (output is None):
        raise WrongUsage(
            "a copy wants --to FORM and -o FILE", hint="earwitness check draft.docx --to docx -o checked.docx"
        )
    if output == "-" and (call.style == "json" or (to == "docx" and sys.stdout.isatty())):
        raise WrongUsage("this does not go to standard output as well", hint="name a file with -o FILE")
    with call.desk() as desk:
        if output == "-":
            checked, made = actions.check_to(desk, Path(draft), to=str(to))
        else:
            checked = actions.check(desk, Path(draft), to=to, output=Path(output) if output is not None else None)
    call.exit_code = 1 if checked.faults else 0
    if output == "-":
        write_bytes(made)
        say(summary(checked))
        return
    if call.style == "json":
        call.write_json(checked)
        return
    put(*report(checked))
    for doubt in checked.doubts:
        say(clean(doubt))
    if checked.file:
        say(f"{'the copy with remarks is' if to == 'docx' else 'the findings are in'} {clean(checked.file)}")
    if note := unchecked(checked):
        say(clean(note))
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
    said = f"{count(len(checked.quotations), 'quotation')}: {', '.join(parts)}"
    cautions = [f"{number:,} {kind}" for kind, number in checked.cautions.items()]
    return f"{said}; cautions: {', '.join(cautions)}" if cautions else said
