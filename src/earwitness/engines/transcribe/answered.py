"""Answers of servers of the Whisper family, read as what was heard: segments, words in them or beside them, tokens.

What is no number is no time; whether the times can be believed is judged for all engines alike (`soundness`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Any

from ...errors import EngineFailed
from ...formats.recognizers.tongues import tongue
from ...times import Ms
from .engine import whispers
from .heard import HeardSegment, HeardWord

MOST = 200_000
"""Segments or words of one answer."""
_BROKEN = "\ufffd"


def spoken_in(named: Any, asked: str | None) -> tuple[str | None, tuple[str, ...]]:
    """Returns the language of an answer as BCP 47, and what is to be told of it: a server may not keep to what it was asked."""
    found = tongue(named)
    if asked is None or found is None or whispers(found) == whispers(asked):
        return asked or found, ()
    return asked, (f"the server says that it heard {found}, though it was asked for {asked}",)


def segments_of(answer: dict[str, Any], length: Ms) -> tuple[tuple[HeardSegment, ...], tuple[str, ...]]:
    """Returns the segments of an answer and what is to be told of them. Raises EngineFailed where it holds no transcript.

    An answer without segments is one: its whole text, over the whole length.
    """
    listed = answer.get("segments")
    text = answer.get("text")
    if not isinstance(listed, list) or (not listed and isinstance(text, str) and text.strip()):
        if not isinstance(text, str):
            raise EngineFailed("the server's answer holds no transcript", hint="look at the address and the model")
        if not text.strip():
            return (), ()
        words = tuple(_words(answer.get("words"), text))
        whole = HeardSegment(start=0, end=length, text=text.strip(), words=words)
        return (whole,), ("the server gave one text without times of its parts",)
    if MOST < len(listed):
        raise EngineFailed(f"the server answered with {len(listed):,} segments")
    segments = [_segment(one) for one in listed if isinstance(one, dict)]
    if len(segments) != len(listed):
        raise EngineFailed("the server's segments are not what a transcript has")
    beside = list(_words(answer.get("words"), text if isinstance(text, str) else ""))
    if beside and not any(segment.words for segment in segments):
        segments = _shared_out(segments, beside)
    return tuple(segment for segment in segments if segment.text), ()


def _segment(one: dict[str, Any]) -> HeardSegment:
    text = str(one.get("text") or "").strip()
    return HeardSegment(
        start=_ms(one.get("start")), end=_ms(one.get("end")), text=text, words=tuple(_words(one.get("words"), text)),
        logprob=_number(one.get("avg_logprob")), no_speech=_number(one.get("no_speech_prob")),
        compression=_number(one.get("compression_ratio")),
    )  # fmt: skip


def _words(listed: Any, text: str) -> Iterator[HeardWord]:
    """Yields the words of a list; tokens, which begin a word only where a space stands before them, are put together."""
    if not isinstance(listed, list) or MOST < len(listed):
        return
    found: list[list[dict[str, Any]]] = []
    spaced = any(str(one.get("word") or "").startswith(" ") for one in listed if isinstance(one, dict))
    for one in listed:
        if not isinstance(one, dict):
            continue
        said = str(one.get("word") or one.get("text") or "")
        if found and spaced and not said.startswith(" "):
            found[-1].append(one)
        else:
            found.append([one])
    texts = ["".join(str(one.get("word") or one.get("text") or "") for one in parts).strip() for parts in found]
    if any(_BROKEN in said for said in texts) and len(text.split()) == len(texts):
        texts = text.split()  # tokens that are halves of a letter: the whole text has it right
    for said, parts in zip(texts, found, strict=True):
        if said:
            sure = [share for part in parts if (share := _share(part)) is not None]
            yield HeardWord(said, _ms(parts[0].get("start")), _ms(parts[-1].get("end")), min(sure, default=None))


def _shared_out(segments: Sequence[HeardSegment], words: Sequence[HeardWord]) -> list[HeardSegment]:
    """Returns the segments with the words that stand beside them: as many as fit their texts, one after the other."""
    from msgspec.structs import replace

    found = []
    here = 0
    for segment in segments:
        place, own = 0, []
        while here < len(words):
            at = segment.text.find(words[here].text, place)
            if at < 0:
                break
            place = at + len(words[here].text)
            own.append(words[here])
            here += 1
        found.append(replace(segment, words=tuple(own)))
    return found


def _share(one: dict[str, Any]) -> float | None:
    value = next((one[key] for key in ("probability", "confidence", "score") if key in one), None)
    number = _number(value)
    return round(number, 3) if number is not None and 0 <= number <= 1 else None


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value)


def _ms(value: Any) -> Ms | None:
    number = _number(value)
    return round(number * 1000) if number is not None and abs(number) < 1e9 else None
