"""The clock: decoded frames laid where their time stamps say, with silence where nothing could be decoded.

Time 0 is the first moment of the earliest stream, as in a browser. Frames follow one another without a seam while their stamps
agree with the samples counted, within `TOLERANCE`; a hole is filled with silence of its length.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

TOLERANCE = 0.04
"""Seconds that stamps may be off: containers round them, and recorders stamp what they hear as it comes."""
LONGEST_HOLE = 3600
"""Seconds of silence that one hole may be given where the container does not say that it lasts so long."""


class Timeline:
    """Takes frames of sound and gives the same sound back, 16 bits a sample, at one rate, with its holes filled."""

    def __init__(
        self, *, rate: int, channels: int, layout: Any, origin: float, stamp: float, claimed: float | None
    ) -> None:
        self.rate, self.channels = rate, channels
        self.written = self._first = 0
        """Samples of each channel so far, those that were skipped counted."""
        self.holes: list[tuple[int, int]] = []
        """Where silence stands for what was missing, in samples."""
        self.jumps: list[int] = []
        """Where the clock of the file ran backwards, or too far ahead to be a hole."""
        self.broken = False
        """True after a packet that could not be decoded, until a frame comes."""
        self._layout = layout
        self._origin = origin
        self._stamp = stamp  # seconds that a unit of the stamps is
        self._claimed = claimed
        self._converter: Any = None
        self._form: tuple[str, str, int] | None = None

    def start_at(self, sample: int) -> None:
        """Begins later: what comes before this sample is neither wanted nor missing."""
        self.written = self._first = sample

    def lay(self, frame: Any, later: float = 0.0) -> Iterator[list[bytes]]:
        """Yields the channels of silence and of the frame, one list of bytes per channel at a time.

        `later` says how far its stamp is off, in seconds: it decides where the sound begins, after that samples are counted.
        """
        ahead = 0
        if frame.pts is not None:
            begins = frame.pts * self._stamp - self._origin + (later if self.written == self._first else 0)
            ahead = round(begins * self.rate) - self.written
        pieces = self._converted(frame)
        if ahead < 0 and self.written == self._first:
            # Before the beginning: a decoder runs in, or the start was asked for in the middle of a frame.
            skipped = min(-ahead, sum(len(piece[0]) // 2 for piece in pieces))
            pieces = _without(pieces, skipped)
            ahead = 0
        tolerance = 0 if self.broken or self.written == self._first else TOLERANCE * self.rate
        if tolerance < ahead:
            yield from self._fill(ahead)
        elif ahead < -TOLERANCE * self.rate:
            self._jump(ahead)
        self.broken = False
        for piece in pieces:
            self.written += len(piece[0]) // 2
            yield piece

    def delay(self, seconds: float) -> None:
        """Lays what comes this much later than its stamps say, or earlier where it is negative."""
        self._origin -= seconds

    def fail(self) -> None:
        """Says that a packet could not be decoded: the next frame lies exactly where its stamp says."""
        self.broken = True

    def finish(self, end: float) -> Iterator[list[bytes]]:
        """Yields the silence up to the end, where the last packets could not be decoded."""
        ahead = round((end - self._origin) * self.rate) - self.written
        if self.broken and 0 < ahead:
            yield from self._fill(ahead)

    def _fill(self, ahead: int) -> Iterator[list[bytes]]:
        until = (self.written + ahead) / self.rate
        if (self._claimed is None or self._claimed + 1 < until) and LONGEST_HOLE * self.rate < ahead:
            self._jump(ahead)
            return
        self.holes.append((self.written, self.written + ahead))
        while ahead:
            step = min(ahead, self.rate)
            self.written += step
            ahead -= step
            yield [bytes(2 * step)] * self.channels

    def _jump(self, ahead: int) -> None:
        """Goes on without a seam: from here the file's clock is counted from another origin."""
        self.jumps.append(self.written)
        self._origin += ahead / self.rate

    def _converted(self, frame: Any) -> list[list[bytes]]:
        """Returns the samples of the frame as 16 bits, in the rate and channels that the sound began with."""
        same = frame.sample_rate == self.rate and frame.layout.nb_channels == self.channels
        if same and (frame.format.name == "s16p" or (frame.format.name == "s16" and self.channels == 1)):
            return [_planes(frame, self.channels)]
        form = (frame.format.name, frame.layout.name, frame.sample_rate)
        if form != self._form:
            from av import AudioResampler

            layout = None if same else self._layout
            self._converter = AudioResampler(format="s16p", layout=layout, rate=self.rate)
            self._form = form
        frame.pts = None
        return [_planes(part, self.channels) for part in self._converter.resample(frame) if part.samples]


def _planes(frame: Any, channels: int) -> list[bytes]:
    """Returns each channel's samples; a plane of FFmpeg's may be longer than they are."""
    length = 2 * frame.samples
    return [bytes(memoryview(plane)[:length]) for plane in frame.planes[:channels]]


def _without(pieces: list[list[bytes]], samples: int) -> list[list[bytes]]:
    """Returns the pieces less so many samples at their start."""
    left = []
    for piece in pieces:
        here = min(samples, len(piece[0]) // 2)
        samples -= here
        if 2 * here < len(piece[0]):
            left.append([channel[2 * here :] for channel in piece])
    return left
