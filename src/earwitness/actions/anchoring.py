"""Anchoring: the passages that a person chose, as quotes that find their words again."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from ..errors import BadInput, NotFound, WrongUsage
from ..identifiers import split
from ..model import Quote, quotes
from . import finding
from .desk import Desk

MOST = 200
"""Turns that one selection may run over."""


class Passage(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words of a turn as a person selected them. A selection over several turns is a passage of each."""

    turn: str
    """Archive-wide: `t4f9k2mq7x1.7`."""
    words: str | None = None
    """Exactly as the turn has them; None for the whole turn."""
    prefix: str = ""
    """What stands before them, where they stand in the turn several times."""
    suffix: str = ""


def anchored(desk: Desk, passages: Sequence[Passage]) -> tuple[Quote, ...]:
    """Returns the quotes of the passages, in the order of the turns; each must be of the same transcript.

    Raises NotFound where there is no such turn or it does not hold the words, WrongUsage where there is no passage, too many,
    or of two transcripts.
    """
    if not passages:
        raise WrongUsage("no passage was named", hint='name a turn, and words in it: t4f9k2mq7x1.7 --words "…"')
    if MOST < len(passages):
        raise WrongUsage(f"{len(passages)} turns at once are too many", hint=f"choose at most {MOST} turns at a time")
    names = [split(passage.turn)[0] for passage in passages]
    if 1 < len(set(names)):
        raise WrongUsage(
            "the passages are of several versions", hint="choose words of one version; write on the others apart"
        )
    for passage in passages:
        if finding.noun(desk, passage.turn) != "turn":
            raise WrongUsage(
                f"{passage.turn} is no turn", hint="turns are named like t4f9k2mq7x1.7: earwitness show shows them"
            )
    catalog = desk.archive.catalog
    (transcript,) = catalog.heads(names[:1])
    turns = {passage.turn: catalog.turn(passage.turn).turn for passage in passages}
    found: dict[Quote, None] = {}
    for passage in sorted(passages, key=lambda each: turns[each.turn].number):
        turn = turns[passage.turn]
        words = passage.words if passage.words is None or passage.words.strip() else None
        if words is None and not turn.text:
            raise NotFound(f"turn {passage.turn} has no words to write on", hint="choose a turn with words")
        found.update(
            dict.fromkeys(quotes(transcript, turn, words, prefix=passage.prefix, suffix=passage.suffix))
        )  # fmt: skip
    return tuple(found)


def run_of(desk: Desk, first: str, last: str | None, words: str | None = None) -> tuple[Passage, ...]:
    """Returns the passages of the turns from one to another, both whole; of one turn the words in it, where given.

    Raises WrongUsage where the two are not turns of one version, BadInput where the words are none.
    """
    if words is not None and not words.strip():
        raise BadInput("no words were given", hint="leave --words out to mean the whole turn")
    if last is None or last == first:
        return (Passage(turn=first, words=words),)
    if words is not None:
        raise WrongUsage("words are of one turn", hint="leave out --words, or --until")
    catalog = desk.archive.catalog
    ends = [catalog.turn(name) for name in (first, last)]
    if ends[0].transcript != ends[1].transcript:
        raise WrongUsage(f"{first} and {last} are turns of two versions", hint="name two turns of one version")
    low, high = sorted(end.turn.number for end in ends)
    if MOST <= high - low:
        raise WrongUsage(f"{high - low + 1} turns at once are too many", hint=f"choose at most {MOST} turns at a time")
    between = catalog.turns(ends[0].transcript, low, high + 1)
    return tuple(Passage(turn=f"{ends[0].transcript}.{turn.id}") for turn in between if turn.text)
