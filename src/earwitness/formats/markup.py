"""Markup: XML from strangers, parsed without trust.

A document with an internal subset or an entity of its own is refused before it is parsed; an external DOCTYPE is skipped
and never fetched. Size, depth and the count of elements are capped. Whatever character set it states, it is decoded here
once and given to expat as UTF-8.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, XMLParser
from xml.parsers import expat

from ..errors import MalformedText, UnsafeInput
from .content import is_utf8
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
_PLAIN_DECLARATION = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml\b(?![^>]{0,400}encoding)[^>]{0,400}\?>|\s*<(?![?!])"
    rb"|<\?xml\b[^>]{0,200}encoding\s*=\s*[\"'](?i:utf-8)[\"'][^>]{0,200}\?>)"
)
_OVERRIDES = (b"\xe2\x80\xad", b"\xe2\x80\xae")
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32), 127])
"""What decoding takes out or tells of: overrides of the writing direction, control characters."""
_REFERENCE = re.compile(r"&(?:#x0*([0-9a-fA-F]{1,6})|#0*([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_STRAY = re.compile(r"&(?!#x0*[0-9a-fA-F]{1,6};|#0*[0-9]{1,7};|amp;|lt;|gt;|quot;|apos;)|]]>")
_DECLARED = re.compile(r"(^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"'])[-\w:.]+([\"'])")
_NONCHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


class Flat(NamedTuple):
    """A document as UTF-8 bytes, and the set it was in."""

    content: bytes
    charset: str
    doubts: tuple[str, ...]


def flat(content: bytes, *, name: str) -> Flat:
    """Returns the document as UTF-8 with single newlines, not parsed and not yet proven: for a reader of large files that
    takes out by pattern what is surely well formed and lets `parse` prove the rest. No copy is made of plain UTF-8."""
    if LARGEST < len(content):
        raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", path=name, hint="split it")
    if (
        _PLAIN_DECLARATION.match(content)
        and is_utf8(content, without=_CONTROLS)
        and (content.isascii() or not _holds(content, _OVERRIDES))
    ):
        return Flat(_one_newline(content.removeprefix(b"\xef\xbb\xbf")), "utf-8", ())
    text, charset, doubts = decode(content, name=name, declared=declared_in_markup(content))
    return Flat(_one_newline(_DECLARED.sub(r"\1UTF-8\2", text, count=1).encode("utf-8")), charset, doubts)


def sound(content: bytes, *, name: str) -> Flat:
    """Returns the document proven well formed, without building its tree: for large files of a simple shape.

    In what it returns `<` begins a tag, a comment, a CDATA section or an instruction and nothing else, line ends are
    single newlines, and the only references are numbers and XML's own five: a pattern may take it apart. Costs a fifth
    of `parse` and no memory beyond the bytes. Raises as `parse` does.
    """
    content, charset, doubts = flat(content, name=name)
    if b"<!DOCTYPE" in content[:65536] or b"<!doctype" in content[:65536]:
        content = _without_prolog(content.decode(), name).encode()
    if (fault := _fault(content)) is not None:
        reason = expat.ErrorString(fault.code)
        raise MalformedText(name, fault.lineno, f"not well-formed XML at column {fault.offset + 1}: {reason}")
    return Flat(content, charset, doubts)


def _fault(content: bytes) -> expat.ExpatError | None:
    try:
        expat.ParserCreate("utf-8").Parse(content, True)
    except expat.ExpatError as error:
        return error
    return None


def _one_newline(content: bytes) -> bytes:
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in content else content


def is_clean(content: bytes) -> bool:
    """Says whether no stretch between tags of what `flat` gave needs `resolved`: no reference, no stray end of a CDATA
    section, nothing that XML cannot hold. Then each is its bytes decoded."""
    if b"&" in content or b"\x0c" in content or (b"]" in content and b"]]>" in content):
        return False
    return not _holds(content, _NONCHARACTERS)


def _holds(content: bytes, signs: tuple[bytes, ...]) -> bool:
    """Says whether one of the signs is there; one letter is sought much faster than three."""
    return any(sign[-1:] in content and sign[:1] in content and sign in content for sign in signs)


def resolved(text: str) -> str:
    """Returns a stretch between tags with its references replaced by what they stand for. Raises ParseError where no
    document may hold it."""
    if "&" in text:
        if _STRAY.search(text):
            raise ParseError("a reference to nothing")
        text = _REFERENCE.sub(_referred, text)
    elif "]]>" in text:
        raise ParseError("the end of no CDATA section")
    if _NOT_XML.search(text):
        raise ParseError("a character that XML cannot hold")
    return text


def _referred(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    number = int(match[1], 16) if match[1] else int(match[2])
    return chr(number) if number < 0x110000 else "\x00"


def escaped(text: str) -> str:
    """Returns text as it stands between tags or in double quotes. What XML cannot hold becomes `\ufffd`."""
    if _NOT_XML.search(text):
        text = _NOT_XML.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace("]]>", "]]&gt;")
    return text.replace("\r", "&#13;") if "\r" in text else text


def quoted(value: str) -> str:
    """Returns an attribute's value in its double quotes."""
    value = escaped(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")
    return f'"{value}"'


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
