"""Margins: what people put beside the words of a document, tracked changes and comments, given to the turns they are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from ...model import Transcript, Turn
from .paragraphs import Change, Comment, Run, WordParagraph, text_of

Said = tuple[str, str]


def changes_of(runs: Sequence[Run]) -> Iterator[tuple[Change, str]]:
    """Yields each tracked change of a paragraph with its words; neighbouring runs of one change are one."""
    last: Change | None = None
    words = ""
    for run in (*runs, Run(text="")):
        if run.change == last and last is not None:
            words += run.text
            continue
        if last is not None and words:
            yield last, words
        last, words = run.change, run.text


def comments_of(runs: Sequence[Run], comments: Mapping[str, Comment]) -> Iterator[tuple[Comment, str]]:
    """Yields each comment on a paragraph with the words that it is about, as they stand with every change accepted."""
    ids = dict.fromkeys(id for run in runs for id in run.comments)
    for id in ids:
        if (comment := comments.get(id)) is not None:
            about = [
                run for run in runs if id in run.comments and (run.change is None or run.change.kind == "inserted")
            ]
            yield comment, text_of(about)


def said_beside(paragraph: WordParagraph, comments: Mapping[str, Comment]) -> Iterator[Said]:
    """Yields what a turn keeps of the margin: `("deleted", "Ada, 2031-11-14: eighty")`, `("comment", "Ada: on “words”: …")`."""
    for change, words in changes_of(paragraph.runs):
        yield change.kind, f"{_who(change.author, change.time)}: {words}"
    for comment, about in comments_of(paragraph.runs, comments):
        yield "comment", f"{_who(comment.author, comment.time)}, on “{about}”: {comment.text}"


def _who(author: str, time: str) -> str:
    return ", ".join(part for part in (author, time) if part) or "somebody"


def with_margins(
    transcripts: Sequence[Transcript], paragraphs: Sequence[WordParagraph], comments: Mapping[str, Comment]
) -> list[Transcript]:
    """Returns the transcripts, each turn with what stands beside its paragraph; the first keeps the rest."""
    places: Counter[str] = Counter()
    found: dict[tuple[str, int], list[Said]] = {}
    for paragraph in paragraphs:
        # Of paragraphs that say the same, each has a place of its own, so that a change on the third “Yes.” goes to the third.
        key = _key(paragraph.text)
        if said := list(said_beside(paragraph, comments)):
            found[key, places[key]] = said
        places[key] += 1
    if not found:
        return list(transcripts)
    seen: Counter[str] = Counter()
    done = []
    for transcript in transcripts:
        turns = tuple(_with(turn, found, seen) for turn in transcript.turns)
        done.append(replace(transcript, turns=turns))
    rest = tuple(said for left in found.values() for said in left)
    if rest and done:
        done[0] = replace(done[0], extra=(*done[0].extra, *rest))
    return done


def _with(turn: Turn, found: dict[tuple[str, int], list[Said]], seen: Counter[str]) -> Turn:
    parts = (turn.raw or turn.text).split("\n")
    keys = dict.fromkeys(
        _key(part) for line in (*parts, turn.text, turn.raw or "") for part in (line, *line.split(" | "))
    )
    said: list[Said] = []
    for key in keys:
        if key:
            said += found.pop((key, seen[key]), ())
            seen[key] += 1
    return replace(turn, extra=(*turn.extra, *said)) if said else turn


def _key(text: str) -> str:
    return " ".join(text.split())
