"""A cue file: its text with one kind of line end, and what has to be known to print it as it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from ...model import Transcript
from ..page.charset import decode


class CueFile(NamedTuple):
    """A text file of cues, decoded."""

    text: str
    """Every line ends with a line feed, the last perhaps not."""
    charset: str
    doubts: tuple[str, ...]
    extra: tuple[tuple[str, str], ...]
    """How the file is laid out where it is not as we print: CRLF, a byte-order mark, other than one line feed at its end."""


def opened(content: bytes, *, name: str) -> CueFile:
    """Returns the text of a file. Raises BadInput for what is empty or no text."""
    decoded = decode(content, name=name)
    text = decoded.text
    extra = []
    if content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        extra.append(("byte order mark", "yes"))
    if "\r" in text:
        if "\n" not in text:
            extra.append(("line ends", "CR"))
        elif text.count("\r\n") * 2 > text.count("\n"):
            extra.append(("line ends", "CRLF"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    ends = len(text) - len(text.rstrip("\n"))
    if ends != 1:
        extra.append(("line ends at the end", str(ends)))
    return CueFile(text, decoded.charset, decoded.doubts, tuple(extra))


class Places:
    """Numbers of lines for places in a text that come in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._line = 1

    def line(self, place: int) -> int:
        self._line += self._text.count("\n", self._place, place)
        self._place = place
        return self._line


def printed_file(text: str, transcript: Transcript) -> bytes:
    """Returns the bytes of a file, UTF-8, laid out as the transcript says that it was. `text` ends with no line feed."""
    layout: Mapping[str, str] = dict(transcript.extra)
    ends = layout.get("line ends at the end", "1")
    text += "\n" * (int(ends) if ends.isdecimal() and len(ends) < 3 else 1)
    end = {"CRLF": "\r\n", "CR": "\r"}.get(layout.get("line ends", ""))
    if end is not None:
        text = text.replace("\n", end)
    mark = b"\xef\xbb\xbf" if layout.get("byte order mark") else b""
    return mark + text.encode("utf-8", "replace")


def native(transcript: Transcript, format: str) -> Transcript:
    """Returns the transcript; of another format without what only that format can print: its raw stretches and facts."""
    if transcript.format == format:
        return transcript
    turns = tuple(replace(turn, raw=None, printed=None, extra=()) for turn in transcript.turns)
    return replace(transcript, turns=turns, extra=())


def told(extra: Sequence[tuple[str, str]], name: str) -> str | None:
    """Returns what the extra facts say under this name, or None."""
    return next((value for key, value in extra if key == name), None)
