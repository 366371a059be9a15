"""Signs: how a page sets what a transcriber marked, each with its meaning, so that a page explains those it uses."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from . import words
from .passages import Piece
from .tongue import gettext, later

SAMPLES = {
    "gap": "[…]",
    "unclear": later("words"),
    "supplied": later("words"),
    "gloss": later("a word"),
    "vocal": later("laughs"),
    "incident": later("a door"),
    "pause": later("pause"),
    "masked": later("w**d"),
    "quote": later("words"),
    "differs": later("words"),
    "worded": later("words"),
    "nothing": "‸",
    "noted": "words",
    "coded": "words",
}
"""What stands in the legend as an example of each sign, in the order of the legend."""

MEANINGS = {
    "differs": later("versions differ here in what they say; the margin has every reading"),
    "worded": later("versions word this in another way"),
    "noted": later("somebody wrote a note on these words; it stands in the margin"),
    "coded": later("somebody put a code on these words; it stands in the margin"),
    "nothing": later("other versions have words here, and this one has none"),
}


class Sign(Struct, frozen=True, kw_only=True):
    """One sign of a legend."""

    kind: str
    """The class by which it is set."""
    sample: str
    meaning: str


def legend(pieces: Iterable[Piece]) -> tuple[Sign, ...]:
    """Returns the signs that these pieces use, each with what it means."""
    used: set[str] = set()
    for piece in pieces:
        used.update(piece.marks)
        if piece.beside and piece.difference:
            used.add("nothing")
    return tuple(
        Sign(kind=kind, sample=gettext(sample), meaning=_meaning(kind))
        for kind, sample in SAMPLES.items()
        if kind in used
    )


def _meaning(kind: str) -> str:
    return gettext(MEANINGS[kind]) if kind in MEANINGS else words.mark(kind)  # type: ignore[arg-type]
