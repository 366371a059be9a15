"""Landmarks: where in time and pitch a sound stands out from what is around it; found as it streams past.

The constellation of A. Wang, “An industrial-strength audio search algorithm” (ISMIR 2003): the peaks of a spectrogram that
stand above all others near them. They outlive what is done to a call before it is posted again — a codec that saves bits, a
telephone's narrow band, other loudness, music under it — since a peak is still a peak when the rest is gone. Only the band
that every telephone carries is looked at, and what stands still, as a dialling tone does, has no peaks.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples a second of what is fed."""
WINDOW, HOP = 1024, 256
"""Samples of a frame, and from one frame to the next: 64 and 16 ms."""
LOW, HIGH = 20, 216
"""Bins of a frame that are looked at, half-open: 312 to 3375 Hz."""
BINS = HIGH - LOW
NEAR, BESIDE = 10, 8
"""Frames before and after, and bins below and above, that a peak stands above: 160 ms, 125 Hz."""
OUT = 0.35
"""Nats of amplitude by which it stands above the mean of its bin so near: what lasts unchanged does not."""
QUIET = 4.5
"""Nats of amplitude below the loudest of the last seconds from which on nothing is heard: 39 dB."""
SILENT = 3.0
"""Nats of amplitude of a frame's bin, below which there is only the noise of rounding: about -75 dB of full scale."""
FADING = 0.004
"""Nats that the loudest loses with each frame, so that what was quiet after something loud is heard: 2 dB a second."""
AT_ONCE = 512
"""Frames worked on together."""

Frames = npt.NDArray[np.float32]
Samples = npt.NDArray[np.int16]


class Landmarks:
    """Finds the peaks of a sound that is fed to it in pieces; holds some seconds of it, whatever the length."""

    def __init__(self) -> None:
        self._window = np.hanning(WINDOW).astype(np.float32)
        self._samples = np.zeros(0, dtype=np.int16)
        self._frames: Frames = np.zeros((0, BINS), dtype=np.float32)
        self._before = 0
        """Frames at the beginning of `_frames` whose peaks are found, and which only later ones are compared with."""
        self._first = 0
        """The number of the first of `_frames`."""
        self._loudest = 0.0
        self._times: list[npt.NDArray[np.int32]] = []
        self._pitches: list[npt.NDArray[np.uint8]] = []
        self.heard = 0
        """Samples fed so far."""

    def feed(self, samples: Samples) -> None:
        """Takes in the next samples, one channel of 16 kHz."""
        self.heard += len(samples)
        self._samples = np.concatenate((self._samples, samples))
        whole = AT_ONCE * HOP
        while whole + WINDOW <= len(self._samples):
            self._hear(self._samples[: whole + WINDOW - HOP], AT_ONCE)
            self._samples = self._samples[whole:]

    def finish(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
        """Returns the frame and the bin of every peak, in order of time and of pitch within a frame."""
        rest = (len(self._samples) - WINDOW) // HOP + 1
        if 0 < rest:
            self._hear(self._samples, rest)
        self._look(len(self._frames))
        if not self._times:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)
        return np.concatenate(self._times), np.concatenate(self._pitches)

    def _hear(self, samples: Samples, count: int) -> None:
        """Adds the frames of these samples, and looks for peaks in all but the last, which need those to come."""
        framed = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP][:count]
        spectrum = np.fft.rfft(framed * self._window, axis=1)[:, LOW:HIGH]
        power = spectrum.real**2 + spectrum.imag**2
        frames = (0.5 * np.log(power + 1.0)).astype(np.float32)
        self._frames = np.concatenate((self._frames, frames))
        self._look(len(self._frames) - NEAR)

    def _look(self, until: int) -> None:
        """Finds the peaks of the frames up to this one that were not looked at; keeps what the next are compared with."""
        if until <= self._before:
            return
        frames = self._frames
        fresh = slice(self._before, until)
        highest = _around(_around(frames, BESIDE, axis=1), NEAR, axis=0)[fresh]
        sums = np.concatenate((np.zeros((1, BINS)), np.cumsum(frames, axis=0, dtype=np.float64)))
        at = np.arange(self._before, until)
        low, high = np.maximum(at - NEAR, 0), np.minimum(at + NEAR + 1, len(frames))
        mean = (sums[high] - sums[low]) / (high - low)[:, None]
        looked = frames[fresh]
        floor = np.maximum(self._loud(looked.max(axis=1)) - QUIET, SILENT)
        found = (looked == highest) & (mean + OUT < looked) & (floor[:, None] < looked)
        times, pitches = np.nonzero(found)
        self._times.append((times + self._before + self._first).astype(np.int32))
        self._pitches.append(pitches.astype(np.uint8))
        kept = max(0, until - NEAR)
        self._frames, self._before, self._first = frames[kept:], until - kept, self._first + kept

    def _loud(self, levels: Frames) -> Frames:
        """Returns for each frame how loud the loudest of the last seconds was, less what it faded since."""
        fade = np.arange(1, len(levels) + 1) * FADING
        loud = np.maximum.accumulate(np.concatenate(([self._loudest], levels + fade)))[1:] - fade
        self._loudest = float(loud[-1])
        return np.asarray(loud, dtype=np.float32)


def _around(frames: Frames, reach: int, *, axis: int) -> Frames:
    """Returns the highest value within `reach` before and after each, along an axis."""
    width = 2 * reach + 1
    padding = [(0, 0), (0, 0)]
    padding[axis] = (reach, reach)
    highest = np.pad(frames, padding, constant_values=-1.0)
    size, wide = highest.shape[axis], 1
    while wide < width:
        step = min(wide, width - wide)
        size -= step
        if axis == 0:
            highest = np.maximum(highest[:size], highest[step : step + size])
        else:
            highest = np.maximum(highest[:, :size], highest[:, step : step + size])
        wide += step
    return highest
