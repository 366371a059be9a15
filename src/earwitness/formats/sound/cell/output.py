"""The output: samples of one rate become samples of another and leave, between two moments and no sample more."""

from __future__ import annotations

from typing import Any

from .wire import SOUND, Speaker

_CHUNK = 1 << 15
"""Samples of a channel that are resampled and said at a time."""


class Output:
    """Takes samples of the file's rate and says them in the rate asked for, between two moments and no sample more."""

    def __init__(
        self, speaker: Speaker, native: int, rate: int, channels: int, start: int, end: int | None, begin: int
    ) -> None:
        self._speaker = speaker
        self._native, self._rate = native, rate
        self._next = begin * rate
        self._start = -(-start * rate // 1000)
        self._end = None if end is None else -(-end * rate // 1000)
        self._waiting = [bytearray() for _ in range(channels)]
        self._resamplers: list[Any] = []
        if rate != native:
            from av import AudioResampler

            # Each channel by itself: no layout is then understood as loudspeakers in a room, and no channel left out.
            self._resamplers = [AudioResampler(format="s16p", layout="mono", rate=rate) for _ in range(channels)]

    def take(self, channels: list[bytes]) -> bool:
        """Takes samples of every channel. Returns True when the end has been said."""
        for waiting, channel in zip(self._waiting, channels, strict=True):
            waiting += channel
        return 2 * _CHUNK <= len(self._waiting[0]) and self._flush(last=False)

    def close(self) -> None:
        self._flush(last=True)

    def _flush(self, *, last: bool) -> bool:
        channels = [bytes(waiting) for waiting in self._waiting]
        for waiting in self._waiting:
            waiting.clear()
        if self._resamplers:
            channels = [
                self._resampled(resampler, channel, last=last)
                for resampler, channel in zip(self._resamplers, channels, strict=True)
            ]
        samples = len(channels[0]) // 2
        first = max(0, self._start - self._next)
        stop = samples if self._end is None else min(samples, self._end - self._next)
        if first < stop:
            self._speaker.say(SOUND, *(channel[2 * first : 2 * stop] for channel in channels))
        self._next += samples
        return self._end is not None and self._end <= self._next

    def _resampled(self, resampler: Any, channel: bytes, *, last: bool) -> bytes:
        from av import AudioFrame

        parts = []
        if channel:
            frame = AudioFrame(format="s16p", layout="mono", samples=len(channel) // 2)
            frame.sample_rate = self._native
            frame.planes[0].update(channel)
            parts += resampler.resample(frame)
        if last:
            parts += resampler.resample(None)
        return b"".join(bytes(memoryview(part.planes[0])[: 2 * part.samples]) for part in parts)
