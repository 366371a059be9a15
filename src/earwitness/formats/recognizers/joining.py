"""Joining: how a document's whole text is put together from the texts of its segments, if it is.

The texts are compared where they stand; none is put together, for a long recording's would stand in memory three times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence


def joining(text: str, parts: Sequence[str]) -> str | None:
    """Returns `=text` where the parts one after the other are the text, `=text stripped` where they are it without blanks at
    either end, `=text joined` where each without such blanks is, with a space between two; else None.
    """
    if _is_made_of(text, parts):
        return "=text"
    if _is_made_of(text, _stripped(parts)):
        return "=text stripped"
    return "=text joined" if _is_made_of(text, _spaced(parts)) else None


def _is_made_of(text: str, pieces: Iterable[str]) -> bool:
    place = 0
    for piece in pieces:
        if not text.startswith(piece, place):
            return False
        place += len(piece)
    return place == len(text)


def _stripped(parts: Sequence[str]) -> Iterator[str]:
    telling = [place for place in range(len(parts)) if not _is_blank(parts[place])]
    if not telling:
        return
    first, last = telling[0], telling[-1]
    for place in range(first, last + 1):
        part = parts[place]
        part = part.lstrip() if place == first else part
        yield part.rstrip() if place == last else part


def _spaced(parts: Sequence[str]) -> Iterator[str]:
    for place, part in enumerate(parts):
        if place:
            yield " "
        yield part.strip()


def _is_blank(part: str) -> bool:
    return not part or part.isspace()
