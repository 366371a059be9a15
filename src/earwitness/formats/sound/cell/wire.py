"""What the cell says to the process that started it: messages of a kind, a length and bytes, over one pipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO

FACTS = b"F"
"""JSON: what the file is, said once, before any sound."""
SOUND = b"S"
"""Samples: 16 bits little-endian, all of the first channel, then all of the next."""
ALIVE = b"."
"""Nothing but that the work goes on."""
BYTES = b"B"
"""A piece of an encoded file."""
DONE = b"E"
"""JSON: how it ended, with doubts."""
FAILED = b"X"
"""JSON: why it cannot go on."""

MOST = 1 << 24
"""Bytes that one message may have."""


class Speaker:
    """Says messages into a pipe, whole."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe

    def say(self, kind: bytes, *pieces: bytes) -> None:
        length = sum(map(len, pieces))
        self._write(kind + length.to_bytes(4, "little"))
        for piece in pieces:
            self._write(piece)

    def tell(self, kind: bytes, facts: dict[str, Any]) -> None:
        self.say(kind, json.dumps(facts).encode())

    def _write(self, piece: bytes) -> None:
        """A pipe without a buffer may take a part of what it is given."""
        rest = memoryview(piece)
        while rest:
            rest = rest[self._pipe.write(rest) or 0 :]


def hear(read: Callable[[int], bytes]) -> tuple[bytes, bytes] | None:
    """Returns the next message, kind and bytes; None where the pipe ends. Raises ValueError for what is none."""
    head = read(5)
    if not head:
        return None
    length = int.from_bytes(head[1:], "little")
    if len(head) < 5 or head[:1] not in (FACTS, SOUND, ALIVE, BYTES, DONE, FAILED) or MOST < length:
        raise ValueError("no message")
    body = read(length) if length else b""
    if len(body) < length:
        raise ValueError("a message stops in the middle")
    return head[:1], body
