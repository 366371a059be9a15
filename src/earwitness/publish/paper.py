"""Paper: a conversation as a document for a file or a court, page by page and line by line.

Every page has the same number of numbered lines, so that `4:17` names a line for good: a printer neither breaks lines nor
pages. One or two versions stand in columns, turn beside turn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar

from msgspec import Struct

from ..digests import sha256
from . import pitch
from .pages import Page
from .parts import Link
from .sheet import Cell, Sheet, Slot

LINES = 28
"""Lines of a page."""
COLUMNS = {1: 70, 2: 40}
"""Letters of a line, by the number of columns."""
INDENT = 3
"""Letters by which a turn's later lines are drawn in."""


class Bit(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands in one column of a line."""

    text: str = ""
    name: str = ""
    """Who speaks, where a turn begins."""
    rtl: bool = False
    language: str | None = None
    strong: bool = False
    """True for a heading."""
    indent: bool = False
    """True where a turn goes on."""


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One numbered line."""

    number: int
    bits: tuple[Bit, ...] = ()
    turns: tuple[str, ...] = ()
    """The archive-wide ids of the turns whose words stand in it."""


class Leaf(Struct, frozen=True, kw_only=True):
    """One page of the document."""

    number: int
    columns: int
    lines: tuple[Line, ...]


class PaperPage(Page, frozen=True, kw_only=True):
    """The document, and the form that asks for another one."""

    template: ClassVar[str] = "paper.html"
    here: ClassVar[str] = "/conversations"

    conversation: Link
    address: str
    lasting: str
    exhibit: str
    """As it was given; empty: to be written in by hand."""
    date: str
    leaves: tuple[Leaf, ...]
    digest: str
    """SHA-256 of the numbered lines in which the words stand."""
    cautions: tuple[str, ...]
    """The kinds of distress that people marked in it."""
    versions: tuple[Link, ...]
    """The versions there are; each leads to a document that has it or has it not."""
    asked: str
    revisions: str


Block = Sequence[tuple[Bit, ...]]
"""Lines that stay together, each with what stands in its columns."""


def block(*texts: str, strong: bool = False, label: int = 0) -> list[tuple[Bit, ...]]:
    """Returns texts as lines over the whole width, each text from a new line on.

    With a `label` the part before the first tab stands in a column of so many letters.
    """
    made: list[tuple[Bit, ...]] = []
    for text in texts:
        head, tab, rest = text.partition("\t")
        if not tab:
            made += [
                (Bit(text=line, strong=strong, rtl=pitch.right_to_left(line)),)
                for line in pitch.lines(text, COLUMNS[1])
            ]
            continue
        for place, line in enumerate(pitch.lines(rest, COLUMNS[1] - label)):
            made.append((Bit(text=(head if place == 0 else "").ljust(label) + line),))
    return made


def heading(text: str) -> list[tuple[Bit, ...]]:
    """Returns a heading with a line of air above it."""
    return [(Bit(),), *block(text, strong=True)]


def paged(blocks: Iterable[Block], columns: int, *, after: int) -> list[Leaf]:
    """Returns blocks on pages, from the one after page `after` on; a block that fits on a page is not parted."""
    pages: list[list[tuple[Bit, ...]]] = [[]]
    for lines in blocks:
        if pages[-1] and len(lines) <= LINES < len(pages[-1]) + len(lines):
            pages.append([])
        for line in lines:
            if len(pages[-1]) == LINES:
                pages.append([])
            if pages[-1] or line != (Bit(),):  # no air at the head of a page
                pages[-1].append(line)
    return [_leaf(page, number, columns) for number, page in enumerate(pages, after + 1)]


def _leaf(lines: Sequence[tuple[Bit, ...]], number: int, columns: int, turns: Sequence[tuple[str, ...]] = ()) -> Leaf:
    padded = zip_longest(range(1, LINES + 1), lines, turns, fillvalue=())
    return Leaf(
        number=number,
        columns=columns,
        lines=tuple(Line(number=place, bits=tuple(bits), turns=tuple(ids)) for place, bits, ids in padded),  # type: ignore[arg-type]
    )


def words(sheet: Sheet, *, after: int) -> list[Leaf]:
    """Returns the rows of the sheet on pages, from the one after page `after` on."""
    columns = len(sheet.columns)
    made = [line for row in sheet.rows for line in abreast([_column(slot, COLUMNS[columns]) for slot in row.slots])]
    leaves = []
    for place in range(0, len(made), LINES):
        page = made[place : place + LINES]
        number = after + 1 + place // LINES
        leaves.append(_leaf([bits for bits, _ in page], number, columns, [turns for _, turns in page]))
    return leaves


Set = tuple[Bit, str]
"""A line of a column, and the turn it is of."""


def abreast(columns: Sequence[Sequence[Set]]) -> Iterator[tuple[tuple[Bit, ...], tuple[str, ...]]]:
    """Yields the lines of columns side by side, with the turns in each."""
    for line in zip_longest(*columns, fillvalue=(Bit(), "")):
        yield tuple(bit for bit, _ in line), tuple(turn for _, turn in line if turn)


def _column(slot: Slot, columns: int) -> list[Set]:
    if not slot.cells:
        return [] if slot.runs_on else [(Bit(text=line), "") for line in pitch.lines(_absent(slot), columns)]
    return [line for cell in slot.cells for line in _turn(cell, columns)]


def _absent(slot: Slot) -> str:
    if slot.elsewhere:
        return f"[stands elsewhere in this version: turn {', '.join(str(number) for number, _ in slot.elsewhere)}]"
    return "[not in this version]"


def _turn(cell: Cell, columns: int) -> Iterator[Set]:
    held_back = f" ({cell.held_back})" if cell.held_back else ""
    who = f"{cell.number}  {_cut(cell.name or 'Voice not known', columns)}{held_back}:"
    text = pitch.printed(cell.pieces)
    rtl = pitch.right_to_left(text)
    name, *more = pitch.lines(who, columns, indent=INDENT)
    for line in (name, *more[:-1]) if more else ():
        yield Bit(name=line, rtl=rtl, language=cell.language), cell.turn
    last = more[-1] if more else name
    first, *others = pitch.lines(text, columns, first=pitch.length(last) + 1, indent=INDENT)
    yield Bit(name=last, text=first, rtl=rtl, language=cell.language), cell.turn
    for line in others:
        yield Bit(text=line, rtl=rtl, language=cell.language, indent=True), cell.turn


def _cut(name: str, columns: int) -> str:
    """Returns a name that leaves room for words: a longer one is cut."""
    most = columns * 2
    flat = " ".join(name.split())
    return flat if len(flat) <= most else flat[:most].rstrip() + "…"


def digest(leaves: Iterable[Leaf]) -> str:
    """Returns the SHA-256 of the numbered lines, each as `page:line`, a tab, and its columns parted by tabs."""
    told = (
        f"{leaf.number}:{line.number}\t" + "\t".join(f"{bit.name} {bit.text}".strip() for bit in line.bits)
        for leaf in leaves
        for line in leaf.lines
    )
    return sha256("\n".join(told).encode())
