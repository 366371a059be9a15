"""Watson's results, made from turns: what comes out as it was read is not kept, what does not is kept as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from ...model import Transcript, Turn
from .. import objects
from ..objects import TURNS, Table, left_over, sequence, table
from ..signs import voices
from .tokens import Token, tokens_of, with_ends

HESITATION = "%HESITATION"
_NUMBERED = re.compile(r"Speaker (\d{1,6})")


def seconds(time: int | None) -> float | None:
    return time / 1000 if time is not None else None


def label_left(label: Table, start: Any, end: Any) -> Table:
    """Returns what a speaker label says beyond its times and its speaker."""
    return left_over(label, {"from": start, "to": end, "speaker": label.get("speaker")})


def spoken(turn: Turn) -> list[Token]:
    """Returns the words of a turn with the hesitations between them.

    A turn without a word that has a time is one word, so that its own times have a place.
    """
    kept = sequence(table(objects.kept(turn, "watson")).get("words"))
    told = [one for one in kept if isinstance(one, dict)]
    said = [one for one in told if "hesitation" not in one]
    voice = turn.speakers[0] if turn.speakers else None
    bare = all(mark.type == "vocal" and mark.words == "hesitation" for mark in turn.marks)
    if len(said) == len(turn.words) and said and bare and _covered(turn):
        words = iter(turn.words)
        found = []
        for one in told:
            hesitation = one.get("hesitation")
            if hesitation is not None:
                times = table(hesitation)
                token = Token(HESITATION, times.get("start"), times.get("end"), times.get("confidence"), voice)
            else:
                word = next(words)
                text = turn.text[word.first : word.last]
                token = Token(text, word.start, word.end, word.confidence, word.speaker or voice)
            found.append(token._replace(left=one.get("label")))
        return found
    tokens = tokens_of(turn, "watson")
    if not any(token.start is not None or token.end is not None for token in tokens):
        text = " ".join(token.text for token in tokens)
        return (
            [Token(text, turn.start, turn.end, None, voice)] if turn.start is not None or turn.end is not None else []
        )
    return with_ends(tokens, turn.start, turn.end)


def _covered(turn: Turn) -> bool:
    here = 0
    for word in turn.words:
        if turn.text[here : word.first].strip():
            return False
        here = word.last
    return not turn.text[here:].strip()


def alternative(turns: Sequence[Turn]) -> Table:
    """Returns the first alternative of a result, said by these turns."""
    tokens = [token for turn in turns for token in spoken(turn)]
    if tokens:
        said = " ".join(token.text for token in tokens)
    else:
        said = " ".join(token.text for turn in turns for token in tokens_of(turn, "watson"))
    made: Table = {"transcript": f"{said} " if said else ""}
    if tokens:
        made["timestamps"] = [[token.text, seconds(token.start), seconds(token.end)] for token in tokens]
    if any(token.confidence is not None for token in tokens):
        made["word_confidence"] = [[token.text, token.confidence] for token in tokens if token.confidence is not None]
    return made


def filled(result: Table, turns: Sequence[Turn]) -> Table:
    """Returns a result with `TURNS` for whatever its turns make again."""
    given = sequence(result.get("alternatives"))
    if not given or not isinstance(given[0], dict):
        return result
    made = alternative(turns)
    first = {key: TURNS if made.get(key, TURNS) == value else value for key, value in given[0].items()}
    return {**result, "alternatives": [first, *given[1:]]}


def labels(turns: Sequence[Turn], numbers: dict[str, int]) -> list[Table]:
    """Returns a speaker label for each word whose speaker is told."""
    found = []
    for turn in turns:
        for token in spoken(turn):
            if token.voice is not None and (token.left is not None or not objects.kept(turn, "watson")):
                made = {"from": seconds(token.start), "to": seconds(token.end), "speaker": numbers[token.voice]}
                found.append({**made, **table(token.left)})
    return found


def numbered(transcript: Transcript, document: Table) -> dict[str, int]:
    """Returns each voice's number: the one the answer has for its name, that in its label, or the next that is free."""
    names = voices(transcript)
    known = {name: number for number, name in table(document.get("speaker_names")).items() if isinstance(name, str)}
    labelled = {voice: f"Speaker {known[name]}" if name in known else name for voice, name in names.items()}
    found = {voice: int(match[1]) for voice, name in labelled.items() if (match := _NUMBERED.fullmatch(name))}
    taken = set(found.values())
    free = iter(number for number in range(2 * len(names) + 1) if number not in taken)
    return {voice: found[voice] if voice in found else next(free) for voice in names}


def answer(transcript: Transcript) -> Table:
    """Returns a recognition's answer with the transcript's turns as they stand."""
    kept = objects.kept(transcript, "watson")
    document: Table = kept if isinstance(kept, dict) else {"result_index": 0, "results": TURNS}
    numbers = numbered(transcript, document)
    document["results"] = [_result(list(group)) for _, group in groupby(transcript.turns, key=_result_of)]
    if document.get("speaker_labels") == TURNS or (not isinstance(kept, dict) and numbers):
        document["speaker_labels"] = labels(transcript.turns, numbers)
    names = {str(numbers[voice]): name for voice, name in voices(transcript).items() if not _NUMBERED.fullmatch(name)}
    if names:
        document["speaker_names"] = {**table(document.get("speaker_names")), **names}
    return document


def _result_of(turn: Turn) -> str:
    """Returns what tells the result of a turn from its neighbours'."""
    index = table(objects.kept(turn, "watson")).get("result")
    return f"result {index}" if isinstance(index, int) else f"turn {turn.id}"


def _result(turns: Sequence[Turn]) -> Table:
    rest = table(table(objects.kept(turns[0], "watson")).get("rest"))
    made = alternative(turns)
    if not rest:
        return {"final": True, "alternatives": [made]}
    given = sequence(rest.get("alternatives"))
    if not given or not isinstance(given[0], dict):
        return rest
    first = {key: made.get(key) if value == TURNS else value for key, value in given[0].items()}
    return {**rest, "alternatives": [first, *given[1:]]}
