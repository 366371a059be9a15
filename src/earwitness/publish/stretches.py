"""Stretches: the rows of a long sheet in pieces, of which a browser lays out only those that are seen.

The words are all there, so the browser's own search finds them; only their layout waits (`content-visibility` in
`frontend/styles/stretches.css`). Until then a stretch takes the room that is guessed here from how much is said in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from .sheet import Sheet, SheetRow, Slot

ROWS = 16
"""Rows in a stretch: several screens, so that few are cut, and few enough that one is laid out between two frames."""

LINE = {1: 66, 2: 48, 3: 34, 4: 36}
"""Letters in a line by how many columns there are, in a window of common width. Four have no margin beside them."""

SHORTEST, STEP, TALLEST = 12.0, 1.2, 32
"""In rem: the height of class `tall-0`, by how much the next is taller, and the number of the last."""


class Stretch(Struct, frozen=True, kw_only=True):
    """Rows that follow one another."""

    rows: Sequence[SheetRow]
    tall: int | None
    """The number of the style by its guessed height; None for the first, which is always laid out."""


def stretches(sheet: Sheet) -> Iterator[Stretch]:
    """Yields the rows of a sheet in stretches; one without rows where there are none."""
    line = LINE.get(len(sheet.columns), LINE[4])
    yield Stretch(rows=sheet.rows[:ROWS], tall=None)
    for start in range(ROWS, len(sheet.rows), ROWS):
        rows = sheet.rows[start : start + ROWS]
        yield Stretch(rows=rows, tall=tall(sum(height(row, line) for row in rows)))


def height(row: SheetRow, line: int) -> float:
    """Returns how high a row will be in rem, by its longest slot or what stands in the margin."""
    beside = 1.9 * (len(row.differences) + len(row.matched)) + 3.8 * len(row.terms) + 0.9
    return max(beside, *(said(slot, line) for slot in row.slots))


def said(slot: Slot, line: int) -> float:
    """Returns how high a slot will be in rem: a line for who speaks, the lines of the words, the room around them."""
    lengths = (sum(len(piece.text) for piece in cell.pieces) for cell in slot.cells)
    return sum(2.1 + 1.68 * math.ceil(max(length, 1) / line) for length in lengths)


def tall(height: float) -> int:
    """Returns the number of the style that is nearest to the height."""
    return min(max(round(math.log(max(height, 1) / SHORTEST, STEP)), 0), TALLEST)
