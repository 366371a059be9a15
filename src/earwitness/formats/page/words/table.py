"""How the tables are written: words in running text, casefolded already, parted by white space."""

from __future__ import annotations


def table(text: str) -> frozenset[str]:
    """Returns the words of a table."""
    return frozenset(text.split())
