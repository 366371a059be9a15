"""The `diarized_json` of OpenAI's API: segments with a speaker, who is a letter or a name given beforehand."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Dossier, Reading
from .dialects import OPENAI_DIARIZED, dialect_of
from .segment_writing import write_segments
from .segments import read_segments


def detects(head: bytes, name: str) -> float:
    format, sure = dialect_of(head)
    return sure if format == OPENAI_DIARIZED.format else 0.0


def read(content: bytes, *, name: str) -> Reading:
    """Returns the segments as turns, their words in them. Raises MalformedText where it is no such JSON."""
    return read_segments(content, name=name, dialect=OPENAI_DIARIZED)


def write(dossiers: Sequence[Dossier]) -> bytes:
    return write_segments(dossiers, OPENAI_DIARIZED)
