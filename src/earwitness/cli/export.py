"""`earwitness export`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb, write_bytes
from .terminal import ProgressLine, clean, count, put, say

if TYPE_CHECKING:
    from ..actions.outcomes import Exported


@verb("export")
@click.argument("ids", nargs=-1, metavar="ID…")
@click.option("--all", "everything", is_flag=True, help="All conversations.")
@click.option("--to", required=True, metavar="FORMAT", help="See earwitness formats.")
@click.option(
    "-o",
    "--output",
    default="-",
    metavar="FILE",
    help="Where it goes: a file, a folder/, a .zip; - for standard output (default).",
)
@click.option("--permitted", is_flag=True, help="Of the ids, write those that may leave, and name the others.")
@click.option(
    "--fresh", is_flag=True, help="Write it anew, even where the file it was read from could go out as it is."
)
@click.option("--dry-run", is_flag=True, help="Write nothing; say what would be lost.")
@click.option("--strict", is_flag=True, help="Write nothing where something would be lost.")
def command(
    call: Call, ids: tuple[str, ...], everything: bool, to: str, output: str, permitted: bool, fresh: bool, dry_run: bool,
    strict: bool,
) -> None:  # fmt: skip
    """Writes conversations, transcripts or sources in another format, and says what it could not carry.

    A source leaves as it was captured, and so does a transcript in the format it was read from, byte for byte, as long
    as nobody has corrected it. Many conversations go into one file where the format holds several; into a folder/ or a
    .zip goes a file for each. What access or terms hold back does not leave: asked for by its id it is
    refused (exit 6) with all that was asked for; with --all, or --permitted, it is left out and named (exit 1). With
    --json and no file the text stands in the answer, under content.

    \b
    Examples:
      earwitness export c4f9k2mq7x1 --to markdown
      earwitness export c4f9k2mq7x1 t7w3n8zb5qd --to html -o ../call.html
      earwitness export c4f9k2mq7x1 c8h2m5np3z7 --permitted --to text
      earwitness export --all --to jsonl -o ../everything.jsonl
      earwitness export --all --to vtt -o ../subtitles/
      earwitness export c4f9k2mq7x1 --to docx --dry-run
    """
    from msgspec.structs import replace

    from .. import actions

    if bool(ids) == everything:
        raise WrongUsage("export wants ids, or --all", hint="earwitness export --all --to jsonl -o everything.jsonl")
    to_stdout = output == "-"
    call.kept = "The file may be incomplete."
    with call.desk() as desk, ProgressLine() as progress:
        exported, content = actions.export(
            desk,
            None if everything else ids,
            to=to,
            output=None if to_stdout else Path(output),
            folder=not to_stdout and (output.endswith(("/", os.sep)) or Path(output).is_dir()),
            strict=strict,
            permitted=permitted,
            fresh=fresh,
            dry_run=dry_run,
            progress=progress,
        )
    call.exit_code = 1 if exported.withheld else 0
    if to_stdout and not dry_run and exported.suffix == ".zip":
        raise WrongUsage(
            f"{exported.format} holds one transcript a file, and this makes several",
            hint="name a folder, -o subtitles/, or a zip, -o subtitles.zip",
        )
    if dry_run:
        pass
    elif to_stdout and call.style == "json":
        exported = replace(exported, content=as_text(content, to))
    elif to_stdout:
        if sys.stdout.isatty() and b"\0" in content[:4096]:
            raise WrongUsage(f"{to} is no text for a terminal", hint="name a file with -o FILE")
        write_bytes(content)
    if call.style == "json":
        call.write_json(exported)
    elif not to_stdout:
        put(*(clean(name) for name in exported.files))
    for sentence in remarks(exported):
        say(sentence)


def as_text(content: bytes, to: str) -> str:
    """Returns the bytes as text. Raises WrongUsage where they are none: they would not be whole in JSON."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise WrongUsage(f"{to} is no text that JSON can hold", hint="name a file with -o FILE") from error


def remarks(exported: Exported) -> list[str]:
    """Returns what did not get through: what the format cannot carry, and what was held back."""
    lost: dict[str, int] = {}
    for loss in exported.losses:
        lost[loss.what] = lost.get(loss.what, 0) + loss.count
    sentences = [f"{exported.format} cannot carry: {clean(what)} ({number:,})" for what, number in lost.items()]
    if exported.withheld:
        sentences.append(f"held back: {count(len(exported.withheld), 'thing')}")
        sentences += [f"  {subject}: {clean(why)}" for subject, why in exported.withheld]
    return sentences
