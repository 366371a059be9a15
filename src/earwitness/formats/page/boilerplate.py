"""What on a page is furniture and what is its text. Conservative: when unsure, it is text."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from .blocks import Block
from .elements import BLOCK, Attributes
from .furniture import BODY_TOKENS, LINES, ROLES, SECTIONS, TEASER, TOKENS
from .survey import Extent, Survey

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NEVER = frozenset({"html", "body", "main", "article", "p", "h1", "td", "th", "tr", "tbody", "table"})
_SHORT = 300
"""A byline or a meta line is shorter than this; what is longer under such a name is text."""

NOTHING = Extent(0, 0)


def is_furniture(node: LexborNode, attributes: Attributes, extents: Survey, whole: int, *, in_article: bool) -> bool:
    """True if the element is navigation, sharing, comments, an advertisement and the like.

    `whole` is the text of the page: an element that by its name is furniture but holds two fifths of all text is not.
    """
    tag = node.tag or ""
    extent = extents.get(node.mem_id, NOTHING)
    if tag == "nav" or (tag in ("footer", "address") and extent.text * 5 < whole * 2):
        return True
    role = attributes.get("role")
    if role in ROLES and tag not in _NEVER and extent.text * 5 < whole * 2:
        return True
    if tag == "header" and not in_article:
        # A site's header; the heading of the page is looked for apart.
        return extent.text * 5 < whole * 2 and node.css_first("h1") is None
    if tag == "form":
        return extent.text < _SHORT
    if tag == "aside":
        return extent.text * 5 < whole * 2 and (not in_article or 0.3 < extent.density or _has_section_heading(node))
    if not attributes or not _named(attributes) or extent.text * 5 >= whole * 2:
        return False
    if tag in ("p", "td", "h1"):
        return tag == "p" and extent.text < _SHORT and _is_byline(attributes)
    return tag not in _NEVER and (tag in BLOCK or tag == "ins" or extent.text < _SHORT)


def is_furniture_line(block: Block) -> bool:
    """True if the block is, whole, a line such as “Advertisement”, or a link elsewhere: “Read also: …”."""
    if block.kind not in ("paragraph", "item", "caption", "quote", "heading"):
        return False
    if len(block.text) < 120 and LINES.fullmatch(block.text):
        return True
    return 0.5 <= block.links and TEASER.match(block.text) is not None


def without_furniture(blocks: list[Block]) -> list[Block]:
    """Returns the blocks without furniture lines, and without a heading like “Latest posts” and the links under it.

    What is not mostly a link is text again: it ends such a section, and a heading with no links under it stays.
    """
    kept: list[Block] = []
    section: Block | None = None
    for block, following in zip_longest(blocks, blocks[1:]):
        if block.kind == "heading":
            leads = following is None or following.kind == "heading" or 0.4 < following.links
            section = block if leads and block.level != 1 and _is_section(block) else None
            if section is not None:
                continue
        elif section is not None:
            if 0.4 < block.links and block.container.startswith(section.container):
                continue
            section = None
        if not is_furniture_line(block):
            kept.append(block)
    return kept


def _is_section(heading: Block) -> bool:
    return len(heading.text) < 80 and SECTIONS.match(heading.text) is not None


def body_of(root: LexborNode, extents: Survey) -> list[LexborNode]:
    """Returns the elements that hold the text: the articles, the main part, a body by its class, else `root`.

    Structure is believed only if it holds at least half of the text that is not linked.
    """
    whole = _unlinked(root, extents)
    total = extents.get(root.mem_id, NOTHING).text
    mains = _outermost(root.css("main, [role=main]"))
    articles = [
        node
        for node in _outermost(root.css("article, [itemprop=articleBody]"))
        if not _is_teaser(node, extents) and not in_furniture(node, extents, total)
    ]
    if articles and whole <= 2 * sum(_unlinked(node, extents) for node in articles):
        return articles
    if mains and whole <= 2 * sum(_unlinked(node, extents) for node in mains):
        return mains
    for token in BODY_TOKENS:
        bodies = _outermost(root.css(f".{token}"))
        if bodies and whole <= 2 * sum(_unlinked(node, extents) for node in bodies):
            return bodies
    return [root]


def in_furniture(node: LexborNode, extents: Survey, whole: int) -> bool:
    """True if an element around the node is furniture."""
    parent = node.parent
    depth = 0
    while parent is not None and parent.is_element_node and depth < 60:
        if is_furniture(parent, parent.attributes, extents, whole, in_article=False):
            return True
        parent = parent.parent
        depth += 1
    return False


def _unlinked(node: LexborNode, extents: Survey) -> int:
    extent = extents.get(node.mem_id, NOTHING)
    return extent.text - extent.linked


def _outermost(nodes: list[LexborNode]) -> list[LexborNode]:
    """Returns the nodes that stand in none of the others, in reading order."""
    # One that several selectors match is found several times.
    once = {node.mem_id: node for node in nodes}
    known = set(once)
    kept = []
    for node in list(once.values())[:2000]:
        parent, depth = node.parent, 0
        while parent is not None and depth < 200 and parent.mem_id not in known:
            parent, depth = parent.parent, depth + 1
        if parent is None or parent.mem_id not in known:
            kept.append(node)
    return kept


def _is_teaser(node: LexborNode, extents: Survey) -> bool:
    """True for a card that only leads to another page."""
    extent = extents.get(node.mem_id, NOTHING)
    tokens = _tokens(node.attributes)
    return (extent.text < _SHORT and 0.4 < extent.density) or (
        extent.text < _SHORT * 2 and bool(tokens & {"card", "teaser", "related", "promo", "preview"})
    )


def _has_section_heading(node: LexborNode) -> bool:
    heading = node.css_first("h2, h3, h4, h5, strong, b")
    return heading is not None and SECTIONS.match((heading.text() or "").strip()) is not None


def _tokens(attributes: Attributes) -> set[str]:
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower()
    return set(names.split())


def _named(attributes: Attributes) -> bool:
    tokens = _tokens(attributes)
    if not tokens:
        return False
    # BEM and utility names: `article__share`, `c-newsletter`, `post-share--top`.
    parts = {part for token in tokens for part in re.split(r"__|--", token)}
    return bool((tokens | parts) & TOKENS) and not tokens & {"transcript", "dialog", "dialogue", "entry-content"}


def _is_byline(attributes: Attributes) -> bool:
    return bool(_tokens(attributes) & {"byline", "meta", "entry-meta", "post-meta", "postmeta", "article-meta"})
