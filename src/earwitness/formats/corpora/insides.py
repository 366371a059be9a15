"""Insides: where the large elements of a document stand, found without parsing it, so that they can be cut out and put back.

What is left is small and is proven by the parser; each inside is proven where it is read. An opening tag within a comment, a
CDATA section or an instruction is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_UNREAD = re.compile(rb"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)


class Insides(NamedTuple):
    """The elements in order: where their opening tags and what is inside them begin and end, and their names."""

    openings: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]
    """Empty where the element has no content."""
    names: tuple[bytes, ...]

    def of(self, name: bytes) -> tuple[tuple[int, int], ...]:
        """Returns the insides of the elements with this name."""
        return tuple(span for span, own in zip(self.spans, self.names, strict=True) if own == name)

    def first(self, name: bytes) -> tuple[int, int]:
        return next(iter(self.of(name)), (0, 0))


def opening_of(*names: bytes) -> re.Pattern[bytes]:
    """Returns the pattern of the opening tags of these elements, which must not stand within each other."""
    return re.compile(rb"<(%b)(?=[\s/>])(?:[^\"'<>]++|\"[^\"]*+\"|'[^']*+')*+>" % b"|".join(names))


def unread(content: bytes) -> bytes:
    """Returns the bytes with comments, CDATA sections and instructions blanked out; themselves where there are none."""
    if (
        b"!--" in content
        or (b"[" in content and b"![CDATA[" in content)
        or content.find(b"?>", content.find(b"?>") + 2) != -1
    ):
        return _UNREAD.sub(lambda match: b" " * len(match.group()), content)
    return content


def insides(content: bytes, elements: re.Pattern[bytes]) -> Insides:
    """Returns where these elements stand."""
    seen = unread(content)
    openings, spans, names = [], [], []
    place = 0
    while (match := elements.search(seen, place)) is not None:
        place = match.end()
        end = place
        if seen[place - 2 : place - 1] != b"/":
            end = seen.find(b"</" + match[1], place)
            if end < 0:
                break  # never closed: the parser will say so
        openings.append(match.span())
        spans.append((place, end))
        names.append(match[1])
        place = end
    return Insides(openings=tuple(openings), spans=tuple(spans), names=tuple(names))


def without(content: bytes, spans: Sequence[tuple[int, int]]) -> str:
    """Returns the document without what stands at these places, which are in order."""
    kept, place = [], 0
    for start, end in spans:
        if start < end:
            kept.append(content[place:start])
            place = end
    return b"".join((*kept, content[place:])).decode()
