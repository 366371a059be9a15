"""Decoding: what a file of sound is, and its samples as they stream out of the cell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from ...errors import SoundFailed, UnsafeInput
from ...times import Ms
from .cell import wire
from .facts import Facts, facts_from_said
from .kinds import HEAD, SoundKind, sound_kind
from .warden import Cell, cell

if TYPE_CHECKING:
    import numpy as np

LONGEST = 24 * 3600
"""Seconds of sound that one file may decode to."""
MOST_BYTES = 1 << 36
"""Bytes of samples that one decoding may give: a day of two channels at the highest rate of telephones, films and music."""


class Decoding:
    """Samples as they come, and what is known of the file once they have come."""

    def __init__(self, path: Path, process: Cell) -> None:
        self._path = path
        self._process = process
        self._said: dict[str, Any] = {}
        self._ended: dict[str, Any] = {}

    def blocks(self) -> Iterator[np.ndarray]:
        """Yields 16-bit samples, shape (channels, n). Raises SoundFailed where the file or its decoder fails."""
        import numpy as np

        given = 0
        for kind, body in self._process.messages():
            if kind == wire.FACTS:
                self._said = self._decoded(body)
            elif kind == wire.DONE:
                self._ended = self._decoded(body)
            elif kind == wire.SOUND:
                channels = self._said.get("channels")
                if not isinstance(channels, int) or channels < 1 or len(body) % (2 * channels):
                    raise SoundFailed(str(self._path), "the decoder gave an answer that means nothing")
                given += len(body)
                if MOST_BYTES < given:
                    raise SoundFailed(
                        str(self._path), "it decodes to more sound than is taken", hint="cut it into parts"
                    )
                yield np.frombuffer(body, dtype="<i2").reshape(channels, -1)

    @property
    def facts(self) -> Facts:
        """What the file is; the duration is that of its decoded samples. Only after the last block."""
        try:
            return facts_from_said(self._said, self._ended)
        except (KeyError, TypeError, ValueError, OverflowError):
            raise SoundFailed(str(self._path), "the decoder gave an answer that means nothing") from None

    @property
    def sample_rate(self) -> int:
        """Samples a second of the file itself, from the first block on."""
        return int(self._said["rate"])

    def _decoded(self, body: bytes) -> dict[str, Any]:
        try:
            return msgspec.json.decode(body, type=dict[str, Any])
        except (msgspec.DecodeError, UnicodeDecodeError):
            raise SoundFailed(str(self._path), "the decoder gave an answer that means nothing") from None


@contextmanager
def decoding(
    path: Path, *, kind: SoundKind | None = None, rate: int | None = None, start: Ms = 0, end: Ms | None = None
) -> Iterator[Decoding]:
    """Gives a decoding of the file, every channel, at `rate` or its own. Ends its process when the block ends."""
    if start < 0 or (end is not None and end <= start):
        raise SoundFailed(str(path), "the span is empty or begins before the sound", hint="give start < end")
    options = {"rate": rate, "start": start, "end": end}
    with cell(path, "sound", demuxer=known_kind(path, kind).demuxer, limit=LONGEST, options=options) as process:
        yield Decoding(path, process)


def decode(
    path: Path,
    *,
    rate: int | None = 16000,
    mono: bool = True,
    start: Ms = 0,
    end: Ms | None = None,
    kind: SoundKind | None = None,
) -> Iterator[np.ndarray]:
    """Yields the sound from `start` to `end` as 16-bit samples, shape (channels, n), a second or so at a time.

    At `rate` samples a second, or the file's own where it is None; `mono` gives the mean of all channels as one. Memory stays
    flat. A damaged packet is silence of its length.

    Raises UnsafeInput for what is no sound, SoundFailed where it cannot be decoded.
    """
    with decoding(path, kind=kind, rate=rate, start=start, end=end) as sound:
        for block in sound.blocks():
            yield mixed(block) if mono else block


def mixed(block: np.ndarray) -> np.ndarray:
    """Returns the mean of all channels as one channel: no layout of loudspeakers makes one count more than another."""
    if len(block) == 1:
        return block
    import numpy as np

    mean: np.ndarray = (block.sum(axis=0, dtype=np.int32, keepdims=True) // len(block)).astype(np.int16)
    return mean


def facts(path: Path, *, kind: SoundKind | None = None) -> Facts:
    """Returns what the file is, its length by the clock of its packets: every packet is read, and only one decoded.

    Raises UnsafeInput for what is no sound, SoundFailed where no sound can be decoded from it.
    """
    with cell(path, "facts", demuxer=known_kind(path, kind).demuxer, limit=LONGEST) as process:
        known = Decoding(path, process)
        for _ in known.blocks():
            pass
        return known.facts


def known_kind(path: Path, kind: SoundKind | None = None) -> SoundKind:
    """Returns the kind, told by the file's content where it is not given. Raises UnsafeInput where it is no sound."""
    if kind is None:
        with path.open("rb") as file:
            kind = sound_kind(file.read(HEAD))
    if kind is None:
        raise UnsafeInput(
            f"{path} is no sound that is known by its content, whatever its name says",
            hint="playlists, documents and archives are never opened as sound",
            path=str(path),
        )
    return kind
