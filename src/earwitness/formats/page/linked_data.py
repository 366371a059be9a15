"""JSON-LD: what a page tells search engines of itself, as plain values."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

_ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|\w*Posting|Report|Transcript|CreativeWork|AudioObject|VideoObject)$")
_PAGE = frozenset({"WebPage", "ItemPage", "QAPage"})
_MOST_NODES = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")


class LinkedData(Struct, frozen=True, kw_only=True):
    """What the JSON-LD of a page says of the article on it; None where it says nothing."""

    headline: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    article_body: str | None = None


def read_linked_data(tree: LexborHTMLParser) -> LinkedData:
    """Returns what stands in the page's `application/ld+json` scripts; broken ones are passed over, as browsers do."""
    nodes = [node for script in tree.css("script") for node in _nodes_of(script)]
    articles = [node for node in nodes if any(_ARTICLE.fullmatch(kind) for kind in _kinds(node))]
    pages = [node for node in nodes if _PAGE.intersection(_kinds(node))]
    sites = [node for node in nodes if {"WebSite", "Organization", "NewsMediaOrganization"}.intersection(_kinds(node))]
    bodies = [body for node in articles if (body := _text(node.get("articleBody") or node.get("transcript")))]
    ordered = articles + pages
    return LinkedData(
        headline=_first(ordered, "headline") or _first(articles, "name"),
        published=_first(ordered, "datePublished") or _first(ordered, "dateCreated") or _first(ordered, "uploadDate"),
        publisher=_first(ordered, "publisher") or _first(sites, "name"),
        url=_first(ordered, "url") or _first(ordered, "mainEntityOfPage"),
        language=_first(ordered, "inLanguage"),
        article_body=max(bodies, key=len, default=None),
    )


def _nodes_of(script: Any) -> Iterator[dict[str, Any]]:
    if "ld+json" not in (script.attributes.get("type") or ""):
        return
    content = (script.text() or "").strip().removeprefix("<![CDATA[").removesuffix("]]>").strip(" ;\n\t")
    try:
        # Not strict: sites put raw line feeds into strings.
        waiting = [json.loads(content, strict=False)]
    except (ValueError, RecursionError):
        return
    seen = 0
    while waiting and seen < _MOST_NODES:
        value = waiting.pop(0) if len(waiting) < 100 else waiting.pop()
        seen += 1
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(inner for inner in value.values() if isinstance(inner, (dict, list)))


def _kinds(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return [name.rsplit("/", 1)[-1] for name in kinds if isinstance(name, str)]


def _text(value: Any) -> str | None:
    """Returns a value's words: of a list its first, of a thing its name or address."""
    for _ in range(5):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@id") or value.get("url") or value.get("text")
    return _SURROGATE.sub("�", value).strip() or None if isinstance(value, str) else None


def _first(nodes: list[dict[str, Any]], key: str) -> str | None:
    return next((text for node in nodes if (text := _text(node.get(key)))), None)
