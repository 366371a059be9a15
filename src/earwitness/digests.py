"""SHA-256 of bytes and files, and the one way that JSON is written where its bytes matter."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

_CANONICAL = msgspec.json.Encoder(order="sorted")


def sha256(content: bytes) -> str:
    """Returns the SHA-256 of the bytes, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def sha256_file(path: Path) -> str:
    """Returns the SHA-256 of a file, read in pieces: memory stays flat."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def canonical_json(value: Any) -> bytes:
    """Returns JSON with sorted keys and no white space: the same value always gives the same bytes."""
    return _CANONICAL.encode(value)
