"""Strands: words of one voice, one after another, until it pauses. Each becomes a turn."""

from __future__ import annotations

from typing import NamedTuple

from ...model import Word
from .sheet import Stretch

PAUSE = 1000
"""Milliseconds of silence that end a turn, where a format gives words and no turns."""


class Said(NamedTuple):
    """What one record says, or one set of alternatives."""

    voice: tuple[str, str, str]
    """Recording, channel, speaker (empty where the record names none)."""
    words: list[str]
    timed: list[Word]
    """The times and confidences of the words; their offsets are not yet known."""
    kinds: list[str]
    alternatives: str
    """Every alternative, parted by ` / `, `@` for no word; empty where there is but one."""
    raw: list[str]
    places: list[int]
    printed: str


class Strand:
    """A turn that grows word by word."""

    def __init__(self, voice: tuple[str, str, str], printed: str) -> None:
        self.recording, self.channel, self.speaker = voice
        self.comments: tuple[str, ...] = ()
        self._printed = printed or None
        self._texts: list[str] = []
        self._length = 0
        self._words: list[Word] = []
        self._kinds: list[str] = []
        self._alternatives: list[tuple[str, str]] = []
        self._raw: list[str] = []
        self._places: list[int] = []
        self._start: int | None = None
        self._last = 0
        self._end: int | None = None

    def continues(self, said: Said) -> bool:
        """Says whether this comes without a pause: not before the last word, not more than `PAUSE` after all of them."""
        start = next((word.start for word in said.timed if word.start is not None), None)
        return start is None or self._end is None or self._last <= start <= self._end + PAUSE

    def takes(self, start: int) -> bool:
        """Says whether a word that starts then comes without a pause."""
        return self._end is None or self._last <= start <= self._end + PAUSE

    def word(self, text: str, start: int, end: int, confidence: float | None, raw: str, place: int) -> None:
        """Adds one word that one record says."""
        first = self._length + 1 if self._length else 0
        self._length = first + len(text)
        self._words.append(Word(first, self._length, start, end, confidence))
        self._texts.append(text)
        if self._start is None or start < self._start:
            self._start = start
        self._last = start
        if self._end is None or self._end < end:
            self._end = end
        self._raw.append(raw)
        self._places.append(place)
        self._kinds.append("")

    def add(self, said: Said) -> None:
        first = self._length + 1 if self._length else 0
        for text, timed in zip(said.words, said.timed, strict=True):
            place = self._length + 1 if self._length else 0
            self._words.append(Word(place, place + len(text), timed.start, timed.end, timed.confidence))
            self._texts.append(text)
            self._length = place + len(text)
            if timed.start is not None:
                self._start = timed.start if self._start is None else min(self._start, timed.start)
                self._last = timed.start
                end = timed.end if timed.end is not None else timed.start
                self._end = end if self._end is None else max(self._end, end)
        if said.alternatives:
            span = f"{min(first, self._length)}-{self._length}"
            self._alternatives.append(("alternatives", f"{span} {said.alternatives}"))
        self._kinds += said.kinds
        self._raw += said.raw
        self._places += said.places

    def stretch(self, label: str | None) -> Stretch:
        """Returns the turn it has become, said by the voice with this label."""
        kinds: list[tuple[str, str]] = []
        if any(self._kinds):
            told = [kind or "NA" for kind in self._kinds]
            kinds = [("types", told[0] if len(set(told)) == 1 else " ".join(told))]
        return Stretch(
            recording=self.recording, label=label, text=" ".join(self._texts), raw="\n".join(self._raw),
            start=self._start, end=self._end, printed=self._printed, words=tuple(self._words),
            extra=(("channel", self.channel), *kinds, *self._alternatives), records=tuple(self._places),
            comments=self.comments,
        )  # fmt: skip
