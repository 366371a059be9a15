"""`earwitness codebook`."""

from __future__ import annotations

from pathlib import Path

import click

from ..errors import NotFound
from .call import Call, verb, write_bytes
from .done import show_done
from .terminal import clean, count, put, say


@verb("codebook", acts=True)
@click.option("--to", type=click.Choice(["csv", "qdc"]), help="Give it as a table, or for other tools.")
@click.option(
    "-o", "--output", default="-", metavar="FILE", help="Where the table goes; - for standard output (default)."
)
@click.option("--from", "read", metavar="FILE", help="Add codes of a CSV, .qdc or .qdpx.")
def command(call: Call, to: str | None, output: str, read: str | None) -> None:
    """Shows the codebook: every code under its parent, what it means, and how often it was used.

    A table has the columns code (a path), means and colour. Of a table that is read, codes that are not there yet are added,
    in one act; the others stay as they are. A REFI-QDA codebook (.qdc), as tools for coding exchange them, is written with
    --to qdc and read like a table, from a project (.qdpx) too.

    \b
    Examples:
      earwitness codebook
      earwitness codebook --json
      earwitness codebook --to csv -o ../codebook.csv
      earwitness codebook --from ../codebook.csv
      earwitness codebook --to qdc -o ../codebook.qdc
    """
    from .. import actions

    with call.desk() as desk:
        if read is not None:
            done = actions.read_codebook(desk, _content(Path(read)), agent=call.agent)
            show_done(call, done)
            return
        if to is not None:
            content = actions.write_codebook(desk, to)
            if output == "-":
                write_bytes(content)
            else:
                actions.write_whole(Path(output), content)
                say(f"written: {clean(output)}")
            return
        found = actions.codebook(desk)
    if call.style == "json":
        call.write_json(found)
        return
    for code in found.codes:
        name = "  " * code.depth + code.name + (" (retired)" if code.retired else "")
        put(
            clean(
                f"{code.id}  {name}  {code.passages_below}"
                + whole(code.whole_below)
                + (f"  {code.definition}" if code.definition else "")
            )
        )
    if not found.codes:
        say("the codebook is empty; add a code: earwitness code --add grief/loss")


def whole(conversations: int) -> str:
    """Returns on how many whole conversations a code is, where it is on any."""
    return f" + {count(conversations, 'conversation')}" if conversations else ""


def _content(path: Path) -> bytes:
    """Returns a file's bytes. Raises NotFound where there is none that can be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound(
            f"{path} cannot be read: {error.strerror}", hint="name a CSV or .qdc file", path=str(path)
        ) from error
