"""Channels: which are silent, which the same, how much of one is heard on another, and who speaks when if each is a party."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from ...times import Ms, Span
from .speech import RATE, Engine, Listener, listener, spans_of

SILENT = 10 ** (-60 / 20)
"""Of full scale: what never rises above it was not recorded, only noise of a line that nobody spoke on."""
SAME = 0.98
"""Correlation from which on two channels are one sound, whatever their loudness."""
APART = 0.35
"""Correlation below which two channels are two sounds, though one may be faintly heard on the other."""
CROSSTALK = 10 ** (12 / 20)
"""A frame is an echo of another channel's where that is so many times as strong …"""
ECHO = 0.5
"""… and correlates so much, a little sooner or later."""
MUCH = 0.4
"""Of the speech around a frame that is an echo, for the frame to be one too."""
_AROUND = 8
"""Frames on either side: a quarter of a second."""
_LAG = RATE * 20 // 1000

Samples = npt.NDArray[np.int16]


class ChannelFacts(Struct, frozen=True, kw_only=True):
    """What the channels of a recording are to one another."""

    loudness: tuple[float, ...]
    """Of each channel where it sounds at all, in decibels below full scale; -120 where it is silent."""
    silent: tuple[int, ...]
    """Channels that nothing was recorded on, counted from 0."""
    same: tuple[tuple[int, int], ...]
    """Pairs that are one sound."""
    correlation: float
    """The strongest between two channels that are neither silent nor the same; 0 where there are no two."""
    crosstalk: float
    """The share of speech on a channel that is an echo of another's."""
    parties: bool
    """True where each sounding channel is a party of its own, so that who speaks is known exactly."""


class ChannelsMaker:
    """Hears every channel in pieces, 16 kHz."""

    def __init__(self, channels: int, *, engine: Engine | None = None) -> None:
        self._count = channels
        self._heard = 0
        self._peak = np.zeros(channels)
        self._products = np.zeros((channels, channels))
        self._listeners: list[Listener | None] = [listener(engine)] + [None] * (channels - 1)
        """None as long as the channel was the same as the first: mono sound is often kept as stereo, and is heard once."""
        self._frame = self._first.frame
        self._rest = np.zeros((channels, 0), np.int16)
        self._levels: list[npt.NDArray[np.float32]] = []
        self._echoes: list[npt.NDArray[np.bool_]] = []

    @property
    def _first(self) -> Listener:
        first = self._listeners[0]
        assert first is not None
        return first

    @property
    def engine(self) -> str:
        """Which engine hears speech, with its version."""
        return self._first.name

    def feed(self, block: Samples) -> None:
        """Takes the next samples, shape (channels, n)."""
        for channel in range(1, self._count):
            if self._listeners[channel] is None and not np.array_equal(block[channel], block[0]):
                self._listeners[channel] = self._first.copy()
        for hearing, samples in zip(self._listeners, block, strict=True):
            if hearing is not None:
                hearing.feed(samples)
        self._heard += block.shape[1]
        self._peak = np.maximum(self._peak, np.abs(block.astype(np.int32)).max(axis=1, initial=0))
        if self._count == 1:
            return
        loud = block.astype(np.float32) / 32768
        self._products += loud @ loud.T
        whole = np.concatenate((self._rest, block), axis=1)
        full = whole.shape[1] // self._frame
        frames = whole[:, : full * self._frame].reshape(self._count, full, self._frame)
        self._rest = whole[:, full * self._frame :].copy()
        self._echoes.append(faint_copies(frames))

    def finish(self) -> tuple[ChannelFacts, tuple[tuple[Span, ...], ...]]:
        """Returns the facts, and for each channel where someone speaks on it; echoes of another channel are left out."""
        duration: Ms = self._heard * 1000 // RATE
        flags = [(hearing or self._first).flags() for hearing in self._listeners]
        echoes = np.concatenate(self._echoes, axis=1) if self._echoes else np.zeros((self._count, 0), np.bool_)
        echoed = [_mostly(_fitted(echo, len(flag)), flag) for flag, echo in zip(flags, echoes, strict=True)]
        spoken = sum(int(flag.sum()) for flag in flags)
        faint = sum(int(echo.sum()) for echo in echoed)
        silent = tuple(int(place) for place in np.flatnonzero(self._peak < SILENT * 32768))
        spans = tuple(
            () if channel in silent else spans_of(flag & ~echoed[channel], self._frame, duration)
            for channel, flag in enumerate(flags)
        )
        power = np.diag(self._products) if 1 < self._count else np.ones(1)
        sounding = [channel for channel in range(self._count) if channel not in silent]
        between = {
            (a, b): float(abs(self._products[a, b]) / max(1e-12, (power[a] * power[b]) ** 0.5))
            for a in sounding
            for b in sounding
            if a < b
        }
        same = tuple(pair for pair, strength in between.items() if SAME <= strength)
        others = [strength for strength in between.values() if strength < SAME]
        crosstalk = faint / spoken if spoken else 0.0
        talking = [channel for channel in sounding if spans[channel]]
        facts = ChannelFacts(
            loudness=tuple(self._decibels(channel, silent) for channel in range(self._count)),
            silent=silent,
            same=same,
            correlation=round(max(others, default=0.0), 4),
            crosstalk=round(crosstalk, 4),
            parties=2 <= len(talking) and not same and max(others, default=0.0) < APART and _take_turns(spans, talking),
        )
        return facts, spans

    def _decibels(self, channel: int, silent: tuple[int, ...]) -> float:
        if channel in silent:
            return -120.0
        return round(20 * float(np.log10(max(1.0, float(self._peak[channel])) / 32768)), 1)


def faint_copies(frames: Samples) -> npt.NDArray[np.bool_]:
    """Returns which frames, shape (channels, n, samples), are a fainter copy of another channel's: shape (channels, n)."""
    channels, count = frames.shape[:2]
    found = np.zeros((channels, count), np.bool_)
    if not count:
        return found
    loud = frames.astype(np.float32)
    level = np.sqrt((loud**2).mean(axis=2))
    for faint in range(channels):
        for strong in range(channels):
            # Only where both are heard and one is far stronger: few frames, so that comparing them costs little.
            places = np.flatnonzero((CROSSTALK * level[faint] < level[strong]) & (8 < level[faint]))
            if faint != strong and len(places):
                found[faint, places] |= ECHO < _likeness(loud[faint, places], loud[strong, places])
    return found


def _likeness(a: npt.NDArray[np.float32], b: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Returns the strongest correlation of each pair of rows, shifted by up to a fiftieth of a second."""
    size = 2 * a.shape[1]
    products = np.fft.irfft(np.fft.rfft(a, size) * np.conj(np.fft.rfft(b, size)), size)
    near = np.concatenate((products[:, :_LAG], products[:, -_LAG:]), axis=1)
    strength: npt.NDArray[np.float32] = np.abs(near).max(axis=1)
    norm = np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1))
    result: npt.NDArray[np.float32] = (strength / np.maximum(norm, 1e-6)).astype(np.float32)
    return result


def _fitted(flags: npt.NDArray[np.bool_], length: int) -> npt.NDArray[np.bool_]:
    """Returns the flags at that length: the last frame may be judged by one and not by the other."""
    fitted = np.zeros(length, np.bool_)
    fitted[: min(length, len(flags))] = flags[:length]
    return fitted


def _mostly(echo: npt.NDArray[np.bool_], speech: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Returns the frames of speech around which much of the speech is an echo: its faintest frames alone cannot be told."""
    window = np.ones(2 * _AROUND + 1)
    near = np.convolve(echo & speech, window, "same") if len(echo) else np.zeros(0)
    all_near = np.convolve(speech, window, "same") if len(echo) else np.zeros(0)
    return speech & (MUCH * all_near <= near) & (0 < near)


def _take_turns(spans: tuple[tuple[Span, ...], ...], talking: list[int]) -> bool:
    """Says whether people take turns: most of the time one speaks alone. Two microphones in a room hear the same talk."""
    edges = sorted(
        (place, change)
        for channel in talking
        for span in spans[channel]
        for place, change in ((span.start, 1), (span.end, -1))
    )
    alone = together = 0
    speaking, since = 0, 0
    for place, change in edges:
        if speaking == 1:
            alone += place - since
        elif 1 < speaking:
            together += place - since
        speaking += change
        since = place
    return together < alone
