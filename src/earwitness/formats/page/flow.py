"""The running text of one block: pieces go in as the markup has them, folded text with its offsets comes out."""

from __future__ import annotations

import re
from typing import NamedTuple

BOLD, ITALIC, LINK, PRE, HARD = 1, 2, 4, 8, 16
"""What a piece is set in. HARD: a line feed or the tab between cells, which stays as it is."""

_SPACE = re.compile(r"[ \t\n\r\f]+")
_NOTHING = re.compile(r"[\xad\u200b\u2060\ufeff]")
_EMPTY_LINE = re.compile(r"\n[ \xa0\n]*\n")
_EDGE = " \xa0\n\u3000"

Span = tuple[int, int]


class Passage(NamedTuple):
    """Folded text and what is set apart in it, as half-open offsets."""

    text: str
    bold: tuple[Span, ...]
    italic: tuple[Span, ...]
    links: float


class Flow:
    """Collects the pieces of a block."""

    def __init__(self) -> None:
        self.pieces: list[tuple[str, int]] = []

    def add(self, text: str, style: int) -> None:
        self.pieces.append((text, style))

    def add_break(self) -> None:
        self.pieces.append(("\n", HARD))

    def add_cell(self) -> None:
        self.pieces.append(("\t", HARD))

    def take_passages(self) -> list[Passage]:
        """Returns what was collected, folded, cut where a line is left empty; and begins anew."""
        text, spans = self._fold()
        passages = []
        start = 0
        for match in _EMPTY_LINE.finditer(text):
            passages.append(_cut(text, spans, start, match.start()))
            start = match.end()
        passages.append(_cut(text, spans, start, len(text)))
        return [passage for passage in passages if passage.text]

    def take_row(self) -> tuple[Passage, tuple[str, ...]]:
        """Returns what was collected as one row, with its cells; and begins anew."""
        text, spans = self._fold()
        return _cut(text, spans, 0, len(text), edge=" \xa0\n"), tuple(cell.strip(_EDGE) for cell in text.split("\t"))

    def take_whole(self) -> Passage:
        """Returns what was collected with its inner empty lines and indentation kept; and begins anew."""
        text, spans = self._fold()
        return _cut(text, spans, len(text) - len(text.lstrip("\n")), len(text.rstrip()), edge="")

    def _fold(self) -> tuple[str, list[tuple[int, int, int]]]:
        """Folds white space as a browser does; returns text and spans of `(start, end, style)`."""
        folded: list[str] = []
        spans: list[tuple[int, int, int]] = []
        length = 0
        space, fresh = False, True
        for text, style in self.pieces:
            if style & HARD:
                folded.append(text)
                length += 1
                space, fresh = False, True
                continue
            piece = _NOTHING.sub("", text)
            if style & PRE:
                piece = piece.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
                if not piece:
                    continue
                fresh, after = piece.endswith("\n"), False
            else:
                piece = _SPACE.sub(" ", piece)
                space = space or piece.startswith(" ")
                after = piece.endswith(" ")
                piece = piece.strip(" ")
                if not piece:
                    continue
                if space and not fresh:
                    folded.append(" ")
                    length += 1
                fresh = False
            folded.append(piece)
            if style & (BOLD | ITALIC | LINK):
                spans.append((length, length + len(piece), style))
            length += len(piece)
            space = after
        self.pieces = []
        return "".join(folded), spans


def _cut(text: str, spans: list[tuple[int, int, int]], start: int, end: int, *, edge: str = _EDGE) -> Passage:
    while start < end and text[start] in edge:
        start += 1
    while start < end and text[end - 1] in edge:
        end -= 1
    passage = text[start:end]
    inside = [
        (max(left, start) - start, min(right, end) - start, style)
        for left, right, style in spans
        if left < end and start < right
    ]
    linked = sum(right - left for left, right, style in inside if style & LINK)
    return Passage(
        passage,
        _joined(passage, inside, BOLD),
        _joined(passage, inside, ITALIC),
        round(min(1.0, linked / max(1, len(passage))), 3),
    )


def _joined(text: str, spans: list[tuple[int, int, int]], wanted: int) -> tuple[Span, ...]:
    """Returns the spans of one style, neighbours with at most white space between them as one."""
    joined: list[Span] = []
    for start, end, style in spans:
        if not style & wanted:
            continue
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
