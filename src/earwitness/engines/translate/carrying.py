"""Carrying: the marks of a turn, brought over into its translation by signs in the text, or told of where they are lost.

    I saw ⟦1⟧two of them⟦/1⟧ there ⟦2⟧ → я бачив там ⟦1⟧двох⟦/1⟧ ⟦2⟧

A mark without words of its own in the speech is one sign, one over words a pair. What an engine keeps is a mark of the
translation where it put it; a gap or a sound that it lost stands at the end of the turn and is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model import Mark, Turn

_SIGN = re.compile(r"⟦\s*(/?)\s*(\d+)\s*⟧")
_CLOSING = tuple(".,!?…;:")
_BRACKETS = str.maketrans("⟦⟧", "[]")
HEARD = ("gap", "vocal", "incident", "pause")
"""Marks of what was heard or not heard: they are of the sound, and a translation without them says more than it may."""


class Carried(Struct, frozen=True, kw_only=True):
    """A translation with the marks that came over, and what is to be told of those that did not."""

    text: str
    marks: tuple[Mark, ...] = ()
    lost: tuple[str, ...] = ()


def signed(turn: Turn, *, signs: bool) -> str:
    """Returns what is sent of a turn: its text, with signs at its marks where the engine keeps such."""
    text = turn.text.translate(_BRACKETS)
    if not signs:
        return text
    places: list[tuple[int, int, str]] = []
    for number, mark in enumerate(turn.marks, 1):
        if _at_an_end(turn, mark) or _whole(turn, mark):
            continue  # these need no sign
        if mark.start == mark.end:
            places.append((mark.start, 0, f" ⟦{number}⟧ "))
        else:
            places += [(mark.start, 1, f"⟦{number}⟧"), (mark.end, -1, f"⟦/{number}⟧")]
    for at, _, sign in sorted(places, reverse=True):
        text = text[:at] + sign + text[at:]
    return " ".join(text.split()) if places else text


def carried(turn: Turn, said: str) -> Carried:
    """Returns the translation without signs, with the marks that they stand for."""
    text, found = _read(said)
    marks: list[Mark] = []
    lost: list[str] = []
    for number, mark in enumerate(turn.marks, 1):
        start, end = found.get((number, False)), found.get((number, True))
        if _whole(turn, mark):
            marks.append(replace(mark, start=0, end=len(text)))
        elif mark.start == mark.end and _at_an_end(turn, mark):
            at = 0 if mark.start <= _first(turn.text) else len(text)
            marks.append(replace(mark, start=at, end=at))
        elif mark.start == mark.end and start is not None:
            marks.append(replace(mark, start=start, end=start))
        elif start is not None and end is not None and start < end:
            marks.append(replace(mark, start=start, end=end))
        elif mark.type in HEARD:
            marks.append(replace(mark, start=len(text), end=len(text)))
            lost.append(f"{_named(turn, mark)} is somewhere in this turn; here it stands at the end")
        elif mark.type not in ("masked", "quote"):
            lost.append(f"{_named(turn, mark)} of the original is not marked here")
    return Carried(text=text, marks=tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))), lost=tuple(lost))


def _read(said: str) -> tuple[str, dict[tuple[int, bool], int]]:
    """Returns the text without signs, and where each stood: (number, whether it closes) → place. The first of a kind counts."""
    pieces: list[str] = []
    found: dict[tuple[int, bool], int] = {}
    here = length = 0
    for sign in _SIGN.finditer(said):
        piece = said[here : sign.start()]
        here = sign.end()
        if (not length or pieces[-1][-1:] == " ") and piece[:1] == " ":
            piece = piece.lstrip(" ")
        if piece:
            pieces.append(piece)
            length += len(piece)
        found.setdefault((int(sign[2]), bool(sign[1])), length)
    rest = said[here:]
    if not pieces or pieces[-1][-1:] == " ":
        rest = rest.lstrip(" ")
    if pieces and found and rest[:1] in _CLOSING:
        pieces[-1] = pieces[-1].rstrip(" ")  # the sign stood between the word and its full stop
        ended = sum(map(len, pieces))
        found = {key: min(at, ended) for key, at in found.items()}
    text = "".join([*pieces, rest])
    whole = text.rstrip()
    return whole, {sign: min(at, len(whole)) for sign, at in found.items()}


def _first(text: str) -> int:
    """Returns the place of the first sign that is no space."""
    return len(text) - len(text.lstrip())


def _at_an_end(turn: Turn, mark: Mark) -> bool:
    return mark.start == mark.end and (mark.start <= _first(turn.text) or len(turn.text.rstrip()) <= mark.start)


def _whole(turn: Turn, mark: Mark) -> bool:
    return mark.start < mark.end and mark.start <= _first(turn.text) and len(turn.text.rstrip()) <= mark.end


def _named(turn: Turn, mark: Mark) -> str:
    words = mark.words or turn.text[mark.start : mark.end]
    kind = {"vocal": "a sound", "incident": "a noise", "gap": "a gap"}.get(mark.type, f"what is marked {mark.type}")
    return f"{kind} (“{words[:60]}”)" if words.strip() else kind


def marked(turns: Sequence[Turn]) -> int:
    """Returns how many marks these turns have."""
    return sum(len(turn.marks) for turn in turns)
