"""Markdown as blocks: CommonMark with tables, except where its signs are a transcriber's.

Masks (`f*cking … sh*t`) are no emphasis, `[R]: text` is no link, `---` under a spoken line makes no heading, and an
indented line is no code: each would lose words or signs that were said or set down on purpose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from ...datelines import find_posted
from ...errors import UnsafeInput
from .blocks import Block, Kind, Page
from .charset import decode
from .elements import language_code
from .front_matter import read_front_matter
from .inline import set_inline
from .metadata import date_of
from .text import LARGEST, lines

if TYPE_CHECKING:
    from markdown_it.token import Token

_MASK = "\ue000"
"""Stands for an asterisk within a word while the parser looks; one code point for another, so offsets hold."""

_WITHIN_WORD = re.compile(r"(?<=[^\W_])(\*+)(?=[^\W_])")
_DEFINITION = re.compile(
    r"^ {0,3}\[([^\]\n]{1,200})\]:[ \t]*<?((?:https?://|mailto:|#|/)[^\s>]*)>?[^\n]*$", re.MULTILINE
)
_HTML_TAG = re.compile(r"</?[A-Za-z][^>]*>")
_DEEPEST = 60
"""Lists and quotes within each other; what is nested deeper is read as plain lines."""
_LARGEST_PARSED = 2_000_000
"""Characters; the parser takes two seconds for them."""
_MOST_SIGNS = 2_000
"""Brackets and the like in one paragraph: the parser's time grows with the square of them."""


def read_markdown(content: bytes, *, name: str, charset: str | None = None) -> Page:
    """Returns the blocks of a Markdown text, and what its front matter says of it.

    Raises BadInput for what is empty or no text, UnsafeInput for what is too large.
    """
    if LARGEST < len(content):
        raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", hint="split it", path=name)
    text, known, doubts = decode(content, name=name, declared=charset)
    text = text.replace(_MASK, "�")
    front, start = read_front_matter(text)
    language = language_code(front.get("lang") or front.get("language"))
    blocks = set_blocks(text, start=start, language=language) if _is_tame(text) else None
    if blocks is None:
        blocks = lines(text, name=name)
        doubts = (*doubts, "The text is too large or too deeply nested for Markdown and was read line by line.")
    heading = next((block.text for block in blocks if block.kind == "heading"), None)
    published = date_of(front.get("date") or front.get("published"), language)
    printed = None if published else next((date for b in blocks[:8] if (date := find_posted(b.text, language))), None)
    return Page(
        blocks=blocks,
        title=front.get("title") or heading,
        published=published or printed,
        published_from="meta" if published else "text" if printed else None,
        publisher=front.get("publisher") or front.get("site"),
        url=front.get("url") or front.get("canonical"),
        language=language,
        charset=known,
        media_type="text/markdown",
        doubts=doubts,
    )


def set_blocks(text: str, *, start: int = 0, language: str | None = None) -> tuple[Block, ...] | None:
    """Returns the blocks of Markdown from the offset `start` on; None if it is nested too deeply to read in full.

    Offsets and line numbers count from the text's start.
    """
    from markdown_it import MarkdownIt

    body = "\n" * text.count("\n", 0, start) + text[start:].replace("\r\n", "\n").replace("\r", "\n").replace(
        "\x0c", "\n"
    )
    body = _WITHIN_WORD.sub(lambda match: _MASK * len(match.group()), body)
    references: dict[str, dict[str, str]] = {}
    for match in _DEFINITION.finditer(body):
        references[" ".join(match.group(1).split()).upper()] = {"href": match.group(2), "title": ""}
    body = _DEFINITION.sub("", body)
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["code", "reference"])
    places = _line_starts(text)
    setter = _Setter(text, places, language)
    tokens = parser.parse(body, {"references": references})
    if any(_DEEPEST <= token.level + 2 for token in tokens):
        return None
    setter.set(tokens)
    return tuple(setter.blocks)


def _is_tame(text: str) -> bool:
    """True if the parser ends soon: not too large, and no paragraph of countless brackets."""
    if _LARGEST_PARSED < len(text):
        return False
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return all(sum(map(part.count, "[]<&")) <= _MOST_SIGNS for part in paragraphs if _MOST_SIGNS < len(part))


def _line_starts(text: str) -> list[int]:
    return [0, *(match.end() for match in re.finditer(r"\r\n|[\n\r\x0c]", text))]


class _Setter:
    """Sets the parser's tokens, which are flat, into blocks."""

    def __init__(self, text: str, places: list[int], language: str | None) -> None:
        self.blocks: list[Block] = []
        self._text = text
        self._places = places
        self._language = language
        self._path: list[str] = []
        self._counts: list[dict[str, int]] = [{}]
        self._markers: list[str] = []
        self._fresh = False
        self._marker = ""
        self._heading: Token | None = None
        self._cells: list[str] = []
        self._row: tuple[int, bool] | None = None

    def set(self, tokens: list[Token]) -> None:
        for token in tokens:
            kind = token.type
            if kind in ("bullet_list_open", "ordered_list_open", "blockquote_open", "table_open"):
                self._open(kind.removesuffix("_open").removesuffix("_list"))
            elif kind in ("bullet_list_close", "ordered_list_close", "blockquote_close", "table_close"):
                self._path.pop()
                self._counts.pop()
            elif kind == "list_item_open":
                self._fresh = True
                self._marker = f"{token.info}{token.markup}" if token.info else token.markup
            elif kind == "list_item_close":
                self._fresh = False
            elif kind == "heading_open":
                self._heading = token
            elif kind == "heading_close":
                self._heading = None
            elif kind == "tr_open":
                self._cells, self._row = [], (token.map[0] if token.map else 0, False)
            elif kind == "th_open" and self._row is not None:
                self._row = (self._row[0], True)
            elif kind == "tr_close":
                self._put_row()
            elif kind == "inline":
                self._inline(token)
            elif kind in ("fence", "code_block"):
                self._put("preformatted", token.content.rstrip("\n"), token.map)
            elif kind == "html_block":
                self._html(token)

    def _open(self, tag: str) -> None:
        counts = self._counts[-1]
        counts[tag] = counts.get(tag, 0) + 1
        self._path.append(f"{tag}#{counts[tag]}")
        self._counts.append({})

    def _inline(self, token: Token) -> None:
        passage = set_inline(token.children or [], _MASK)
        if self._row is not None:
            self._cells.append(passage.text)
            return
        kind: Kind = "quote" if any(step.startswith("blockquote") for step in self._path) else "paragraph"
        level = sum(step.startswith(("bullet", "ordered")) for step in self._path)
        marker = ""
        heading = self._heading
        # A rule under a line that was said makes no heading of it; under a line of its own it does.
        if heading is not None and not (heading.markup == "-" and ("\n" in passage.text or ":" in passage.text)):
            kind, level = "heading", int(heading.tag[1])
        elif level and self._fresh:
            kind, marker, self._fresh = "item", self._marker, False
        self._put(
            kind,
            passage.text,
            token.map,
            bold=passage.bold,
            italic=passage.italic,
            emphasis=passage.emphasis,
            links=passage.links,
            level=level,
            marker=marker,
        )

    def _put_row(self) -> None:
        if self._row is None:
            return
        (line, heads), self._row = self._row, None
        cells = tuple(self._cells)
        self._put("row", "\t".join(cells).strip("\t"), [line, line + 1], cells=cells, level=int(heads))

    def _html(self, token: Token) -> None:
        """Sets the text of raw HTML; it is read as a page is, never run."""
        from .html import page_of, refuse_tag_bomb

        content = token.content.replace(_MASK, "*")
        refuse_tag_bomb(content.encode("utf-8", "replace"), name="HTML in Markdown")
        for block in page_of(content, charset="utf-8").blocks:
            self._put(
                block.kind,
                block.text,
                token.map,
                bold=block.bold,
                italic=block.italic,
                level=block.level,
                cells=block.cells,
            )

    def _put(self, kind: Kind, text: str, lines: list[int] | None, **more: Any) -> None:
        text = text.replace(_MASK, "*")
        if not text.strip():
            return
        source = None
        if lines is not None:
            first, last = lines
            start = self._places[min(first, len(self._places) - 1)]
            end = self._places[last] if last < len(self._places) else len(self._text)
            source = (start, start + len(self._text[start:end].rstrip()))
        self.blocks.append(
            Block(
                kind=kind,
                text=text,
                container="/".join(["markdown", *self._path]),
                language=self._language,
                line=lines[0] + 1 if lines is not None else None,
                source=source,
                **more,
            )
        )
