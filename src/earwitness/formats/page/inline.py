"""The inline tokens of Markdown as text: emphasis becomes offsets, an editor's asterisks stay where they are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from markdown_it.token import Token

_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD_TAG = re.compile(r"<(/?)(b|strong)\b[^>]*>", re.IGNORECASE)
_ITALIC_TAG = re.compile(r"<(/?)(i|em)\b[^>]*>", re.IGNORECASE)
_KNOWN_TAG = re.compile(
    r"<(?:!--|/?(?:a|abbr|b|br|cite|code|del|div|em|font|i|img|ins|kbd|mark|p|q|s|small|span|strong|sub|sup|u|wbr)\b)",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"[\xad\u200b\u2060\ufeff]")


class Inline(Struct, kw_only=True):
    """Text with what is set apart in it, as half-open offsets."""

    text: str
    bold: tuple[tuple[int, int], ...]
    italic: tuple[tuple[int, int], ...]
    emphasis: tuple[tuple[int, int, str], ...]
    links: float


def set_inline(tokens: list[Token], mask: str) -> Inline:
    """Returns the text of inline tokens. `mask` stands for asterisks within words and is made one again.

    `*so*` keeps its asterisks, since they may be an editor's, unless it is a label (`*Mother:*`, `*Mother*:`); `**so**`,
    `_so_` and links lose their signs. Soft and hard breaks are line feeds: in transcripts a line is a turn.
    """
    text: list[str] = []
    length = 0
    bold: list[tuple[int, int]] = []
    italic: list[tuple[int, int]] = []
    emphasis: list[tuple[int, int, str]] = []
    open_at: dict[str, list[int]] = {"strong": [], "em": [], "link": []}
    linked = 0

    def add(piece: str) -> None:
        nonlocal length
        piece = _NOTHING.sub("", piece.replace(mask, "*"))
        text.append(piece)
        length += len(piece)

    def close(name: str) -> int | None:
        return open_at[name].pop() if open_at[name] else None

    for place, token in enumerate(tokens):
        kind = token.type
        if kind == "text" or kind == "text_special":
            add(token.content)
        elif kind in ("softbreak", "hardbreak"):
            add("\n")
        elif kind == "strong_open":
            open_at["strong"].append(length)
        elif kind == "strong_close" and (start := close("strong")) is not None:
            bold.append((start, length))
        elif kind == "em_open":
            open_at["em"].append(length)
            if token.markup == "*" and not _is_label(tokens, place):
                add("*")
        elif kind == "em_close" and (start := close("em")) is not None:
            kept = bool(text) and token.markup == "*" and "".join(text)[start : start + 1] == "*"
            italic.append((start + kept, length))
            if kept:
                add("*")
            if token.markup == "_" or kept:
                emphasis.append((start, length, token.markup))
        elif kind == "link_open":
            open_at["link"].append(length)
        elif kind == "link_close" and (start := close("link")) is not None:
            linked += length - start
        elif kind == "code_inline":
            add(token.content)
        elif kind == "html_inline":
            tag = token.content
            for pattern, name, spans in ((_BOLD_TAG, "strong", bold), (_ITALIC_TAG, "em", italic)):
                match = pattern.fullmatch(tag)
                if match is not None and not match.group(1):
                    open_at[name].append(length)
                elif match is not None and (start := close(name)) is not None:
                    spans.append((start, length))
            if _BREAK_TAG.fullmatch(tag):
                add("\n")
            elif not _KNOWN_TAG.match(tag):
                add(tag)  # a transcriber's sign, such as <unclear>
    whole = "".join(text)
    return Inline(
        text=whole,
        bold=tuple(bold),
        italic=tuple(italic),
        emphasis=tuple(emphasis),
        links=round(min(1.0, linked / max(1, len(whole))), 3),
    )


def _is_label(tokens: list[Token], place: int) -> bool:
    """True if the emphasis that opens at `place` begins a line and a colon ends it or follows it."""
    before = next((token for token in reversed(tokens[:place]) if token.content or "break" in token.type), None)
    if before is not None and "break" not in before.type:
        return False
    words = ""
    for later, token in enumerate(tokens[place + 1 :], place + 1):
        if token.type == "em_close" and token.markup == "*":
            following = tokens[later + 1].content if later + 1 < len(tokens) else ""
            return words.rstrip().endswith(":") or following.lstrip().startswith(":")
        words += token.content
        if 60 < len(words):
            return False
    return False
