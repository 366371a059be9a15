"""Word lists: the answers that tell words and how often they stand somewhere."""

from __future__ import annotations

from ..index import Collocate, Dispersion, Keyword
from .answers import Answer


class Collocates(Answer, frozen=True, kw_only=True):
    """The answer of `search --collocates`."""

    query: str
    occurrences: int
    total: int
    """Passages."""
    turns: int
    words: int
    """Of all that was compared with."""
    window: int
    least: int
    forms: bool
    """Whether each form of a word is counted by itself."""
    sort: str
    found: int
    """Collocates, whatever the limit."""
    collocates: tuple[Collocate, ...]
    dispersion: Dispersion
    milliseconds: float = 0.0
    stale: str | None = None


class Keyness(Answer, frozen=True, kw_only=True):
    """The answer of `keyness`."""

    of: str
    against: str
    words: int
    """Said in the first part; in the other, `against_words`."""
    against_words: int
    least: int
    forms: bool
    found: int
    """Words compared, whatever the limit."""
    keywords: tuple[Keyword, ...]
    milliseconds: float = 0.0
    stale: str | None = None
