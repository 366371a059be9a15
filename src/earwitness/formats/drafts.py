"""Drafts: a reporter's or lawyer's text as paragraphs, each with the offsets by which its passages are named.

    .docx  word/document.xml with its footnotes and endnotes (`word.py`)     .odt  content.xml
    .md    CommonMark     .html  the whole page, nothing taken for furniture     .txt  paragraphs parted by empty lines

A draft is looked through, never kept: nothing of it enters the archive.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from msgspec import Struct

from ..errors import MalformedText
from .packages import Package, pieces

Host = tuple[int, int]


class Paragraph(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One paragraph of a draft."""

    text: str
    """Code points; a break within the paragraph is a line feed."""
    quoted: bool = False
    """True where the markup or its style sets it apart as a quotation."""
    host: Host | None = None
    """Of a note or text box: the paragraph of the body, and the offset in it, where it hangs."""


class DraftText(Struct, frozen=True, kw_only=True):
    """A draft as read."""

    name: str
    form: str
    """`docx`, `odt`, `markdown`, `html` or `text`."""
    paragraphs: tuple[Paragraph, ...] = ()
    """In order; of a .docx those of the body first, then its notes."""
    doubts: tuple[str, ...] = ()


class _Open(Struct):
    """A paragraph that is not closed yet."""

    number: int
    host: Host | None
    quoted: bool = False
    length: int = 0
    parts: list[str] = []


class Passages:
    """Paragraphs under construction: those within a text box or a note close before the one they hang in."""

    def __init__(self) -> None:
        self.done: list[Paragraph] = []
        self.open: list[_Open] = []

    def begin(self, host: Host | None = None) -> None:
        """Opens a paragraph, within the one that is open where there is one."""
        if self.open:
            outer = self.open[0]
            host = outer.host or (outer.number, outer.length)
        self.open.append(_Open(len(self.done), host))
        self.done.append(Paragraph(text=""))

    def say(self, text: str) -> None:
        """Adds to the innermost open paragraph; text outside of all is none of the draft's."""
        if self.open and text:
            self.open[-1].parts.append(text)
            self.open[-1].length += len(text)

    @property
    def last(self) -> str:
        """The sign said last in the innermost open paragraph."""
        return self.open[-1].parts[-1][-1] if self.open and self.open[-1].parts else ""

    def end(self) -> None:
        """Closes the innermost open paragraph."""
        closed = self.open.pop()
        self.done[closed.number] = Paragraph(text="".join(closed.parts), quoted=closed.quoted, host=closed.host)


def read_draft(content: bytes, *, name: str) -> DraftText:
    """Returns the paragraphs of a draft; the end of its name says how it is read.

    Raises BadInput for what cannot be read and UnsafeInput for what is too large, too deep, or declares a DOCTYPE.
    """
    form = form_of(name)
    paragraphs, doubts = READERS[form](content, name)
    return DraftText(name=name, form=form, paragraphs=paragraphs, doubts=doubts)


def form_of(name: str) -> str:
    """Returns the form that the name's end stands for. Raises MalformedText for another."""
    ending = PurePath(name).suffix.lower()
    if ending not in FORMS:
        known = ", ".join(FORMS)
        raise MalformedText(
            name, None, f"a draft is read as {known}; this ends otherwise", hint="save it as .docx or .txt"
        )
    return FORMS[ending]


FORMS = {
    ".docx": "docx", ".odt": "odt", ".md": "markdown", ".markdown": "markdown", ".txt": "text", ".html": "html",
    ".htm": "html",
}  # fmt: skip

Read = tuple[tuple[Paragraph, ...], tuple[str, ...]]


def _docx(content: bytes, name: str) -> Read:
    from .word import read_docx

    return read_docx(content, name=name), ()


_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_PASSED_OVER = frozenset(("annotation", "annotation-end", "tracked-changes", "note-citation", "ruby-text"))
_MOST_SPACES = 100


def _odt(content: bytes, name: str) -> Read:
    package = Package(content, name=name)
    quoting = {"Quotations", "Quote"}
    passages = Passages()
    passed_over = 0
    for piece in pieces(package.xml("content.xml"), name=name):
        if passed_over or (piece.kind == "start" and piece.name in _PASSED_OVER):
            passed_over += {"start": 1, "end": -1}.get(piece.kind, 0)
        elif piece.kind == "text":
            said = re.sub(r"[ \t\r\n]+", " ", piece.text)  # a line's end may part one space into two pieces
            passages.say(said[1:] if said.startswith(" ") and passages.last == " " else said)
        elif piece.kind == "start" and piece.name == "style":
            if piece.attributes.get("parent-style-name") in quoting:
                quoting.add(piece.attributes.get("name", ""))
        elif piece.space != _TEXT:
            continue
        elif piece.name in ("p", "h"):
            if piece.kind == "end":
                passages.end()
                continue
            passages.begin()
            if piece.attributes.get("style-name") in quoting:
                passages.open[-1].quoted = True
        elif piece.kind == "start" and piece.name == "s":
            count = piece.attributes.get("c", "1")
            passages.say(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif piece.kind == "start" and piece.name in ("tab", "line-break"):
            passages.say("\t" if piece.name == "tab" else "\n")
    return tuple(passages.done), ()


def _markdown(content: bytes, name: str) -> Read:
    from .page.markdown import read_markdown

    page = read_markdown(content, name=name)
    return tuple(Paragraph(text=block.text, quoted=block.kind == "quote") for block in page.blocks), page.doubts


def _html(content: bytes, name: str) -> Read:
    from selectolax.lexbor import LexborHTMLParser

    from .page.charset import declared_in_markup, decode
    from .page.html import refuse_tag_bomb
    from .page.layout import Layout
    from .page.survey import survey

    text, known, doubts = decode(content, name=name, declared=declared_in_markup(content))
    refuse_tag_bomb(text.encode("utf-8", "replace") if known.startswith("utf-16") else content, name=name)
    root = LexborHTMLParser(text).body
    if root is None:
        return (), (*doubts, "The page holds no text.")
    extents = survey(root)
    layout = Layout(extents=extents, whole=extents[root.mem_id].text, source=text, language=None)
    layout.set(root, path="body")
    return tuple(Paragraph(text=block.text, quoted=block.kind == "quote") for block in layout.blocks), doubts


_EMPTY = re.compile(r"(?:\r\n|[\n\r\x0c])[ \t]*(?:\r\n|[\n\r\x0c])+")
_ANSWERED = re.compile(r"^[ \t]*>[ \t]?", re.MULTILINE)


def _text(content: bytes, name: str) -> Read:
    from .page.charset import decode

    text, _, doubts = decode(content, name=name)
    paragraphs = []
    for part in _EMPTY.split(text):
        lines = [line for line in part.splitlines() if line.strip()]
        quoted = bool(lines) and all(line.lstrip().startswith(">") for line in lines)
        whole = "\n".join(lines)
        paragraphs.append(Paragraph(text=_ANSWERED.sub("", whole) if quoted else whole, quoted=quoted))
    return tuple(paragraph for paragraph in paragraphs if paragraph.text), doubts


READERS: dict[str, Callable[[bytes, str], Read]] = {
    "docx": _docx, "odt": _odt, "markdown": _markdown, "html": _html, "text": _text,
}  # fmt: skip
