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
"""Samples a second of what is fed; every second one is kept, for nothing above half a telephone's band is looked at."""
TAPS = (0.31, -0.085, 0.025)
"""What a sample's neighbours at 1, 3 and 5 weigh beside its own half: a half-band filter, so that what lies above 4 kHz
does not fold into what is looked at."""
REACH = 5
WINDOW, HOP = 1024, 256
"""Samples, as fed, of a frame, and from one frame to the next: 64 and 16 ms."""
KEPT, STEP = WINDOW // 2, HOP // 2
"""The same, of the samples that are kept."""
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
        self._window = 2 * np.hanning(KEPT).astype(np.float32)
        self._samples = np.zeros(0, dtype=np.float32)
        self._raw = np.zeros(REACH, dtype=np.int16)
        """Samples as fed that the filter needs again, or that wait for more."""
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
        self._raw = np.concatenate((self._raw, samples))
        self._halve()
        whole = AT_ONCE * STEP
        while whole + KEPT <= len(self._samples):
            self._hear(self._samples[: whole + KEPT - STEP], AT_ONCE)
            self._samples = self._samples[whole:]

    def finish(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8]]:
        """Returns the frame and the bin of every peak, in order of time and of pitch within a frame."""
        self._raw = np.concatenate((self._raw, np.zeros(REACH, dtype=np.int16)))
        self._halve()
        rest = (len(self._samples) - KEPT) // STEP + 1
        if 0 < rest:
            self._hear(self._samples, rest)
        self._look(len(self._frames))
        if not self._times:
            return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.uint8)
        return np.concatenate(self._times), np.concatenate(self._pitches)

    def _halve(self) -> None:
        """Adds every second of the samples that have their neighbours, without what lies above a telephone's band."""
        count = (len(self._raw) - 2 * REACH + 1) // 2
        if count <= 0:
            return
        raw = self._raw.astype(np.float32)
        end = 2 * count
        halved = 0.5 * raw[REACH : REACH + end : 2]
        for place, weight in zip((1, 3, 5), TAPS, strict=True):
            before, after = REACH - place, REACH + place
            halved += np.float32(weight) * (raw[before : before + end : 2] + raw[after : after + end : 2])
        self._samples = np.concatenate((self._samples, halved))
        self._raw = self._raw[end:]

    def _hear(self, samples: Frames, count: int) -> None:
        """Adds the frames of these samples, and looks for peaks in all but the last, which need those to come."""
        framed = np.lib.stride_tricks.sliding_window_view(samples, KEPT)[::STEP][:count]
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
        looked = frames[fresh]
        at = np.arange(self._before, until)
        low, high = np.maximum(at - NEAR, 0), np.minimum(at + NEAR + 1, len(frames))
        sums = np.zeros((len(frames) + 1, BINS), dtype=np.float32)
        np.cumsum(frames, axis=0, out=sums[1:])
        inside = NEAR <= self._before and until + NEAR < len(frames)
        ends = sums[low[0] : low[-1] + 1], sums[high[0] : high[-1] + 1]  # a view, where no frame is near an end
        near = ends[1] - ends[0] if inside else sums[high] - sums[low]
        mean = near / (high - low).astype(np.float32)[:, None]
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
