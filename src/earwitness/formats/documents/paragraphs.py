"""Paragraphs: a word processor's text run by run, with what was struck out and put in, and the comments on it.

A paragraph holds its runs as they lie in the file, deleted ones too; what is read as the text is made of them: `accepted` is
the document with every change accepted, `refused` as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

Kind = Literal["inserted", "deleted"]
Cell = tuple[int, int, int]
"""Which table, row and column a paragraph stands in, from 0."""


class Change(Struct, frozen=True, kw_only=True):
    """Who put words in or struck them out, and when, as the document says."""

    kind: Kind
    author: str = ""
    time: str = ""


class Comment(Struct, frozen=True, kw_only=True):
    """A comment in the margin."""

    text: str
    author: str = ""
    time: str = ""


class Run(Struct, frozen=True, kw_only=True):
    """Characters of one formatting."""

    text: str
    style: str = ""
    """The id of the character style."""
    bold: bool = False
    italic: bool = False
    language: str = ""
    change: Change | None = None
    comments: tuple[str, ...] = ()
    """The ids of the comments that are about it."""


class WordParagraph(Struct, kw_only=True):
    """A paragraph under construction, then read."""

    runs: list[Run] = []
    style: str = ""
    """The id of the paragraph style."""
    heading: int = 0
    item: bool = False
    bookmarks: list[tuple[int, str]] = []
    """Before which run each starts, and its name."""
    cell: Cell | None = None
    mark: Change | None = None
    """Of the paragraph's end: inserted, it was one with the next before; deleted, it is one with it when accepted."""
    note: str = ""
    """`footnote` or `endnote`."""

    @property
    def text(self) -> str:
        return text_of(accepted(self.runs))


class WordText(Struct, kw_only=True):
    """A document as read."""

    paragraphs: list[WordParagraph]
    comments: dict[str, Comment] = {}
    furniture: tuple[str, ...] = ()
    """What headers and footers say."""
    properties: dict[str, str] = {}
    """The custom properties of the document, and its `title`."""


def accepted(runs: Iterable[Run]) -> list[Run]:
    """Returns the runs as they stand with every change accepted."""
    return [run for run in runs if run.change is None or run.change.kind == "inserted"]


def refused(runs: Iterable[Run]) -> list[Run]:
    """Returns the runs as they stood before any change."""
    return [run for run in runs if run.change is None or run.change.kind == "deleted"]


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)
