"""`earwitness mend`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from ..errors import WrongUsage
from .call import Call, verb
from .terminal import count, one_line, paint, put, say

if TYPE_CHECKING:
    from ..actions.mending import Mended, Saying
    from ..actions.outcomes import TurnChange
    from ..actions.outlining import Outline

WORDS = '"WORDS"|#LINE'


@verb("mend", acts=True)
@click.argument("source", metavar="SOURCE")
@click.option("--turn", "turns", multiple=True, metavar=WORDS, help="This is a turn.")
@click.option("--speaker", metavar="LABEL", help="Who speaks in the turns of --turn; '' where nobody could know.")
@click.option("--follows", multiple=True, metavar=WORDS, help="This goes on with the turn before.")
@click.option("--no-turn", "no_turns", multiple=True, metavar=WORDS, help="This is no turn.")
@click.option("--one-voice", multiple=True, metavar="A=B", help="These labels are one voice.")
@click.option("--two-voices", multiple=True, metavar="LABEL", help="This label is a voice of its own.")
@click.option(
    "--no-voice", multiple=True, metavar="LABEL", help="This label is none: its words go on with the turn before."
)
@click.option("--editor", multiple=True, metavar='"WORDS"', help="These words are the transcriber's.")
@click.option("--mark", metavar="MARK", help="What the words of --editor are: gloss (the default), supplied, incident…")
@click.option("--speech", multiple=True, metavar='"WORDS"', help="These words were said after all.")
@click.option("--withdraw", multiple=True, metavar="HINT", help="This no longer holds (its id, as shown).")
@click.option(
    "--expect", default="", metavar="TEXT", help="What stood when you looked; another act since is a conflict."
)
@click.option("--dry-run", is_flag=True, help="Show the difference; change nothing.")
@click.option("--reason", default="", metavar="TEXT", help="Why, for the log.")
def command(
    call: Call,
    source: str,
    turns: tuple[str, ...],
    speaker: str | None,
    follows: tuple[str, ...],
    no_turns: tuple[str, ...],
    one_voice: tuple[str, ...],
    two_voices: tuple[str, ...],
    no_voice: tuple[str, ...],
    editor: tuple[str, ...],
    mark: str | None,
    speech: tuple[str, ...],
    withdraw: tuple[str, ...],
    expect: str,
    dry_run: bool,
    reason: str,
) -> None:
    """Puts right how a page was read. Reading it again, or the same page captured again, keeps to it.

    SOURCE is a source, or a transcript read from it. With nothing else said, shows the page line by line, each line with
    the turn that was read from it, and what people said of it before. WORDS are as the page prints them; #12 is the line of
    that number. All that one call says is one act, and can be undone. The page's bytes stay as they are.

    \b
    Examples:
      earwitness mend s2m6r9hc4va
      earwitness mend s2m6r9hc4va --no-turn "#31" --one-voice "Mom=Mother"
      earwitness mend s2m6r9hc4va --turn "Nobody counted us." --speaker Stoker
      earwitness mend s2m6r9hc4va --editor "wounded" --mark supplied
    """
    from .. import actions
    from ..actions.mending import Saying

    sayings: list[Saying] = [
        *(_of_words("turn", words, voice=speaker) for words in turns),
        *(_of_words("follows", words) for words in follows),
        *(_of_words("no turn", words) for words in no_turns),
        *(_of_labels("one voice", pair.split("=")) for pair in one_voice),
        *(_of_labels("two voices", [label]) for label in two_voices),
        *(_of_labels("no voice", [label]) for label in no_voice),
        *(_of_words("editor", words, mark=mark) for words in editor),
        *(_of_words("speech", words) for words in speech),
        *(Saying(kind="withdrawn", of=hint) for hint in withdraw),
    ]
    if speaker is not None and not turns:
        raise WrongUsage("--speaker says who speaks in a --turn", hint='--turn "the words" --speaker Anna')
    if mark is not None and not editor:
        raise WrongUsage("--mark says what the words of --editor are", hint='--editor "the words" --mark supplied')
    with call.desk() as desk:
        if not sayings:
            show_outline(call, actions.outline(desk, source))
            return
        answer = actions.mend(
            desk, source, sayings, agent=call.agent, reason=reason, expected=expect, dry_run=dry_run
        )  # fmt: skip
    if call.style == "json":
        call.write_json(answer)
        return
    put(*difference(answer))
    done = "would change" if answer.act is None else "changed"
    say(
        f"{count(len(answer.changes), 'turn')} {done}"
        + (f"; take it back: earwitness undo {answer.act}" if answer.act else "")
    )


def _of_words(kind: str, words: str, *, voice: str | None = None, mark: str | None = None) -> Saying:
    """Returns what is said of words, of a line (`#12`) or of several (`#12-14`)."""
    import re

    import msgspec

    from ..actions.mending import Saying

    said: dict[str, object] = {"kind": kind, "voice": voice, "mark": mark}
    if numbered := re.fullmatch(r"#(\d{1,9})(?:-(\d{1,9}))?", words.strip()):
        said |= {"line": int(numbered[1]), "to": int(numbered[2]) if numbered[2] else None}
    else:
        said["words"] = words
    try:
        return msgspec.convert(said, Saying)
    except msgspec.ValidationError as error:
        raise WrongUsage(f"“{mark}” is no kind of mark", hint="--mark gloss, supplied, incident, vocal…") from error


def _of_labels(kind: str, labels: list[str]) -> Saying:
    import msgspec

    from ..actions.mending import Saying

    return msgspec.convert({"kind": kind, "labels": labels}, Saying)


def difference(answer: Mended) -> Iterator[str]:
    """Yields what is said now, the turns as they were (-) and as they read now (+), and what stays."""
    yield from (f"{hint.id}  {one_line(hint.what)}" for hint in answer.hints)
    yield from changes_in_lines(answer.changes)
    yield from (f"kept: {one_line(sentence)}" for sentence in answer.kept)


def changes_in_lines(changes: Iterable[TurnChange]) -> Iterator[str]:
    """Yields the turns as they were (-) and as they are (+)."""
    for change in changes:
        if change.before is not None:
            yield f"- {change.number}  {one_line(change.before)}"
        if change.after is not None:
            yield f"+ {change.number}  {one_line(change.after)}"


def show_outline(call: Call, outline: Outline) -> None:
    """Prints a page line by line, each with the turn that was read from it."""
    if call.style == "json":
        call.write_json(outline)
        return
    wide = len(str(len(outline.lines)))
    for line in outline.lines:
        turns = ",".join(turn.rpartition(".")[2] for turn in line.turns)
        text = f"#{line.number:<{wide}}  {turns or '·':>4}  {one_line(line.text)}"
        put(text if line.turns else paint(text, dim=True))
    for voice in outline.voices:
        put(
            f"voice {voice.id} of {voice.transcript}: {' = '.join(voice.labels) or 'no label'}, {count(voice.turns, 'turn')}"
        )
    for hint in outline.hints:
        unfit = f"; no longer fits: {hint.unfit}" if hint.unfit else ""
        put(f"{hint.id}  {one_line(hint.what)} ({hint.agent}, {hint.time}){unfit}")
    say(f"{count(len(outline.lines), 'line')}, {count(outline.turns, 'turn')} read from {outline.source}")
