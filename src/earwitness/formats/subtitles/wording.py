"""Wording: the words of a cue, put together from its pieces, with the place of each."""

from __future__ import annotations

import re

_BLANK = " \t\r\f\v\u200b"
"""What pads a line and says nothing; a zero width space within a line parts words in Thai and stays."""
_BREAK = re.compile(r"[ \t\r\f\v\u200b]*\n[\s\u200b]*")
_RUN = re.compile(r"[ \t\r\n\f\v]+")


class Wording:
    """Text that grows piece by piece, no line of it padded. `collapse`: line ends and runs of blanks are one space."""

    def __init__(self, *, collapse: bool = False) -> None:
        self._collapse = collapse
        self._parts: list[str] = []
        self._between = ""
        self.length = 0

    def add(self, piece: str) -> tuple[int, int]:
        """Adds a piece and returns where its words stand: first and past the last code point, equal where it has none."""
        piece = _RUN.sub(" ", piece) if self._collapse else _BREAK.sub("\n", piece)
        core = piece.strip(_BLANK + "\n")
        if not core:
            self._part("\n" if "\n" in piece else piece)
            return self.length, self.length
        before, _, after = piece.partition(core)
        self._part(before)
        if self._parts:
            self._parts.append(self._between)
            self.length += len(self._between)
        first = self.length
        self._parts.append(core)
        self.length += len(core)
        self._between = ""
        self._part(after)
        return first, self.length

    def newline(self) -> None:
        self._between = "\n"

    def _part(self, blank: str) -> None:
        """Keeps what stands between two words until the next comes: a line end outdoes blanks, blanks are one space."""
        if "\n" in blank or self._between == "\n":
            self._between = "\n"
        elif blank.strip("\u200b") or self._between:
            self._between = " " if self._collapse or not blank else self._between + blank.replace("\u200b", "")

    @property
    def text(self) -> str:
        return "".join(self._parts)
