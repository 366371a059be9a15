"""Clips: a stretch of a recording as a file of its own, exact to the sample, with no tag of the whole in it."""

from __future__ import annotations

import io
import wave
from pathlib import Path
from typing import IO, Literal

import numpy as np
from msgspec import Struct

from ...errors import SoundFailed
from ...times import Ms, format_exact
from .cell import wire
from .decoding import decoding, mixed
from .kinds import SoundKind
from .warden import Cell

MOST = 1 << 30
"""Bytes of samples that a clip may have: an hour and a half of two channels as films have them."""

To = Literal["wav", "flac", "opus", "mp3"]


class Target(Struct, frozen=True, kw_only=True):
    """A form that a clip can have."""

    media_type: str
    extension: str
    muxer: str = ""
    codec: str = ""
    rates: tuple[int, ...] = ()
    """Samples a second that the codec knows; none where it takes any."""
    channels: int = 8
    bit_rate: int = 0
    """Bits a second for one channel."""


TARGETS: dict[str, Target] = {
    "wav": Target(media_type="audio/wav", extension=".wav", channels=64),
    "flac": Target(media_type="audio/flac", extension=".flac", muxer="flac", codec="flac"),
    "opus": Target(
        media_type="audio/ogg", extension=".opus", muxer="ogg", codec="libopus", rates=(8000, 12000, 16000, 24000, 48000),
        channels=2, bit_rate=48_000,
    ),
    "mp3": Target(
        media_type="audio/mpeg", extension=".mp3", muxer="mp3", codec="libmp3lame",
        rates=(8000, 11025, 12000, 16000, 22050, 24000, 32000, 44100, 48000), channels=2, bit_rate=64_000,
    ),
}  # fmt: skip


def cut(
    path: Path,
    start: Ms,
    end: Ms,
    *,
    to: To = "wav",
    kind: SoundKind | None = None,
    rate: int | None = None,
    mono: bool = False,
) -> bytes:
    """Returns the stretch `[start, end)` as a file: samples of the recording's own rate and channels, nothing else.

    WAV and FLAC hold the very samples that decoding gives. `rate` and `mono` ask for others; a codec that does not know the
    rate or so many channels gets the nearest above, or one channel.

    Raises SoundFailed where the span is not wholly inside the sound.
    """
    target = TARGETS[to]
    samples, found = _stretch(path, start, end, kind, rate)
    if target.rates and found not in target.rates:
        samples, found = _stretch(path, start, end, kind, min((r for r in target.rates if found < r), default=48000))
    if mono or target.channels < len(samples):
        samples = mixed(samples)
    return wav(samples, found) if to == "wav" else encoded(samples, found, target, path=str(path))


def _stretch(path: Path, start: Ms, end: Ms, kind: SoundKind | None, rate: int | None) -> tuple[np.ndarray, int]:
    if end <= start:
        raise SoundFailed(str(path), "the span is empty", hint="give start < end")
    pieces, length = [], 0
    with decoding(path, kind=kind, rate=rate, start=start, end=end) as sound:
        for block in sound.blocks():
            pieces.append(block)
            length += block.nbytes
            if MOST < length:
                raise SoundFailed(str(path), "the clip is too long to be cut in one piece", hint="cut it into parts")
        found = rate or sound.sample_rate
        lasts = sound.facts.duration
    wanted = -(-end * found // 1000) - -(-start * found // 1000)
    samples = np.concatenate(pieces, axis=1) if pieces else np.zeros((1, 0), np.int16)
    # A sound's last moment is a fraction of a millisecond: what is said in whole ones may be over it by less than one.
    missing = wanted - samples.shape[1]
    if not samples.shape[1] or found < missing * 1000:
        raise SoundFailed(
            str(path),
            f"the span ends at {format_exact(end)}, the sound at {format_exact(lasts)}",
            hint="give a span that lies within the recording",
        )
    return samples, found


def wav(samples: np.ndarray, rate: int) -> bytes:
    """Returns samples, shape (channels, n), as a WAV file: a header of 44 bytes and nothing behind the samples."""
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(len(samples))
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.ascontiguousarray(samples.T, dtype="<i2").tobytes())
    return made.getvalue()


def encoded(samples: np.ndarray, rate: int, target: Target, *, path: str = "the clip") -> bytes:
    """Returns samples as a file of that form, made in a cell; it holds no tag and no date."""
    import os

    options = {
        "muxer": target.muxer, "codec": target.codec, "rate": rate, "channels": len(samples),
        "bit_rate": target.bit_rate * len(samples) or None,
    }  # fmt: skip
    reading, writing = os.pipe()
    try:
        process = Cell(path, {"work": "encode", "options": options}, reading, deadline=120)
    finally:
        os.close(reading)
    try:
        with os.fdopen(writing, "wb") as pipe:
            _give(pipe, samples)
        return b"".join(body for said, body in process.messages() if said == wire.BYTES)
    finally:
        process.end()


def _give(pipe: IO[bytes], samples: np.ndarray) -> None:
    try:
        for place in range(0, samples.shape[1], 1 << 16):
            pipe.write(np.ascontiguousarray(samples[:, place : place + (1 << 16)].T, dtype="<i2").tobytes())
        pipe.flush()
    except BrokenPipeError:
        pass  # the cell died: what it says, or that it says nothing, is told by its messages
