"""Quotes: citable passages that resolve later, even when the transcript was mended."""

from __future__ import annotations

from msgspec import Struct

from ..times import Ms


class Quote(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A passage of one turn, with all that is needed to find it again."""

    transcript: str
    revision: int
    """The revision it was taken from."""
    turn: str
    """The turn's local id."""
    exact: str
    """The words."""
    prefix: str = ""
    """Up to 32 code points before them in the turn."""
    suffix: str = ""
    """Up to 32 code points after them."""
    start: Ms | None = None
    end: Ms | None = None
