"""Intake: one input on its way in, its bytes with how they were captured."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from ..capture.fetch import Fetched, fetch
from ..capture.files import Candidate, Taken, hash_file, printable, read_file, read_head, read_stream
from ..digests import sha256
from ..errors import CaptureFailed, EarwitnessError, NotFound
from ..identifiers import new_id
from ..model import Capture, Source
from . import clock
from .desk import TOOL
from .filing import Filed, Known
from .tapes import HEAD, is_sound

MAX_SOUND = 16 << 30
"""Bytes of a recording: a day of sound as it comes from a desk."""


class Piece(Struct, kw_only=True):
    """One input on its way in."""

    path: str
    facts: Known
    source: Source | None = None
    content: bytes = b""
    warc: bytes = b""
    filed: Filed | None = None
    error: EarwitnessError | None = None
    file: Path | None = None
    """Where the bytes are, of a recording: it need not fit into memory."""
    already: str | None = None
    """The source that has these bytes from this place already."""


def take(candidate: Candidate, facts: Known, *, agent: str, stdin: BinaryIO | None) -> Piece:
    """Returns the input's bytes with how they were captured, or what hindered it."""
    piece = Piece(path=candidate.shown, facts=facts)
    try:
        if candidate.kind == "failed":
            kind = NotFound if candidate.why.startswith(("there is no such", "nothing has a name")) else CaptureFailed
            raise kind(f"{candidate.shown}: {candidate.why}", path=candidate.shown)
        if candidate.kind == "web":
            _fetched(piece, fetch(candidate.path), agent)
        else:
            if candidate.kind == "stdin":
                taken = read_stream(stdin or sys.stdin.buffer)
            elif facts.read_as is None and is_sound(read_head(candidate, HEAD), name=candidate.shown):
                taken = hash_file(candidate, max_bytes=MAX_SOUND)
                piece.file = Path(candidate.target)
            else:
                taken = read_file(candidate)
            _from_disk(piece, candidate, taken, agent)
    except EarwitnessError as error:
        piece.error = error
    return piece


def _from_disk(piece: Piece, candidate: Candidate, taken: Taken, agent: str) -> None:
    piece.content = taken.content
    stdin = candidate.kind == "stdin"
    piece.source = Source(
        id=new_id("source"),
        digest=taken.digest,
        size=taken.size,
        media_type="application/octet-stream",
        format="unknown",
        path="-" if stdin else _absolute(candidate.path),
        capture=Capture(
            time=clock.now(),
            collector=agent,
            machine=machine(),
            tool=TOOL,
            method="stdin" if stdin else "file",
            modified=taken.modified,
        ),
    )


def _absolute(path: str) -> str:
    """The same file named from two folders is one place."""
    return printable(os.path.abspath(path))  # noqa: PTH100  (links are not resolved: the place is what was named)


def _fetched(piece: Piece, page: Fetched, agent: str) -> None:
    piece.content = page.content
    piece.warc = page.warc
    settings = [("redirect", address) for address in page.redirects]
    piece.source = Source(
        id=new_id("source"),
        digest=sha256(page.content),
        size=len(page.content),
        media_type=page.media_type or "application/octet-stream",
        format="unknown",
        url=page.url,
        capture=Capture(
            time=page.time,
            collector=agent,
            machine=machine(),
            tool=TOOL,
            settings=tuple(settings),
            method="web",
            requested=page.requested,
            status=page.status,
            headers=page.headers,
            address=page.address,
            warc=sha256(page.warc),
        ),
    )


def machine() -> str:
    """Returns the kind of system, never its name or its user's."""
    return f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
