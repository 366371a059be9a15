"""A document comes out of the printer as it stands: as many pages as it says, and nothing of it is cut."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from earwitness import actions

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

ODD = """A call with many scripts (a fictional example)

Vera: {long}
Olha: Ж́̂̃̄̅̆̇̈̉̊ zalgo and 😀😀😀 emoji, ‏שלום עולם, مرحبا بالعالم, 漢字かな交じり文, देवनागरी लिपि में शब्द.
Vera: {word}
Olha: Łódź, Ωμέγα, Україна, ґанок.
"""

CUT = """() => [...document.querySelectorAll(".bit")].filter((bit) => {
  const range = document.createRange();
  range.selectNodeContents(bit);
  const words = range.getBoundingClientRect();
  const sheet = bit.closest(".lines").getBoundingClientRect();
  const next = bit.nextElementSibling ? bit.nextElementSibling.getBoundingClientRect().left : sheet.right;
  return words.width && (next + 0.5 < words.right || words.left < sheet.left);
}).map((bit) => bit.textContent)"""


@pytest.fixture(scope="module")
def opening(made: tuple[Path, Names], tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Any, str]]:
    """The address of a desk, one browser for all, and the id of a call with every kind of letter."""
    import shutil

    scratch = tmp_path_factory.mktemp("paper")
    folder = Path(shutil.copytree(made[0], scratch / "archive"))
    call = scratch / "odd.txt"
    call.write_text(ODD.format(long="Nine of us, and water on the deck. " * 120, word="М" * 300), encoding="utf-8")
    with actions.open_desk(folder) as desk:
        odd = actions.add(desk, [str(call)], agent="Ines Marlow").added[0].conversations[0]
    with opened(folder) as (base, browser):
        yield base, browser, odd


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_printer_gives_as_many_pages_as_the_document_says(
    opening: tuple[str, Any, str], names: Names, paper: str
) -> None:
    base, browser, odd = opening
    page = browser.new_page()
    for call in (names.call, odd):
        page.goto(f"{base}/conversations/{call}/print?exhibit=K-7")
        leaves = page.locator(".leaf").count()
        assert page.locator(".leaf footer").last.text_content() == f"Page {leaves} of {leaves}"
        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=paper))) == leaves


def test_no_word_is_cut_on_paper_and_every_line_has_its_place(opening: tuple[str, Any, str], names: Names) -> None:
    base, browser, odd = opening
    page = browser.new_page(viewport={"width": 700, "height": 1000})
    page.emulate_media(media="print")
    for call in (names.call, odd):
        page.goto(f"{base}/conversations/{call}/print")
        assert page.evaluate(CUT) == []
        tall = page.locator("#p1 .lines").evaluate("(lines) => lines.offsetHeight")
        assert {leaf.evaluate("(lines) => lines.offsetHeight") for leaf in page.locator(".lines").all()} == {tall}
        page.evaluate("document.querySelector('.bit').textContent = 'm'.repeat(200)")
        assert page.evaluate(CUT) == ["m" * 200]  # what was cut would be found
