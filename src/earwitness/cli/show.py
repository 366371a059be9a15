"""`earwitness show`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from ..errors import WrongUsage
from .call import Call, verb
from .custody import sheet
from .play import play
from .terminal import put, terminal_width

if TYPE_CHECKING:
    from ..actions.answers import Shown


@verb("show", streams=True)
@click.argument("id_", metavar="ID")
@click.option("--revision", metavar="N", type=click.IntRange(min=1), help="An earlier revision of the transcript.")
def command(call: Call, id_: str, revision: int | None) -> None:
    """Shows a conversation whole: who speaks, where it comes from, and every version turn by turn.

    ID is a conversation; of a transcript only that version is printed, of a turn the turn and its neighbours, of a
    source where it comes from and what happened to it. Signs: […] left out or not heard, (laughs) a sound, [word]
    supplied by the editor, [= word] explained, word[?] unclear, a ? after a name: the voice was inferred.
    --jsonl prints a line for each turn.

    \b
    Examples:
      earwitness show c4f9k2mq7x1
      earwitness show t7w3n8zb5qd.12
      earwitness show s2m6r9hc4va
      earwitness show c4f9k2mq7x1 --jsonl
    """
    from .. import actions

    with call.desk() as desk:
        if id_.startswith("s"):
            if call.style == "lines":
                raise WrongUsage("a source has no turns", hint="--json prints it as one document")
            detail = actions.show_source(desk, id_)
            if call.style == "json":
                call.write_json(detail)
            else:
                put(*sheet(detail))
            return
        shown = actions.show(desk, id_, revision=revision)
    if call.style == "json":
        call.write_json(shown)
    elif call.style == "lines":
        call.write_lines(turn_lines(shown))
    else:
        put(*play(shown, width=terminal_width(), only=id_))


def turn_lines(shown: Shown) -> Iterator[dict[str, Any]]:
    """Yields each turn as an object that names its conversation and transcript."""
    import msgspec

    for transcript in shown.transcripts:
        about = {"conversation": shown.id, "transcript": transcript.id, "revision": transcript.revision}
        for turn in transcript.turns:
            yield {**about, **msgspec.to_builtins(turn)}
