"""Soundness: whether what an engine says can be believed as a transcript of this recording at all.

What is a little off is put right and told (Whisper fills half a minute, whatever there is of it); what cannot be so is an error
on that recording. Nothing is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ...errors import EngineFailed
from ...times import Ms, format_clock
from .heard import Heard, HeardSegment, HeardWord

PAST: Ms = 30_000
"""How far past the end a time may lie: Whisper's window is half a minute, and it fills it. What is farther is nonsense."""
NEAR: Ms = 1_000
"""What a time may be off without a word about it."""
LONGEST = 20_000
"""Characters of a segment."""
MOST = 200_000
"""Segments of a recording."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def sound(heard: Heard, length: Ms) -> Heard:
    """Returns what was heard with its times within a recording of that length. Raises EngineFailed where it cannot be so."""
    if MOST < len(heard.segments):
        raise EngineFailed(f"{heard.engine} gave {len(heard.segments):,} segments", hint="this is no transcript")
    notes = list(heard.notes)
    segments: list[HeardSegment] = []
    outside = 0
    for number, segment in enumerate(heard.segments, 1):
        _believable(heard, segment, number, length)
        within = _within(segment, length)
        outside += _past(segment, length)
        segments.append(within)
    if outside:
        notes.append(
            f"segments that run past the end of the recording ({format_clock(length)}): {outside}; "
            "their times were cut there, their words stay"
        )
    in_order = _in_order(segments)
    if in_order != segments:
        notes.append("the segments did not come in the order of their times; they were put into it")
    return replace(heard, segments=tuple(in_order), notes=tuple(notes))


def _believable(heard: Heard, segment: HeardSegment, number: int, length: Ms) -> None:
    start, end = segment.start, segment.end
    where = f"{heard.engine}: segment {number}"
    if _CONTROL.search(segment.text) or LONGEST < len(segment.text):
        raise EngineFailed(f"{where} is no speech but control characters or a text without end", hint=_HINT)
    if (start is not None and start < -NEAR) or (end is not None and end < 0):
        raise EngineFailed(f"{where} is before the recording begins ({start} ms)", hint=_HINT)
    if start is not None and end is not None and end < start:
        raise EngineFailed(f"{where} ends ({format_clock(end)}) before it begins ({format_clock(start)})", hint=_HINT)
    for time in (start, end):
        if time is not None and length + PAST < time:
            told = f"{where} is at {format_clock(time)}; the recording is only {format_clock(length)} long"
            raise EngineFailed(told, hint=_HINT)


_HINT = "nothing was filed of it; take another engine or model"


def _past(segment: HeardSegment, length: Ms) -> bool:
    return any(time is not None and length + NEAR < time for time in (segment.start, segment.end))


def _within(segment: HeardSegment, length: Ms) -> HeardSegment:
    words = tuple(_word(word, length) for word in segment.words)
    start, end = _cut(segment.start, length), _cut(segment.end, length)
    if (start, end) == (segment.start, segment.end) and words == segment.words:
        return segment
    return replace(segment, start=start, end=end, words=words)


def _word(word: HeardWord, length: Ms) -> HeardWord:
    """A word whose own times cannot be so has none: its segment's still hold."""
    start, end = word.start, word.end
    sure = word.confidence if word.confidence is not None and 0 <= word.confidence <= 1 else None
    if (start is not None and end is not None and end < start) or (start is not None and length + PAST < start):
        start = end = None
    cut = HeardWord(word.text, _cut(start, length), _cut(end, length), sure)
    return word if cut == word else cut


def _cut(time: Ms | None, length: Ms) -> Ms | None:
    return None if time is None else max(0, min(time, length))


def _in_order(segments: Sequence[HeardSegment]) -> list[HeardSegment]:
    """Returns the segments in the order of their times; one without a time stays behind the one before it."""
    keyed = []
    last = 0
    for segment in segments:
        last = segment.start if segment.start is not None else last
        keyed.append((last, segment))
    return [segment for _, segment in sorted(keyed, key=lambda pair: pair[0])]
