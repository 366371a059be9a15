"""The shape of a talk as a page draws it: a lane a voice, dark where it speaks, with its figures beside it.

Each voice has a lane of its own, so that the picture needs no colour; the figures say what the picture shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from ..tellings.talk import Measure, Stretch, Talk
from ..times import Ms, format_clock
from .tongue import gettext, later

WIDTH = 1000
"""Units of a lane. What is narrower than one of them is drawn as one."""
HEIGHT = 10
MANY = 400
"""Turns beyond which a lane no longer shows each, but how much of each part of the talk is the voice's."""
SHORTEST = 1000
"""Milliseconds of silence or overlap that are worth a word."""
BIN = 4
"""Units of such a part."""

MEASURED: dict[Measure, str] = {
    "times": later("Drawn by the times of its turns."),
    "starts": later(
        "Turns stand at their printed times; how long each lasts is not known, so the shares are those of letters."
    ),
    "letters": later("It has no times that all its turns share: a turn is drawn as long as its letters."),
}
"""By what a picture is drawn, in a sentence."""


class Lane(Struct, frozen=True, kw_only=True):
    """One voice in the picture."""

    path: str
    """Where it speaks, as an SVG path in a box of 1000 by 10."""
    part: int
    """Of all that is spoken, in hundredths."""
    turns: int
    words: int
    time: str = ""
    """How long it speaks; empty where that is not known."""


class Shape(Struct, frozen=True, kw_only=True):
    """What is said of the picture as a whole."""

    version: str
    """The version that it shows."""
    measured: str
    """By what, in a sentence."""
    length: str = ""
    """From the first word to the last; empty where that is not known."""
    silence: str = ""
    overlap: str = ""


def lanes(talk: Talk, voices: Sequence[Iterable[str]]) -> list[Lane | None]:
    """Returns the lane of each voice, None where it says nothing; a voice is the ids of its speakers."""
    shares = {share.voice: share for share in talk.shares}
    by_voice: dict[str, list[Stretch]] = {}
    for stretch in talk.stretches:
        by_voice.setdefault(stretch.voice, []).append(stretch)
    draw = path if len(talk.stretches) <= MANY else density
    found: list[Lane | None] = []
    for voice in voices:
        ids = tuple(dict.fromkeys(voice))
        own = [shares[id] for id in ids if id in shares]
        stretches = [stretch for id in ids for stretch in by_voice.get(id, ())]
        times = [share.time for share in own if share.time is not None]
        found.append(
            Lane(
                path=draw(stretches, talk.length),
                part=round(100 * sum(share.part for share in own)),
                turns=sum(share.turns for share in own),
                words=sum(share.words for share in own),
                time=format_clock(sum(times)) if times else "",
            )
            if own
            else None
        )
    return found


def shape(talk: Talk, version: str) -> Shape:
    """Returns what is said of the picture of a talk beside its lanes."""
    return Shape(
        version=version,
        measured=gettext(MEASURED[talk.measure]),
        length=format_clock(talk.length) if talk.measure != "letters" else "",
        silence=_long(talk.silence),
        overlap=_long(talk.overlap),
    )


def _long(time: Ms | None) -> str:
    """Returns a length of time that is worth a word, empty where it is not."""
    return format_clock(time) if time is not None and SHORTEST <= time else ""


def path(stretches: Iterable[Stretch], length: int) -> str:
    """Returns the boxes of these stretches; those that touch on paper are drawn as one, however many turns there are."""
    boxes: list[list[int]] = []
    whole = length or 1
    for start, end in sorted(
        (stretch.start * WIDTH // whole, -(-stretch.end * WIDTH // whole)) for stretch in stretches
    ):
        left = min(start, WIDTH - 1)
        right = max(left + 1, end)
        if boxes and left <= boxes[-1][1]:
            boxes[-1][1] = max(boxes[-1][1], right)
        else:
            boxes.append([left, right])
    return "".join(f"M{left} 0h{right - left}v{HEIGHT}h-{right - left}z" for left, right in boxes)


def density(stretches: Iterable[Stretch], length: int) -> str:
    """Returns a column for each part of the talk, as high as the voice's share of that part."""
    parts = [0.0] * (WIDTH // BIN)
    whole = length or 1
    for stretch in stretches:
        left, right = (place * len(parts) / whole for place in (stretch.start, stretch.end))
        for place in range(int(left), min(int(right) + 1, len(parts))):
            parts[place] += max(0.0, min(right, place + 1) - max(left, place))
    columns = []
    for place, part in enumerate(parts):
        high = min(HEIGHT, round(part * HEIGHT))
        if high:
            columns.append(f"M{place * BIN} {HEIGHT - high}h{BIN}v{high}h-{BIN}z")
    return "".join(columns)
