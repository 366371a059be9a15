"""whisper-timestamped's JSON: words and segments with a confidence."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Dossier, Reading
from .dialects import WHISPER_TIMESTAMPED, dialect_of
from .segment_writing import write_segments
from .segments import read_segments


def detects(head: bytes, name: str) -> float:
    format, sure = dialect_of(head)
    return sure if format == WHISPER_TIMESTAMPED.format else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the segments as turns, their words in them. Raises MalformedText where it is no such JSON."""
    return read_segments(content, name=name, dialect=WHISPER_TIMESTAMPED)


def write(dossiers: Sequence[Dossier]) -> bytes:
    return write_segments(dossiers, WHISPER_TIMESTAMPED)
