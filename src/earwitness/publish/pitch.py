"""Pitch: text broken into lines of a fixed-pitch face, so that a page and a line name the same words on every machine.

The method is told on the paper itself (`METHOD`). A letter is one unit wide; what a fixed-pitch face may draw wider (Chinese
signs, emoji, scripts without such a face) counts two, and a mark above or below a letter counts none. Lines break at spaces,
a word longer than a line where the line is full.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

from .passages import Piece

METHOD = (
    "Lines are broken by the archive, not by the printer: {columns} letters to a line, {lines} lines to a page, at spaces, "
    "in a fixed-pitch face. Page and line therefore name the same words in every print of these revisions."
)

_ONE = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "GEORGIAN", "ARMENIAN")
"""Scripts whose letters the common fixed-pitch faces draw one unit wide."""


@cache
def width(letter: str) -> int:
    """Returns how many units a letter takes."""
    if unicodedata.combining(letter) or unicodedata.category(letter) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    if letter.isascii():
        return 1
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 2
    if unicodedata.category(letter)[0] in "LM":
        return 1 if unicodedata.name(letter, "").startswith(_ONE) else 2
    return 1 if unicodedata.category(letter)[0] in "PNZS" and ord(letter) < 0x2E80 and not _pictured(letter) else 2


def _pictured(letter: str) -> bool:
    return 0x2600 <= ord(letter) < 0x27C0


def length(text: str) -> int:
    """Returns how many units a text takes."""
    return sum(map(width, text))


def lines(text: str, columns: int, *, first: int = 0, indent: int = 0) -> list[str]:
    """Returns the text in lines of so many units; the first line begins after `first` units, the others after `indent`."""
    made: list[str] = []
    line, used = "", first
    for word in text.split():
        for part in _fitting(word, columns - indent):
            size = length(part)
            gap = 1 if line else 0
            if used + gap + size <= columns:
                line, used = line + " " * gap + part, used + gap + size
            else:
                made.append(line)
                line, used = part, indent + size
    if line or not made:
        made.append(line)
    return made


def _fitting(word: str, columns: int) -> Iterator[str]:
    """Yields a word, one longer than a line in pieces that fill it; a mark stays with its letter."""
    if length(word) <= columns:
        yield word
        return
    part, used = "", 0
    for letter in word:
        size = width(letter)
        if columns < used + size:
            yield part
            part, used = "", 0
        part, used = part + letter, used + size
    yield part


def right_to_left(text: str) -> bool:
    """Says whether the text runs from the right: by its first letter that has a direction."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


SIGNS = (
    ("[…]", "left out, or not heard"),
    ("word(?)", "the transcriber was not sure of it"),
    ("‹word›", "added by the transcriber for the sense"),
    ("[= word]", "explains what stands before it"),
    ("[word]", "a sound, a pause, or what else was heard"),
)
"""The signs by which a print tells what a transcriber marked, each with its meaning."""


def printed(pieces: Iterable[Piece]) -> str:
    """Returns a passage with the transcriber's marks as signs."""
    return "".join(map(_printed, pieces))


def _printed(piece: Piece) -> str:
    text = piece.text
    left = text[: len(text) - len(text.lstrip())]
    right = text[len(text.rstrip()) :] if text.strip() else ""
    bare = text.strip()
    if not bare:
        return text
    if piece.beside:
        if "gap" in piece.marks:
            return text
        sign = "[= {}]" if "gloss" in piece.marks else "‹{}›" if "supplied" in piece.marks else "[{}]"
        return f"{left}{sign.format(bare)}{right}"
    if "supplied" in piece.marks:
        bare = f"‹{bare}›"
    if "gloss" in piece.marks:
        bare = f"[= {bare}]"
    if "unclear" in piece.marks:
        bare = f"{bare}(?)"
    return f"{left}{bare}{right}"
