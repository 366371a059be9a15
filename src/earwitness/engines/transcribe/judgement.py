"""Judgement: which of the words an engine may have made up. They stay, and are marked as unclear, each with its reason.

Four signs, for all engines alike: a run of words that goes round and round; words where nobody speaks; words that the engine
itself is not sure of; a text that packs too well for speech. What no sign is found for may be wrong all the same.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from ...times import Ms, Span
from .heard import HeardSegment

Why = Literal["loop", "silence", "unsure"]

LONGEST = 12
"""Words of a run that is looked for round and round."""
ROUNDS = {1: 6, 2: 4}
"""How often in a row a run of so many words may be said before it is a loop; longer ones three times. People do say “no, no,
no, no”."""
FEWEST = 3
LOW = 0.4
"""A word's confidence below which it is unclear."""
DOUBTFUL = -1.0
"""The mean logarithm below which a segment is unclear, where its words have no confidence of their own."""
PACKED = 2.4
"""How many times smaller than itself a text may pack; Whisper's own bar."""
NOBODY = 0.6
"""How sure an engine may be that nobody speaks, and still be believed in what it heard."""
OFF: Ms = 500
"""How far a word's time may be off the speech that it is."""
_STRIPPED = ".,!?…:;\"'«»“”„()[]-–—"


class Flag(NamedTuple):
    """Words of a segment, `[first, last)` in its list of words, that are doubtful, and why."""

    segment: int
    first: int
    last: int
    why: Why


class Said(NamedTuple):
    """A word of a segment, whether the engine gave words or only a text."""

    text: str
    start: Ms | None = None
    end: Ms | None = None
    confidence: float | None = None


def said_in(segment: HeardSegment) -> tuple[Said, ...]:
    """Returns the words of a segment; where the engine gave only text, its words by the space between them."""
    if segment.words:
        return tuple(Said(*word_of) for word_of in
                     ((word.text, word.start, word.end, word.confidence) for word in segment.words))  # fmt: skip
    return tuple(Said(text) for text in segment.text.split())


def judge(segments: Sequence[HeardSegment], speech: Sequence[Span] | None) -> tuple[Flag, ...]:
    """Returns the doubtful words. `speech` is where somebody speaks, None where that was not looked for."""
    words = [said_in(segment) for segment in segments]
    whys: list[list[set[Why]]] = [[set() for _ in own] for own in words]
    for place, number in loops(words):
        whys[place][number].add("loop")
    for place, (segment, own) in enumerate(zip(segments, words, strict=True)):
        packed = segment.compression if segment.compression is not None else packing(segment.text)
        if PACKED < packed and not any(whys[place]):
            _all(whys[place], "loop")
        nobody = segment.no_speech is not None and NOBODY < segment.no_speech
        unsure = segment.logprob is not None and segment.logprob < DOUBTFUL
        if nobody and unsure:
            _all(whys[place], "silence")
        elif unsure and all(word.confidence is None for word in own):
            _all(whys[place], "unsure")
        for number, word in enumerate(own):
            if word.confidence is not None and word.confidence < LOW:
                whys[place][number].add("unsure")
            if speech is not None and _in_silence(word, segment, speech):
                whys[place][number].add("silence")
    return tuple(_flags(whys))


def _all(whys: list[set[Why]], why: Why) -> None:
    for own in whys:
        own.add(why)


def _in_silence(word: Said, segment: HeardSegment, speech: Sequence[Span]) -> bool:
    start = word.start if word.start is not None else segment.start
    end = word.end if word.end is not None else segment.end
    if start is None or end is None:
        return False
    wide = Span(start - OFF, max(end, start + 1) + OFF)
    return not any(span.overlaps(wide) for span in speech)


def packing(text: str) -> float:
    """Returns how many times smaller the text gets when it is packed; short ones tell nothing."""
    content = text.encode()
    return len(content) / len(zlib.compress(content)) if 80 <= len(content) else 0.0


def loops(words: Sequence[Sequence[Said]]) -> set[tuple[int, int]]:
    """Returns the places (segment, word) of what is said again in a run that goes round and round, also across segments.

    The first round is not among them: it may be what was said.
    """
    places = [(place, number) for place, own in enumerate(words) for number in range(len(own))]
    said = [word.text.strip(_STRIPPED).casefold() for own in words for word in own]
    found: set[tuple[int, int]] = set()
    for length in range(1, LONGEST + 1):
        # As many words in a row as equal the one a round earlier: a run of them is a loop of this length.
        same = [length <= here and said[here] == said[here - length] != "" for here in range(len(said))]
        here = 0
        for equal, run in groupby(same):
            count = len(list(run))
            if equal and (ROUNDS.get(length, FEWEST) - 1) * length <= count:
                found.update(places[here : here + count])
            here += count
    return found


def _flags(whys: Sequence[Sequence[set[Why]]]) -> Iterator[Flag]:
    order: tuple[Why, ...] = ("loop", "silence", "unsure")
    for place, own in enumerate(whys):
        for why in order:
            here = 0
            for doubtful, run in groupby(why in each for each in own):
                count = len(list(run))
                if doubtful:
                    yield Flag(place, here, here + count, why)
                here += count
