"""Rev and Rev AI: `monologues` of `elements`, each text, punctuation or something that could not be made out.

A turn is a monologue. Punctuation and spaces are elements of their own, without times: the elements joined are the text. An
element `unknown` is a mark, and so is an atmospheric one (`<laugh>`). Rev AI has times in seconds (`ts`, `end_ts`), Rev's own
transcripts as clocks (`timestamp`, `end_timestamp`). Form: docs.rev.ai, "Get transcript".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ...errors import MalformedText
from ...model import Dossier, Mark, MarkType, Reading, Transcript, Turn, Word
from ...times import Ms, parse_clock
from .. import objects
from ..casting import Casting
from ..objects import TURNS, Table, from_seconds, left_over, restored, sequence, share, table, tables, words_in
from ..readings import Faults, reading, telling
from ..signs import voices
from .tokens import printed, stretches

READER = "rev 1"
_ATMOSPHERE = re.compile(r"<([A-Za-z][A-Za-z _-]{0,40})>")
_VOCAL = frozenset({"laugh", "laughs", "laughter", "affirmative", "negative", "cough", "sigh", "cry", "um", "uh"})
_PAUSE = frozenset({"pause", "silence"})


def detects(head: bytes, name: str) -> float:
    text = objects.beginning(head, "{")
    if '"monologues"' not in text:
        return 0.0
    return 0.97 if '"elements"' in text else 0.7


def read(content: bytes, *, name: str) -> Reading:
    """Returns the transcript of an answer. Raises MalformedText where `monologues` is no list."""
    with objects.bounded(name):
        document = objects.only_object(content, name=name)
        if not isinstance(document.get("monologues"), list):
            raise MalformedText(name, None, "the answer has no list of monologues")
        return _Answer(document).reading()


class _Answer:
    def __init__(self, document: Table) -> None:
        self.document = document
        self.faults = Faults()
        self.casting = Casting()
        self.names = names_of(sequence(document.get("speakers")))

    def reading(self) -> Reading:
        monologues = tables(self.document["monologues"], "monologue", self.faults)
        turns = [self._turn(number, monologue) for number, monologue in enumerate(monologues, 1)]
        self.document["monologues"] = TURNS
        clocks = any("timestamp" in element for monologue in monologues for element in _elements(monologue))
        transcript = telling(
            turns, self.casting.speakers, format="rev", reader=READER, kind="transcription" if clocks else "machine",
            language=objects.tag(self.document.get("language")), made_by="Rev" if clocks else "Rev AI",
            doubts=self.faults.doubts, extra=(("rev", objects.compact(self.document)),),
        )  # fmt: skip
        return reading((transcript,), format="rev", media_type="application/json", reader=READER)

    def _turn(self, number: int, monologue: Table) -> Turn:
        text = ""
        words: list[Word] = []
        marks: list[Mark] = []
        kept: list[list[Any]] = []
        for element in tables(monologue.get("elements"), "element", self.faults):
            value = words_in(element.get("value"))
            mark = mark_of(element.get("type"), value, len(text))
            start, end = (_time(element, *keys) for keys in (("ts", "timestamp"), ("end_ts", "end_timestamp")))
            confidence = share(element.get("confidence"))
            if mark is not None:
                marks.append(mark)
                kept.append([0, element])
                continue
            word = Word(len(text), len(text) + len(value), start, end, confidence)
            text += value
            timed = element.get("type") == "text" or start is not None or end is not None
            if timed and value:
                words.append(word)
            made = made_element(value, word if timed and value else None, "timestamp" in element)
            left, missing = left_over(element, made), [key for key in made if key not in element]
            kept.append([len(value), left, missing] if left or missing else [len(value)])
        voice = self.casting.voice(label_of(monologue, self.names))
        left = left_over(monologue, {"elements": monologue.get("elements")})
        start = next((word.start for word in words if word.start is not None), None)
        end = next((word.end for word in reversed(words) if word.end is not None), None)
        return Turn(
            id=str(number), number=number, speakers=voice, text=text, start=start, end=end, words=tuple(words),
            marks=tuple(marks), extra=(("rev", objects.settled(left)), ("rev elements", objects.settled(kept))),
        )  # fmt: skip


def names_of(listed: Sequence[Any]) -> dict[str, str]:
    """Returns the names that an answer lists for its speakers, by their ids as JSON."""
    return {objects.compact(table(one).get("id")): words_in(table(one).get("name")) for one in listed}


def label_of(monologue: Table, names: dict[str, str]) -> str | None:
    """Returns who a monologue is by: the name listed for its speaker, or its own, or the number."""
    speaker = monologue.get("speaker")
    name = names.get(objects.compact(speaker)) or words_in(table(monologue.get("speaker_info")).get("display_name"))
    name = " ".join((name or words_in(monologue.get("speaker_name"))).split())
    if name:
        return name
    return f"Speaker {speaker}" if isinstance(speaker, int | str) and not isinstance(speaker, bool) else None


def _elements(monologue: Table) -> list[Table]:
    return [element for element in sequence(monologue.get("elements")) if isinstance(element, dict)]


def _time(element: Table, seconds: str, clock: str) -> Ms | None:
    if seconds in element:
        return from_seconds(element[seconds])
    return parse_clock(words_in(element.get(clock)))


def mark_of(kind: Any, value: str, place: int) -> Mark | None:
    """Returns the mark that an element is: what could not be made out, or a sound between the words."""
    atmosphere = _ATMOSPHERE.fullmatch(value)
    if kind == "unknown":
        return Mark(type="unclear", start=place, end=place, words=value.strip("<>[] "))
    if kind != "text" or atmosphere is None:
        return None
    said = atmosphere[1]
    if said.casefold() == "inaudible":
        return Mark(type="unclear", start=place, end=place, words=said)
    sort: MarkType = "vocal" if said.casefold() in _VOCAL else "pause" if said.casefold() in _PAUSE else "incident"
    return Mark(type=sort, start=place, end=place, words=said)


def made_element(value: str, word: Word | None, clocks: bool = False) -> Table:
    """Returns an element as the answer has it: text with its times, or punctuation."""
    if word is None:
        return {"type": "punct", "value": value}
    made: Table = {"type": "text", "value": value}
    keys = ("timestamp", "end_timestamp") if clocks else ("ts", "end_ts")
    for key, time in zip(keys, (word.start, word.end), strict=True):
        if time is not None:
            made[key] = _clock(time) if clocks else time / 1000
    if word.confidence is not None:
        made["confidence"] = word.confidence
    return made


def _clock(time: Ms) -> str:
    seconds, thousandths = divmod(time, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{thousandths:03}"


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns an answer: that which was read with its turns as they stand now, or a new one with a monologue a turn."""
    transcript = dossiers[0].transcripts[0]
    kept = objects.kept(transcript, "rev")
    document: Table = kept if isinstance(kept, dict) else {"speakers": [], "monologues": TURNS}
    clocks = transcript.made_by == "Rev" and isinstance(kept, dict)
    own = transcript.format == "rev"
    people = _People(transcript, document)
    document["monologues"] = [
        {**people.said_by(turn), **({"elements": elements} if elements or not own else {})}
        for turn in transcript.turns
        for elements in [_again(turn, clocks) or _anew(turn, clocks)]
    ]
    return objects.written(document)


class _People:
    """The voices of a transcript as an answer's speakers.

    A voice keeps its number, also where it was given another name; a new one gets the next that is free.
    """

    def __init__(self, transcript: Transcript, document: Table) -> None:
        self.numbers: dict[str, Any] = {}
        names = voices(transcript)
        listed = [dict(one) for one in sequence(document.get("speakers")) if isinstance(one, dict)]
        known = names_of(listed)
        had: dict[str, dict[str, Any]] = {}
        for turn in transcript.turns:
            left = table(objects.kept(turn, "rev"))
            if turn.speakers and "speaker" in left:
                had.setdefault(turn.speakers[0], {})[objects.compact(left["speaker"])] = left["speaker"]
                if label_of(left, known) == names[turn.speakers[0]]:
                    self.numbers[turn.speakers[0]] = left["speaker"]
        taken = {objects.compact(number) for number in self.numbers.values()}
        listing = {objects.compact(one.get("id")): one for one in listed}
        used = {*listing, *taken, *(number for own in had.values() for number in own)}
        free = iter(number for number in range(len(used) + len(names) + 1) if str(number) not in used)
        for voice, name in names.items():
            if voice in self.numbers:
                continue
            own = had.get(voice, {})
            number = next(iter(own.values())) if len(own) == 1 and not taken & set(own) else None
            if number is None:
                number = next((one.get("id") for one in listed if one.get("name") == name), None)
            number = next(free) if number is None else number
            taken.add(objects.compact(number))
            self.numbers[voice] = number
            if objects.compact(number) in listing:
                listing[objects.compact(number)]["name"] = name
            else:
                listed.append({"id": number, "name": name})
        if listed:
            document["speakers"] = listed

    def said_by(self, turn: Turn) -> Table:
        left = {key: value for key, value in table(objects.kept(turn, "rev")).items() if key != "elements"}
        return {"speaker": self.numbers[turn.speakers[0]], **_without(left, "speaker")} if turn.speakers else left


def _without(one: Table, key: str) -> Table:
    return {name: value for name, value in one.items() if name != key}


def _again(turn: Turn, clocks: bool) -> list[Table] | None:
    """Returns the elements as they were read, where words, signs and text still stand so; else None."""
    kept = objects.kept(turn, "rev elements")
    words = {(word.first, word.last): word for word in turn.words}
    if not isinstance(kept, list):
        return None
    here = 0
    found: list[Table] = []
    marks = []
    for one in kept:
        if not isinstance(one, list) or not one or not isinstance(one[0], int):
            return None
        left = table(one[1]) if 1 < len(one) else {}
        mark = mark_of(left.get("type"), words_in(left.get("value")), here) if one[0] == 0 else None
        if mark is not None:
            marks.append(mark)
            found.append(left)
            continue
        value = turn.text[here : here + one[0]]
        word = words.pop((here, here + one[0]), None)
        times = ("timestamp", "end_timestamp") if "timestamp" in left else ("ts", "end_ts")
        missing = one[2] if 2 < len(one) and isinstance(one[2], list) else ()
        made = made_element(value, word, clocks)
        whole = restored(made, left, *times) if word is not None else {**made, **left}
        found.append({key: value for key, value in whole.items() if key not in missing})
        here += one[0]
    return found if here == len(turn.text) and not words and tuple(marks) == turn.marks else None


def _anew(turn: Turn, clocks: bool) -> list[Table]:
    text, words = printed(turn)
    found = []
    here = 0
    cut = list(stretches(text, words))
    for number, stretch in enumerate(cut):
        word = stretch.word or Word(stretch.first, stretch.last)
        first, last = (word.first, word.last) if stretch.word else _bare(text, stretch.first, stretch.last)
        if number == 0 and word.start is None:
            word = Word(first, last, turn.start, word.end, word.confidence)
        if number == len(cut) - 1 and word.end is None:
            word = Word(first, last, word.start, turn.end, word.confidence)
        if here < first:
            found.append(made_element(text[here:first], None))
        found.append(made_element(text[first:last], word, clocks))
        here = last
    if here < len(text):
        found.append(made_element(text[here:], None))
    return found


def _bare(text: str, first: int, last: int) -> tuple[int, int]:
    """Returns a word without the punctuation behind it; punctuation alone stays whole."""
    end = last
    while first < end and not text[end - 1].isalnum():
        end -= 1
    return (first, end) if first < end else (first, last)
