"""`earwitness transcribe`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .. import errors
from ..errors import EarwitnessError, WrongUsage
from .call import Call, verb
from .entrance import tell
from .terminal import ProgressLine, clean, count, put_table, say

if TYPE_CHECKING:
    from ..actions.sending import Sending
    from ..actions.transcribing import Transcribed, TranscribedItem


@verb("transcribe", acts=True)
@click.argument("ids", nargs=-1, metavar="RECORDING|CONVERSATION…")
@click.option("--engine", default="faster-whisper", metavar="NAME", help="faster-whisper, openai, whisper.cpp or fake.")
@click.option("--model", default="", metavar="NAME", help="A folder, a size (small), or the name a server knows it by.")
@click.option(
    "--language", metavar="CODE", help="Of the speech (en, ru, uk…); without it, it is detected once and told."
)
@click.option("--multilingual", is_flag=True, help="Detect the language anew every half minute: speech that changes.")
@click.option("--url", metavar="ADDRESS", help="Of the server, for the engines that are one.")
@click.option("--hints", default="", metavar="WORDS", help="Names and slang that may be said, with commas.")
@click.option("--no-glossary", is_flag=True, help="Do not tell the engine the glossary's words.")
@click.option("--on", type=click.Choice(["here", "pool", "ray"]), default="pool", help="Where the work is done.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Recordings at once; each loads the model.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", help="What the model runs on.")
@click.option("--compute-type", default="default", metavar="TYPE", help="int8, float16, float32… (CTranslate2).")
@click.option(
    "--beam", "beam_size", type=click.IntRange(1, 20), default=5, metavar="N", help="Readings followed at once."
)
@click.option(
    "--patience",
    type=click.FloatRange(1),
    default=600.0,
    metavar="SECONDS",
    help="Without a sign of life, then it ends.",
)
@click.option("--download", is_flag=True, help="Fetch the model from huggingface.co, where it is not here.")
@click.option("--again", is_flag=True, help="Also what the same engine heard before with the same settings.")
@click.option("--yes", is_flag=True, help="Send the sound to an engine elsewhere without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be heard and where it would be sent; do nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, ids: tuple[str, ...], no_glossary: bool, **said: Any) -> None:
    """Has an engine write down what it hears in recordings, as a machine's version that nobody has checked.

    The speech stays in its language: nothing is translated. Words that the engine is not sure of, that it repeats, or that it
    hears where nobody speaks are marked as unclear; none is dropped. A server that is not this machine is sent nothing before
    you said yes, and nothing that access or terms hold back; its key comes from EARWITNESS_ENGINE_KEY. Stopped or killed, the
    same command goes on where it was.

    \b
    Examples:
      earwitness transcribe r4f9k2mq7x1 --model models/whisper-small --language uk
      earwitness transcribe c4f9k2mq7x1 --engine whisper.cpp --url http://127.0.0.1:8080
      earwitness transcribe c4f9k2mq7x1 c8h2m5np3z7 --jobs 2 --hints "Makiivka, Petro" --dry-run
      earwitness transcribe r4f9k2mq7x1 --engine openai --url https://api.openai.com --yes
    """
    from .. import actions

    if not ids:
        raise WrongUsage("say what is to be heard", hint="earwitness transcribe RECORDING|CONVERSATION…")
    call.kept = "What was heard stays; give the same command again to go on where it stopped."
    with call.desk() as desk, ProgressLine() as line:
        answer = actions.transcribe(
            desk, ids, agent=call.agent, glossary=not no_glossary, asked=ask if sys.stdin.isatty() else None,
            progress=line, **said,
        )  # fmt: skip
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


def ask(sending: Sending) -> bool:
    """Asks the person at the terminal whether the sound may go."""
    return click.confirm(f"{clean(sending.sentence)}. Send it?", err=True)


def show(answer: Transcribed) -> None:
    """Writes what became of each recording, and what to know of the engine."""
    put_table(("", "recording", "transcript", "turns", ""), [row_of(item) for item in answer.items])
    if answer.dry_run:
        where = f"; the sound would be sent to {clean(answer.sent_to)}" if answer.sent_to else ""
        say(f"{answer.engine}, {clean(answer.model)}; {clean(answer.version)}{where}")
        return
    states = [item.status for item in answer.items]
    done = states.count("transcribed")
    said = [f"{count(done, 'recording')} transcribed by {answer.engine}, {clean(answer.model)}"]
    said += [f"{states.count(state)} {told}" for state, told in TOLD.items() if state in states]
    say(", ".join(said))
    if done:
        say("a machine wrote this: check it against the sound before you rely on it")


TOLD = {"already": "heard before", "silent": "silent", "failed": "failed"}


def row_of(item: TranscribedItem) -> tuple[str, ...]:
    """Returns the cells of one recording: status, ids, turns, what to know of it."""
    notes = [item.message] if item.message else []
    if item.language and item.status == "transcribed":
        notes.append(item.language)
    if item.unclear:
        notes.append(f"{item.unclear} unclear")
    notes += item.doubts
    return item.status, item.recording, item.transcript or "", str(item.turns or ""), "; ".join(notes)


def exit_code_of(item: TranscribedItem) -> int:
    """Returns the exit code of the error that a recording failed with, 1 where it is not of our tree."""
    found = getattr(errors, item.error or "", None)
    return found.exit_code if isinstance(found, type) and issubclass(found, EarwitnessError) else 1
