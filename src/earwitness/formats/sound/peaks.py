"""Peaks: the lowest and highest sample of every hundredth of a second, and of every tenth, second and ten seconds: a waveform.

A value is kept in one byte as the square root of its height: quiet speech on a telephone keeps its shape, and an hour of a
channel takes 800 kB before it is packed.
"""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...errors import BadInput
from ...times import Ms

ZOOMS: tuple[Ms, ...] = (10, 100, 1000, 10_000)
"""Milliseconds that a pair of values stands for."""
MOST_POINTS = 20_000
"""Pairs that one slice gives at most."""

_MAGIC, _VERSION = b"EWPK", 1
_HEAD = struct.Struct(">4sBBQI")
_UNPACKED = 1 << 29
"""Bytes that packed peaks may unfold to: a day of sixteen channels."""
Pairs = npt.NDArray[np.int8]


class Peaks(Struct, frozen=True, kw_only=True):
    """A waveform at several zooms."""

    duration: Ms
    channels: int
    finest: bytes
    """The finest of `ZOOMS`, channel after channel: lowest and highest of each bucket, as `companded` has them."""

    def level(self, number: int) -> Pairs:
        """Returns a zoom, by its place in `ZOOMS`: shape (channels, buckets, 2)."""
        level = np.frombuffer(self.finest, np.int8).reshape(self.channels, -1, 2)
        step = ZOOMS[number] // ZOOMS[0]
        if step == 1 or not level.shape[1]:
            return level
        edges = np.arange(0, level.shape[1], step)
        low = np.minimum.reduceat(level[:, :, 0], edges, axis=1)
        return np.stack((low, np.maximum.reduceat(level[:, :, 1], edges, axis=1)), axis=2)

    def encode(self) -> bytes:
        """Returns bytes that `decode` reads: the finest zoom, packed; the others are made from it when they are asked for."""
        head = _HEAD.pack(_MAGIC, _VERSION, self.channels, self.duration, len(self.finest) // (2 * self.channels))
        return head + zlib.compress(self.finest, 6)

    @classmethod
    def decode(cls, content: bytes) -> Peaks:
        """Returns the peaks that these bytes hold. Raises BadInput where they hold none, or of another version."""
        trouble = BadInput(
            "these are no peaks of a sound", hint="they are derived: delete them, and they are made anew"
        )
        if len(content) < _HEAD.size:
            raise trouble
        magic, version, channels, duration, buckets = _HEAD.unpack_from(content)
        length = channels * buckets * 2
        if magic != _MAGIC or version != _VERSION or not channels or _UNPACKED < length:
            raise trouble
        unpacking = zlib.decompressobj()
        try:
            plain = unpacking.decompress(content[_HEAD.size :], length + 1)
        except zlib.error:
            raise trouble from None
        if len(plain) != length:
            raise trouble
        return cls(duration=duration, channels=channels, finest=plain)

    def slice(self, start: Ms = 0, end: Ms | None = None, points: int = 1000) -> dict[str, Any]:
        """Returns what a page draws: `{start, end, duration, bucket, channels: [[low, high, low, high, …], …]}`.

        Values run from -1 to 1. There are at most `points` pairs for each channel, of `bucket` milliseconds each, which may be
        a fraction; `start` and `end` are those asked for, within the sound.
        """
        start = max(0, min(start, self.duration))
        end = self.duration if end is None else max(start, min(end, self.duration))
        points = max(1, min(points, MOST_POINTS))
        wanted = (end - start) / points
        number = max((place for place, zoom in enumerate(ZOOMS) if zoom <= wanted), default=0)
        zoom, level = ZOOMS[number], self.level(number)
        first, last = start // zoom, min(-(-end // zoom), level.shape[1])
        piece = level[:, first:last]
        count = piece.shape[1]
        if points < count:
            edges = np.arange(points) * count // points
            low = np.minimum.reduceat(piece[:, :, 0], edges, axis=1)
            high = np.maximum.reduceat(piece[:, :, 1], edges, axis=1)
            piece = np.stack((low, high), axis=2)
        heights = np.round(expanded(piece), 4)
        return {
            "start": start,
            "end": end,
            "duration": self.duration,
            "bucket": zoom * count / piece.shape[1] if count else zoom,
            "channels": heights.reshape(self.channels, -1).tolist(),
        }


class PeaksMaker:
    """Makes peaks of samples that are fed in pieces."""

    def __init__(self, channels: int, rate: int = 16000) -> None:
        self._rate = rate
        self._samples = rate * ZOOMS[0] // 1000
        self._rest = np.zeros((channels, 0), np.int16)
        self._pieces: list[Pairs] = []
        self._heard = 0

    def feed(self, block: npt.NDArray[np.int16]) -> None:
        """Takes the next samples, shape (channels, n)."""
        self._heard += block.shape[1]
        whole = np.concatenate((self._rest, block), axis=1) if self._rest.shape[1] else block
        full = whole.shape[1] // self._samples
        if full:
            self._add(whole[:, : full * self._samples].reshape(len(whole), full, self._samples))
        self._rest = whole[:, full * self._samples :].copy()

    def finish(self) -> Peaks:
        """Returns the peaks of all that was fed."""
        if self._rest.shape[1]:
            self._add(self._rest[:, None, :])
        channels = len(self._rest)
        finest = np.concatenate(self._pieces, axis=1) if self._pieces else np.zeros((channels, 0, 2), np.int8)
        lasts = round(self._heard * 1000 / self._rate)
        return Peaks(duration=lasts, channels=channels, finest=np.ascontiguousarray(finest).tobytes())

    def _add(self, buckets: npt.NDArray[np.int16]) -> None:
        self._pieces.append(companded(np.stack((buckets.min(axis=2), buckets.max(axis=2)), axis=2)))


def companded(samples: npt.NDArray[np.int16]) -> Pairs:
    """Returns samples as one byte each: the sign, and the square root of the height."""
    heights = np.abs(samples.astype(np.float32)) / 32768
    return (np.sign(samples) * np.ceil(127 * np.sqrt(heights) - 0.5)).astype(np.int8)


def expanded(pairs: Pairs) -> npt.NDArray[np.float64]:
    """Returns the heights, from -1 to 1, that `companded` made these bytes of."""
    heights = pairs.astype(np.float64) / 127
    return heights * np.abs(heights)
