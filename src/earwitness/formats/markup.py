"""Markup: XML from strangers, parsed without trust.

A document with an internal subset or an entity of its own is refused before it is parsed; an external DOCTYPE is skipped
and never fetched. Size, depth and the count of elements are capped. Whatever character set it states, it is decoded here
once and given to expat as UTF-8.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser

from ..errors import MalformedText, UnsafeInput
from .page.charset import declared_in_markup, decode

LARGEST = 512_000_000
"""Bytes of a document."""
DEEPEST = 200
"""Elements open at one place."""
MOST_ELEMENTS = 20_000_000

_DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,400}\?>")
_PROLOG = re.compile(r"(?:\s+|<!--.*?-->|<\?.*?\?>)*", re.DOTALL)
_DOCTYPE = re.compile(r"<!DOCTYPE\b[^\[\]<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^\[\]<>\"']*)*(?P<end>[\[>])?", re.IGNORECASE)
_BLANK = re.compile(r"[^\n]")


class Document(NamedTuple):
    """A parsed document: its root, its text as decoded, and the set it was in."""

    root: Element
    text: str
    charset: str
    doubts: tuple[str, ...]

    def line_of(self, needle: str, after: int = 0) -> int | None:
        """Returns the line on which these characters first stand, to name the place of a fault; None if nowhere."""
        place = self.text.find(needle, after)
        return None if place < 0 else self.text.count("\n", 0, place) + 1


def parse(content: bytes, *, name: str) -> Document:
    """Returns the document. Raises MalformedText with the line where it is not well formed, UnsafeInput where it has an
    internal subset or passes a cap."""
    if LARGEST < len(content):
        raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", path=name, hint="split it")
    text, charset, doubts = decode(content, name=name, declared=declared_in_markup(content))
    text = _without_prolog(text, name)
    parser = XMLParser(encoding="utf-8")
    try:
        parser.feed(text.encode("utf-8"))
        root: Element = parser.close()
    except ParseError as error:
        line, column = error.position
        reason = str(error).partition(":")[0]
        raise MalformedText(name, line, f"not well-formed XML at column {column + 1}: {reason}") from error
    _count(root, name)
    return Document(root=root, text=text, charset=charset, doubts=doubts)


def _without_prolog(text: str, name: str) -> str:
    """Blanks out the declaration and an external DOCTYPE, keeping every line where it was."""
    declared = _DECLARATION.match(text)
    place = declared.end() if declared is not None else 0
    match = _PROLOG.match(text, place)
    place = match.end() if match is not None else place
    end = place
    if (doctype := _DOCTYPE.match(text, place)) is not None:
        if doctype["end"] != ">":
            raise UnsafeInput(
                f"{name} declares entities or elements of its own, which could do harm",
                path=name,
                hint="take the part in […] out of its DOCTYPE, then add it again",
            )
        end = doctype.end()
    head = text[: declared.end()] if declared is not None else ""
    between = text[len(head) : place]
    return _BLANK.sub(" ", head) + between + _BLANK.sub(" ", text[place:end]) + text[end:]


def _count(root: Element, name: str) -> None:
    depth = count = 0
    level = [root]
    while level:
        depth, count = depth + 1, count + len(level)
        if DEEPEST < depth or MOST_ELEMENTS < count:
            what = (
                f"more than {DEEPEST} elements deep" if DEEPEST < depth else f"of more than {MOST_ELEMENTS:,} elements"
            )
            raise UnsafeInput(f"{name} is {what}", path=name, hint="no transcript is; look at what it holds")
        level = [child for element in level for child in element]


def local(tag: str) -> str:
    """Returns a tag without its namespace."""
    return tag.rpartition("}")[2]
