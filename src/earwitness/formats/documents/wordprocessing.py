"""Word's text part: tags to paragraphs, with tracked changes, comments, bookmarks and tables.

Source: ECMA-376 part 1, WordprocessingML.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..packages import Package, Piece, pieces
from ..word import WORDS, beside, main_part
from .paragraphs import Cell, Change, Kind, Run, WordParagraph, WordText
from .wordparts import Format, Style, comments_of_part, is_set, properties_of, styles_of

_KINDS: dict[str, Kind] = {"ins": "inserted", "moveTo": "inserted", "del": "deleted", "moveFrom": "deleted"}
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}
_LEFT_OUT = frozenset(
    ("Fallback", "rt", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange", "trPrChange", "instrText")
)


def read_word(content: bytes, *, name: str) -> WordText:
    """Returns the paragraphs of the body in order, those of tables and text boxes among them, then the notes.

    Raises MalformedText or UnsafeInput.
    """
    package = Package(content, name=name)
    main = main_part(package)
    styles = styles_of(package, main)
    found = WordText(paragraphs=[])
    _Part(styles, found.paragraphs).take(pieces(package.xml(main), name=name))
    for note in ("footnote", "endnote"):
        if (part := beside(main, f"{note}s.xml")) in package:
            _Part(styles, found.paragraphs, note=note).take(pieces(package.xml(part), name=name))
    if (part := beside(main, "comments.xml")) in package:
        found.comments = comments_of_part(package.xml(part), name)
    found.furniture = tuple(_furniture(package, main, styles))
    found.properties = properties_of(package)
    return found


class _Part:
    """Reads one part into paragraphs."""

    def __init__(self, styles: dict[str, Style], out: list[WordParagraph], *, note: str = "") -> None:
        self.styles, self.out, self.note = styles, out, note
        self.path: list[str] = []
        self.open: list[WordParagraph] = []
        self.changes: list[Change] = []
        self.row_change: list[Change | None] = []
        self.places: list[list[int]] = []
        """Table, row and column of the tables that are open."""
        self.tables = 0
        self.active: dict[str, None] = {}
        self.covered: set[str] = set()
        """The ids of the comments that cover words."""
        self.pending: list[str] = []
        self.texts: list[str] | None = None
        self.runs: list[Format] = []
        self.separator = False

    def take(self, stream: Iterator[Piece]) -> None:
        left_out = 0
        for piece in stream:
            if left_out or (piece.kind == "start" and piece.name in _LEFT_OUT):
                left_out += {"start": 1, "end": -1}.get(piece.kind, 0)
            elif piece.kind == "text":
                if self.texts is not None:
                    self.texts.append(piece.text)
            elif piece.kind == "start":
                if piece.space in WORDS:
                    self._start(piece.name, piece.attributes)
                self.path.append(piece.name)
            else:
                self.path.pop()
                if piece.space in WORDS:
                    self._end(piece.name)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        parent = self.path[-1] if self.path else ""
        if name == "p":
            self._begin()
        elif name == "r":
            paragraph_style = self.open[-1].style if self.open else ""
            self.runs.append(Format(bold=is_set(self.styles, paragraph_style, "bold")))
        elif name in ("t", "delText") and self.runs:
            self.texts = []
        elif name in _SIGNS and parent == "r":
            self._say(_SIGNS[name])
        elif name in _KINDS:
            self._changed(name, attributes, parent)
        elif name == "tbl":
            self.places.append([self.tables, -1, -1])
            self.tables += 1
        elif name == "tr" and self.places:
            self.places[-1][1:] = [self.places[-1][1] + 1, -1]
            self.row_change.append(None)
        elif name == "tc" and self.places:
            self.places[-1][2] += 1
        elif name == "commentRangeStart":
            self.active[attributes.get("id", "")] = None
        elif name == "commentRangeEnd":
            self.active.pop(attributes.get("id", ""), None)
        elif name == "commentReference" and self.open:
            self._refer(attributes.get("id", ""))
        elif name == "bookmarkStart":
            self._bookmark(attributes.get("name", ""))
        elif name in ("footnote", "endnote") and self.note:
            self.separator = attributes.get("type", "normal") != "normal"
        elif parent == "rPr" and self.runs:
            self.runs[-1].take(name, attributes, self.styles)
        elif parent in ("pPr", "numPr") and self.open:
            self._paragraph_property(name, attributes)

    def _end(self, name: str) -> None:
        if name == "p" and self.open:
            self.open.pop()
        elif name == "r" and self.runs:
            self.runs.pop()
        elif name in ("t", "delText") and self.texts is not None:
            self._say("".join(self.texts))
            self.texts = None
        elif name in _KINDS and self.changes and (not self.path or self.path[-1] not in ("rPr", "trPr", "numPr")):
            self.changes.pop()
        elif name == "tbl" and self.places:
            self.places.pop()
        elif name == "tr" and self.row_change:
            self.row_change.pop()

    def _begin(self) -> None:
        cell: Cell | None = None
        if self.places and not self.open:
            table, row, column = self.places[-1]
            cell = (table, row, column)
        paragraph = WordParagraph(cell=cell, note=self.note)
        paragraph.bookmarks = [(0, name) for name in self.pending]
        self.pending = []
        self.open.append(paragraph)
        if not self.separator:
            self.out.append(paragraph)

    def _say(self, text: str) -> None:
        if not text or not self.open or not self.runs:
            return
        format = self.runs[-1]
        self.covered.update(self.active)
        change = self.changes[-1] if self.changes else self.row_change[-1] if self.row_change else None
        self.open[-1].runs.append(
            Run(
                text=text, style=format.style, bold=format.bold, italic=format.italic, language=format.language,
                change=change, comments=tuple(self.active),
            )
        )  # fmt: skip

    def _changed(self, name: str, attributes: dict[str, str], parent: str) -> None:
        change = Change(
            kind=_KINDS[name], author=attributes.get("author", "").strip(), time=attributes.get("date", "").strip()
        )
        if parent == "rPr":
            if self.open and not self.runs:
                self.open[-1].mark = change
        elif parent == "trPr":
            if self.row_change:
                self.row_change[-1] = change
        elif parent != "numPr":
            self.changes.append(change)

    def _refer(self, id: str) -> None:
        """A comment that covers no words is about the place where it stands."""
        if id not in self.covered:
            self.open[-1].runs.append(Run(text="", comments=(id,)))

    def _bookmark(self, name: str) -> None:
        if self.open:
            self.open[-1].bookmarks.append((len(self.open[-1].runs), name))
        else:
            self.pending.append(name)

    def _paragraph_property(self, name: str, attributes: dict[str, str]) -> None:
        paragraph = self.open[-1]
        if name == "pStyle":
            paragraph.style = attributes.get("val", "")
            known = self.styles.get(paragraph.style)
            called = known.name.casefold() if known is not None else paragraph.style.casefold()
            if called.startswith("heading ") and called[8:].isdecimal():
                paragraph.heading = max(1, min(6, int(called[8:])))
            elif called == "title":
                paragraph.heading = 1
        elif name == "outlineLvl" and attributes.get("val", "").isdecimal():
            paragraph.heading = min(6, int(attributes["val"][:2]) + 1) if int(attributes["val"][:2]) < 9 else 0
        elif name == "numId":
            paragraph.item = attributes.get("val", "0") != "0"


def _furniture(package: Package, main: str, styles: dict[str, Style]) -> Iterator[str]:
    folder = main.rpartition("/")[0]
    told: set[str] = set()
    for part in package.names:
        file = part.rpartition("/")
        if file[0] == folder and file[2].startswith(("header", "footer")) and file[2].endswith(".xml"):
            paragraphs: list[WordParagraph] = []
            _Part(styles, paragraphs).take(pieces(package.xml(part), name=package.name))
            for paragraph in paragraphs:
                if (text := paragraph.text.strip()) and text not in told:
                    told.add(text)
                    yield text
