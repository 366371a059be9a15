"""`earwitness translate`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from .call import Call, verb
from .terminal import ProgressLine, clean, count, say

if TYPE_CHECKING:
    from ..actions.sending import Sending
    from ..actions.translating import Translated


@verb("translate", acts=True)
@click.argument("id_", metavar="TRANSCRIPT")
@click.option("--to", required=True, metavar="CODE", help="The language that it is put into: en, uk, ru…")
@click.option(
    "--engine", metavar="NAME", help="openai, libretranslate, ctranslate2 or fake; else as --url and --model say."
)
@click.option("--url", metavar="ADDRESS", help="Of the server, for the engines that are one.")
@click.option("--model", default="", metavar="NAME", help="A folder, or the name a server knows it by.")
@click.option("--from", "language", metavar="CODE", help="What is spoken, where the archive does not know or is wrong.")
@click.option("--turns", metavar="3-20", help="Only these turns: numbers and ranges, with commas.")
@click.option("--no-glossary", is_flag=True, help="Do not send the glossary's words along.")
@click.option("--device", type=click.Choice(["auto", "cpu", "cuda"]), default="auto", help="What the model runs on.")
@click.option("--compute-type", default="default", metavar="TYPE", help="int8, float16, float32… (CTranslate2).")
@click.option(
    "--beam", "beam_size", type=click.IntRange(1, 20), default=4, metavar="N", help="Renderings followed at once."
)
@click.option(
    "--patience", type=click.FloatRange(1), default=300.0, metavar="SECONDS", help="That a server has for each batch."
)
@click.option("--again", is_flag=True, help="Also what the same engine translated before with the same settings.")
@click.option("--yes", is_flag=True, help="Send the words to an engine elsewhere without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be translated and where it would be sent; do nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, id_: str, no_glossary: bool, **said: Any) -> None:
    """Has an engine translate a transcript, turn for turn, as one more version that nobody has checked.

    TRANSCRIPT may be a conversation that has one whole version. What comes back empty, in a loop, untranslated or with turns
    lost is an error, and nothing is filed. A server that is not this machine is sent nothing before you said yes, and nothing
    that access or terms hold back; its key comes from EARWITNESS_ENGINE_KEY. Each batch is kept before the next: stopped or
    killed, the same command goes on where it was.

    \b
    Examples:
      earwitness translate t4f9k2mq7x1 --to en --url http://127.0.0.1:8080 --model qwen2.5
      earwitness translate t4f9k2mq7x1 --to en --engine libretranslate --url http://127.0.0.1:5000
      earwitness translate t4f9k2mq7x1 --to en --model models/opus-mt-uk-en
      earwitness translate t4f9k2mq7x1 --to en --turns 3-20 --url https://api.openai.com --model gpt-4o --dry-run
    """
    from .. import actions

    call.kept = "What was translated stays; give the same command again to go on where it stopped."
    with call.desk() as desk, ProgressLine() as line:
        answer = actions.translate(
            desk, id_, agent=call.agent, glossary=not no_glossary, asked=ask if sys.stdin.isatty() else None,
            progress=line, **said,
        )  # fmt: skip
    if call.style == "json":
        call.write_json(answer)
    else:
        show(answer)


def ask(sending: Sending) -> bool:
    """Asks the person at the terminal whether the words may go."""
    return click.confirm(f"{clean(sending.sentence)}. Send it?", err=True)


def show(answer: Translated) -> None:
    """Writes what became of it, and what to know of the engine."""
    maker = f"{answer.engine}, {clean(answer.model)}"
    if answer.status == "planned":
        click.echo(
            f"{count(answer.sent, 'turn')} of {answer.turns}, {answer.letters:,} letters in "
            f"{count(answer.batches, 'batch', 'batches')}, from {answer.language or 'a language that the engine finds'} to "
            f"{answer.to} by {maker}; {clean(answer.version)}"
        )
        if answer.terms:
            click.echo("words of the glossary go along: " + clean(", ".join(answer.terms)))
        if answer.sent_to:
            click.echo(f"they would be sent to {clean(answer.sent_to)}, which is not this machine")
        return
    if answer.status == "already":
        click.echo(f"{answer.translation}: {maker} translated this before; --again does it anew")
        return
    kept = f", {count(answer.kept, 'batch', 'batches')} of them kept from before" if answer.kept else ""
    click.echo(f"{answer.translation}: {count(answer.turns, 'turn')} in {answer.to} by {maker}{kept}")
    if 1 < answer.doubts:
        say(f"{count(answer.doubts - 1, 'doubt')}: earwitness show {answer.translation}")
    say("a machine translated this: check it before you rely on it")
