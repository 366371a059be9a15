"""SegLST, the segment-wise long-form transcript: a JSON list of segments, as MeetEval and the CHiME challenges have it.

Each has `session_id`, `speaker`, `start_time`, `end_time` (numbers, numbers as strings, or `H:MM:SS.ss`) and `words`;
what else it has is kept in the turn's extra, as JSON.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

import msgspec

from ...errors import MalformedText
from ...model import Dossier, Reading, Turn
from ...times import parse_clock
from ..content import as_text
from ..page.charset import decode
from ..readings import Faults
from ..signs import with_signs
from .reprint import records_of
from .sheet import Stretch, filed, printed_seconds, seconds

READER = "seglst 1"
KNOWN = ("session_id", "speaker", "start_time", "end_time", "words")

_FIRST = re.compile(r"\s*\[\s*\{([^{}]*)")
_SEGMENTS: msgspec.json.Decoder[list[msgspec.Raw]] = msgspec.json.Decoder(list[msgspec.Raw])
_PLAIN = ("[\n  ", ",\n  ", "\n]\n")
"""How the list is laid out where no other layout is known: before, between and after its segments."""


def detects(head: bytes, name: str) -> float:
    if not head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return 0.0
    found = _FIRST.match(as_text(head))
    if found is None or '"words"' not in found[1] or '"speaker"' not in found[1]:
        return 0.0
    if not re.search(r'"words"\s*:\s*"', found[1]):
        return 0.0
    return 0.98 if '"session_id"' in found[1] else 0.7 if '"start_time"' in found[1] else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the segments as turns, a conversation for each session. Raises MalformedText where it is no list of them."""
    text, charset, doubts = decode(content, name=name)
    try:
        segments = _SEGMENTS.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedText(name, None, f"no JSON list of segments: {error}") from error
    faults = Faults()
    stretches: list[Stretch] = []
    pieces: list[str] = []
    for place, segment in enumerate(segments):
        raw = bytes(segment).decode()
        pieces.append(raw)
        found = _stretch(raw)
        if found is None:
            faults.add(f"segment {place + 1:,} is none: {raw[:120]}")
            continue
        if found.start is None or found.end is None:
            faults.add(f"segment {place + 1:,}: the times “{found.printed}” cannot be used as they stand")
        stretches.append(found._replace(records=(place,)))
    if segments and not stretches:
        raise MalformedText(name, None, "no segment with words, a speaker or times")
    layout = _layout(text, pieces)
    return filed(
        stretches, format="seglst", reader=READER, media_type="application/json", charset=charset, doubts=doubts,
        faults=faults, extra=(("layout", msgspec.json.encode(layout).decode()),) if layout not in (None, _PLAIN) else (),
    )  # fmt: skip


def _layout(text: str, pieces: list[str]) -> tuple[str, str, str] | None:
    """Returns what stands before, between and after the segments, or None where it differs from one to the next."""
    if not pieces:
        return None
    before = text[: text.find(pieces[0])]
    place = len(before) + len(pieces[0])
    between = text[place : text.find(pieces[1], place)] if 1 < len(pieces) else _PLAIN[1]
    after = text[text.rfind(pieces[-1]) + len(pieces[-1]) :]
    return (before, between, after) if before + between.join(pieces) + after == text else None


def _stretch(raw: str) -> Stretch | None:
    try:
        segment = msgspec.json.decode(raw)
    except (msgspec.DecodeError, RecursionError):
        return None
    if not isinstance(segment, dict) or not any(key in segment for key in KNOWN):
        return None
    words = segment.get("words")
    text = words if isinstance(words, str) else ""
    begin, finish = segment.get("start_time"), segment.get("end_time")
    start, end = _time(begin), _time(finish)
    if start is not None and end is not None and end < start:
        end = None
    extra = [(key, _json(value)) for key, value in segment.items() if key not in KNOWN]
    if words is not None and not isinstance(words, str):
        extra.append(("words printed", _json(words)))
    times = [_printed(time) for time in (begin, finish) if time is not None]
    return Stretch(
        recording=_printed(segment.get("session_id")), label=_printed(segment.get("speaker")) or None, text=text,
        raw=raw, start=start, end=end, printed=" ".join(times) or None, extra=tuple(extra),
    )  # fmt: skip


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _printed(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _json(value)


def _time(value: Any) -> int | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    if isinstance(value, str) and ":" in value:
        return parse_clock(value)
    return seconds(str(value))


def write(dossiers: Sequence[Dossier]) -> bytes:
    """Returns the segments as a JSON list, UTF-8; a time that is not known is left out."""
    segments = records_of(dossiers, _same, _segment, lines=False)
    layouts = {
        value for dossier in dossiers for transcript in dossier.transcripts for key, value in transcript.extra
        if key == "layout"
    }  # fmt: skip
    before, between, after = _PLAIN
    if len(layouts) == 1:
        with suppress(msgspec.DecodeError):
            before, between, after = msgspec.json.decode(layouts.pop(), type=tuple[str, str, str])
    return (before + between.join(segments) + after).encode()


def _same(raw: str) -> tuple[Stretch, ...]:
    found = _stretch(raw)
    return () if found is None else (found,)


def _segment(stretch: Stretch, turn: Turn, earlier: Stretch | None) -> list[str]:
    """Returns the segment as MeetEval prints it, its times as numbers unless the source printed them otherwise."""
    told = (stretch.printed or "").split()
    segment: dict[str, Any] = {"session_id": stretch.recording}
    if stretch.label is not None:
        segment["speaker"] = stretch.label
    for place, (key, time) in enumerate((("start_time", stretch.start), ("end_time", stretch.end))):
        if len(told) == 2 and _time(told[place]) == time:
            segment[key] = told[place]
        elif time is not None:
            segment[key] = msgspec.Raw(printed_seconds(time).encode())
    segment["words"] = with_signs(turn)
    for key, value in stretch.extra:
        if key not in ("words printed", "channel"):
            try:
                segment.setdefault(key, msgspec.Raw(_json(msgspec.json.decode(value)).encode()))
            except (msgspec.DecodeError, RecursionError):
                segment.setdefault(key, value)
        elif key == "channel":
            segment.setdefault(key, value)
    body = msgspec.json.format(msgspec.json.encode(segment), indent=2).decode()
    return [body.replace("\n", "\n  ")]
