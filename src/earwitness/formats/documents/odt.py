"""OpenDocument text (.odt) is read: paragraphs, tables, tracked changes and comments, the text with every change accepted.

Source: OASIS OpenDocument 1.3 part 3. Struck words lie apart from the text there: they are put where they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from ...errors import MalformedText
from ...model import Reading
from ...version import __version__
from ..packages import Package, Piece, pieces
from .paragraphs import Change, Comment, Kind, Run, WordParagraph, WordText
from .reading import conversations_in

FORMAT = "odt"
MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
READER = f"odt {__version__}"
_MOST_SPACES = 100
_KINDS: dict[str, Kind] = {"insertion": "inserted", "deletion": "deleted"}
_FOLDED = re.compile(r"[ \t\r\n]+")


def detects(head: bytes, name: str) -> float:
    """A zip file whose first part, never compressed, is its media type."""
    if not head.startswith(b"PK\x03\x04"):
        return 0.0
    if MEDIA_TYPE.encode() in head[:200]:
        return 1.0
    return 0.75 if name.lower().endswith(".odt") else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the conversations in the document. Raises MalformedText or UnsafeInput."""
    package = Package(content, name=name)
    if "content.xml" not in package:
        raise MalformedText(name, None, "it is no OpenDocument text: the part with the text is missing")
    content_part = _Content()
    content_part.take(pieces(package.xml("content.xml"), name=name))
    word = WordText(paragraphs=content_part.out, comments=content_part.comments)
    return conversations_in(word, format=FORMAT, media_type=MEDIA_TYPE, reader=READER)


class _Region(Struct):
    """A tracked change: who and when, and the words that were struck."""

    kind: Kind = "inserted"
    author: str = ""
    time: str = ""
    words: list[str] = []

    @property
    def change(self) -> Change:
        return Change(kind=self.kind, author=self.author, time=self.time)


class _Content:
    """Reads the part with the text into paragraphs."""

    def __init__(self) -> None:
        self.out: list[WordParagraph] = []
        self.comments: dict[str, Comment] = {}
        self.open: list[WordParagraph] = []
        self.bold: dict[str, bool] = {}
        self.style = ""
        self.spans: list[bool] = []
        self.places: list[list[int]] = []
        self.tables = 0
        self.items = 0
        self.notes = 0
        self.regions: dict[str, _Region] = {}
        self.region: _Region | None = None
        self.struck = 0
        self.inserted: dict[str, None] = {}
        self.remark: list[str] | None = None
        """Id, author, time and lines of the comment that is open."""
        self.active: dict[str, None] = {}
        self.field = ""
        self.passed = 0

    def take(self, stream: Iterable[Piece]) -> None:
        for piece in stream:
            if self.passed or (piece.kind == "start" and piece.name in ("note-citation", "ruby-text")):
                self.passed += {"start": 1, "end": -1}.get(piece.kind, 0)
            elif piece.kind == "text":
                self._text(piece.text)
            elif piece.kind == "start":
                self._start(piece.name, piece.attributes)
            else:
                self._end(piece.name)

    def _text(self, text: str) -> None:
        if self.remark is not None:
            place = {"creator": 1, "date": 2}.get(self.field, 3)
            self.remark[place] += text
        elif self.region is not None:
            if self.field == "creator":
                self.region.author += text
            elif self.field == "date":
                self.region.time += text
            elif self.struck:
                self.region.words.append(_FOLDED.sub(" ", text))
        elif self.open:
            said = _FOLDED.sub(" ", text)
            last = self.open[-1].runs[-1].text[-1:] if self.open[-1].runs else ""
            self._say(said[1:] if said.startswith(" ") and last == " " else said)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("creator", "date"):
            self.field = name
        elif name == "style":
            self.style = attributes.get("name", "")
            self.bold[self.style] = self.bold.get(attributes.get("parent-style-name", ""), False)
        elif name == "text-properties":
            weight = attributes.get("font-weight")
            if weight is not None and self.style:
                self.bold[self.style] = weight == "bold" or (weight.isdecimal() and 600 <= int(weight[:4]))
        elif name == "changed-region":
            self.region = self.regions[attributes.get("id", "")] = _Region()
        elif name in _KINDS and self.region is not None:
            self.region.kind = _KINDS[name]
            self.struck = int(name == "deletion")
        elif name == "annotation":
            self.remark = [attributes.get("name") or f"#{len(self.comments)}", "", "", ""]
        elif self.remark is not None or self.region is not None:
            if name == "p" and self.remark is not None and self.remark[3]:
                self.remark[3] += "\n"
        else:
            self._standing(name, attributes)

    def _standing(self, name: str, attributes: dict[str, str]) -> None:
        """Takes a tag of the text itself."""
        if name in ("p", "h"):
            cell = None
            if self.places and not self.open:
                cell = (self.places[-1][0], self.places[-1][1], self.places[-1][2])
            paragraph = WordParagraph(cell=cell, item=bool(self.items), note="footnote" if self.notes else "")
            if name == "h":
                level = attributes.get("outline-level", "1")
                paragraph.heading = max(1, min(6, int(level[:2]))) if level.isdecimal() else 1
            self.spans.append(self.bold.get(attributes.get("style-name", ""), False))
            self.open.append(paragraph)
            self.out.append(paragraph)
        elif name == "span":
            own = attributes.get("style-name", "")
            self.spans.append(self.bold.get(own, self.spans[-1] if self.spans else False))
        elif name == "s":
            count = attributes.get("c", "1")
            self._say(" " * min(int(count[:4]) if count.isdecimal() else 1, _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._say("\t" if name == "tab" else "\n")
        elif name == "table":
            self.places.append([self.tables, -1, -1])
            self.tables += 1
        elif name == "table-row" and self.places:
            self.places[-1][1:] = [self.places[-1][1] + 1, -1]
        elif name in ("table-cell", "covered-table-cell") and self.places:
            self.places[-1][2] += 1
        elif name in ("list-item", "note-body"):
            self.items += name == "list-item"
            self.notes += name == "note-body"
        elif name == "change-start":
            self.inserted[attributes.get("change-id", "")] = None
        elif name == "change-end":
            self.inserted.pop(attributes.get("change-id", ""), None)
        elif name == "change" and self.open:
            region = self.regions.get(attributes.get("change-id", ""))
            if region is not None and (words := "".join(region.words)):
                self.open[-1].runs.append(Run(text=words, change=region.change))
        elif name == "annotation-end":
            self.active.pop(attributes.get("name", ""), None)

    def _end(self, name: str) -> None:
        if name in ("creator", "date"):
            self.field = ""
        elif name == "annotation" and self.remark is not None:
            id, author, time, text = self.remark
            self.comments[id] = Comment(text=text.strip(), author=author.strip(), time=time.strip())
            self.remark = None
            if id.startswith("#"):
                if self.open:
                    self.open[-1].runs.append(Run(text="", comments=(id,)))
            else:
                self.active[id] = None
        elif self.remark is not None:
            return
        elif name == "changed-region":
            self.region, self.struck = None, 0
        elif name in ("p", "h") and self.region is None and self.open:
            self.open.pop()
            self.spans.pop()
        elif name == "span" and self.region is None and 1 < len(self.spans):
            self.spans.pop()
        elif name == "table" and self.places:
            self.places.pop()
        elif name in ("list-item", "note-body"):
            self.items -= name == "list-item"
            self.notes -= name == "note-body"

    def _say(self, text: str) -> None:
        if not text or not self.open:
            return
        region = next((self.regions[id] for id in reversed(self.inserted) if id in self.regions), None)
        self.open[-1].runs.append(
            Run(
                text=text, bold=bool(self.spans and self.spans[-1]), comments=tuple(self.active),
                change=region.change if region is not None else None,
            )
        )  # fmt: skip
