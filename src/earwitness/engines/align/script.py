"""The script: what is to be found in the sound, turn by turn, with the words that can be heard and the times that are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from ...model import Turn
from ...times import Ms

_TOKEN = re.compile(r"\S*\w\S*")


class Line(Struct, frozen=True, kw_only=True):
    """A turn, as an aligner needs it."""

    text: str
    """As the turn has it; words that nobody said (`supplied`) are blanked, so that places in it stay."""
    words: tuple[tuple[int, int], ...]
    """Where each word that can be heard stands, `[first, last)` in code points, without the signs around it."""
    start: Ms | None = None
    """A time that is known already: the turn is looked for near it."""
    end: Ms | None = None


class Script(Struct, frozen=True, kw_only=True):
    lines: tuple[Line, ...]
    language: str
    """BCP 47, of most of it."""
    slack: Ms = 2_000
    """How far a known time may be from where the turn is heard."""


def script_of(turns: Sequence[Turn], language: str, *, anchored: bool = True, slack: Ms = 2_000) -> Script:
    """Returns the script of turns; without `anchored`, the times that they have are not looked at."""
    return Script(lines=tuple(_line(turn, anchored) for turn in turns), language=language, slack=slack)


def _line(turn: Turn, anchored: bool) -> Line:
    text = turn.text
    for mark in turn.marks:
        if mark.type == "supplied":
            text = text[: mark.start] + " " * (mark.end - mark.start) + text[mark.end :]
    return Line(
        text=text, words=words_of(text), start=turn.start if anchored else None, end=turn.end if anchored else None
    )


def words_of(text: str) -> tuple[tuple[int, int], ...]:
    """Returns where each word that can be heard stands, without the signs around it."""
    found = []
    for token in _TOKEN.finditer(text):
        ahead = re.match(r"\W*", token[0])
        behind = re.search(r"\W*$", token[0])
        first = token.start() + (ahead.end() if ahead else 0)
        last = token.end() - (len(behind[0]) if behind else 0)
        found.append((first, last))
    return tuple(found)
