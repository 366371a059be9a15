"""`earwitness add`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import errors
from ..errors import WrongUsage
from .call import Call, verb
from .entrance import tell
from .terminal import ProgressLine, clean, count, put_table, say

if TYPE_CHECKING:
    from ..actions.outcomes import Added, AddedItem


FACTS = (
    click.option("--conversation", metavar="ID", help="File what is read under this conversation."),
    click.option(
        "--kind", metavar="KIND", help="Of the transcript: transcription, translation, excerpt, subtitles, machine."
    ),
    click.option("--language", metavar="CODE", help="Of the transcript (en, ru, uk…); overrides detection."),
    click.option("--title", metavar="TEXT", help="Of the conversation."),
    click.option("--url", metavar="ADDRESS", help="Where the files were found on the web."),
    click.option("--published", metavar="DATE", help="When it was published: 2031-11, 2031-11-14, 2031~."),
    click.option("--publisher", metavar="NAME", help="Who published it."),
    click.option("--supplier", metavar="NAME", help="Who supplied the recording or the file."),
    click.option("--terms", metavar="TEXT", help="The conditions it was obtained on, in words."),
    click.option(
        "--forbid",
        "forbids",
        multiple=True,
        type=click.Choice(["export", "citation", "publication", "api", "engine"]),
        help="A use that the terms forbid; may be given several times.",
    ),
    click.option("--access", metavar="WORDS", help="open, restricted, closed or closed:2040-01-01."),
    click.option(
        "--format", metavar="NAME", help="Read them as this format, whatever they look like: see earwitness formats."
    ),
    click.option("--dry-run", is_flag=True, help="Read and show what would be added; write nothing."),
    click.option(
        "--jobs", type=click.IntRange(1), metavar="N", help="Processes that read many files; default: one a core."
    ),
    click.option("--reason", default="", metavar="TEXT", help="Why, for the log."),
)
"""What may be said of files that are taken in."""


def saying(command: Callable[..., Any]) -> Callable[..., Any]:
    """Gives a command the options with which one says what is known of files."""
    for option in reversed(FACTS):
        command = option(command)
    return command


@verb("add", acts=True)
@click.argument("inputs", nargs=-1, metavar="PATH|URL|-…")
@click.option("--table", metavar="FILE", help="A call list (CSV or XLSX) that says more of the files, a row each.")
@saying
def command(call: Call, inputs: tuple[str, ...], table: str | None, dry_run: bool, **said: Any) -> None:
    """Captures files, folders, web pages or standard input, reads them and files what they tell.

    The bytes are kept as they came. One bad file never stops the rest. The same bytes from the same place change
    nothing; from another place they are one more publication of the same conversation. Nothing is fetched unless an
    address was given.

    \b
    Examples:
      earwitness add call.html
      earwitness add pages/ "more pages/*.txt" --publisher "The Harbour Post"
      earwitness add https://paper.example/the-call --published 2031-11-15
      earwitness add recordings/ --table calls.csv --dry-run
      earwitness add - --title "Bridge radio" < radio.txt
    """
    if not inputs and table is None:
        raise WrongUsage("add wants files, folders, addresses or -", hint="earwitness add call.html")
    take_in(call, inputs, table=table, dry_run=dry_run, **said)


def take_in(call: Call, inputs: tuple[str, ...], *, table: str | None, dry_run: bool, **said: Any) -> None:
    """Takes the inputs in, and tells what became of each."""
    from .. import actions

    call.kept = "What was filed stays; give the same command again to go on, nothing is added twice."
    stdin = sys.stdin.buffer if "-" in inputs else None
    with call.desk() as desk, ProgressLine() as line:

        def progress(step: str, done: int, total: int | None, name: str) -> None:
            if step == "plan":
                say(clean(name))  # how the columns of the call list were understood, before it acts
            else:
                line(step, done, total, name)

        answer = actions.add(
            desk, inputs, agent=call.agent, stdin=stdin, table=Path(table) if table else None, dry_run=dry_run,
            progress=progress, **said,
        )  # fmt: skip
    for sentence in answer.skipped:
        say(f"passed over: {clean(sentence)}")
    if answer.notice:
        say(clean(answer.notice))
    alone = answer.added[0] if len(answer.added) == 1 and answer.failed else None
    call.exit_code = exit_code_of(alone) if alone else 1 if answer.failed else 0
    if call.style == "json":
        call.write_json(answer)
        if alone:
            tell(facts_of(alone), facts_wanted=True)
    elif alone:
        tell(facts_of(alone), facts_wanted=False)
    else:
        show_added(answer)


def show_added(answer: Added) -> None:
    """Writes the table of what was added, what was there already, and what failed and why."""
    if answer.added:
        put_table(("", "input", "source", "conversation", ""), [row_of(item) for item in answer.added])
    states = [item.status for item in answer.added]
    would = "would be added" if answer.dry_run else "added"
    parts = [f"{states.count('added')} {would}"]
    if "already" in states:
        parts.append(f"{states.count('already')} here already")
    if "failed" in states:
        parts.append(f"{states.count('failed')} failed")
    say(", ".join(parts) if answer.added else "there was nothing to add")


def row_of(item: AddedItem) -> tuple[str, ...]:
    """Returns the cells of one input: status, path, source, conversations, what to know of it."""
    notes = [item.message or item.title] if item.message or item.title else []
    if item.doubts:
        notes.append(count(len(item.doubts), "doubt"))
    return item.status, item.path, item.source or "", " ".join(item.conversations), "; ".join(notes)


def exit_code_of(item: AddedItem) -> int:
    """Returns the exit code of the error that an input failed with, 1 where it is not of our tree."""
    found = getattr(errors, item.error or "", None)
    return found.exit_code if isinstance(found, type) and issubclass(found, errors.EarwitnessError) else 1


def facts_of(item: AddedItem) -> dict[str, Any]:
    """Returns the failure of an input as the facts of an error."""
    return {
        "error": item.error or "EarwitnessError",
        "message": item.message or f"{item.path}: could not be added",
        "hint": "",
        "path": item.path,
        "line": None,
    }
