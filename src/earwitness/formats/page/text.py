"""Plain text as blocks: every line is one, and lines of one paragraph share a container."""

from __future__ import annotations

import re

from ...datelines import find_posted
from ...errors import UnsafeInput
from .blocks import Block, Page
from .charset import decode

LARGEST = 64_000_000
"""Bytes; more than any transcript has, and what fits in memory as blocks."""
MOST_LINES = 2_000_000

HEAD = 12
LONGEST = 2_000
"""How many lines from the top a date of publication is looked for in, and how much of each."""

_BREAK = re.compile(r"\r\n|[\n\r\x0c\x85\u2028\u2029]")
_FOLDED_OUT = re.compile(r"[\xad\u200b\u2060\ufeff]")
_NO_TITLE = re.compile(
    r"[-–—•*·>(\[«„“\"'\d]|[^\s:]{1,24}(?:\s[^\s:]{1,16}){0,2}\s?:\s|https?://|posted\b|published\b", re.IGNORECASE
)


def read_text(content: bytes, *, name: str, charset: str | None = None) -> Page:
    """Returns the lines of a plain text; `charset` is what the server or the user says it is in.

    Raises BadInput for what is empty or no text, UnsafeInput for more than 64 MB or 2 million lines.
    """
    if LARGEST < len(content):
        raise UnsafeInput(f"{name} is larger than {LARGEST // 1_000_000} MB", hint="split it", path=name)
    text, known, doubts = decode(content, name=name, declared=charset)
    blocks = lines(text, name=name)
    head = "\n".join(block.text[:LONGEST] for block in blocks[:HEAD])
    published = find_posted(head, None)
    return Page(
        blocks=blocks,
        title=title_of(blocks),
        published=published,
        published_from="text" if published else None,
        charset=known,
        doubts=doubts,
    )


def lines(text: str, *, name: str) -> tuple[Block, ...]:
    """Returns a `line` block for each line that has words, with its place in `text`.

    An empty line ends a paragraph (`p1`, `p2`…); a form feed begins a page (`page2/p3`) and one too. `level` is the
    indentation in columns, a tab going on to the next multiple of eight.
    """
    blocks: list[Block] = []
    page, paragraph, number, start = 1, 1, 0, 0
    open_paragraph = False
    container = "p1"
    while start <= len(text):
        match = _BREAK.search(text, start)
        end, following = (match.start(), match.end()) if match else (len(text), len(text) + 1)
        number += 1
        line = text[start:end]
        words = line.strip()
        if words:
            if not open_paragraph:
                open_paragraph = True
                container = f"p{paragraph}" if page == 1 else f"page{page}/p{paragraph}"
                paragraph += 1
            left = start + len(line) - len(line.lstrip())
            blocks.append(
                Block(
                    kind="line",
                    text=_FOLDED_OUT.sub("", words),
                    level=_columns(line),
                    container=container,
                    line=number,
                    source=(left, left + len(words)),
                )
            )
            if MOST_LINES < len(blocks):
                raise UnsafeInput(f"{name} has more than {MOST_LINES} lines", hint="split it", path=name)
        else:
            open_paragraph = False
        if match is not None and match.group() == "\x0c":
            page += 1
            number -= 1  # a form feed parts pages, not lines
            open_paragraph = False
        start = following
    return tuple(blocks)


def title_of(blocks: tuple[Block, ...]) -> str | None:
    """Returns the first line if it stands as a heading: alone, or above the rest, and no turn, item or number."""
    if not blocks:
        return None
    first = blocks[0]
    alone = len(blocks) == 1 or blocks[1].container != first.container
    if 200 < len(first.text) or _NO_TITLE.match(first.text):
        return None
    if not alone and (first.text.endswith((",", ";")) or 100 < len(first.text)):
        return None
    return first.text


def _columns(line: str) -> int:
    column = 0
    for character in line:
        if character == "\t":
            column += 8 - column % 8
        elif character.isspace():
            column += 1
        else:
            break
    return column
