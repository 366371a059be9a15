"""`earwitness correct`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from ..errors import BadInput, NotFound, WrongUsage
from .call import Call, verb
from .terminal import clean, count, one_line, put, say

if TYPE_CHECKING:
    from ..actions import Desk
    from ..actions.correcting import Corrected
    from ..actions.edits import Edit
    from ..times import Ms


@verb("correct", acts=True)
@click.argument("turn", metavar="TURN", required=False)
@click.option("--text", metavar="LINE", help="It says this, with signs: (laughs), […], [word?], *word*.")
@click.option(
    "--split", metavar="AT", help="It is two turns; the second begins at this character, or with these words."
)
@click.option("--merge", metavar="WITH", help="It and a neighbour are one: previous, next, or that turn.")
@click.option("--move", metavar="TO", help="It stands elsewhere: up, down, first, or after that turn.")
@click.option("--insert", metavar="LINE", help="After it somebody says this, which was left out.")
@click.option("--drop", is_flag=True, help="It was never said; --reason says why.")
@click.option("--start", metavar="TIME", help="It begins at 1:23.4; '' where that is not known.")
@click.option("--end", metavar="TIME", help="It ends at 1:25; '' where that is not known.")
@click.option("--language", metavar="TAG", help="It is in this language; '' for that of the transcript.")
@click.option("--speaker", "speakers", multiple=True, metavar="LABEL", help="Who says it; '' where nobody knows.")
@click.option("--mark", "marks", multiple=True, metavar="TYPE:START-END[:WORDS]", help="A mark on these characters.")
@click.option("--unmark", multiple=True, metavar="TYPE:START-END", help="That mark is none.")
@click.option(
    "--from",
    "edits",
    metavar="FILE",
    help="Edits as JSON lines; - for standard input.",
)
@click.option("--revision", type=click.IntRange(min=1), metavar="N", help="The revision in which you saw it.")
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call,
    turn: str | None,
    text: str | None,
    split: str | None,
    merge: str | None,
    move: str | None,
    insert: str | None,
    drop: bool,
    start: str | None,
    end: str | None,
    language: str | None,
    speakers: tuple[str, ...],
    marks: tuple[str, ...],
    unmark: tuple[str, ...],
    edits: str | None,
    revision: int | None,
    dry_run: bool,
    reason: str,
) -> None:
    """Mends what a transcript says, turn by turn. The words as they were stay, as the revision before.

    All that one call says is one act and one new revision, and can be undone. Turns keep their ids, so notes, quotations and
    links stay with their words. With --revision, a turn that somebody changed since you saw it is refused, and both versions
    are shown. With nothing said, shows the turn as --text takes it.

    \b
    Examples:
      earwitness correct t7w3n8zb5qd.12 --text "Nine of us are left. (sighs)" --start 1:23.4
      earwitness correct t7w3n8zb5qd.12 --split "are left" --speaker Watch
      earwitness correct t7w3n8zb5qd.12 --merge previous
      earwitness correct t7w3n8zb5qd.12 --drop --reason "the same words twice"
      earwitness correct --from edits.jsonl
    """
    from .. import actions
    from ..actions.edits import read_edits

    said: list[Edit] = []
    if edits is not None:
        said += read_edits(content_of(edits), name=edits)
    if turn is not None:
        said += _said(
            turn, text=text, split=split, merge=merge, move=move, insert=insert, drop=drop, start=start, end=end,
            language=language, speakers=speakers, marks=marks, unmark=unmark, revision=revision,
        )  # fmt: skip
    elif edits is None:
        raise WrongUsage("say which turn is meant", hint='earwitness correct t4f9k2mq7x1.7 --text "…"')
    with call.desk() as desk:
        if turn is not None and not said:
            show_line(call, desk, turn)
            return
        answer = actions.correct(desk, said, agent=call.agent, reason=reason, dry_run=dry_run)
    show_corrected(call, answer)


def content_of(name: str) -> bytes:
    """Returns what a file holds, or standard input. Raises NotFound, BadInput."""
    import sys
    from pathlib import Path

    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except FileNotFoundError as error:
        raise NotFound(f"there is no file {name}", path=name) from error
    except OSError as error:
        raise BadInput(f"{name} cannot be read: {error.strerror}", path=name) from error


def show_line(call: Call, desk: Desk, turn: str) -> None:
    """Prints a turn as `--text` takes it."""
    from ..actions.wording import line_of_turn

    line = line_of_turn(desk, turn)
    if call.style == "json":
        call.write_json(line)
        return
    put(clean(line.line))
    say(f"revision {line.revision}; said by {one_line(', '.join(line.speakers)) or 'nobody knows whom'}")


def show_corrected(call: Call, answer: Corrected) -> None:
    if call.style == "json":
        call.write_json(answer)
        return
    from .mend import changes_in_lines

    put(*changes_in_lines(answer.changes))
    for turn in answer.rebased:
        say(f"{turn}: others changed the transcript since; your edit stands on theirs")
    for turn in answer.already:
        say(f"{turn} says so already")
    made = ", ".join(f"{each.transcript} revision {each.revision}" for each in answer.transcripts)
    done = f"changed: {made}" if answer.act else "would change" if answer.transcripts else "changed"
    say(
        f"{count(len(answer.changes), 'turn')} {done}"
        + (f"; take it back: earwitness undo {answer.act}" if answer.act else "")
    )


def _said(
    turn: str, *, text: str | None, split: str | None, merge: str | None, move: str | None, insert: str | None, drop: bool,
    start: str | None, end: str | None, language: str | None, speakers: tuple[str, ...], marks: tuple[str, ...],
    unmark: tuple[str, ...], revision: int | None,
) -> list[Edit]:  # fmt: skip
    """Returns the edits that the options come to, in the order in which they make sense: words first, places last."""
    from msgspec import UNSET

    from ..actions.edits import Drop, Insert, Language, Merge, Move, Split, Times, Voices, Words

    who = tuple(name for name in speakers if name.strip())
    taken = bool(speakers) and (split is not None or merge is not None or insert is not None)
    own: list[Edit] = []
    if text is not None:
        own.append(Words(turn=turn, line=text, revision=revision))
    if start is not None or end is not None:
        own.append(
            Times(
                turn=turn, revision=revision, start=UNSET if start is None else moment(start),
                end=UNSET if end is None else moment(end),
            )
        )  # fmt: skip
    if language is not None:
        own.append(Language(turn=turn, language=language.strip() or None, revision=revision))
    own += [_mark(turn, each, remove=False, revision=revision) for each in marks]
    own += [_mark(turn, each, remove=True, revision=revision) for each in unmark]
    if speakers and not taken:
        own.append(Voices(turn=turn, speakers=who, revision=revision))
    if split is not None:
        place = {"at": int(split)} if re.fullmatch(r"\d{1,9}", split) else {"second": split}
        own.append(Split(turn=turn, speakers=who if taken else None, revision=revision, **place))
    if merge is not None:
        own.append(Merge(turn=turn, into=merge, speakers=who if taken else None, revision=revision))
    if insert is not None:
        own.append(Insert(turn=turn, line=insert, speakers=who if taken else (), revision=revision))
    if move is not None:
        own.append(Move(turn=turn, to=move, revision=revision))
    if drop:
        own.append(Drop(turn=turn, revision=revision))
    return own


def moment(text: str) -> Ms | None:
    """Returns a time as a person types it: `1:23.4`, `83.4` seconds, nothing for one that is not known."""
    from ..times import parse_clock

    text = text.strip()
    if not text:
        return None
    if re.fullmatch(r"\d{1,7}(?:[.,]\d{1,9})?", text):
        whole, _, part = text.replace(",", ".").partition(".")
        return int(whole) * 1000 + int((part + "000")[:3])
    if (time := parse_clock(text)) is None:
        raise WrongUsage(f"“{text[:40]}” is no time", hint="write it as 1:23.4 or 83.4")
    return time


def _mark(turn: str, text: str, *, remove: bool, revision: int | None) -> Edit:
    import msgspec

    from ..actions.edits import Marked

    match = re.fullmatch(r"(\w+):(\d{1,6})(?:-(\d{1,6}))?(?::(.*))?", text, re.DOTALL)
    if match is None:
        raise WrongUsage(f"“{text[:60]}” is no mark", hint="--mark unclear:12-20, --mark vocal:8:laughs")
    start = int(match[2])
    fields = {"edit": "mark", "turn": turn, "type": match[1], "start": start, "end": int(match[3] or start),
              "words": match[4] or "", "remove": remove, "revision": revision}  # fmt: skip
    try:
        return msgspec.convert(fields, Marked)
    except msgspec.ValidationError as error:
        from ..model import MARK_TYPES

        raise WrongUsage(f"“{match[1]}” is no kind of mark", hint="marks: " + ", ".join(MARK_TYPES)) from error
