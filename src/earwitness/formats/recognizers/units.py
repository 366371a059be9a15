"""Units: what an answer has for a turn (an audio segment, a phrase, a result), kept whole beside the turn.

A unit says more than the model holds: other ways to hear it, marks of the service, times in its own notation. It stands
in the turn's `extra` under the service's name. When the answer is written again, a unit that still says what the turn
says is written as it was; one whose turn was mended is made anew, and its other keys stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ...model import Transcript, Turn, Word
from ...times import Ms
from .. import objects, signs
from ..casting import Casting
from ..readings import Extra, Faults
from .tokens import Token, printed


class Said(NamedTuple):
    """What a unit says, in the model's measure. A word's `speaker` is a label, where it is not the unit's."""

    text: str
    label: str | None
    start: Ms | None
    end: Ms | None
    words: tuple[Word, ...]
    language: str | None = None


Parse = Callable[[Any], Said]
Make = Callable[[Turn, Said, Any], Any]


def said_words(text: str, tokens: Iterable[Token], label: str | None, *, folded: bool = False) -> tuple[Word, ...]:
    """Returns the words of a unit at their places in its text: those that stand there, and of which something is told.

    `folded`: without regard to capitals, for services whose words are lower-case and whose text is not.
    """
    words: list[Word] = []
    place = 0
    if folded and len(text.lower()) == len(text):
        text = text.lower()
    for token in tokens:
        said = token.text.strip()
        said = said.lower() if folded else said
        first = text.find(said, place) if said else -1
        if first < 0 or (place + 2 < first and _skips(text, place, first)):
            continue
        place = first + len(said)
        voice = token.voice if token.voice != label else None
        if (token.start, token.end, token.confidence, voice) != (None, None, None, None):
            words.append(Word(first, place, token.start, token.end, token.confidence, voice))
    return tuple(words)


def _skips(text: str, place: int, first: int) -> bool:
    """Says whether a word found further on stands within another: then it is not the word that was heard."""
    return text[first - 1].isalnum() and any(character.isalnum() for character in text[place:first])


def settled(said: Said, faults: Faults, number: int) -> Said:
    """Returns the same with an end that is not before the start; a fault tells of one that was."""
    if said.start is not None and said.end is not None and said.end < said.start:
        faults.add(f"turn {number:,} ends before it starts, at {said.end:,} ms", turn=number)
        return said._replace(end=None)
    return said


class Units:
    """The units of an answer on their way into turns."""

    def __init__(self, service: str) -> None:
        self.service = service
        self.casting = Casting()
        self.faults = Faults()
        self.extra: Extra = ()

    def turns(self, units: Sequence[Any], parse: Parse) -> list[Turn]:
        """Returns the turns in the order of their times; a unit without words is kept apart, and makes none."""
        found = [(parse(unit), place, unit) for place, unit in enumerate(units)]
        silent = [[place, unit] for said, place, unit in found if not said.text]
        spoken = [one for one in found if one[0].text]
        here = 0
        keyed = []
        for one in spoken:
            here = one[0].start if one[0].start is not None else here
            keyed.append((here, one))
        ordered = [one for _, one in sorted(keyed, key=lambda pair: pair[0])]
        places = [place for _, place, _ in ordered]
        if silent:
            self.extra += (("silent", objects.compact(silent)),)
        if places != sorted(places):
            self.extra += (("order", objects.compact(places)),)
        return [self._turn(said, number, unit) for number, (said, _, unit) in enumerate(ordered, 1)]

    def _turn(self, said: Said, number: int, unit: Any) -> Turn:
        said = settled(said, self.faults, number)
        speakers = self.casting.voice(said.label)
        words = tuple(
            Word(*_told(word), next(iter(self.casting.voice(word.speaker)), None)) if word.speaker else word
            for word in said.words
        )
        return Turn(
            id=str(number), number=number, speakers=speakers, text=said.text, start=said.start, end=said.end,
            language=said.language, words=words, extra=((self.service, objects.compact(unit)),),
        )  # fmt: skip


def _told(word: Word) -> tuple[int, int, Ms | None, Ms | None, float | None]:
    return word.first, word.last, word.start, word.end, word.confidence


def said_of(turn: Turn, names: dict[str, str]) -> Said:
    """Returns what a turn says, its signs printed, its voices by their names."""
    text, words = printed(turn)
    label = " ".join(signs.label(turn, names).split()) or None
    voiced = (
        Word(*_told(word), " ".join(names.get(word.speaker, word.speaker).split())) if word.speaker else word
        for word in words
    )
    return Said(text, label, turn.start, turn.end, tuple(voiced), turn.language)


def units_of(transcript: Transcript, service: str, parse: Parse, make: Make) -> list[Any]:
    """Returns the units of a transcript in the order of the answer: as they were, or made anew."""
    own = transcript.format == service
    names = signs.voices(transcript)
    unread = Faults()
    found = []
    for turn in transcript.turns:
        unit = objects.kept(turn, service) if own else None
        said = said_of(turn, names)
        # What speaks for the unit is what it says, not how its labels are spaced.
        same = unit is not None and _plain(settled(parse(unit), unread, 1)) == _plain(said)
        found.append(unit if same else make(turn, said, unit))
    order = objects.kept(transcript, "order") if own else None
    if isinstance(order, list) and len(order) == len(found):
        found = [unit for _, unit in sorted(zip(order, found, strict=True), key=lambda pair: pair[0])]
    for place, unit in objects.sequence(objects.kept(transcript, "silent")) if own else []:
        found.insert(place, unit)
    return found


def _plain(said: Said) -> Said:
    label = " ".join(said.label.split()) if said.label else None
    words = tuple(
        Word(*_told(word), " ".join(word.speaker.split()) or None) if word.speaker else word for word in said.words
    )
    return said._replace(label=label or None, words=words)
