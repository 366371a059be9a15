"""Speechmatics' results, made from turns: those that were read come back as they were, new ones from words and text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...model import Transcript, Turn, Word
from ...times import Ms
from .. import objects
from ..objects import Table, restored, sequence, table
from ..signs import voices
from .tokens import Stretch, printed, stretches

UNKNOWN = "UU"
"""Their label for a speaker who could not be told."""


def label_of(speaker: str | None, channel: str | None) -> str | None:
    """Returns whose a result is: the speaker's label, within a channel where there are channels; else the channel's."""
    if speaker is None or speaker == UNKNOWN:
        return channel
    return f"{channel} {speaker}" if channel is not None else speaker


def is_word(kind: str, content: str) -> bool:
    """Says whether a result is a word: whatever has letters, whichever kind it claims to be."""
    return bool(content) and (kind != "punctuation" or any(character.isalnum() for character in content))


def timed(start: Ms | None, end: Ms | None) -> Table:
    return {key: time / 1000 for key, time in (("start_time", start), ("end_time", end)) if time is not None}


def made_sentence(text: str, start: Ms | None, end: Ms | None, speaker: str | None) -> Table:
    """Returns a sentence of a translation as the answer has it."""
    return {**timed(start, end), "content": text, **({"speaker": speaker} if speaker is not None else {})}


def made_result(
    kind: str,
    content: str,
    start: Ms | None,
    end: Ms | None,
    confidence: float | None,
    unit: Table,
    channel: str | None,
) -> Table:
    """Returns a result as the answer has it, from what the model knows."""
    made: Table = {} if channel is None else {"channel": channel}
    made |= timed(start, end)
    made["type"] = kind
    if kind == "punctuation":
        made["attaches_to"] = "previous"
    said: Table = {"content": content, **unit}
    if confidence is not None:
        said["confidence"] = confidence
    return made | {"alternatives": [said]}


def results(transcript: Transcript) -> list[Table]:
    """Returns the results of all turns, in their order."""
    names = voices(transcript)
    return [result for turn in transcript.turns for result in _of(turn, names)]


def sentences(transcript: Transcript) -> list[Table]:
    """Returns the turns as the sentences of a translation."""
    names = voices(transcript)
    found = []
    for turn in transcript.turns:
        speaker = names.get(turn.speakers[0]) if turn.speakers else None
        made = made_sentence(printed(turn)[0], turn.start, turn.end, speaker)
        found.append(restored(made, table(objects.kept(turn, "speechmatics")), "start_time", "end_time"))
    return found


def _of(turn: Turn, names: dict[str, str]) -> Iterator[Table]:
    kept = objects.kept(turn, "speechmatics")
    unit = table(kept)
    channel = objects.stated(turn, "channel") if kept is not None else None
    name = names.get(turn.speakers[0]) if turn.speakers else None
    if kept is None or name != label_of(unit.get("speaker"), channel):
        unit = {**unit, "speaker": name or UNKNOWN}
    elements = objects.kept(turn, "speechmatics results")
    if isinstance(elements, list) and _stands(turn, elements):
        yield from _again(turn, elements, unit, channel)
    else:
        yield from _anew(turn, unit, channel)


def _stands(turn: Turn, elements: Sequence[Any]) -> bool:
    """Says whether the results that were read still fit the turn: the same words at the same places, nothing between."""
    here = 0
    places = []
    for element in elements:
        if not isinstance(element, list) or len(element) < 3 or not all(isinstance(at, int) for at in element[1:3]):
            return False
        kind, first, last = element[:3]
        content = turn.text[first:last]
        if first < here or turn.text[here:first].strip() or len(turn.text) < last:
            return False
        if is_word(kind, content):
            places.append((first, last))
        here = last
    return (
        not turn.marks and not turn.text[here:].strip() and places == [(word.first, word.last) for word in turn.words]
    )


def _again(turn: Turn, elements: Sequence[Any], unit: Table, channel: str | None) -> Iterator[Table]:
    words = iter(turn.words)
    ended: Ms | None = None
    for kind, first, last, *rest in elements:
        left, missing = (*rest, {}, [])[:2] if len(rest) < 2 else rest
        left = dict(table(left))
        content = turn.text[first:last]
        if is_word(kind, content):
            word = next(words)
            made = made_result(kind, content, word.start, word.end, word.confidence, unit, channel)
            whole = restored(made, left, "start_time", "end_time")
            ended = word.end
        else:
            made = made_result(kind, content, ended, ended, 1.0, unit, channel)
            whole = {**made, **left}
            ended = None if "end_time" in missing else objects.from_seconds(whole.get("end_time"))
        alternatives = left.get("alternatives", ())
        if alternatives is None:
            del whole["alternatives"]
        elif isinstance(alternatives, dict):
            whole["alternatives"] = alternatives.get("as")
        elif len(alternatives) < 2:
            whole["alternatives"] = made["alternatives"]
        else:
            own = {**made["alternatives"][0], **table(alternatives[0])}
            lacks = sequence(alternatives[1])
            whole["alternatives"] = [{key: value for key, value in own.items() if key not in lacks}, *alternatives[2:]]
        yield {key: value for key, value in whole.items() if key not in missing}


def _anew(turn: Turn, unit: Table, channel: str | None) -> Iterator[Table]:
    text, words = printed(turn)
    found = list(stretches(text, words))
    for number, stretch in enumerate(found):
        first, last = _core(text, stretch)
        word = stretch.word or Word(first, last)
        start = word.start if word.start is not None or number else turn.start
        end = word.end if word.end is not None or number < len(found) - 1 else turn.end
        if first == last:
            yield _punctuation(text[stretch.first : stretch.last], "none", start, end, unit, channel)
            continue
        if stretch.first < first:
            yield _punctuation(text[stretch.first : first], "next", start, start, unit, channel)
        yield made_result("word", text[first:last], start, end, word.confidence, unit, channel)
        if last < stretch.last:
            yield _punctuation(text[last : stretch.last], "previous", end, end, unit, channel)


def _core(text: str, stretch: Stretch) -> tuple[int, int]:
    """Returns the word within its stretch, without the punctuation around it; an empty one, where there is no letter."""
    letters = [place for place in range(stretch.first, stretch.last) if text[place].isalnum()]
    first = letters[0] if letters else stretch.first
    last = letters[-1] + 1 if letters else stretch.first
    if stretch.word is not None:
        return min(first, stretch.word.first), max(last, stretch.word.last)
    return first, last


def _punctuation(
    content: str, attaches: str, start: Ms | None, end: Ms | None, unit: Table, channel: str | None
) -> Table:
    made = made_result("punctuation", content, start, end, None, unit, channel)
    return made | {"attaches_to": attaches}
