"""Blocks: a word processor's paragraphs and tables as the page reader takes them, the numbers down its margin put aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from ..page.blocks import Block, Kind
from .paragraphs import Run, WordParagraph, accepted

_PAGE = re.compile(
    r"\s*[-–—\[(]*\s*(?:(?:page|p\.|стр\.?|страница|сторінка|seite)\s*)?\d{1,5}"
    r"(?:\s*(?:of|/|из|з|von)\s*\d{1,5})?\s*[-–—\])]*\s*", re.IGNORECASE
)  # fmt: skip
_LINE_NUMBER = re.compile(r"\s{0,6}(\d{1,3})(?:\t|[ \u00a0]{2,}|[ \u00a0](?=[QA][.:]?[ \t])|$)[ \t\u00a0]*")
_MARGIN = 60
"""The last number that a line of a page is given."""
FEWEST = 6
"""Numbered lines that make a margin of numbers."""


class Table(Struct, kw_only=True):
    """A table's rows, each with its cells as they read."""

    rows: list[tuple[str, ...]] = []
    paragraphs: list[list[WordParagraph]] = []
    """Of each row, what stands in it."""


def tables_of(paragraphs: Iterable[WordParagraph]) -> dict[int, Table]:
    """Returns the tables by their number."""
    cells: dict[int, dict[int, dict[int, list[WordParagraph]]]] = {}
    for paragraph in paragraphs:
        if paragraph.cell is not None:
            table, row, column = paragraph.cell
            cells.setdefault(table, {}).setdefault(row, {}).setdefault(column, []).append(paragraph)
    found: dict[int, Table] = {}
    for number, rows in cells.items():
        made = found[number] = Table()
        for inner in rows.values():
            texts = {column: "\n".join(each.text for each in inside).strip("\n") for column, inside in inner.items()}
            made.rows.append(tuple(texts.get(column, "") for column in range(max(texts) + 1)))
            made.paragraphs.append([each for inside in inner.values() for each in inside])
    return found


def blocks_of(paragraphs: Sequence[WordParagraph]) -> tuple[tuple[Block, ...], list[str]]:
    """Returns the body in blocks, and in sentences what was put aside as print: line numbers and page numbers."""
    tables = tables_of(paragraphs)
    body = [each for each in merged(paragraphs) if not each.note]
    numbered = _numbered(body)
    blocks: list[Block] = []
    told: set[int] = set()
    pages = 0
    for place, paragraph in enumerate(body):
        if paragraph.cell is not None:
            if (number := paragraph.cell[0]) not in told:
                told.add(number)
                blocks += _rows(number, tables[number])
            continue
        for line, runs in _lines(paragraph, cut=numbered):
            text = "".join(run.text for run in runs)
            if not text.strip():
                continue
            if _PAGE.fullmatch(text):
                pages += 1
                continue
            blocks.append(_block(paragraph, runs, text, place=place, line=line if numbered else 0))
    doubts = []
    if numbered:
        doubts.append("the numbers down the margin are taken for line numbers and left out of the words")
    if pages:
        doubts.append(f"{pages:,} lines with nothing but a number are taken for page numbers")
    return tuple(blocks), doubts


def merged(paragraphs: Sequence[WordParagraph]) -> list[WordParagraph]:
    """Returns the paragraphs as they stand with every change accepted: a deleted end joins two, what is empty by it goes."""
    done: list[WordParagraph] = []
    joining = False
    for paragraph in paragraphs:
        if joining and done and done[-1].cell == paragraph.cell:
            done[-1] = WordParagraph(
                runs=[*done[-1].runs, *paragraph.runs], style=done[-1].style, heading=done[-1].heading,
                item=done[-1].item, cell=paragraph.cell, note=paragraph.note, bookmarks=done[-1].bookmarks,
            )  # fmt: skip
        else:
            done.append(paragraph)
        joining = paragraph.mark is not None and paragraph.mark.kind == "deleted"
    return done


def _block(paragraph: WordParagraph, runs: Sequence[Run], text: str, *, place: int, line: int) -> Block:
    bold: list[tuple[int, int]] = []
    italic: list[tuple[int, int]] = []
    at = 0
    for run in runs:
        for spans, on in ((bold, run.bold), (italic, run.italic)):
            if on and spans and spans[-1][1] == at:
                spans[-1] = (spans[-1][0], at + len(run.text))
            elif on and run.text:
                spans.append((at, at + len(run.text)))
        at += len(run.text)
    kind: Kind = "heading" if paragraph.heading else "item" if paragraph.item else "line" if line else "paragraph"
    if kind != "line":
        return Block(
            kind=kind, text=text, level=paragraph.heading or int(paragraph.item), bold=tuple(bold), italic=tuple(italic),
            container="body",
        )  # fmt: skip
    return Block(kind="line", text=text, bold=tuple(bold), italic=tuple(italic), line=place + 1)


def _rows(number: int, table: Table) -> Iterator[Block]:
    for place, cells in enumerate(table.rows):
        yield Block(
            kind="row", text="\t".join(cells), cells=cells, level=0 if place else 1, container=f"table#{number + 1}"
        )


def _numbered(body: Sequence[WordParagraph]) -> bool:
    """Says whether the lines have numbers in the margin, as a court reporter types them: 1 to 25, then 1 again."""
    found: list[int] = []
    lines = 0
    for paragraph in body:
        if paragraph.cell is None:
            for line in paragraph.text.split("\n"):
                lines += bool(line.strip())
                if (match := _LINE_NUMBER.match(line)) is not None and int(match[1]) <= _MARGIN:
                    found.append(int(match[1]))
    if len(found) < FEWEST or len(found) < 0.6 * lines:
        return False
    steps = Counter(second - first == 1 or (second == 1 and first != 1) for first, second in pairwise(found))
    return 0.8 * (len(found) - 1) <= steps[True]


def _lines(paragraph: WordParagraph, *, cut: bool) -> Iterator[tuple[int, list[Run]]]:
    """Yields the runs of a paragraph; with `cut` those of each line, the number in its margin off."""
    runs = accepted(paragraph.runs)
    if not cut:
        yield 0, runs
        return
    text = "".join(run.text for run in runs)
    at = 0
    for line in text.split("\n"):
        match = _LINE_NUMBER.match(line)
        start = at + (match.end() if match is not None else 0)
        yield 1, list(within(runs, start, at + len(line)))
        at += len(line) + 1


def within(runs: Iterable[Run], start: int, end: int) -> Iterator[Run]:
    """Yields the runs of a stretch of their text, those at its ends cut."""
    from msgspec.structs import replace

    at = 0
    for run in runs:
        low, high = max(start, at), min(end, at + len(run.text))
        if low < high:
            yield replace(run, text=run.text[low - at : high - at])
        at += len(run.text)
