"""Blocks: what stands on a page, piece by piece, in reading order; the seam between reading markup and finding talk."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Kind = Literal["heading", "paragraph", "item", "row", "term", "definition", "quote", "line", "preformatted", "caption"]
"""What the markup says a block is. Plain text knows only `line`."""

PublishedFrom = Literal["meta", "json-ld", "time", "text", "url"]


class Block(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of a page: a paragraph, a list item, a table row, a line of plain text."""

    kind: Kind
    text: str
    """Code points. `<br>` is a line feed; white space is folded as a browser would (a no-break space stays); entities
    are decoded; soft hyphens and zero-width spaces are gone; nothing else is changed. Of a row: its cells with tabs
    between. A `line` or `preformatted` block keeps its inner spaces."""
    bold: tuple[tuple[int, int], ...] = ()
    """Half-open offsets into `text`."""
    italic: tuple[tuple[int, int], ...] = ()
    """Half-open offsets into `text`; in Markdown they span the words inside the signs."""
    emphasis: tuple[tuple[int, int, str], ...] = ()
    """Markdown only: `(start, end, sign)` of what single signs set apart. With `*` the asterisks stay in `text`, since
    they may be an editor's (`*wounded*`), and the offsets span them too; where they only set a label in italics
    (`*Mother:* …`) and with `_` they are gone."""
    links: float = 0.0
    """The share of the text that is link text, 0 to 1."""
    level: int = 0
    """Of a heading 1–6; of an item the depth of its list from 1 (a further paragraph of the item is a `paragraph` of
    the same level); of a line its indentation in columns; of a row 1 if it is a row of headings."""
    cells: tuple[str, ...] = ()
    """Of a row: the text of each cell, empty ones too; breaks within a cell are line feeds."""
    container: str = ""
    """A path that is the same for blocks of one parent list, section or post: `article#1/div#2/ul#1`."""
    marker: str = ""
    """Markdown only: the sign that leads a list item (`-`, `*`, `+`, `3.`)."""
    author: str | None = None
    """Who wrote the post or message that holds the block, as printed there."""
    posted: str | None = None
    """When, as the `datetime` attribute or else the page prints it."""
    language: str | None = None
    """The `lang` in force, as a language code without region; None where the page says nothing."""
    line: int | None = None
    """The line of the source where it starts, from 1; None for HTML."""
    source: tuple[int, int] | None = None
    """Half-open code-point offsets into the decoded source; None for HTML."""


class Page(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The main content of a page or file, its boilerplate gone, with what it says about itself."""

    blocks: tuple[Block, ...] = ()
    """In reading order."""
    title: str | None = None
    """The heading, without the site's name."""
    published: str | None = None
    """EDTF, at the precision given."""
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    url: str | None = None
    """The address that the page calls its own."""
    language: str | None = None
    """As declared by the page, without region (`en-GB` is `en`)."""
    charset: str | None = None
    """How the bytes were read, by its usual name: `utf-8`, `windows-1251`."""
    media_type: str = "text/plain"
    doubts: tuple[str, ...] = ()
    """Sentences about what was unsure in the reading."""
