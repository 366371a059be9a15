"""A segment of the token array: the words of many turns in one row of numbers, read in place from one file.

The engine says which turns answer a query; this says where in them the words stand and what stands beside them. Each
segment has a vocabulary of its own (spelling and class make a type), so it never changes once it is written.

    words        the type of each word, turn after turn
    starts       where the words of each turn begin, and where the last ends
    homes        the transcript of each turn      numbers  its number there      tongues  its language
    classes      the class of each type, by its digest
    transcripts, languages, spellings             texts, a line each
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ..errors import StorageFailed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]
    Flags = NDArray[np.bool_]

_MAGIC = b"EWTOKEN1"
_FLUSH = 1 << 20
"""Words held before they are written out."""
_TYPES = {"words": "<u4", "starts": "<i8", "homes": "<u4", "numbers": "<u4", "tongues": "<u1", "classes": "<u8"}
_CODES = {"words": "I", "starts": "q", "homes": "I", "numbers": "I", "tongues": "B", "classes": "Q"}


class Segment:
    """The words of the turns from place `first` on."""

    def __init__(self, path: Path, first: int) -> None:
        import numpy as np

        self.first = first
        self.path = path
        with path.open("rb") as file:
            file.seek(-16, os.SEEK_END)
            tail = file.read(16)
            if tail[8:] != _MAGIC:
                raise StorageFailed("a file of the token array is damaged", path=str(path))
            size = int.from_bytes(tail[:8], "little")
            file.seek(-16 - size, os.SEEK_END)
            self._sections: dict[str, tuple[int, int]] = msgspec.json.decode(file.read(size))
        self._bytes = np.asarray(np.memmap(path, dtype=np.uint8, mode="r"))
        self.words = self._section("words")
        self.starts = self._section("starts")
        self.homes = self._section("homes")
        self.numbers = self._section("numbers")
        self.tongues = self._section("tongues")
        self.classes = self._section("classes")

    def __len__(self) -> int:
        return len(self.starts) - 1

    def _section(self, name: str) -> Any:
        at, size = self._sections[name]
        return self._bytes[at : at + size].view(_TYPES[name])

    def _lines(self, name: str) -> list[str]:
        at, size = self._sections[name]
        return bytes(self._bytes[at : at + size]).decode().split("\n")[:-1]

    @cached_property
    def transcripts(self) -> list[str]:
        return self._lines("transcripts")

    @cached_property
    def languages(self) -> list[str]:
        """The languages of the turns; an empty text where none is known."""
        return self._lines("languages")

    @cached_property
    def spellings(self) -> list[str]:
        """The folded spelling of each type."""
        return self._lines("spellings")

    def of_classes(self, tokens: Iterable[str]) -> Flags:
        """Returns for each type whether it is of one of these classes."""
        import numpy as np

        flags: Flags = np.isin(self.classes, np.array([int(token, 16) for token in tokens], dtype=np.uint64))
        return flags

    def spelt(self, word: str) -> Flags:
        """Returns for each type whether it is spelt so."""
        import numpy as np

        flags = np.zeros(len(self.classes), dtype=np.bool_)
        start, size = self._sections["spellings"]
        text = b"\n" + self._bytes[start : start + size].tobytes()
        sought, lines, counted = f"\n{word}\n".encode(), 0, 0
        at = text.find(sought)
        while at != -1:
            lines += text.count(b"\n", counted, at)
            flags[lines], counted = True, at
            at = text.find(sought, at + 1)
        return flags


class Gathering:
    """A segment being written: turns are added one by one, and the words go to the file as they come."""

    def __init__(self, path: Path, first: int) -> None:
        self.path = path
        self.first = first
        self._file = path.open("wb")
        self._arrays = {name: array(code) for name, code in _CODES.items()}
        self._count = 0
        self._homes: dict[str, int] = {}
        self._tongues: dict[str, int] = {}
        self._types: dict[tuple[str, str], int] = {}
        self._known: dict[str | None, dict[str, int]] = {}

    def __len__(self) -> int:
        return len(self._arrays["numbers"])

    def add(
        self,
        transcript: str,
        number: int,
        language: str | None,
        written: Sequence[str],
        spelt: Sequence[str],
        classes: Sequence[str],
    ) -> int:
        """Takes the words of a turn, as they are written and as the index has them, and returns its place in the array."""
        known = self._known.get(language)
        if known is None:
            known = self._known[language] = {}
        try:
            types = [known[word] for word in written]
        except KeyError:
            types = [self._type(known, *word) for word in zip(written, spelt, classes, strict=True)]
        place = self.first + len(self)
        self._turn(transcript, number, language or "")
        words = self._arrays["words"]
        words.extend(types)
        self._count += len(types)
        if _FLUSH < len(words):
            self._flush()
        return place

    def merge(self, segment: Segment) -> None:
        """Takes over all turns of a segment; they keep their places where it follows what is here."""
        import numpy as np

        spellings = segment.spellings
        types = np.fromiter(
            (
                self._types.setdefault((spelling, f"{token:014x}"), len(self._types))
                for spelling, token in zip(spellings, segment.classes.tolist(), strict=True)
            ),
            dtype=np.uint32,
            count=len(spellings),
        )
        homes = [self._homes.setdefault(name, len(self._homes)) for name in segment.transcripts]
        tongues = [self._tongues.setdefault(name, len(self._tongues)) for name in segment.languages]
        self._put("starts", segment.starts[:-1] + self._count, np.int64)
        self._put("homes", np.array(homes, dtype=np.uint32)[segment.homes], np.uint32)
        self._put("tongues", np.array(tongues, dtype=np.uint8)[segment.tongues], np.uint8)
        self._put("numbers", segment.numbers, np.uint32)
        for at in range(0, len(segment.words), _FLUSH):
            self._put("words", types[segment.words[at : at + _FLUSH]], np.uint32)
            self._flush()
        self._count += len(segment.words)

    def finish(self) -> None:
        """Writes the rest, durably."""
        self._flush()
        sections = {"words": (0, self._file.tell())}
        self._arrays["starts"].append(self._count)
        self._arrays["classes"].extend(int(token, 16) for _, token in self._types)
        for name in ("starts", "homes", "numbers", "tongues", "classes"):
            sections[name] = self._write(_little(self._arrays[name]))
        texts: dict[str, Iterable[str]] = {
            "transcripts": self._homes,
            "languages": self._tongues,
            "spellings": (spelling for spelling, _ in self._types),
        }
        for name, lines in texts.items():
            sections[name] = self._write("".join(line + "\n" for line in lines).encode("utf-8", "replace"))
        head = msgspec.json.encode(sections)
        self._file.write(head + len(head).to_bytes(8, "little") + _MAGIC)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()

    def abandon(self) -> None:
        """Takes away what was written."""
        self._file.close()
        self.path.unlink(missing_ok=True)

    def _type(self, known: dict[str, int], written: str, word: str, token: str) -> int:
        type_ = known.get(written)
        if type_ is None:
            type_ = known[written] = self._types.setdefault((word, token), len(self._types))
        return type_

    def _turn(self, transcript: str, number: int, language: str) -> None:
        arrays = self._arrays
        arrays["starts"].append(self._count)
        arrays["homes"].append(self._homes.setdefault(transcript, len(self._homes)))
        arrays["numbers"].append(min(number, 0xFFFFFFFF))
        arrays["tongues"].append(self._tongues.setdefault(language, min(len(self._tongues), 255)))

    def _put(self, name: str, values: Any, kind: Any) -> None:
        self._arrays[name].frombytes(values.astype(kind).tobytes())

    def _flush(self) -> None:
        self._file.write(_little(self._arrays["words"]))
        del self._arrays["words"][:]

    def _write(self, content: bytes) -> tuple[int, int]:
        at = -(-self._file.tell() // 8) * 8
        self._file.seek(at)
        self._file.write(content)
        return at, len(content)


def _little(numbers: array[Any]) -> bytes:
    """Returns the bytes of the numbers, the small end first on every machine."""
    import sys

    if sys.byteorder == "big" and 1 < numbers.itemsize:  # pragma: no cover
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()
