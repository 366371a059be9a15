"""HTML as blocks: caps on size and depth first, then the parser, then what is text on the page."""

from __future__ import annotations

import re

from ...errors import UnsafeInput
from .blocks import Block, Page
from .boilerplate import body_of, without_furniture
from .charset import declared_in_markup, decode, refuse_binary
from .elements import language_code
from .layout import Layout
from .metadata import Metadata, read_metadata
from .posts import find_posts
from .survey import survey

LARGEST = 32_000_000
"""Bytes of one page. A parsed page takes fifteen times its bytes in memory."""
MOST_TAGS = 400_000
DEEPEST = 5_000
"""Open elements at one place: the parser's time grows with the square of it."""

_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:-]*)")
_WHOLE_TAG = re.compile(rb"<[A-Za-z][^>]*")
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_LONG_TAG = 10_000
_MOST_ATTRIBUTES = 1_000
"""Of one tag: the parser compares each with each."""
_NEVER_OPEN = frozenset(
    b"br hr img meta link input area base col embed param source track wbr p li dd dt tr td th tbody thead"
    b" tfoot".split()
)
"""Elements without an end, or whose next sibling ends them."""


def read_html(content: bytes, *, name: str, charset: str | None = None, furniture: bool = False) -> Page:
    """Returns the text of a web page in blocks, with what the page says about itself; nothing on it is run or fetched.

    `charset` is what the server said. With `furniture` nothing that can be seen is left out: menus, teasers, comments.
    Raises BadInput for what is empty or no text, UnsafeInput for a page that is
    larger than 32 MB, has more than 400,000 tags, or is nested more than 5,000 deep.
    """
    if LARGEST < len(content):
        raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", hint="save the part you need", path=name)
    refuse_binary(content, name=name)
    text, known, doubts = decode(content, name=name, declared=charset or declared_in_markup(content))
    refuse_tag_bomb(text.encode("utf-8", "replace") if known.startswith("utf-16") else content, name=name)
    return page_of(text, charset=known, doubts=doubts, furniture=furniture)


def page_of(text: str, *, charset: str, doubts: tuple[str, ...] = (), furniture: bool = False) -> Page:
    """Returns the page of decoded HTML. The caller has capped its size and depth (`refuse_tag_bomb`)."""
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        return Page(charset=charset, media_type="text/html", doubts=(*doubts, "The page holds no text."))
    metadata = read_metadata(tree, text)
    extents = survey(root)
    whole = extents[root.mem_id].text
    layout = Layout(extents=extents, whole=whole, source=text, language=metadata.language, furniture=furniture)
    posts = [] if furniture else find_posts(root)
    for post in posts:
        layout.set(post.content, path=post.path, author=post.author, posted=post.posted)
    if not posts:
        bodies = [root] if furniture else body_of(root, extents)
        for number, body in enumerate(bodies, 1):
            layout.set(body, path=body.tag or "" if len(bodies) == 1 else f"{body.tag}#{number}")
    if layout.ruby:
        doubts = (*doubts, "Reading aids above the words (ruby) were left out.")
    blocks = layout.blocks if posts or furniture else without_furniture(layout.blocks)
    blocks = _or_article_body(blocks, metadata)
    metadata = metadata.with_date_from(blocks)
    blocks = _with_heading(blocks, metadata)
    if not blocks:
        doubts = (*doubts, "The page holds no text.")
    return Page(
        blocks=tuple(blocks),
        title=metadata.title,
        published=metadata.published,
        published_from=metadata.published_from,
        publisher=metadata.publisher,
        url=metadata.url,
        language=metadata.language,
        charset=charset,
        media_type="text/html",
        doubts=(*doubts, *metadata.doubts),
    )


def refuse_tag_bomb(content: bytes, *, name: str) -> None:
    """Raises UnsafeInput if there are more tags than a page has, or so many open ones that parsing would not end."""
    for match in _WHOLE_TAG.finditer(content):
        length = match.end() - match.start()
        if _LONG_TAG < length and _MOST_ATTRIBUTES < len(_QUOTED.sub(b"", match.group()).split()):
            raise UnsafeInput(f"{name} has a tag with more than {_MOST_ATTRIBUTES} attributes", path=name)
    opened: dict[bytes, int] = {}
    depth = tags = 0
    for match in _TAG.finditer(content):
        tags += 1
        if MOST_TAGS < tags:
            raise UnsafeInput(f"{name} has more than {MOST_TAGS} tags", hint="save the part you need", path=name)
        tag = match.group(2).lower()
        if tag in _NEVER_OPEN:
            continue
        if match.group(1):
            if opened.get(tag, 0):
                opened[tag] -= 1
                depth -= 1
        else:
            opened[tag] = opened.get(tag, 0) + 1
            depth += 1
        if DEEPEST < depth:
            raise UnsafeInput(
                f"{name} nests more than {DEEPEST} elements in each other", hint="give its text instead", path=name
            )


def _or_article_body(blocks: list[Block], metadata: Metadata) -> list[Block]:
    """Returns JSON-LD's `articleBody` instead if it holds twice as much: the page writes its text by script."""
    body = metadata.article_body
    if body is None or len(body) <= 2 * sum(len(block.text) for block in blocks if block.kind != "heading"):
        return blocks
    headings = [block for block in blocks if block.kind == "heading" and block.level == 1]
    if re.search(r"<(?:p|br|div|li)\b", body, re.IGNORECASE):
        refuse_tag_bomb(body.encode("utf-8", "replace"), name="articleBody")
        inner = list(page_of(body, charset="utf-8").blocks)
    else:
        paragraphs = [re.sub(r"[ \t]+", " ", line).strip() for line in re.split(r"[\r\n]+", body)]
        inner = [
            Block(kind="paragraph", text=line, container="articleBody", language=metadata.language)
            for line in paragraphs
            if line
        ]
    return headings + inner


def _with_heading(blocks: list[Block], metadata: Metadata) -> list[Block]:
    """Returns the blocks led by the page's main heading, where that stands outside the text."""
    heading = metadata.heading
    if not heading or any(block.kind == "heading" and block.text == heading for block in blocks):
        return blocks
    if not blocks or blocks[0].author is not None:
        return blocks
    language = language_code(metadata.language)
    return [Block(kind="heading", text=heading, level=1, container="page", language=language), *blocks]
