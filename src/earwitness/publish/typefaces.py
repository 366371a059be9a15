"""Typefaces: which of our fonts a page needs, by the letters that stand in it.

A font that is named in the head of a page comes with it; one that a browser finds only when it sets the words comes too
late, and the stand-in is kept for that view (`frontend/fonts.mjs`).
"""

from __future__ import annotations

import re

import msgspec

from .later import Later
from .pages import Page

LETTERS = {
    "cyrillic": re.compile("[\u0400-\u045f\u0490\u0491]"),
    "greek": re.compile("[\u0370-\u03ff]"),
    "latin-ext": re.compile("[\u0100-\u02ba\u1e00-\u1eff]"),
}
"""By the name of the cut in our fonts' file names: letters of which one is enough to need it."""

HANDS = ("source-serif-4", "inter")
"""What people said, and what we say about it; speakers' names are set in the second."""


def needed(page: Page | Later, *, interface: str = "", switches: str = "") -> tuple[str, ...]:
    """Returns the names of the fonts that the page needs at once; of a page made later, those its head knows of.

    `interface` is a sample of the language that the page speaks, `switches` of what it offers in other languages.
    """
    text = f"{page.title} {page.letters}" if isinstance(page, Later) else msgspec.json.encode(page).decode()
    cuts = ["latin", *_cuts(text + interface)]
    names = [f"{hand}-{cut}-normal.woff2" for cut in cuts for hand in HANDS]
    return (*names, *(f"{HANDS[-1]}-{cut}-normal.woff2" for cut in _cuts(switches) if cut not in cuts))


def _cuts(text: str) -> list[str]:
    return [name for name, letters in LETTERS.items() if letters.search(text)]
