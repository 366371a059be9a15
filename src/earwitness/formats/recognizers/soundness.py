"""Soundness: JSON as engines and wrappers really write it, brought into a form that can be decoded strictly.

Python's `json` writes `NaN` and halves of surrogate pairs, which are no JSON; editors add byte-order marks and UTF-16.
What is sound is decoded as it stands, without a copy.
"""

from __future__ import annotations

import json
import re
from codecs import getincrementaldecoder
from math import isfinite
from typing import TypeVar

import msgspec

from ...errors import MalformedText, UnsafeInput
from ..page.charset import decode

MOST = 2 << 30
"""Bytes of one document."""
MENDED = "values that are no JSON (NaN, Infinity, broken characters) were read as empty or as a question mark"
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError, OverflowError)
"""What a decoder raises on what is no JSON or not of its type."""

T = TypeVar("T")
_PIECE = 1 << 20
_HALVES = re.compile(
    rb"\\u[dD](?:[89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD])[c-fC-F])"
)
"""One half of a surrogate pair without the other: no character, though JSON can write it."""


def plain(content: bytes, *, name: str) -> bytes:
    """Returns the bytes as UTF-8 without a mark, whatever set they are in. Raises UnsafeInput where they are too many."""
    if MOST < len(content):
        raise UnsafeInput(f"{name} is larger than {MOST >> 30} GiB", path=name, hint="split it")
    if content.startswith(b"\xef\xbb\xbf"):
        return content[3:]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        return decode(content, name=name).text.encode("utf-8", "replace")
    return content


def is_utf8(content: bytes) -> bool:
    """Says whether the bytes are UTF-8 throughout, in pieces, so that a large file is not held twice."""
    if content.isascii():
        return True
    decoder = getincrementaldecoder("utf-8")()
    view = memoryview(content)
    try:
        for place in range(0, len(content), _PIECE):
            decoder.decode(view[place : place + _PIECE], final=len(content) <= place + _PIECE)
    except UnicodeDecodeError:
        return False
    return True


def mended(content: bytes | msgspec.Raw) -> bytes:
    """Returns the same document as strict JSON: NaN as null, broken characters replaced. Raises ValueError if it is none."""
    text = bytes(content).decode("utf-8", "replace")
    try:
        found = json.loads(text, parse_constant=lambda constant: None, parse_float=_finite)
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _finite(number: str) -> float | None:
    value = float(number)
    return value if isfinite(value) else None


def decoded(decoder: msgspec.json.Decoder[T], content: bytes | msgspec.Raw, *, name: str) -> tuple[T, tuple[str, ...]]:
    """Returns the document and the doubts about it. Raises MalformedText where it is no JSON of the decoder's type."""
    first: Exception | None = None
    if not isinstance(content, bytes) or (is_utf8(content) and not _HALVES.search(content)):
        try:
            return decoder.decode(content), ()
        except UNREADABLE as error:
            first = error
    try:
        return decoder.decode(mended(content)), (MENDED,)
    except json.JSONDecodeError as error:
        raise MalformedText(name, error.lineno, f"no JSON: {error.msg}") from error
    except (ValueError, *UNREADABLE) as error:
        raise MalformedText(name, None, f"not the JSON of this format: {first or error}") from error


def compact(value: bytes) -> bytes:
    """Returns JSON without a space outside its strings."""
    return msgspec.json.format(value, indent=-1) if b" " in value or b"\n" in value else value


def ms(seconds: object) -> int | None:
    """Returns the milliseconds of a number of seconds, a string of one too; None for what is no time within a recording."""
    if isinstance(seconds, str):
        try:
            seconds = float(seconds)
        except ValueError:
            return None
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return int(seconds * 1000 + 0.5) if 0 <= seconds <= LONGEST else None


LONGEST = 10_000_000
"""Seconds that a time may be, a hundred days and more: what is longer is no time."""
