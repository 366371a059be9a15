"""Word's parts beside the text: styles, what they make of a run, comments, and the document's properties.

Source: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from ..packages import Package, pieces
from ..word import WORDS, beside
from .paragraphs import Comment

_OFF = frozenset(("0", "false", "off", "none"))
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"


class Style(Struct):
    name: str = ""
    based: str = ""
    bold: bool | None = None
    italic: bool | None = None


class Format(Struct):
    """The formatting of a run that is open."""

    bold: bool = False
    italic: bool = False
    style: str = ""
    language: str = ""

    def take(self, name: str, attributes: dict[str, str], styles: dict[str, Style]) -> None:
        value = attributes.get("val", "")
        if name == "b":
            self.bold = value not in _OFF
        elif name == "i":
            self.italic = value not in _OFF
        elif name == "rStyle":
            self.style = value
            self.bold = self.bold or is_set(styles, value, "bold")
            self.italic = self.italic or is_set(styles, value, "italic")
        elif name == "lang":
            self.language = value or attributes.get("bidi", "")


def is_set(styles: dict[str, Style], id: str, what: Literal["bold", "italic"]) -> bool:
    """Says whether a style, or one it is based on, makes its words bold or italic."""
    for _ in range(12):
        style = styles.get(id)
        if style is None:
            return False
        said = style.bold if what == "bold" else style.italic
        if said is not None:
            return said
        id = style.based
    return False


def styles_of(package: Package, main: str) -> dict[str, Style]:
    found: dict[str, Style] = {}
    if (part := beside(main, "styles.xml")) not in package:
        return found
    style: Style | None = None
    for piece in pieces(package.xml(part), name=package.name):
        if piece.kind != "start" or piece.space not in WORDS:
            continue
        value = piece.attributes.get("val", "")
        if piece.name == "style":
            style = found.setdefault(piece.attributes.get("styleId", ""), Style())
        elif style is None:
            continue
        elif piece.name == "name":
            style.name = value
        elif piece.name == "basedOn":
            style.based = value
        elif piece.name == "b":
            style.bold = value not in _OFF
        elif piece.name == "i":
            style.italic = value not in _OFF
    return found


def comments_of_part(part: bytes, name: str) -> dict[str, Comment]:
    found: dict[str, Comment] = {}
    id, author, time, words = "", "", "", [""]
    within = False
    for piece in pieces(part, name=name):
        if piece.kind == "text":
            words[-1] += piece.text if within else ""
        elif piece.name == "comment" and piece.kind == "start":
            id, author, time = (piece.attributes.get(key, "").strip() for key in ("id", "author", "date"))
            words = [""]
        elif piece.name == "comment":
            found[id] = Comment(text="\n".join(line for line in words if line.strip()), author=author, time=time)
        elif piece.name == "t":
            within = piece.kind == "start"
        elif piece.name in ("p", "br") and piece.kind == "start":
            words.append("")
    return found


def properties_of(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for part, space in (("docProps/core.xml", ""), ("docProps/custom.xml", _CUSTOM)):
        if part not in package:
            continue
        for piece in pieces(package.xml(part), name=package.name):
            if piece.kind == "start":
                name = piece.attributes.get("name", name) if space else piece.name
            elif piece.kind == "text" and (space or name == "title"):
                found[name] = found.get(name, "") + piece.text
            elif piece.kind == "end" and not space:
                name = ""
    return found
