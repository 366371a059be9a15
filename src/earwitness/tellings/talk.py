"""The shape of a talk: who speaks when and how much, where two speak at once, and who breaks the silence.

It is measured by times where there are any, else by the letters of what is said; which of the two is always told:

times    every turn says when it begins and ends: shares, overlaps and silences are those of time
starts   turns say only when they begin, or the source prints it: they stand there, and the shares are those of letters
letters  there are no times, or not for every turn: turns stand one after another, each as long as its letters
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, Protocol

from msgspec import Struct

from ..language.tokens import counted
from ..times import Ms, parse_clock

Measure = Literal["times", "starts", "letters"]

PACE: Ms = 70
"""A letter's length at an ordinary pace. It only says how wide a turn is drawn of which nothing but the beginning is known."""


class Said(Protocol):
    """A turn, of the model or of an answer."""

    @property
    def number(self) -> int: ...
    @property
    def speakers(self) -> tuple[str, ...]: ...
    @property
    def text(self) -> str: ...
    @property
    def start(self) -> Ms | None: ...
    @property
    def end(self) -> Ms | None: ...
    @property
    def printed(self) -> str | None: ...


class Stretch(Struct, frozen=True, kw_only=True):
    """One voice speaking, `[start, end)` in the measure of the talk."""

    voice: str
    turn: int
    start: int
    end: int


class Share(Struct, frozen=True, kw_only=True):
    """How much one voice speaks."""

    voice: str
    """The speaker's id; empty for what nobody knows who said."""
    turns: int
    words: int
    letters: int
    part: float
    """Of all that is spoken, 0–1, by time where ends are known, else by letters."""
    time: Ms | None = None
    """How long it speaks; None where ends are not known."""
    overlap: Ms | None = None
    """How long it speaks while another does."""
    silence: Ms | None = None
    """How long nobody speaks before it breaks the silence, all in all."""


class Talk(Struct, frozen=True, kw_only=True):
    """The shape of one version of a talk."""

    measure: Measure
    length: int
    """From the first stretch to the end of the last, in milliseconds or letters."""
    shares: tuple[Share, ...]
    """In order of first speaking."""
    stretches: tuple[Stretch, ...]
    overlap: Ms | None = None
    """How long two or more speak at once; None where ends are not known."""
    silence: Ms | None = None
    """How long nobody speaks between the first word and the last."""


class _Tally:
    """What one voice has so far."""

    def __init__(self) -> None:
        self.turns = self.words = self.letters = 0


def shape(turns: Sequence[Said]) -> Talk:
    """Returns the shape of these turns. What several say together counts for each of them."""
    spoken = [turn for turn in turns if turn.text.strip()]
    measure = measured(spoken)
    tallies: dict[str, _Tally] = {}
    for turn in spoken:
        letters, words = length(turn.text), counted(turn.text)
        for voice in turn.speakers or ("",):
            tally = tallies.setdefault(voice, _Tally())
            tally.turns += 1
            tally.letters += letters
            tally.words += words
    stretches = laid(spoken, measure)
    timed = _Sweep(stretches) if measure == "times" else None
    amounts = {voice: timed.time.get(voice, 0) if timed else tally.letters for voice, tally in tallies.items()}
    whole = sum(amounts.values()) or 1
    return Talk(
        measure=measure,
        length=max((stretch.end for stretch in stretches), default=0),
        shares=tuple(
            Share(
                voice=voice,
                turns=tally.turns,
                words=tally.words,
                letters=tally.letters,
                part=amounts[voice] / whole,
                time=timed.time.get(voice, 0) if timed else None,
                overlap=timed.overlap.get(voice, 0) if timed else None,
                silence=timed.silence.get(voice, 0) if timed else None,
            )
            for voice, tally in tallies.items()
        ),
        stretches=stretches,
        overlap=timed.overlapping if timed else None,
        silence=timed.silent if timed else None,
    )


def length(text: str) -> int:
    """Returns the letters of a text, without its spaces; at least one."""
    return max(1, sum(map(len, text.split())))


def measured(spoken: Sequence[Said]) -> Measure:
    """Returns by what the talk can be measured. Times that run backwards are no clock of it."""
    starts = [start for turn in spoken if (start := begin(turn)) is not None]
    if not spoken or len(starts) < len(spoken):
        return "letters"
    if all(turn.start is not None and turn.end is not None and turn.start < turn.end for turn in spoken):
        return "times"
    if any(later < earlier for earlier, later in pairwise(starts)):
        return "letters"
    return "starts" if starts[0] < starts[-1] else "letters"


def begin(turn: Said) -> Ms | None:
    """Returns when a turn begins, by the recording, else as the source prints it; None where neither says."""
    if turn.start is not None:
        return turn.start
    return parse_clock(turn.printed) if turn.printed else None


def laid(spoken: Sequence[Said], measure: Measure) -> tuple[Stretch, ...]:
    """Returns where each turn stands, from 0 on."""
    found: list[Stretch] = []
    begins = [begin(turn) or 0 for turn in spoken]
    origin = min(begins, default=0)
    next_starts = _next_starts([start - origin for start in begins])
    here = 0
    for turn, begins_at, later in zip(spoken, begins, next_starts, strict=True):
        letters = length(turn.text)
        if measure == "letters":
            start, end = here, here + letters
            here = end
        elif measure == "times":
            start, end = begins_at - origin, (turn.end or 0) - origin
        else:
            start = begins_at - origin
            end = start + letters * PACE if later is None else min(start + letters * PACE, later)
        voices = turn.speakers or ("",)
        found.extend(Stretch(voice=voice, turn=turn.number, start=start, end=end) for voice in voices)
    return tuple(found)


def _next_starts(starts: Sequence[Ms]) -> list[Ms | None]:
    """Returns for each beginning the next other one, None after the last."""
    found: list[Ms | None] = []
    later: Ms | None = None
    for place in range(len(starts) - 1, -1, -1):
        if place + 1 < len(starts) and starts[place + 1] != starts[place]:
            later = starts[place + 1]
        found.append(later)
    return found[::-1]


class _Sweep:
    """One pass over the time line, from each beginning or end to the next."""

    def __init__(self, stretches: Sequence[Stretch]) -> None:
        self.time: dict[str, Ms] = {}
        self.overlap: dict[str, Ms] = {}
        self.silence: dict[str, Ms] = {}
        self.overlapping = self.silent = 0
        ends = ((stretch.end, False, stretch.voice) for stretch in stretches)
        begins = ((stretch.start, True, stretch.voice) for stretch in stretches)
        speaking: dict[str, int] = {}
        here = quiet = 0
        for moment, begins_, voice in sorted([*ends, *begins]):
            self._pass(speaking, moment - here)
            here = moment
            if begins_:
                if not speaking:
                    self.silent += moment - quiet
                    self.silence[voice] = self.silence.get(voice, 0) + moment - quiet
                speaking[voice] = speaking.get(voice, 0) + 1
            else:
                speaking[voice] -= 1
                if not speaking[voice]:
                    del speaking[voice]
                if not speaking:
                    quiet = moment

    def _pass(self, speaking: dict[str, int], passed: Ms) -> None:
        for voice in speaking:
            self.time[voice] = self.time.get(voice, 0) + passed
            if 1 < len(speaking):
                self.overlap[voice] = self.overlap.get(voice, 0) + passed
        if 1 < len(speaking):
            self.overlapping += passed
