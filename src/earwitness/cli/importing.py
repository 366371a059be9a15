"""`earwitness import`."""

from __future__ import annotations

from typing import Any

import click

from ..errors import WrongUsage
from .add import saying, take_in
from .call import Call, verb


@verb("import", acts=True)
@click.argument("inputs", nargs=-1, metavar="FILE…|-")
@saying
def command(call: Call, inputs: tuple[str, ...], dry_run: bool, **said: Any) -> None:
    """Takes in transcript files of any format that is read, one or many, or a stream from another program.

    It is `add` for transcripts: each file is known by its content, unless --format says what it is. Two files for one
    conversation, such as a text and its subtitles, come together with --conversation. What a reader could not read is
    listed as doubts, and the bytes are kept as they came.

    \b
    Examples:
      earwitness import call.srt call.eaf interviews/
      earwitness import whisper.json --format whisper --conversation c4f9k2mq7x1
      earwitness import - < everything.jsonl
    """
    if not inputs:
        raise WrongUsage("import wants files, folders or -", hint="earwitness import call.srt")
    pages = [each for each in inputs if each.lower().startswith(("http://", "https://"))]
    if pages:
        raise WrongUsage(f"{pages[0]} is an address, no file", hint=f"earwitness add {pages[0]}")
    take_in(call, inputs, table=None, dry_run=dry_run, **said)
