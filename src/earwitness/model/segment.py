"""A segment: a stretch of a recording with a title, a synopsis and keywords, whether or not there is a transcript."""

from __future__ import annotations

from msgspec import Struct

from ..times import Ms


class Segment(Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="noun", tag="segment"):
    """A stretch `[start, end)` of a recording that is about something, as a person says. Statements change it."""

    id: str
    recording: str
    start: Ms
    end: Ms | None = None
    """None where it lasts until the next begins, or to the end of the recording."""
    title: str = ""
    synopsis: str = ""
    """What is spoken of, in a few sentences."""
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    """Terms of an authority: names, places, subject headings."""
    words: str = ""
    """The first words heard there: a partial transcript."""
    withdrawn: bool = False
    """Taken off the record; it stays in the log."""
