"""`earwitness diff`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from .call import Call, verb
from .terminal import clean, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.differing import Diff, TurnDiffers


@verb("diff")
@click.argument("transcript", metavar="TRANSCRIPT")
@click.argument("a", metavar="[A]", required=False, type=click.IntRange(min=1))
@click.argument("b", metavar="[B]", required=False, type=click.IntRange(min=1))
def command(call: Call, transcript: str, a: int | None, b: int | None) -> None:
    """Shows what differs between two revisions of a transcript, turn by turn and word by word.

    A and B are revisions; without B the one that stands, without A the one before. [-words-] are gone, {+words+} are new.

    \b
    Examples:
      earwitness diff t7w3n8zb5qd
      earwitness diff t7w3n8zb5qd 1
      earwitness diff t7w3n8zb5qd 2 4 --json
    """
    from .. import actions

    with call.desk() as desk:
        answer = actions.diff(desk, transcript, a, b)
    if call.style == "json":
        call.write_json(answer)
        return
    put(*in_lines(answer))
    say(f"revision {answer.a} → {answer.b} of {answer.transcript}")
    for told in answer.revisions:
        undone = ", undone since" if told.undone else ""
        why = f": {one_line(told.reason)}" if told.reason else ""
        say(f"  {told.revision}  {told.time[:10]}  {told.agent}, {told.verb} {told.act}{undone}{why}")


def in_lines(answer: Diff) -> Iterator[str]:
    """Yields the turns that differ, a line each."""
    for id, before, after in answer.speakers:
        yield one_line(f"{id}: {', '.join(before) or 'no such voice'} → {', '.join(after) or 'no such voice'}")
    for turn in answer.turns:
        yield f"{_number(turn)}  {_facts(turn)}{_words(turn)}"


def _number(turn: TurnDiffers) -> str:
    sign = {"changed": "~", "added": "+", "removed": "-", "moved": "↕"}[turn.kind]
    moved = f"{turn.before}→" if turn.kind == "moved" else ""
    return f"{sign} {moved}{turn.after if turn.after is not None else turn.before}"


def _facts(turn: TurnDiffers) -> str:
    pairs = (turn.speakers, turn.times, turn.languages)
    told = [one_line(f"{pair[0] or '—'} → {pair[1] or '—'}") for pair in pairs if pair is not None]
    return f"({'; '.join(told)}) " if told else ""


def _words(turn: TurnDiffers) -> str:
    shown = []
    for piece in turn.pieces:
        words = clean(piece.words.replace("\n", " "))
        if piece.kind == "gone":
            words = paint(f"[-{words}-]", dim=True)
        elif piece.kind == "new":
            words = paint(f"{{+{words}+}}", bold=True)
        shown.append(words)
    return "".join(shown)
