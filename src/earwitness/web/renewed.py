"""What kept searches find that is new, for the front page."""

from __future__ import annotations

from collections.abc import Iterator

from ..publish import addresses, words, work
from ..publish.tongue import gettext, ngettext
from .keeper import Keeper
from .searches import new_since

MOST = 3
"""Searches that the front page names."""


def renewed(keeper: Keeper) -> Iterator[work.Need]:
    """Yields the kept searches that find more than when they were kept, each with its page; those with the most first."""
    found = sorted(new_since(keeper), key=lambda each: -each[1])
    for shown, new in found[:MOST]:
        yield work.Need(
            count=words.figure(new),
            text=ngettext("passage that a kept search finds now", "passages that a kept search finds now", new),
            address=addresses.kept_search(shown.id),
            more=f"“{shown.called}”",
        )
    if MOST < len(found):
        yield work.Need(
            count=words.figure(len(found) - MOST),
            text=gettext("more kept searches that find something new"),
            address=addresses.SEARCHES,
        )
