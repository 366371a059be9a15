"""YouTube's timed text as JSON: events with a start, a length and segments (`utf8`, `tOffsetMs`, `acAsrConf`).

By what YouTube serves, for it publishes no specification. An event with words is a turn; those that define windows or
only add a line end (`aAppend`) are kept as printed, with what stands around the turns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec.structs import replace

from ...errors import MalformedText
from ...model import Dossier, Reading, Transcript, Turn
from ..content import as_text
from ..page.charset import decode
from ..readings import Faults, reading, telling
from .captions import Caption, Piece, believed, captions, same, turn_of
from .cutting import cut, is_cut, pasted

READER = "json3 1"
KNOWN = ("tStartMs", "dDurationMs", "segs")


class Events(msgspec.Struct):
    """The part of the document that is read."""

    events: list[msgspec.Raw]


_EVENTS = msgspec.json.Decoder(Events)


def detects(head: bytes, name: str) -> float:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return 0.0
    text = as_text(head)
    if '"wireMagic"' in text[:2000] and '"pb3"' in text[:2000]:
        return 1.0
    return 0.95 if '"tStartMs"' in text and '"events"' in text and '"segs"' in text else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the events as turns. Raises MalformedText where it is no JSON document with events."""
    text, charset, doubts = decode(content, name=name)
    try:
        events = _EVENTS.decode(text).events
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedText(name, None, f"no timed text of YouTube's: {error}") from error
    faults = Faults()
    turns: list[Turn] = []
    places: list[tuple[int, int]] = []
    place = max(0, text.find('"events"'))
    for number, event in enumerate(events, 1):
        raw = bytes(event).decode()
        place = text.find(raw, place)
        found = _turn(raw, len(turns) + 1, number, faults)
        if found is not None:
            turns.append(found)
            places.append((place, place + len(raw)))
        place += len(raw)
    cutting = cut(text, places)
    between = cutting.between
    for place, turn in enumerate(turns):
        before = cutting.befores[place]
        kept = (("before", before),) if place and before != between else ()
        turns[place] = replace(turn, raw=cutting.cues[place], extra=(*turn.extra, *kept))
    transcript = telling(
        turns, (), format="json3", reader=READER, kind="subtitles", doubts=faults.doubts, extra=cutting.kept()
    )
    return reading(
        [transcript], format="json3", media_type="application/json", reader=READER, charset=charset, doubts=doubts
    )


def _turn(raw: str, number: int, event_number: int, faults: Faults) -> Turn | None:
    try:
        event = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        event = None
    segments = event.get("segs", []) if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(segments, list):
        faults.add(f"event {event_number:,} cannot be read: {raw[:120]}")
        return None
    pieces = [
        Piece(segment["utf8"], _number(segment.get("tOffsetMs")), _sure(segment.get("acAsrConf")))
        for segment in segments
        if isinstance(segment, dict) and isinstance(segment.get("utf8"), str)
    ]
    if len(pieces) < sum(not isinstance(segment, dict) or "utf8" in segment for segment in segments):
        faults.add(f"event {event_number:,} has a segment that is no text: {raw[:120]}")
    begin, lasts = event.get("tStartMs"), event.get("dDurationMs")
    start, duration = _number(begin), _number(lasts)
    extra = tuple((key, _json(value)) for key, value in event.items() if key not in KNOWN)
    turn = turn_of(start, duration, pieces, extra)
    if turn is None:
        return None
    if (begin is not None and start is None) or (lasts is not None and duration is None):
        faults.add(f"event {event_number:,} has a time that cannot be used", turn=number)
    printed = " ".join(_json(time) for time in (begin, lasts) if time is not None)
    return replace(turn, id=str(number), number=number, printed=printed or None)


def _number(value: Any) -> int | None:
    return believed(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _sure(value: Any) -> int | None:
    number = _number(value)
    return number if number is not None and number <= 255 else None


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the events as JSON, UTF-8; those that nobody changed as they were, in the document they were in.

    A voice is printed before its words. A start that is missing gets a stand-in (see `shown`).
    """
    transcript = dossiers[0].transcripts[0]
    if is_cut(transcript):
        text = _mended(transcript)
        if text is not None:
            return text.encode()
    events = ",\n".join(_event(caption, {}) for caption in captions(transcript))
    return f'{{"wireMagic":"pb3","pens":[{{}}],"wsWinStyles":[{{}}],"wpWinPositions":[{{}}],"events":[{events}]}}\n'.encode()


def _mended(transcript: Transcript) -> str | None:
    """Returns the document with the turns as they are now; None where that would be no document."""
    cues: list[str] = []
    for turn, caption in zip(transcript.turns, captions(transcript), strict=True):
        old = _turn(turn.raw, turn.number, turn.number, Faults()) if turn.raw is not None else None
        if old is not None and same(turn, old):
            cues.append(turn.raw or "")
            continue
        kept = msgspec.json.decode(turn.raw or "{}") if old is not None else {}
        cues.append(_event(caption, kept))
    text = pasted(transcript, cues)
    try:
        count = len(_EVENTS.decode(text).events)
    except (msgspec.DecodeError, RecursionError):
        return None
    return text if len(cues) <= count else None


def _event(caption: Caption, kept: dict[str, Any]) -> str:
    event: dict[str, Any] = {"tStartMs": caption.start}
    if caption.duration is not None:
        event["dDurationMs"] = caption.duration
    event |= {key: value for key, value in kept.items() if key not in KNOWN}
    event["segs"] = [
        {
            "utf8": piece.text,
            **({"tOffsetMs": piece.offset} if piece.offset is not None else {}),
            **({"acAsrConf": piece.confidence} if piece.confidence is not None else {}),
        }
        for piece in caption.pieces
    ]
    return _json(event)
