"""From a parsed page to blocks: one walk through the elements, without recursion, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from .blocks import Block, Kind
from .boilerplate import is_furniture
from .elements import (
    BLOCK,
    HEADINGS,
    INLINE,
    PATHLESS,
    SILENT,
    is_apart,
    is_bold,
    is_hidden,
    is_italic,
    is_speaker,
    language_code,
)
from .flow import BOLD, ITALIC, LINK, PRE, Flow, Passage
from .survey import Survey
from .tables import is_layout

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_KINDS: dict[str, Kind] = {
    "li": "item",
    "dt": "term",
    "dd": "definition",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
_PREFORMATTED = frozenset({"pre", "listing", "plaintext", "xmp"})
_SECTIONS = frozenset({"ul", "ol", "menu", "dir", "dl", "table", "article", "section", "blockquote"})
_DEEPEST_PATH = 40
"""Steps in a container's path; what lies deeper is numbered instead, so that paths stay short."""


class Frame(Struct):
    """An open element: where its text goes and how it is set. Working memory of the walk, changed as it goes."""

    child: LexborNode | None
    tag: str
    path: str
    kind: Kind
    block: bool = False
    level: int = 0
    depth: int = 0
    """Of lists."""
    style: int = 0
    language: str | None = None
    row: bool = False
    table_is_layout: bool = True
    in_article: bool = False
    item: Frame | None = None
    """The list item that holds this."""
    used: bool = False
    """Of a list item: its first block is out."""
    counts: dict[str, int] | None = None
    close: str = ""
    """What the end of the element adds to the text: a quotation mark, the end of an unknown tag."""


class Layout:
    """Sets the text of one element after another into blocks."""

    def __init__(
        self, *, extents: Survey, whole: int, source: str, language: str | None, furniture: bool = False
    ) -> None:
        self.blocks: list[Block] = []
        self.ruby = False
        self._extents = extents
        self._whole = whole
        self._source = source.lower() if len(source) < 5_000_000 else ""
        self._language = language
        self._keeps_furniture = furniture
        self._flow = Flow()
        self._owner: Frame | None = None
        self._deep = 0
        self._author: str | None = None
        self._posted: str | None = None

    def set(self, root: LexborNode, *, path: str = "", author: str | None = None, posted: str | None = None) -> None:
        """Adds the blocks of `root`; `path` leads their containers, `author` and `posted` are of the post it is."""
        tag = root.tag or ""
        self._author, self._posted = author, posted
        first = Frame(
            child=root.first_child,
            tag=tag,
            path=path or tag,
            kind="paragraph",
            block=True,
            language=language_code(root.attributes.get("lang")) or self._language,
            in_article=tag == "article",
        )
        frames = [first]
        while frames:
            frame = frames[-1]
            node = frame.child
            if node is None:
                self._leave(frame)
                frames.pop()
                continue
            frame.child = node.next
            if node.is_text_node:
                self._add(node.text_content or "", frame)
            elif node.is_element_node:
                entered = self._enter(node, frame)
                if entered is not None:
                    frames.append(entered)

    def _enter(self, node: LexborNode, parent: Frame) -> Frame | None:
        """Returns the frame of an element that has text of its own, None for one that is passed over."""
        tag = node.tag or ""
        if tag in SILENT:
            self.ruby = self.ruby or tag == "rt"
            return None
        if tag == "br":
            if parent.style & PRE:
                self._flow.add("\n", parent.style)
            else:
                self._flow.add_break()
            return None
        attributes = node.attributes
        if is_hidden(attributes):
            return None
        if not self._keeps_furniture and is_furniture(
            node, attributes, self._extents, self._whole, in_article=parent.in_article
        ):
            return None
        if tag == "sup" and _is_footnote_sign(node):
            return None
        frame = Frame(
            child=node.first_child,
            tag=tag,
            path=parent.path,
            kind=parent.kind,
            level=parent.level,
            depth=parent.depth,
            style=parent.style,
            language=language_code(attributes.get("lang") or attributes.get("xml:lang")) or parent.language,
            row=parent.row,
            table_is_layout=parent.table_is_layout,
            in_article=parent.in_article or tag == "article",
            item=parent.item,
        )
        if tag in BLOCK:
            self._enter_block(node, frame, parent)
        else:
            self._enter_inline(tag, attributes, frame)
        return frame

    def _enter_inline(self, tag: str, attributes: dict[str, str | None], frame: Frame) -> None:
        style = attributes.get("style")
        if attributes and is_apart(attributes):
            frame.style |= BOLD if is_speaker(attributes) else 0
            frame.close = " "
            self._add(" ", frame)
        frame.style |= (BOLD if is_bold(tag, style) else 0) | (ITALIC if is_italic(tag, style) else 0)
        if tag == "a" and attributes.get("href"):
            frame.style |= LINK
        if tag == "q":
            self._add("“", frame)
            frame.close = "”"
        elif tag not in INLINE and not attributes and tag.isalpha():
            # No element of HTML: a transcriber's sign such as <unclear> that was never escaped.
            self._add(f"<{tag}>", frame)
            frame.close = f"</{tag}>" if f"</{tag}" in self._source else ""

    def _enter_block(self, node: LexborNode, frame: Frame, parent: Frame) -> None:
        tag = frame.tag
        if frame.row:
            # Within a table's row blocks are lines of their cell, and cells are parted by tabs.
            if tag in ("td", "th"):
                if parent.used:
                    self._flow.add_cell()
                parent.used = True
            elif self._flow.pieces and self._flow.pieces[-1][0] not in ("\n", "\t"):
                self._flow.add_break()
            frame.close = "" if tag in ("td", "th") else "\n"
            return
        self._flush()
        frame.block = True
        if tag == "table":
            frame.table_is_layout = is_layout(node)
        elif tag == "tr" and not parent.table_is_layout:
            frame.row, frame.kind = True, "row"
            frame.level = int(_is_heading_row(node))
            frame.used = False
            self._owner = frame
        if node.attributes and is_speaker(node.attributes):
            frame.style |= BOLD
        if tag in HEADINGS:
            frame.kind, frame.level = "heading", HEADINGS[tag]
        elif tag in ("ul", "ol", "menu", "dir"):
            frame.depth += 1
        elif tag == "li":
            frame.kind, frame.level, frame.item = "item", frame.depth, frame
        elif tag in _KINDS:
            frame.kind, frame.item = _KINDS[tag], None
        elif tag in _PREFORMATTED:
            frame.kind, frame.style = "preformatted", frame.style | PRE
        if tag not in PATHLESS and not _is_wrapper(node):
            frame.path = self._step(parent, tag)
        elif frame.kind == "paragraph" and tag in ("td", "th"):
            frame.path = self._step(parent, tag)

    def _step(self, parent: Frame, tag: str) -> str:
        if _DEEPEST_PATH <= parent.path.count("/"):
            self._deep += 1
            return f"{parent.path.split('/~')[0]}/~{self._deep}"
        parent.counts = parent.counts if parent.counts is not None else {}
        parent.counts[tag] = parent.counts.get(tag, 0) + 1
        return f"{parent.path}/{tag}#{parent.counts[tag]}"

    def _add(self, text: str, frame: Frame) -> None:
        if self._owner is None:
            if not text.strip():
                if self._flow.pieces:
                    self._flow.add(text, frame.style)
                return
            self._owner = frame
        self._flow.add(text, frame.style)

    def _leave(self, frame: Frame) -> None:
        if frame.close == "\n":
            self._flow.add_break()
        elif frame.close:
            self._add(frame.close, frame)
        if frame.block:
            self._flush()

    def _flush(self) -> None:
        """Ends the open block, if any text is in it."""
        owner, self._owner = self._owner, None
        if owner is None:
            self._flow.pieces.clear()
            return
        if owner.row:
            passage, cells = self._flow.take_row()
            if any(cells):
                self._put(owner, passage, cells=cells)
            return
        passages = [self._flow.take_whole()] if owner.style & PRE else self._flow.take_passages()
        for passage in passages:
            if passage.text:
                self._put(owner, passage)

    def _put(self, owner: Frame, passage: Passage, *, cells: tuple[str, ...] = ()) -> None:
        kind = owner.kind
        if kind == "item" and owner.item is not None:
            kind = "paragraph" if owner.item.used else "item"
            owner.item.used = True
        self.blocks.append(
            Block(
                kind=kind,
                text=passage.text,
                bold=passage.bold,
                italic=passage.italic,
                links=passage.links,
                level=owner.level,
                cells=cells,
                container=owner.path,
                author=self._author,
                posted=self._posted,
                language=owner.language,
            )
        )


def _is_wrapper(node: LexborNode) -> bool:
    """True if the element holds no block, or nothing but one: then it is no section, only a box."""
    elements = 0
    blocks = False
    words = False
    child = node.first_child
    while child is not None:
        if child.is_element_node:
            if child.tag not in SILENT:
                elements += 1
                blocks = blocks or child.tag in BLOCK
        elif child.is_text_node and not words:
            words = bool((child.text_content or "").strip())
        if blocks and (words or 1 < elements):
            return False
        child = child.next
    return not blocks or node.tag not in _SECTIONS


def _is_heading_row(row: LexborNode) -> bool:
    tags = [child.tag for child in row.iter()]
    return bool(tags) and all(tag == "th" for tag in tags)


def _is_footnote_sign(node: LexborNode) -> bool:
    link = node.css_first("a")
    words = (node.text() or "").strip().strip("[]")
    return link is not None and words.isdigit() and "#" in (link.attributes.get("href") or "")
