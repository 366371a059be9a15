"""A survey: what is worked out of a recording's sound in one pass, kept as bytes beside it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from ...errors import BadInput
from .decoding import facts
from .facts import Facts
from .kinds import SoundKind

READER = "sound 1"
"""The way of working it out; what another way made is made anew."""


class Survey(Struct, frozen=True, kw_only=True):
    """What a recording's sound comes to."""

    facts: Facts
    reader: str = READER

    def encode(self) -> bytes:
        """Returns it as bytes to be kept."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def decode(cls, content: bytes) -> Survey:
        """Returns what was kept. Raises BadInput where it is torn, or was made in another way."""
        try:
            found = msgspec.msgpack.decode(content, type=cls)
        except msgspec.DecodeError as error:
            raise BadInput(f"no survey of sound: {error}") from error
        if found.reader != READER:
            raise BadInput(f"this survey was made by “{found.reader}”")
        return found


def survey(
    path: Path, *, kind: SoundKind | None = None, progress: Callable[[str, int, int | None, str], None] | None = None
) -> Survey:
    """Returns what a recording's sound comes to. Raises what is wrong with it."""
    return Survey(facts=facts(path, kind=kind))
