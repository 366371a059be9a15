"""Cuttings: a source cut at its cues, so that all around them is printed again as it was.

What stands before the first cue (`head`) and after the last (`foot`), and what mostly stands between two (`between`), are
kept with the transcript; what else stands before a cue is kept with its turn (`before`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Transcript, Turn
from ..page.charset import declared_in_markup, decode
from ..readings import Extra

_STATED = re.compile(r"^(\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*)([\"'])(?!utf-8[\"'])[^\"'>]*\2", re.IGNORECASE)


class Cutting(NamedTuple):
    """A source in pieces: `head`, then for each cue what stands before it and the cue, then `foot`."""

    head: str
    befores: tuple[str, ...]
    cues: tuple[str, ...]
    foot: str

    @property
    def between(self) -> str:
        """Returns what stands before most cues that are not the first."""
        return Counter(self.befores[1:]).most_common(1)[0][0] if 1 < len(self.befores) else ""

    def kept(self) -> Extra:
        """Returns what the transcript keeps."""
        return (("head", self.head), ("between", self.between), ("foot", self.foot)) if self.cues else ()


def cut(text: str, places: Sequence[tuple[int, int]]) -> Cutting:
    """Returns the text cut at the cues that stand at these places, in order."""
    if not places:
        return Cutting(text, (), (), "")
    befores = [""]
    befores += [text[a:b] for (_, a), (b, _) in itertools.pairwise(places)]
    return Cutting(text[: places[0][0]], tuple(befores), tuple(text[a:b] for a, b in places), text[places[-1][1] :])


def as_printed(content: bytes, name: str) -> str:
    """Returns the text of a document with its declaration and DOCTYPE, which the parser's own text has blanked out."""
    return decode(content, name=name, declared=declared_in_markup(content)).text


def is_cut(transcript: Transcript) -> bool:
    keys = {key for key, _ in transcript.extra}
    return {"head", "between", "foot"} <= keys


def pasted(transcript: Transcript, cues: Sequence[str | None]) -> str:
    """Returns the source again, with these cues for its turns; a turn without one leaves what stood before it."""
    known = dict(transcript.extra)
    parts = [known["head"]]
    for place, (turn, cue) in enumerate(zip(transcript.turns, cues, strict=True)):
        parts += [before_of(turn, known["between"] if place else ""), cue or ""]
    return "".join((*parts, known["foot"]))


def before_of(turn: Turn, between: str) -> str:
    return next((value for key, value in turn.extra if key == "before"), between)


def in_utf8(text: str, transcript: Transcript) -> bytes:
    """Returns the source as bytes, which is what its declaration then says; with a byte order mark where it had one."""
    text = _STATED.sub(r"\1\2UTF-8\2", text)
    return (b"\xef\xbb\xbf" if ("layout", "bom") in transcript.extra else b"") + text.encode()
