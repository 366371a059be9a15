"""Ranges: a file given out whole or a stretch of it, as players ask for sound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from litestar import Request, Response
from litestar.response import Stream

from .heads import HEAD_ONLY

PIECE = 256 * 1024
"""Bytes read at once."""

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")

UNSATISFIABLE = (0, 0)


def wanted(stated: str, size: int) -> tuple[int, int] | None:
    """Returns the stretch `[first, past the last)` that a Range header asks for, None where all is to be sent.

    What is no range of bytes, or several, counts for nothing, as HTTP has it; one that begins past the end is
    `UNSATISFIABLE`.
    """
    found = _RANGE.fullmatch(stated.strip().lower())
    if found is None or found[0] == "bytes=-":
        return None
    first, last = found[1], found[2]
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else UNSATISFIABLE
    start, end = int(first), int(last) + 1 if last else size
    if last and end <= start:
        return None
    return (start, min(end, size)) if start < size else UNSATISFIABLE


def give(
    request: Request[Any, Any, Any], path: Path, *, media_type: str, tag: str, headers: dict[str, str] | None = None
) -> Response[Any]:
    """Returns the file, or the stretch of it that was asked for: 200, 206, 304 or 416.

    `tag` names the bytes: a stretch is given to who holds others (If-Range) only as a part of the whole. Raises OSError.
    """
    size = path.stat().st_size
    strong = f'"{tag}"'
    told = {"accept-ranges": "bytes", "etag": strong, **(headers or {})}
    if strong in (part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")):
        return Response(b"", status_code=304, headers=told, media_type=media_type)
    stretch = wanted(request.headers.get("range", ""), size)
    holds = request.headers.get("if-range")
    if stretch is None or (holds is not None and holds.strip() != strong):
        return _sent(request, path, (0, size), 200, told, media_type)
    if stretch == UNSATISFIABLE:
        return Response(
            b"", status_code=416, headers={**told, "content-range": f"bytes */{size}"}, media_type=media_type
        )
    told["content-range"] = f"bytes {stretch[0]}-{stretch[1] - 1}/{size}"
    return _sent(request, path, stretch, 206, told, media_type)


def _sent(
    request: Request[Any, Any, Any],
    path: Path,
    stretch: tuple[int, int],
    status: int,
    headers: dict[str, str],
    media_type: str,
) -> Response[Any]:
    scope: Any = request.scope
    length = stretch[1] - stretch[0]
    body = iter(()) if scope.get(HEAD_ONLY) else pieces(path, *stretch)
    return Stream(body, status_code=status, media_type=media_type, headers={**headers, "content-length": str(length)})


def pieces(path: Path, start: int, end: int) -> Iterator[bytes]:
    """Yields the bytes of a stretch of a file. A file that became shorter ends early, so that nobody takes it for whole."""
    with path.open("rb") as file:
        file.seek(start)
        left = end - start
        while left:
            piece = file.read(min(PIECE, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
