"""Drafts: turns under construction, and the passage of a page they stand in."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec import Struct

from ...model import Mark
from .labels import Label
from .marks import read_marks


class Draft(Struct, kw_only=True):
    """A turn under construction."""

    label: Label | None = None
    """As printed; None where nothing is."""
    who: tuple[str, ...] = ()
    """Voices the text itself tells of (an attribution), by name; empty with a label or where nobody could know."""
    text: str = ""
    """As printed, marks and all, label off."""
    raw: list[str] = []
    time: str | None = None
    ahead: list[Mark] = []
    """Marks of stage lines before the first turn."""
    behind: list[Mark] = []
    """Marks of stage lines that follow the turn."""
    doubts: list[str] = []

    def extend(self, text: str, raw: str, *, joint: str) -> None:
        """Adds a further line of the turn."""
        self.text = f"{self.text}{joint}{text}" if self.text else text
        self.raw.append(raw)


class Passage(Struct, kw_only=True):
    """One telling on a page: its turns, and what stands above them."""

    turns: list[Draft] = []
    heading: str = ""
    """The heading or line that opens it, where one does."""
    above: list[str] = []
    """The lines between the heading and the first turn."""
    notes: list[str] = []
    """The legend's lines as printed: `R = conscript. Translated by volunteers`."""
    legend: dict[str, str] = {}
    doubts: list[str] = []
    column: str = ""
    """The heading of the table column it came from."""
    retold: bool = False
    """True where it follows the same talk in another script: it is the translation."""
    style: str = "labels"
    """How the turns are told apart: `labels`, `dashes`, `quotes`, `prose`, `posts`."""


_OPENING = "“\"«„‘'‹"
_CLOSING = "”\"»“’'›"


def unquoted(text: str) -> str:
    """Returns the text without one pair of quotation marks that holds the whole of it."""
    if 2 < len(text) and text[0] in _OPENING and text[-1] in _CLOSING:
        inner = text[1:-1]
        if not any(sign in inner for sign in (text[0], text[-1]) if sign not in "'’"):
            return inner.strip()
    return text


def marked(draft: Draft) -> tuple[str, tuple[Mark, ...]]:
    """Returns the draft's words and marks; those of stage lines at its start and end."""
    read = read_marks(unquoted(draft.text.strip()))
    ahead = (msgspec.structs.replace(mark, start=0, end=0) for mark in draft.ahead)
    end = len(read.text)
    behind = (msgspec.structs.replace(mark, start=end, end=end) for mark in draft.behind)
    return read.text, (*ahead, *read.marks, *behind)


def spoken(drafts: Iterable[Draft]) -> list[Draft]:
    """Returns the drafts that hold words or a mark; a bare label over nothing is none."""
    return [draft for draft in drafts if draft.text.strip() or draft.behind or draft.ahead]
