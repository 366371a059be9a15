"""Tables that hold data, row by row, told apart from tables that only place things on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_JUDGED = 200
"""Rows from the top that say how wide a table is."""

_STRUCTURE = "h1, h2, h3, form, article, section"


def is_layout(table: LexborNode) -> bool:
    """True if the cells are places on a page: nested tables, headings or lists in cells, one column, long cells.

    A table of one row with several paragraphs in a cell (an original beside its translation) counts as layout too: each
    column is then read on its own.
    """
    if table.attributes.get("role") in ("presentation", "none") or table.css_first(_STRUCTURE) is not None:
        return True
    if 1 < len(table.css("table")):
        return True
    rows = table.css("tr")
    widest = 0
    for row in rows[:_JUDGED]:
        cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
        filled = sum(1 for cell in cells if cell.text(deep=True, strip=True))
        widest = max(widest, filled)
    if widest < 2:
        return True
    return len(rows) <= 2 and any(_paragraphs(cell, few=len(rows) == 1) for cell in table.css("td"))


def _paragraphs(cell: LexborNode, *, few: bool) -> bool:
    """True if the cell holds several paragraphs or lines; `few` are enough where the table has one row."""
    return (1 if few else 2) < len(cell.css("p, li, div")) or (1 if few else 3) < len(cell.css("br"))
