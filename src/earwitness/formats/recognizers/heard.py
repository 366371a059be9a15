"""Heard words: what an engine of the Whisper family says of single words, and where they stand in the text."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from ...model import Word
from ..casting import Casting
from .soundness import LONGEST, UNREADABLE, compact, ms

Seconds = Annotated[float, Meta(ge=0, le=LONGEST)]
EMPTY = Raw(b"")
Share = Annotated[float, Meta(ge=0, le=1)]
SAID = ("word", "text")
"""The keys under which the words themselves stand, by engine."""
SURE = ("probability", "confidence", "score")
"""The keys under which it stands how sure the engine is."""


class Heard(Struct, gc=False, forbid_unknown_fields=True):
    """A word as nearly every file has it; what has more keys, or other values, takes the slow way, key by key."""

    word: str | None = None
    text: str | None = None
    start: Seconds | None = None
    end: Seconds | None = None
    probability: Share | None = None
    confidence: Share | None = None
    score: Share | None = None
    speaker: str | None = None


class Segment(Struct, gc=False, forbid_unknown_fields=True):
    """A segment as nearly every file has it after the first; what has more keys, or other values, takes the slow way."""

    text: str
    start: Seconds
    end: Seconds
    id: Raw = EMPTY
    seek: Raw = EMPTY
    tokens: Raw = EMPTY
    temperature: Raw = EMPTY
    avg_logprob: Raw = EMPTY
    compression_ratio: Raw = EMPTY
    no_speech_prob: Raw = EMPTY
    confidence: Raw = EMPTY
    speaker: str | UnsetType = UNSET
    words: list[Heard] | UnsetType = UNSET


_SPACE = b" \t\r\n"
REST = tuple(
    (f'"{key}":'.encode(), attrgetter(key)) for key in Segment.__struct_fields__ if key not in
    ("text", "start", "end", "speaker", "words")
)  # fmt: skip
"""What is kept of a segment as it stands: the key as printed, and how its value is got."""


def rest_of(segment: Segment) -> str:
    """Returns what the model has no field for, as compact JSON; nothing where that is nothing."""
    found = []
    for key, get in REST:
        raw = get(segment)
        if raw is not EMPTY:
            value = bytes(raw)
            found.append(key + (value.translate(None, _SPACE) if b'"' not in value else compact(value)))
    return str(b",".join(found), "utf-8")


class Placed(NamedTuple):
    """The words of a turn, and what its file says of them beyond the model."""

    words: tuple[Word, ...]
    left: list[dict[str, Any] | None] | None
    """As long as the file's list: None for a word that the model holds whole, else its other keys; a word that stands
    nowhere in the text is whole under an empty key."""


_QUICK = msgspec.json.Decoder(list[Heard])
_SLOW = msgspec.json.Decoder(list[Any])


def decoded(raw: msgspec.Raw | bytes) -> list[Heard] | list[Any]:
    """Returns the words of a list: typed where all are plain, else as they are. Raises DecodeError where it is no list."""
    try:
        return _QUICK.decode(raw)
    except UNREADABLE:
        return _SLOW.decode(raw)


def placed(text: str, heard: Sequence[Any], casting: Casting, label: str | None) -> Placed:
    """Returns the words at their places in the text. `label` is the voice of the whole turn: a word with it needs none."""
    if heard and not isinstance(heard[0], Heard):
        return _placed_slowly(text, heard, casting, label)
    if (glued := _glued(text, heard)) is not None:
        return Placed(glued, None)
    found: list[Word] = []
    find = text.find
    here = 0
    before: float | None = None
    ended: int | None = None
    for one in heard:
        said = (one.word or one.text or "").strip()
        first = find(said, here)
        if first < 0 or not said or (here + 1 < first and not _stands(text, here, first)):
            return _placed_slowly(text, heard, casting, label)
        here = first + len(said)
        # Most words begin where the last one ended: the same number is made once.
        start = one.start
        started = ended if start == before else None if start is None else int(start * 1000 + 0.5)
        before = one.end
        ended = None if before is None else int(before * 1000 + 0.5)
        sure = one.probability
        if sure is None:
            sure = one.score if one.confidence is None else one.confidence
        voice = one.speaker
        if voice is None or voice == label or not voice.strip():
            found.append(Word(first, here, started, ended, sure))
        else:
            found.append(Word(first, here, started, ended, sure, *casting.voice(voice)))
    return Placed(tuple(found), None)


def _glued(text: str, heard: Sequence[Heard]) -> tuple[Word, ...] | None:
    """Returns the words where put together they are the text, as Whisper's are, each with the space before it; else None.

    So no word has to be looked for: a million words take half the time.
    """
    said = [one.word or "" for one in heard]
    joined = "".join(said)
    begun = joined.lstrip()
    if begun.rstrip() != text or "  " in joined or len(joined.split()) != len(joined.split(" ")) - (joined[:1] == " "):
        return None
    found: list[Word] = []
    place = len(begun) - len(joined)
    before: float | None = None
    ended: int | None = None
    for one, word in zip(heard, said, strict=True):
        sure, start = one.probability, one.start
        if sure is None or start is None or one.speaker is not None or not word or word[-1].isspace():
            return None
        first = place + 1 if word[0].isspace() else place
        place += len(word)
        started = ended if start == before else int(start * 1000 + 0.5)
        before = one.end
        if before is None or first == place:
            return None
        ended = int(before * 1000 + 0.5)
        found.append(Word(first, place, started, ended, sure))
    return tuple(found)


def told(one: Any) -> Any:
    """Returns a word as its file tells it, key by key."""
    if not isinstance(one, Heard):
        return one
    return {key: value for key, value in msgspec.structs.asdict(one).items() if value is not None}


def _stands(text: str, here: int, first: int) -> bool:
    """Says whether a word found further on may stand there: no letters are passed over, or a word begins there."""
    return not text[first - 1].isalnum() or not any(character.isalnum() for character in text[here:first])


def _placed_slowly(text: str, heard: Sequence[Any], casting: Casting, label: str | None) -> Placed:
    found: list[Word] = []
    left: list[dict[str, Any] | None] = []
    here = 0
    for one in heard:
        said = told(one)
        if not isinstance(said, dict):
            left.append({"": said})
            continue
        rest = dict(said)
        key = next((key for key in SAID if isinstance(rest.get(key), str)), None)
        words = rest[key].strip() if key else ""
        first = text.find(words, here) if words else -1
        if first < 0 or (here + 1 < first and not _stands(text, here, first)):
            left.append({"": said})
            continue
        here = first + len(words)
        del rest[key]
        start, end = _taken(rest, "start"), _taken(rest, "end")
        sure = next((key for key in SURE if _is_share(rest.get(key))), None)
        voice = rest.pop("speaker") if isinstance(rest.get("speaker"), str) and rest["speaker"].strip() else None
        confidence = float(rest.pop(sure)) if sure else None
        other = casting.voice(voice)[0] if voice and voice != label else None
        found.append(Word(first, here, start, end, confidence, other))
        left.append(rest or None)
    return Placed(tuple(found), left if any(rest is not None for rest in left) else None)


def _taken(rest: dict[str, Any], key: str) -> int | None:
    """Returns a time as milliseconds and takes it out of the rest; what is no time stays there."""
    value = rest.get(key)
    found = ms(value) if isinstance(value, int | float) else None
    if found is not None:
        del rest[key]
    return found


def _is_share(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
