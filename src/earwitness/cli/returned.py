"""`earwitness returned`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb
from .terminal import clean, count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.proposed import CommentReturned, ReturnedShown, TurnReturned

STANDINGS = {
    "changed": "", "struck": "struck out", "same": "only a comment", "done": "stands so already",
    "conflict": "revised since it went out", "gone": "no longer there",
}  # fmt: skip


@verb("returned", acts=True)
@click.argument("file", metavar="FILE.docx")
@click.option("--accept", multiple=True, metavar="TURN", help="Take over this turn as it came back, and its comments.")
@click.option("--all", "everything", is_flag=True, help="Take over every turn that came back changed or commented on.")
@click.option("--no-notes", is_flag=True, help="Comments do not become notes.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(call: Call, file: str, accept: tuple[str, ...], everything: bool, no_notes: bool, reason: str) -> None:
    """Shows what others changed and remarked in a transcript that went out as .docx, and takes over what you accept.

    The file is one that `earwitness export --to docx` made and that came back with tracked changes or comments. With nothing
    else said, shows turn by turn what was (-), what is proposed (+), by whom, and the comments; changes that were not tracked
    are found too. What you accept becomes a new revision of the transcript: all that one call accepts is one act, and can be
    undone. Each comment on an accepted turn becomes a note. A turn that was revised in the archive since the file went out is
    a conflict, and is not taken over. The file is not kept.

    \b
    Examples:
      earwitness returned transcript.docx
      earwitness returned transcript.docx --accept t4f9k2mq7x1.7
      earwitness returned transcript.docx --all --as "Ada Example"
    """
    from .. import actions
    from ..actions.checking import draft_content

    if accept and everything:
        raise WrongUsage("--all takes over every turn", hint="leave out --accept, or --all")
    if no_notes and not (accept or everything):
        raise WrongUsage("--no-notes says what is not taken over", hint="add --all, or --accept TURN")
    with call.desk() as desk:
        if accept or everything:
            answer = actions.accept_returned(
                desk, draft_content(Path(file)), name=Path(file).name, turns=accept or None, notes=not no_notes,
                agent=call.agent, reason=reason,
            )  # fmt: skip
        else:
            answer = actions.returned(desk, Path(file))
    if call.style == "json":
        call.write_json(answer)
        return
    put(*report(answer))
    for doubt in answer.doubts:
        say(clean(doubt))
    say(summary(answer))


def report(answer: ReturnedShown) -> Iterator[str]:
    """Yields each turn with what was, what is proposed and by whom, and its comments."""
    for turn in answer.turns:
        yield from _turn(turn, taken=turn.turn in answer.accepted)
    for comment in answer.comments:
        yield f"  {_comment(comment)}"


def _turn(turn: TurnReturned, *, taken: bool) -> Iterator[str]:
    standing = "taken over" if taken else STANDINGS[turn.standing]
    yield f"{paint(turn.turn, bold=True)}{f'  {standing}' if standing else ''}"
    yield f"- {one_line(turn.before)}"
    if turn.standing not in ("same", "struck"):
        yield f"+ {one_line(turn.after)}"
    if turn.found is not None:
        yield f"  now: {one_line(turn.found)}"
    for kind, words, author, time in turn.changes:
        who = ", ".join(part for part in (author, time) if part)
        yield f"  {kind} “{one_line(words)}”{f' ({one_line(who)})' if who else ''}"
    if not turn.tracked:
        yield "  changed without tracking: nobody says by whom"
    for comment in turn.comments:
        yield f"  {_comment(comment)}"


def _comment(comment: CommentReturned) -> str:
    who = ", ".join(part for part in (comment.author, comment.time) if part) or "somebody"
    about = f" on “{one_line(comment.about)}”" if comment.about else ""
    return f"{one_line(who)}{about}: {one_line(comment.text)}"


def summary(answer: ReturnedShown) -> str:
    """Returns what came back, and what was taken over, in a sentence."""
    if answer.act is not None or answer.notes:
        done = f"{count(len(answer.accepted), 'turn')} taken over, {count(len(answer.notes), 'note')} written"
        return done + (f"; take it back: earwitness undo {answer.act}" if answer.act is not None else "")
    changed = sum(turn.standing in ("changed", "struck", "conflict", "gone") for turn in answer.turns)
    comments = sum(len(turn.comments) for turn in answer.turns) + len(answer.comments)
    made = ", ".join(f"{each.transcript} revision {each.revision}" for each in answer.revisions)
    return f"{count(changed, 'turn')} changed, {count(comments, 'comment')}; it was made from {made}"
