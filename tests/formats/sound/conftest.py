"""Sound made for the tests: a tone that begins exactly half way through each second, in any container and codec."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

Make = Callable[..., Path]
Say = Callable[..., np.ndarray]

LAYOUTS = {1: "mono", 2: "stereo", 8: "7.1"}


def tones(rate: int, seconds: float, channels: int = 1) -> np.ndarray:
    """Returns 16-bit samples, shape (channels, n): a tenth of a second at 700 Hz, beginning at .5, 1.5, 2.5 …"""
    times = np.arange(int(rate * seconds)) / rate
    sounding = (0.5 <= times % 1) & (times % 1 < 0.6)
    wave = np.where(sounding, 0.6 * np.sin(2 * np.pi * 700 * (times % 1 - 0.5)), 0.01 * np.sin(2 * np.pi * 200 * times))
    return np.stack([wave * (1 - 0.1 * channel) * 32000 for channel in range(channels)]).astype(np.int16)


def encoded(path: Path, muxer: str, codec: str, samples: np.ndarray, *, rate: int, bit_rate: int | None = None,
            tags: dict[str, str] | None = None, options: dict[str, str] | None = None) -> Path:  # fmt: skip
    layout = LAYOUTS.get(len(samples), f"{len(samples)} channels")
    with av.open(str(path), "w", format=muxer, options=options or {}) as container:
        container.metadata.update(tags or {})
        stream = container.add_stream(codec, rate=rate, layout=layout)
        if codec in ("vorbis", "wmav2"):
            stream.codec_context.format = "fltp"
        if bit_rate:
            stream.bit_rate = bit_rate
        stream.codec_context.open()
        form = stream.codec_context.format.name
        resampler = av.AudioResampler(
            format=form, layout=layout, rate=rate, frame_size=stream.codec_context.frame_size or None
        )
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T).reshape(1, -1), format="s16", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Writes a file of tones: `make("call.mp3", "mp3", "libmp3lame", rate=8000)`."""

    def write(name: str, muxer: str, codec: str, *, rate: int = 16000, channels: int = 1, seconds: float = 5,
              samples: np.ndarray | None = None, **rest: object) -> Path:  # fmt: skip
        sound = tones(rate, seconds, channels) if samples is None else np.atleast_2d(samples)
        return encoded(tmp_path / name, muxer, codec, sound, rate=rate, **rest)  # type: ignore[arg-type]

    return write


@pytest.fixture(scope="session")
def say() -> Say:
    """Says words with espeak-ng: `say("Hello", voice="en-us+f3")` gives 16-bit samples at 22,050 a second."""
    program = shutil.which("espeak-ng")
    if program is None:
        pytest.skip("espeak-ng is not installed: there is no speech to be made")

    def speak(words: str, *, voice: str = "en-us", speed: int = 160) -> np.ndarray:
        done = subprocess.run(
            [program, "-v", voice, "-s", str(speed), "--stdout", words], capture_output=True, check=True
        )
        return np.frombuffer(done.stdout[44:], dtype="<i2")

    return speak
