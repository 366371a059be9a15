"""Packages: the zip files with XML in them that word processors write, opened with caps and without trust.

Only the standard library reads them. A DOCTYPE is refused before anything of it is read, so there are no entities to grow
or to fetch. Every part is read as UTF-8 bytes with the place of each tag, so that a copy can differ in a few places alone.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat

from ..errors import MalformedText, UnsafeInput

LARGEST = 64_000_000
"""Bytes of a package."""
MOST_UNPACKED = 400_000_000
"""Bytes of all its parts, pictures too, as its directory states them; zipfile reads no part past that."""
LARGEST_PART = 32_000_000
"""Bytes of one part that is read as XML."""
MOST_PARTS = 5_000
DEEPEST = 500
"""Open elements at one place."""

_DECLARATION = re.compile(rb"^\s*<\?xml[^>]{0,200}\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([-\w:.]+)[\"']")
_BROKEN = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)


class Package:
    """The parts of a package by name. Raises MalformedText for what is no package, UnsafeInput for what is over a cap."""

    def __init__(self, content: bytes, *, name: str) -> None:
        self.name = name
        if LARGEST < len(content):
            raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", path=name, hint="save it as text")
        try:
            self._file = zipfile.ZipFile(io.BytesIO(content))
        except _BROKEN as error:
            raise self._unreadable() from error
        parts = self._file.infolist()
        self.names = tuple(part.filename for part in parts)
        if MOST_PARTS < len(parts) or MOST_UNPACKED < sum(part.file_size for part in parts):
            raise UnsafeInput(f"{name} would unpack to more than is allowed", path=name, hint="save it as text")
        if len(set(self.names)) < len(self.names):
            raise UnsafeInput(f"{name} holds two parts of one name", path=name, hint="save it anew, or as text")

    def __contains__(self, part: str) -> bool:
        return part in self.names

    def xml(self, part: str) -> bytes:
        """Returns a part that is XML, in UTF-8 and without its declaration; its elements have not been looked at."""
        content = self.part(part)
        declared = _DECLARATION.match(content)
        encoding = _ENCODING.search(declared[0]) if declared else None
        charset = "utf-8-sig" if encoding is None else encoding[1].decode("ascii").lower()
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            charset = "utf-16"
        elif charset in ("utf-8", "utf8", "ascii", "us-ascii"):
            charset = "utf-8-sig"
        elif declared is not None and charset not in ("utf-8-sig", "iso-8859-1", "windows-1251", "windows-1252"):
            raise MalformedText(self.name, None, f"the part {part} is in {charset}, which is not read")
        try:
            whole = content.decode(charset).encode("utf-8")
        except (UnicodeError, LookupError) as error:
            raise MalformedText(self.name, None, f"the part {part} is not in the encoding it states") from error
        return _DECLARATION.sub(b"", whole, count=1)

    def part(self, part: str) -> bytes:
        """Returns the bytes of a part. Raises MalformedText where there is none, UnsafeInput where it is over the cap."""
        info = self._file.getinfo(part) if part in self.names else None
        if info is None:
            raise MalformedText(self.name, None, f"the part {part} is missing")
        if LARGEST_PART < info.file_size:
            raise UnsafeInput(f"{part} in {self.name} is too large to read", path=self.name, hint="save it as text")
        return self._read(info)

    def copy(self, changed: dict[str, bytes]) -> bytes:
        """Returns the package with these parts put in place of their namesakes, or added; the others byte for byte."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
            for info in self._file.infolist():
                copy.writestr(info, changed[info.filename] if info.filename in changed else self._read(info))
            for part, content in changed.items():
                if part not in self.names:
                    # A day of its own would make two copies of one draft differ.
                    copy.writestr(
                        zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0)), content, compress_type=zipfile.ZIP_DEFLATED
                    )
        return out.getvalue()

    def _read(self, info: zipfile.ZipInfo) -> bytes:
        try:
            return self._file.read(info)
        except _BROKEN as error:
            raise self._unreadable() from error

    def _unreadable(self) -> MalformedText:
        return MalformedText(self.name, None, "its parts cannot be unpacked", hint="open it, save it again, or as text")


class Piece(NamedTuple):
    """A tag or a stretch of characters of a part, with its place in bytes."""

    kind: str
    """`start`, `end` or `text`."""
    name: str
    """The local name of the element that starts or ends."""
    space: str
    """Its namespace."""
    attributes: dict[str, str]
    """By local name."""
    text: str
    at: int
    """The byte at which it starts; of an `end` that of its closing tag, or past an element without one."""


def pieces(content: bytes, *, name: str) -> Iterator[Piece]:
    """Yields the tags and the text of an XML part in order. Neighbouring text is one piece.

    Raises UnsafeInput for a DOCTYPE and for elements nested too deeply, MalformedText for what is no XML.
    """
    parser = expat.ParserCreate("utf-8", namespace_separator="\n")
    parser.buffer_text = False
    found: list[Piece] = []
    depth = 0

    def started(element: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if DEEPEST < depth:
            raise UnsafeInput(f"{name} nests more than {DEEPEST} elements", path=name, hint="save it as text")
        local = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        space, _, own = element.rpartition("\n")
        found.append(Piece("start", own, space, local, "", parser.CurrentByteIndex))

    def ended(element: str) -> None:
        nonlocal depth
        depth -= 1
        space, _, own = element.rpartition("\n")
        found.append(Piece("end", own, space, {}, "", parser.CurrentByteIndex))

    def said(text: str) -> None:
        found.append(Piece("text", "", "", {}, text, parser.CurrentByteIndex))

    def declared(*_: object) -> None:
        raise UnsafeInput(f"{name} declares a document type, which no draft needs", path=name, hint="save it as text")

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    parser.StartDoctypeDeclHandler = declared
    step = 1 << 16
    try:
        for start in range(0, len(content), step):
            parser.Parse(content[start : start + step], False)
            yield from found
            found.clear()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise MalformedText(name, None, f"a part of it is no XML: {error}", hint="save it again, or as text") from error
    yield from found
