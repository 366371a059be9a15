"""What a format is: a name, how it is known by its content, and how it is read and written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from ..model import Dossier, Reading

Carried = Literal[
    "times", "words", "speakers", "roles", "overlap", "marks", "translation", "metadata", "language", "ids"
]
CARRIED: tuple[Carried, ...] = (
    "times", "words", "speakers", "roles", "overlap", "marks", "translation", "metadata", "language", "ids",
)  # fmt: skip

Reader = Callable[..., Reading]
"""`read(content, *, name) -> Reading`. Raises MalformedText or BadInput; a page without dialogue is a result."""
Writer = Callable[[Sequence[Dossier]], bytes]


class Format(Struct, frozen=True, kw_only=True):
    """A format that transcripts live in.

    To add one:
    1. write a room in this folder with `read_x(content, *, name) -> Reading`, `write_x(dossiers) -> bytes`, or both;
    2. say by which content it is known (`detects`, 0 to 1; the surest wins), never by its name alone;
    3. put a `Format` into the table in `__init__`, with what it carries: what it does not is reported as lost;
    4. give it a test with text in and text out, hostile files, and a round trip.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    media_type: str
    carries: tuple[Carried, ...]
    """What survives in this format; `formats` and `export` say what does not."""
    detects: Callable[[bytes, str], float] | None = None
    """How sure it is that the content (its first 64 KiB) with this name is of this format."""
    read: Reader | None = None
    write: Writer | None = None

    @property
    def loses(self) -> tuple[Carried, ...]:
        return tuple(kind for kind in CARRIED if kind not in self.carries)
