"""Bookmarks: the hidden names by which the paragraphs of a document that we wrote tell which turn each is.

A bookmark stands at the start of a turn. Words after it are the turn's until the next bookmark, also in paragraphs that
somebody parted from it; a paragraph that is wholly typed in is none of any turn's, and is told as added.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from ...model import Turn
from .paragraphs import Run, WordParagraph

BOOKMARK = re.compile(r"_turn_([A-Za-z0-9]{1,16})_(\d{1,6})_([A-Za-z0-9]{1,9})")
STYLE = "EarwitnessTurn"
"""The paragraph style of a turn."""
_OWN = ("Earwitness", "Title", "Heading")


class Told(Struct, frozen=True, kw_only=True):
    """The turn that a bookmark names."""

    transcript: str
    revision: int
    turn: str

    @property
    def id(self) -> str:
        return f"{self.transcript}.{self.turn}"


class Stretch(Struct, kw_only=True):
    """What a document holds of one turn."""

    told: Told
    runs: list[Run]
    """With what was struck out and put in."""
    added: list[list[Run]] = []
    """Paragraphs that somebody put in after it."""


def bookmark(transcript: str, revision: int, turn: Turn) -> str:
    """Returns the name of a turn's bookmark, 40 characters at most, as Word takes them."""
    return f"_turn_{transcript}_{revision}_{turn.id}"[:40]


def told_by(paragraph: WordParagraph) -> list[tuple[int, Told]]:
    """Returns before which runs turns begin, and which."""
    found = []
    for place, name in paragraph.bookmarks:
        if (match := BOOKMARK.fullmatch(name)) is not None:
            found.append((place, Told(transcript=match[1], revision=int(match[2]), turn=match[3])))
    return found


def stretches(paragraphs: Sequence[WordParagraph]) -> Iterator[Stretch]:
    """Yields the turns in order, each with its runs."""
    current: Stretch | None = None
    before: WordParagraph | None = None
    for paragraph in paragraphs:
        if paragraph.cell is not None or paragraph.note:
            continue
        if told := told_by(paragraph):
            places = [0, *(place for place, _ in told[1:]), len(paragraph.runs)]
            for number, (_, turn) in enumerate(told):
                if current is not None:
                    yield current
                current = Stretch(told=turn, runs=paragraph.runs[places[number] : places[number + 1]])
        elif current is not None and not (paragraph.style != STYLE and paragraph.style.startswith(_OWN)):
            typed = all(run.change is not None and run.change.kind == "inserted" for run in paragraph.runs)
            if paragraph.runs and (typed or paragraph.style != STYLE):
                current.added.append(paragraph.runs)
            elif paragraph.runs:
                parted = before.mark if before is not None else None
                current.runs.append(Run(text="\n", change=parted))
                current.runs += paragraph.runs
        before = paragraph
    if current is not None:
        yield current
