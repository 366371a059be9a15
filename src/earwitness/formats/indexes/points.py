"""OHMS index points ↔ segments.

A point has a time in whole seconds and no end: it lasts until the next. Its fields in a second language, places on the map and
links have none in a segment: they stay with the point that was read, and are written back where that point still stands.

After the OHMS XML schema 5.4 and 6.0.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from ...errors import MalformedText
from ...model import Recording, Segment
from .. import markup
from ..markup import local
from ..projects.kept import as_it_stood, decoded
from ..projects.records import points_of
from .entry import Entry, moment, parted, segment_of, together

_FIELDS = ("time", "title", "synopsis", "keywords", "subjects", "partial_transcript")


def detects(head: bytes, name: str) -> bool:
    return b"nunncenter/ohms" in head or re.search(rb"<(?:ROOT|record|index)\b", head) is not None


def read(content: bytes, *, name: str) -> list[Entry]:
    """Returns the segments of the index of an OHMS file: of its first record that has one."""
    document = markup.parse(content, name=name)
    records = [element for element in document.root.iter() if local(element.tag) == "record"]
    if not records:
        raise MalformedText(name, 1, "no record of OHMS is in it", hint="an OHMS file has ROOT, and record in it")
    for record in records:
        if points := points_of(record):
            return list(entries(decoded(point) for _, point in points))
    return []


def entries(points: Iterator[dict[str, Any]]) -> Iterator[Entry]:
    """Yields the segment that each point is."""
    for number, point in enumerate(points, 1):
        said = {name: _text(point.get(name)) for name in _FIELDS}
        start = moment(said["time"] or "0")
        yield Entry(
            number,
            segment_of(
                start or 0, title=said["title"], synopsis=said["synopsis"], keywords=parted(said["keywords"]),
                subjects=parted(said["subjects"]), words=said["partial_transcript"],
            ),
            "" if start is not None else f"“{said['time'][:40]}” is no time",
        )  # fmt: skip


def points(segments: Sequence[Segment], kept: Sequence[str]) -> list[str]:
    """Returns the points of an index, as the record keeps them: each on top of the one that was read at its time, if any."""
    by_time: dict[int, list[dict[str, Any]]] = {}
    for point in map(decoded, kept):
        by_time.setdefault((moment(_text(point.get("time")) or "0") or 0) // 1000, []).append(point)
    told: list[str] = []
    for segment in sorted(segments, key=lambda each: each.start):
        near = by_time.get(segment.start // 1000, [])
        before = next((point for point in near if _text(point.get("title")).strip() == segment.title), None)
        before = before if before is not None else near[0] if len(near) == 1 else None
        if before is not None:
            near.remove(before)
        told.append(as_it_stood(_point(segment, before or {})))
    return told


def duration_of(recording: Recording) -> str:
    """Returns the length of a recording as OHMS has it, in whole seconds."""
    return str(round(recording.duration / 1000))


def _point(segment: Segment, before: dict[str, Any]) -> dict[str, Any]:
    own = {
        "time": str(segment.start // 1000), "title": segment.title, "partial_transcript": segment.words,
        "synopsis": segment.synopsis,
    }  # fmt: skip
    for name, terms in (("keywords", segment.keywords), ("subjects", segment.subjects)):
        # What was read stays as it was written, with or without a space behind its semicolons.
        as_read = _text(before.get(name))
        same = segment_of(0, keywords=parted(as_read)).keywords == terms
        own[name] = as_read if before and same else together(terms).replace("; ", ";")
    for name, text in own.items():
        if before and _text(before.get(name)).strip() == text.strip():
            own[name] = _text(before.get(name))
    if not before:
        return own
    return {**before, **{name: text for name, text in own.items() if text or name in before}}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next((each for each in value if isinstance(each, str)), "")
    return value if isinstance(value, str) else ""
