"""The transcriber's signs, put back: from a turn's text and marks to words a reader of print understands.

The model keeps the words apart from the signs. Formats without marks of their own print them again: a cut as `[…]`,
a laugh as `(laughs)`, an editor's word as `*word*`, a doubtful one as `[word?]`. Our own reader reads them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..model import Mark, Transcript, Turn
from ..times import format_exact

Piece = tuple[str, Mark | None]


def pieces(turn: Turn) -> Iterator[Piece]:
    """Yields the turn's text in order, cut at its marks: plain stretches with None, marked ones with their mark.

    An empty mark (a gap, a laugh, a gloss) comes with the empty string at its place. Marks that overlap an earlier
    one are given as empty at their start, so that no word comes twice.
    """
    place = 0
    for mark in sorted(turn.marks, key=lambda mark: (mark.start, mark.end)):
        start, end = max(place, min(mark.start, len(turn.text))), max(place, min(mark.end, len(turn.text)))
        if place < start:
            yield turn.text[place:start], None
        yield turn.text[start:end], mark
        place = end
    if place < len(turn.text):
        yield turn.text[place:], None


def printed_sign(text: str, mark: Mark) -> str:
    """Returns a marked stretch with its sign, as plain print shows it."""
    if mark.type == "gap":
        return f"[{mark.words or '…'}]"
    if mark.type == "unclear":
        return f"[{text}?]" if text else f"[{mark.words or 'unclear'}]"
    if mark.type in ("vocal", "incident", "pause"):
        return f"({mark.words or mark.type})"
    if mark.type == "supplied":
        return f"*{text or mark.words}*"
    if mark.type == "gloss":
        return f"{text}*{mark.words}*" if mark.words else text
    return text


def with_signs(turn: Turn, sign: Callable[[str, Mark], str] = printed_sign, plain: Callable[[str], str] = str) -> str:
    """Returns the turn's words with the signs in their places, and a space on either side of an empty mark's sign.

    `plain` writes what has no mark, `sign` a marked stretch: both may escape.
    """
    line = ""
    apart = False
    for text, mark in pieces(turn):
        shown = plain(text) if mark is None else sign(text, mark)
        if not shown:
            continue
        empty = mark is not None and mark.start == mark.end
        if line and not line[-1].isspace() and (empty or (apart and text[:1].isalnum())):
            line += " "
        line += shown
        apart = empty
    return line


def voices(transcript: Transcript) -> dict[str, str]:
    """Returns what to print for each speaker: the first label, else the role, else "Voice n"."""
    return {
        speaker.id: speaker.labels[0] if speaker.labels else speaker.role or f"Voice {number}"
        for number, speaker in enumerate(transcript.speakers, 1)
    }


def clock(turn: Turn) -> str:
    """Returns when a turn is said, as print shows it: `0:01.200–0:03`, `0:01` where its end is not known, or nothing."""
    if turn.start is None:
        return ""
    return format_exact(turn.start) + (f"–{format_exact(turn.end)}" if turn.end is not None else "")


def label(turn: Turn, names: dict[str, str]) -> str:
    """Returns who speaks, several joined by " + ", empty where nobody could know."""
    return " + ".join(names.get(speaker, speaker) for speaker in turn.speakers)
