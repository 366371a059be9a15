"""WebVTT chapters ↔ segments: a cue for each, its payload the title.

What a chapter has no place for (synopsis, keywords, subjects, first words, no title, no end) stands above its cue in a note,
`NOTE segment` and JSON on one line, which players pass over. So a file of ours comes back without loss, and any player's menu
shows the titles.

After the WebVTT specification (W3C), chapters.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

import msgspec

from ...errors import MalformedText
from ...model import Recording, Segment
from ..subtitles import webvtt
from ..subtitles.cuefile import opened
from ..subtitles.timing import ARROW, stamp, timing_of
from .entry import Entry, segment_of

_NOTE = re.compile(r"NOTE segment[ \t\n]+(\{.*\})\s*\Z", re.DOTALL)
_TAG = re.compile(r"</?[a-z0-9][^<>]*>", re.IGNORECASE)
_LEAST = 1
"""Milliseconds that a chapter lasts at least: a cue must end after it starts."""


class _More(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a chapter itself does not say."""

    synopsis: str = ""
    keywords: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    words: str = ""
    untitled: bool = False
    open: bool = False
    """No end was set: it lasts until the next begins."""


def detects(head: bytes, name: str) -> bool:
    return webvtt.detects(head, name) == 1.0


def read(content: bytes, *, name: str) -> list[Entry]:
    """Returns a segment for each cue. The first line of its payload is the title, what follows the synopsis."""
    text = opened(content, name=name).text
    if not text.startswith("WEBVTT"):
        raise MalformedText(name, 1, "no WebVTT: it does not begin with the word WEBVTT")
    found: list[Entry] = []
    more: _More | None = None
    for block in re.split(r"\n{2,}", text):
        lines = block.strip("\n").split("\n")
        place = next((place for place, line in enumerate(lines[:2]) if timing_of(line) is not None), None)
        timing = timing_of(lines[place]) if place is not None else None
        if place is None or timing is None:
            more = _more(block) or more
            continue
        payload = html.unescape(_TAG.sub("", "\n".join(lines[place + 1 :]))).strip()
        first, _, rest = payload.partition("\n")
        whole = more or _More(synopsis=rest)
        found.append(
            Entry(
                len(found) + 1,
                segment_of(
                    timing.start or 0, None if whole.open else timing.end, title="" if whole.untitled else first,
                    synopsis=whole.synopsis, keywords=whole.keywords, subjects=whole.subjects, words=whole.words,
                ),
                "its time cannot be read" if timing.start is None else "",
            )
        )  # fmt: skip
        more = None
    return found


def write(recording: Recording, segments: Sequence[Segment], title: str) -> bytes:
    """Returns the segments of a recording as WebVTT chapters, UTF-8, in the order of their times."""
    name = " ".join(title.split()).replace(ARROW, "→")
    blocks = [f"WEBVTT {name}".rstrip()]
    ordered = sorted(segments, key=lambda each: (each.start, each.id))
    later: list[int] = []
    ends: list[int] = []
    for segment in reversed(ordered):
        following = next((start for start in reversed(later) if segment.start < start), recording.duration)
        ends.append(max(segment.end if segment.end is not None else following, segment.start + _LEAST))
        if not later or later[-1] != segment.start:
            later.append(segment.start)
    for segment, end in zip(ordered, reversed(ends), strict=True):
        if note := _note(segment):
            blocks.append(note)
        cue = f"{segment.id}\n" if segment.id else ""
        blocks.append(f"{cue}{stamp(segment.start)} {ARROW} {stamp(end)}\n{_escaped(_shown(segment))}")
    return ("\n\n".join(blocks) + "\n").encode()


def _shown(segment: Segment) -> str:
    """Returns what a menu of chapters shows: the title, else the best that there is."""
    first = segment.synopsis.partition("\n")[0] or segment.words.partition("\n")[0]
    return segment.title or " ".join(first.split()) or "; ".join(segment.keywords or segment.subjects) or "—"


def _note(segment: Segment) -> str:
    more = _More(
        synopsis=segment.synopsis, keywords=segment.keywords, subjects=segment.subjects, words=segment.words,
        untitled=not segment.title, open=segment.end is None,
    )  # fmt: skip
    if more == _More():
        return ""
    # An arrow would open a cue; within JSON it can be written otherwise.
    return "NOTE segment\n" + msgspec.json.encode(more).decode().replace(ARROW, "--\\u003e")


def _more(block: str) -> _More | None:
    """Returns what a note of ours says; None for any other note."""
    match = _NOTE.match(block.strip("\n"))
    if match is None:
        return None
    try:
        return msgspec.json.decode(match[1], type=_More)
    except (msgspec.MsgspecError, RecursionError):
        return None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
