"""`earwitness diarize`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .. import errors
from ..errors import EarwitnessError, WrongUsage
from .call import Call, verb
from .entrance import tell
from .terminal import ProgressLine, clean, count, put_table, say

if TYPE_CHECKING:
    from ..actions.diarizing import Diarized, DiarizedItem


@verb("diarize", acts=True)
@click.argument("ids", nargs=-1, metavar="RECORDING|CONVERSATION…")
@click.option("--engine", default="channels", metavar="NAME", help="channels, clusters, pyannote or fake.")
@click.option("--model", default="", metavar="NAME", help="A file or folder with the model of voices, or resemblyzer.")
@click.option("--voices", type=click.IntRange(1, 50), metavar="N", help="How many people speak, where you know.")
@click.option("--onto", metavar="TRANSCRIPT", help="Give the voices to the turns and words of this transcript.")
@click.option("--split", is_flag=True, help="With --onto: split its turns where the voices of their words change.")
@click.option("--on", type=click.Choice(["here", "pool"]), default="pool", help="Where the work is done.")
@click.option("--jobs", type=click.IntRange(1), default=1, metavar="N", help="Recordings at once.")
@click.option("--device", default="cpu", metavar="NAME", help="What a pyannote pipeline runs on: cpu, cuda.")
@click.option(
    "--patience",
    type=click.FloatRange(1),
    default=600.0,
    metavar="SECONDS",
    help="Without a sign of life, then it ends.",
)
@click.option("--again", is_flag=True, help="Also what the same engine told before with the same settings.")
@click.option("--dry-run", is_flag=True, help="Show what would be heard; do nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, ids: tuple[str, ...], **said: Any) -> None:
    """Has an engine say who speaks when in recordings: voices S1, S2, never a person's name by how somebody sounds.

    Alone it makes a transcript whose turns have voices and times and no words. Where each channel is one party (channels)
    that is exact; every other engine guesses, and the transcript says so. A turn whose voice is known already keeps it.

    \b
    Examples:
      earwitness diarize r4f9k2mq7x1
      earwitness diarize r4f9k2mq7x1 --onto t4f9k2mq7x1 --split
      earwitness diarize r4f9k2mq7x1 --engine clusters --model models/voices.onnx --voices 2
    """
    from .. import actions

    if not ids:
        raise WrongUsage("say what is to be heard", hint="earwitness diarize RECORDING|CONVERSATION…")
    call.kept = "What was filed stays."
    with call.desk() as desk, ProgressLine() as line:
        answer = actions.diarize(desk, ids, agent=call.agent, progress=line, **said)
    alone = answer.items[0] if len(answer.items) == 1 and answer.failed else None
    call.exit_code = exit_code_of(alone) if alone else 1 if answer.failed else 0
    if call.style == "json":
        call.write_json(answer)
    else:
        show(answer)
    if alone and call.style == "json":
        tell(
            {"error": alone.error, "message": alone.message, "hint": "", "path": None, "line": None}, facts_wanted=True
        )


def show(answer: Diarized) -> None:
    """Writes what became of each recording, and what to know of the engine."""
    put_table(("", "recording", "transcript", "turns", ""), [row_of(item) for item in answer.items])
    done = sum(item.status == "diarized" for item in answer.items)
    say(f"{count(done, 'recording')} by {answer.engine}, {clean(answer.model)}")
    if done and not answer.exact:
        say("a machine guessed who speaks: check it against the sound before you rely on it")


def row_of(item: DiarizedItem) -> tuple[str, ...]:
    """Returns the cells of one recording: status, ids, turns, what to know of it."""
    told = [item.message] if item.message else []
    told += [", ".join(item.voices)] if item.voices else []
    numbers = (
        (item.split, "by splitting"),
        (item.words, "words of another voice"),
        (item.left, "kept"),
        (item.untold, "without"),
    )
    told += [f"{number} {what}" for number, what in numbers if number]
    return item.status, item.recording, item.transcript or "", str(item.turns or ""), "; ".join(told)


def exit_code_of(item: DiarizedItem) -> int:
    """Returns the exit code of the error that a recording failed with, 1 where it is not of our tree."""
    found = getattr(errors, item.error or "", None)
    return found.exit_code if isinstance(found, type) and issubclass(found, EarwitnessError) else 1
