"""`earwitness align`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import ProgressLine, clean, count, put_table, say

if TYPE_CHECKING:
    from ..actions.timing import TranscriptTimed, TurnTimed


@verb("align", acts=True)
@click.argument("transcript", metavar="TRANSCRIPT")
@click.option("--to", metavar="RECORDING", help="The recording, where its conversation has several.")
@click.option("--engine", default="espeak", metavar="NAME", help="espeak (the default), ctc or fake.")
@click.option("--model", default="", metavar="FILE", help="The model of the engine ctc: an ONNX file.")
@click.option(
    "--vocabulary", default="", metavar="FILE", help="Its letters, where they are not in vocab.json beside it."
)
@click.option("--language", metavar="TAG", help="What is spoken, where the transcript does not say it.")
@click.option("--no-anchors", is_flag=True, help="Do not go by the times that the source prints.")
@click.option("--dry-run", is_flag=True, help="Show the times; change nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call, transcript: str, to: str | None, engine: str, model: str, vocabulary: str, language: str | None,
    no_anchors: bool, dry_run: bool, reason: str,
) -> None:  # fmt: skip
    """Lays a transcript to its sound: each turn and each word gets the time at which it is heard.

    The text stays as it is; the times are a new revision, and can be undone. Times that a person set stand; those that the
    source prints say where to look. A turn that is not heard gets no time and a doubt, and one whose time is not sure says so.
    Nothing leaves this machine. The engine espeak needs eSpeak NG and no model; ctc needs a model.

    \b
    Examples:
      earwitness align t4f9k2mq7x1
      earwitness align t4f9k2mq7x1 --to r8h2m5np3z7 --dry-run
      earwitness align t4f9k2mq7x1 --engine ctc --model models/wav2vec2-uk.onnx
    """
    from .. import actions

    with call.desk() as desk, ProgressLine() as line:
        answer = actions.align(
            desk, transcript, agent=call.agent, to=to, engine=engine, model=model, vocabulary=vocabulary, language=language,
            anchors=not no_anchors, dry_run=dry_run, reason=reason, progress=line,
        )  # fmt: skip
    if call.style == "json":
        call.write_json(answer)
    else:
        show(answer, dry_run=dry_run)


def show(answer: TranscriptTimed, *, dry_run: bool) -> None:
    """Writes each turn with its time, and what to know of them all."""
    put_table(("", "turn", "from", "to", "words", "sure"), [row_of(turn) for turn in answer.turns])
    heard = answer.count("timed", "unsure", "kept")
    told = f"{count(heard, 'turn')} heard in {answer.recording} by {answer.engine}, {clean(answer.model)}"
    for number, what in ((answer.count("unsure"), "not sure"), (answer.count("not heard"), "not heard")):
        told += f", {number} {what}" if number else ""
    say(told)
    for note in answer.notes:
        say(clean(note))
    if answer.act is not None:
        say(f"revision {answer.revision}; take it back: earwitness undo {answer.act}")
    elif not dry_run:
        say("the times stood so already")


def row_of(turn: TurnTimed) -> tuple[str, ...]:
    """Returns the cells of a turn: standing, number, times, words, sureness."""
    from ..times import format_exact

    start, end = (format_exact(time) if time is not None else "" for time in (turn.start, turn.end))
    sure = f"{turn.confidence:.2f}" if turn.standing in ("timed", "unsure") else ""
    return turn.standing, str(turn.number), start, end, str(turn.words or ""), sure
