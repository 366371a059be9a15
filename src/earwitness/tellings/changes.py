"""Changes: where the words of a quotation differ from those of the turn, neighbouring differences as one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from .comparison import Heard, Step, Words


class Change(Struct, frozen=True, kw_only=True):
    """Where the draft differs from the turn."""

    kind: Literal["other", "added", "left out"]
    quoted: str
    """The draft's words; empty where it leaves some out."""
    said: str
    """The turn's words; empty where the draft adds some."""
    start: int = 0
    """Code points into the quotation's text."""
    end: int = 0
    """Equal to `start` where the draft leaves words out there."""


def changes(words: Words, heard: Heard, steps: Sequence[Step]) -> tuple[Change, ...]:
    """Returns the differences of a way, in order."""
    runs: list[list[Step]] = []
    for step in steps:
        if step.kind == "same":
            runs.append([])
        elif runs and runs[-1]:
            runs[-1].append(step)
        else:
            runs.append([step])
    return tuple(_change(words, heard, run) for run in runs if run)


def _change(words: Words, heard: Heard, run: Sequence[Step]) -> Change:
    quoted = [step.quoted for step in run if step.kind != "left out"]
    places = [place for step in run for place in range(step.start, step.end)]
    said = heard.turn.text[heard.places[min(places)][0] : heard.places[max(places)][1]] if places else ""
    kind: Literal["other", "added", "left out"] = "other" if quoted and said else "added" if quoted else "left out"
    start, end = _place(words, quoted, run[0].quoted)
    return Change(kind=kind, quoted=" ".join(words.printed[n] for n in quoted), said=said, start=start, end=end)


def _place(words: Words, quoted: Sequence[int], before: int) -> tuple[int, int]:
    """Returns where the draft's words stand in the quotation, or the place before a word where it has none."""
    if not words.places:
        return 0, 0
    if quoted:
        return words.places[quoted[0]][0], words.places[quoted[-1]][1]
    at = words.places[before][0] if before < len(words.places) else words.places[-1][1]
    return at, at
