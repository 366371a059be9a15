"""Segments on pages: the index of a recording, as it is read and as it is written."""

from __future__ import annotations

from typing import ClassVar

from msgspec import Struct

from .index_lines import IndexLine
from .pages import Page
from .parts import DoneNotice, Link


class SegmentForm(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The fields of a segment as a form has them; `was` is what stood there when the form was made."""

    id: str = ""
    start: str = ""
    end: str = ""
    title: str = ""
    synopsis: str = ""
    keywords: str = ""
    """With semicolons between them."""
    subjects: str = ""
    words: str = ""


class SegmentRow(Struct, frozen=True, kw_only=True):
    """A segment in the index that is written."""

    line: IndexLine
    stands: SegmentForm
    typed: SegmentForm
    """What somebody typed and could not be taken; else what stands."""
    agent: str
    open: bool = False


class SegmentsPage(Page, frozen=True, kw_only=True):
    """The index of a recording, with the forms that write it."""

    template: ClassVar[str] = "segments.html"
    here: ClassVar[str] = "/conversations"

    recording: str
    conversation: Link
    address: str
    sound: str
    length: str
    rows: tuple[SegmentRow, ...]
    new: SegmentForm
    known: tuple[str, ...] = ()
    """Keywords used before, the most used first."""
    trouble: str = ""
    untaken: tuple[str, ...] = ()
    """What could not be taken of a file, in sentences."""
    done: DoneNotice | None = None
