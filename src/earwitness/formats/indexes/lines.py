"""The segments of our own JSON Lines: nothing of them is lost."""

from __future__ import annotations

import msgspec

from ...errors import MalformedText
from ...model import Segment
from .. import jsonl
from .entry import Entry

_SEGMENT = msgspec.json.Decoder(Segment)
_NOUN = b'"noun":"segment"'
"""Stands in no text: there each quotation mark has a stroke before it."""


def detects(head: bytes, name: str) -> bool:
    return jsonl.detects(head, name) == 1.0


def read(content: bytes, *, name: str) -> list[Entry]:
    """Returns the segments of the file, in its order. Raises MalformedText with the line where one cannot be read."""
    found: list[Entry] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if _NOUN not in line:
            continue
        try:
            found.append(Entry(len(found) + 1, _SEGMENT.decode(line)))
        except (msgspec.DecodeError, RecursionError) as error:
            raise MalformedText(name, number, f"no segment of ours: {error}") from error
    return found
