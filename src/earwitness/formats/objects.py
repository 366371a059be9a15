"""Objects: the JSON of other programs, taken apart without trust and put together again.

What a reader puts into turns leaves its place in the file's object as `TURNS`; the rest stays as it is, in one `extra` of the
transcript, named for its format. So a writer finds the file's own order and puts the turns back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

from ..errors import MalformedText, UnsafeInput
from ..model import Transcript, Turn
from ..times import Ms
from .content import as_text
from .page.charset import decode
from .readings import Extra, Faults

TURNS = "=turns"
"""Stands in a kept object where the turns belong."""
ABSENT = "=absent"
"""Names, in what is left over of an object, the keys that it lacks and the model has."""
MOST = 512 << 20
"""Bytes of one file."""
BEGINNING = 16_384
LONGEST = 10_000_000
"""Seconds that a time may be: a hundred days and more; what is longer is no time."""

Table = dict[str, Any]
_BYTE = re.compile(r"\(byte (\d+)\)")
_ENCODER = msgspec.json.Encoder()
_SORTED = msgspec.json.Encoder(order="sorted")
_SPACE = re.compile(r"\s*")


def beginning(head: bytes, opening: str = "{[") -> str:
    """Returns the first 16 KiB of a file as text, where it may be JSON that opens so; else nothing. For detectors: cheap."""
    start = head[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1].decode("latin-1")
    return as_text(head)[:BEGINNING] if start and start in opening else ""


def values(content: bytes, *, name: str) -> list[Any]:
    """Returns the JSON values of a file, one or several behind one another (lines, or not even those).

    UTF-8, or UTF-16 with a mark. Raises MalformedText with the line where it is no JSON, or is nested too deep.
    """
    if MOST < len(content):
        raise UnsafeInput(f"{name} is larger than such a file is", path=name)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return [msgspec.json.decode(content)]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        first = error
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        content = decode(content, name=name).text.encode("utf-8", "replace")
    try:
        found = [msgspec.json.decode(piece) for piece in _split(content.decode("utf-8"))]
    except (ValueError, RecursionError) as error:
        raise MalformedText(name, _line(content, first), f"no JSON: {first}") from error
    if not found:
        raise MalformedText(name, None, "the file is empty")
    return found


def _split(text: str) -> Iterator[bytes]:
    """Yields the JSON values of a text that holds several."""
    decoder = json.JSONDecoder()
    place = _SPACE.match(text)
    here = place.end() if place else 0
    while here < len(text):
        _, end = decoder.raw_decode(text, here)
        yield text[here:end].encode("utf-8", "replace")
        place = _SPACE.match(text, end)
        here = place.end() if place else end


def _line(content: bytes, error: Exception) -> int | None:
    found = _BYTE.search(str(error))
    return content.count(b"\n", 0, int(found[1])) + 1 if found else None


def only_object(content: bytes, *, name: str) -> Table:
    """Returns the one JSON object that the file is. Raises MalformedText where it is anything else."""
    found = values(content, name=name)
    if len(found) != 1 or not isinstance(found[0], dict):
        raise MalformedText(name, None, "the file is not one JSON object")
    return found[0]


@contextmanager
def bounded(name: str) -> Iterator[None]:
    """Tells of nesting too deep to be written again as MalformedText."""
    try:
        yield
    except RecursionError as error:
        raise MalformedText(name, None, "the JSON is nested too deep") from error


def table(value: Any) -> Table:
    """Returns the value where it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def sequence(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def words_in(value: Any) -> str:
    """Returns the value where it is text, else nothing."""
    return value if isinstance(value, str) else ""


def tables(value: Any, what: str, faults: Faults) -> list[Table]:
    """Returns the objects of a list; what is none is told as a fault, with its place from 1."""
    found = []
    for number, item in enumerate(sequence(value), 1):
        if isinstance(item, dict):
            found.append(item)
        else:
            faults.add(f"{what} {number:,} is no object: {compact(item)[:80]}")
    return found


def from_seconds(value: Any) -> Ms | None:
    """Returns the milliseconds of a number of seconds, also as text; None for what is no time, negative or endless."""
    return from_scaled(value, 1000)


def from_scaled(value: Any, scale: float = 1) -> Ms | None:
    """Returns the milliseconds of a number, so many to its unit; None for what is no time, negative or endless."""
    if type(value) is str:
        try:
            value = float(value)
        except ValueError:
            return None
    if (type(value) is not float and type(value) is not int) or not 0 <= value <= 10**15:  # no whole number too large
        return None
    found = value * scale
    return round(found) if 0 <= found <= LONGEST * 1000 else None  # nothing that is not finite lies there


def share(value: Any) -> float | None:
    """Returns a confidence, 0 to 1, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        return None
    return float(value)


def left_over(found: Mapping[str, Any], made: Mapping[str, Any], *absent: str) -> Table:
    """Returns what an object says that could not be made again from the model, and which of the keys named it lacks."""
    left = {key: value for key, value in found.items() if key not in made or made[key] != value}
    lacks = [key for key in absent if key in made and key not in found]
    return {**left, ABSENT: lacks} if lacks else left


def restored(made: Table, left: Table, *times: str, scale: float = 1000) -> Table:
    """Returns an object as made from the model, with what was left over.

    A time that was left over for its precision (17.279999) stands only as long as the model still has its milliseconds.
    """
    whole = {**made, **left}
    for key in times:
        if key in left and from_scaled(left[key], scale) != from_scaled(made.get(key), scale):
            if key in made:
                whole[key] = made[key]
            else:
                del whole[key]
    for key in whole.pop(ABSENT, ()):
        whole.pop(key, None)
    return whole


def compact(value: Any) -> str:
    """Returns a value as JSON without a space."""
    return _ENCODER.encode(value).decode()


def settled(value: Any) -> str:
    """Returns a value as JSON without a space, its keys sorted: the same again, whatever order it was written in."""
    return _SORTED.encode(value).decode()


def kept(thing: Transcript | Turn, key: str) -> Any:
    """Returns the JSON that stands in the `extra` of that name, or None."""
    return kept_in(thing.extra, key)


def kept_in(extra: Extra, key: str) -> Any:
    for name, value in extra:
        if name == key:
            try:
                return msgspec.json.decode(value)
            except (msgspec.DecodeError, RecursionError):
                return None
    return None


def stated(thing: Transcript | Turn, key: str) -> str | None:
    """Returns the text that stands in the `extra` of that name, or None."""
    return next((value for name, value in thing.extra if name == key), None)


def written(value: Any) -> bytes:
    """Returns a value as a file: indented JSON in UTF-8."""
    return msgspec.json.format(_ENCODER.encode(value), indent=2) + b"\n"


def tag(language: Any) -> str | None:
    """Returns a language code (`en_us`) as BCP 47, None for what is none ("multi", "auto")."""
    if not isinstance(language, str):
        return None
    match = re.fullmatch(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?", language.strip())
    if match is None:
        return None
    parts = [match[1].lower(), *([match[2].title()] if match[2] else []), *([match[3].upper()] if match[3] else [])]
    return "-".join(parts)


def records(content: bytes, *, name: str, faults: Faults) -> tuple[list[Table], bool]:
    """Returns the objects of a JSON array or of JSON Lines, and whether they stood in an array.

    A line that is no object is told as a fault, and the others are read. Raises MalformedText where there is none.
    """
    if MOST < len(content):
        raise UnsafeInput(f"{name} is larger than such a file is", path=name)
    content = content.removeprefix(b"\xef\xbb\xbf")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        content = decode(content, name=name).text.encode("utf-8", "replace")
    if content.lstrip()[:1] == b"[":
        return tables(values(content, name=name)[0], "item", faults), True
    found: list[Table] = []
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            try:
                item = msgspec.json.decode(line)
            except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
                faults.add(f"no JSON: {error}", line=number)
                continue
            if isinstance(item, dict):
                found.append(item)
            else:
                faults.add("no JSON object", line=number)
    if not found:
        item = values(content, name=name)[0]  # one object over many lines, or the fault of it
        if not isinstance(item, dict):
            raise MalformedText(name, 1, "no JSON object stands in the file")
        return [item], False
    return found, False
