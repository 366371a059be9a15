"""The rows of a long sheet come in stretches, each with a guess of how high it is."""

import re
from pathlib import Path

from earwitness.publish.passages import Piece
from earwitness.publish.sheet import Cell, Column, Sheet, SheetRow, Slot
from earwitness.publish.stretches import ROWS, SHORTEST, STEP, TALLEST, stretches, tall

STYLES = Path(__file__).parents[2] / "frontend" / "styles" / "stretches.css"


def sheet(*lengths: int) -> Sheet:
    """One version whose turns have so many letters."""
    cells = (
        Cell(turn=f"t1.{number}", number=number, pieces=(Piece(text="x" * length),))
        for number, length in enumerate(lengths, 1)
    )
    column = Column(transcript="t1", heading="English", name="English", language="en", turns=len(lengths))
    return Sheet(columns=(column,), rows=tuple(SheetRow(slots=(Slot(cells=(cell,)),)) for cell in cells))


def test_a_short_sheet_is_one_stretch_that_is_always_laid_out() -> None:
    (stretch,) = stretches(sheet(*[30] * ROWS))
    assert (len(stretch.rows), stretch.tall) == (ROWS, None)


def test_a_sheet_without_rows_is_one_empty_stretch() -> None:
    (stretch,) = stretches(sheet())
    assert (len(stretch.rows), stretch.tall) == (0, None)


def test_a_long_sheet_loses_no_row_and_keeps_their_order() -> None:
    numbers = [row.cells[0].number for stretch in stretches(sheet(*[30] * 1001)) for row in stretch.rows]
    assert numbers == list(range(1, 1002))


def test_more_words_are_taller() -> None:
    _, short, long = stretches(sheet(*[30] * 2 * ROWS, *[3000] * ROWS))
    assert short.tall is not None and long.tall is not None
    assert short.tall < long.tall


def test_the_styles_have_the_same_figures() -> None:
    figures = dict(re.findall(r"\.tall-(\d+) \{ contain-intrinsic-block-size: auto (\d+)rem \}", STYLES.read_text()))
    assert figures == {str(number): f"{SHORTEST * STEP**number:.0f}" for number in range(TALLEST + 1)}
    assert [tall(float(height)) for height in figures.values()] == list(range(TALLEST + 1))
