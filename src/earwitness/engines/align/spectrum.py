"""The spectrum: what sound looks like to the aligner, fifty pictures a second of the band that a telephone lets through."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ...times import Ms

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

RATE = 8_000
"""Samples a second. Nothing above 4 kHz is looked at: much of what is aligned has come through a telephone."""
HOP = 160
STEP: Ms = HOP * 1000 // RATE
"""From one picture to the next."""
WIDTH = 256
BANDS = 24
LOW, HIGH = 130.0, 3_700.0
SIDE = 5
"""Pictures before and after that are seen together with each."""
NEAR = 100
"""Pictures to each side over which loudness and colour are evened out: two seconds."""
BATCH = 4_096
SILENT = 13.0
"""The energy of a band in what nobody could hear: sound some forty steps high."""


def bands(sound: Iterable[Array] | Array, *, warp: float = 1.0) -> Array:
    """Returns the logarithm of the energy in each band: (pictures, bands), of 16-bit sound at 8 kHz, given whole or in parts.

    `warp` stretches the frequencies, as a longer or shorter throat does.
    """
    rows: list[Array] = []
    rest = np.zeros(WIDTH // 2, np.float32)
    parts = [sound] if isinstance(sound, np.ndarray) else sound
    for part in parts:
        rest = np.concatenate([rest, np.asarray(part, np.float32).reshape(-1)])
        count = (len(rest) - WIDTH) // HOP + 1
        if 0 < count:
            rows.append(_rows(rest, count, warp))
            rest = rest[count * HOP :]
    rest = np.concatenate([rest, np.zeros(WIDTH // 2, np.float32)])
    count = (len(rest) - WIDTH) // HOP + 1
    if 0 < count:
        rows.append(_rows(rest, count, warp))
    return np.concatenate(rows) if rows else np.zeros((0, BANDS), np.float32)


def _rows(sound: Array, count: int, warp: float) -> Array:
    window = np.hanning(WIDTH).astype(np.float32)
    found = np.empty((count, BANDS), np.float32)
    for first in range(0, count, BATCH):
        many = min(BATCH, count - first)
        frames = np.lib.stride_tricks.as_strided(
            sound[first * HOP :], (many, WIDTH), (HOP * sound.itemsize, sound.itemsize), writeable=False
        )
        power = np.abs(np.fft.rfft(frames * window, axis=1)).astype(np.float32) ** 2
        found[first : first + many] = np.log(power @ _filters(warp) + 1e3)
    return found


@lru_cache(maxsize=16)
def _filters(warp: float) -> Array:
    """Returns triangles on the mel scale, one a band."""

    def mel(hertz: Any) -> Any:
        return 1127.0 * np.log1p(np.asarray(hertz) / 700.0)

    edges = 700.0 * np.expm1(np.linspace(mel(LOW), mel(HIGH), BANDS + 2) / 1127.0) * warp
    hertz = np.arange(WIDTH // 2 + 1) * RATE / WIDTH
    up = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    down = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    return np.maximum(0.0, np.minimum(up, down)).astype(np.float32) + 1e-6


def evened(rows: Array) -> Array:
    """Returns the rows with the colour of voice, microphone and line taken out, and a floor under the quiet.

    The mean of each band, over two seconds to each side, is weighted by loudness, so that a long silence does not become
    the measure of what is loud; where little is said nearby, the whole recording is.
    """
    if not len(rows):
        return rows
    loud = rows.mean(axis=1)
    quiet, high = np.percentile(loud, 10), np.percentile(loud, 95)
    weight = np.clip((loud - quiet) / max(float(high - quiet), 1.0), 0.0, 1.0)[:, None] ** 2
    whole = (rows * weight).sum(axis=0) / max(float(weight.sum()), 1e-6)
    top = _near(rows * weight) + whole * 10.0
    mean: Array = top / (_near(np.broadcast_to(weight, (len(rows), 1))) + 10.0)
    return np.asarray(np.maximum(rows - np.maximum(mean, SILENT), -6.0) * 0.4, np.float32)


def _near(rows: Array) -> Array:
    """Returns the sum of the rows near each."""
    total = np.concatenate([np.zeros((1, rows.shape[1])), np.cumsum(rows, axis=0, dtype=np.float64)])
    place = np.arange(len(rows))
    found: Array = total[np.minimum(place + NEAR + 1, len(rows))] - total[np.maximum(place - NEAR, 0)]
    return found


def with_neighbours(rows: Array, first: int = 0, last: int | None = None) -> Array:
    """Returns each row with those before and after it, side by side: (pictures, bands × 11)."""
    place = np.arange(first, len(rows) if last is None else last)[:, None] + np.arange(-SIDE, SIDE + 1)
    found: Array = rows[np.clip(place, 0, len(rows) - 1)].reshape(len(place), -1)
    return found


def resampled(sound: Array, rate: float, to: float = RATE) -> Array:
    """Returns the sound at another rate; what the new rate cannot hold is filtered out first."""
    if rate == to or not len(sound):
        return np.asarray(sound, np.float32)
    sound = np.asarray(sound, np.float32)
    if to < rate:
        sound = np.convolve(sound, _lowpass(round(to * 1000 / rate)), mode="same")
    places = np.arange(int(len(sound) * to / rate)) * (rate / to)
    return np.asarray(np.interp(places, np.arange(len(sound)), sound), np.float32)


@lru_cache(maxsize=8)
def _lowpass(share: int) -> Array:
    """Returns a windowed sinc that lets through that many thousandths of the band."""
    half = 24
    cut = share / 1000 * 0.95
    place = np.arange(-half, half + 1)
    kernel = np.sinc(place * cut) * np.hamming(2 * half + 1)
    return np.asarray(kernel / kernel.sum(), np.float32)
