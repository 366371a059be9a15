"""Row 8: one hour of telephone sound, surveyed: facts, peaks, speech, channels and fingerprint in one pass. Beside PyAV alone,
which decodes the same file and resamples it to 16 kHz in this process, with no cell around it and nothing derived.

Memory is that of both processes together, at ten minutes, an hour and four; it may grow by the peaks and no more.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from .row import Row, median

BAR, MEMORY_BAR = 3.0, 1.2
FORMS = (
    ("mp3", "mp3", "libmp3lame", 16000),
    ("g711", "wav", "pcm_mulaw", None),
    ("amr", "amr", "libopencore_amrnb", 12200),
)
_WORDS = "Hello. Yes, I can hear you. Where are you now? They told us to wait by the bridge until the morning comes."


def rows(minutes: int = 60) -> list[Row]:
    """Returns ours beside PyAV for each form of telephone sound, then how memory grows."""
    return list(_rows(minutes))


def _rows(minutes: int) -> Iterator[Row]:
    from earwitness.formats.sound.survey import survey

    with tempfile.TemporaryDirectory() as folder:
        for name, muxer, codec, bit_rate in FORMS:
            path = telephone(Path(folder) / f"call.{muxer}", muxer, codec, bit_rate, minutes=minutes)
            theirs = median(lambda path=path: bare(path), times=3)  # type: ignore[misc]
            ours = median(lambda path=path: survey(path), times=3)  # type: ignore[misc]
            yield Row(
                name=f"8 survey of an hour, {name}", ours=ours, theirs=theirs, bar=BAR, better="lower",
                peer="PyAV decode and resample", sizes={"minutes": minutes},
            )  # fmt: skip
        sizes = [
            (length, memory(telephone(Path(folder) / f"{length}.wav", "wav", "pcm_mulaw", None, minutes=length)))
            for length in (minutes // 6, minutes, minutes * 4)
        ]
        yield Row(
            name="8 survey, peak memory, four times an hour", ours=sizes[2][1], theirs=sizes[1][1], bar=MEMORY_BAR,
            better="lower", unit="MB", peer="an hour", sizes={str(length): round(size) for length, size in sizes},
        )  # fmt: skip


def telephone(path: Path, muxer: str, codec: str, bit_rate: int | None, *, minutes: int) -> Path:
    """Writes so many minutes of speech with pauses at 8 kHz, said by espeak-ng, or of noises like speech where it is absent."""
    import av

    minute = spoken_minute()
    with av.open(str(path), "w", format=muxer) as container:
        stream = container.add_stream(codec, rate=8000, layout="mono")
        if bit_rate:
            stream.bit_rate = bit_rate
        stream.codec_context.open()
        resampler = av.AudioResampler(
            format=stream.codec_context.format.name, layout="mono", rate=8000, frame_size=stream.frame_size or None
        )
        for number in range(minutes):
            frame = av.AudioFrame.from_ndarray(minute.reshape(1, -1), format="s16", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 8000, number * len(minute), Fraction(1, 8000)
            for part in resampler.resample(frame):
                container.mux(stream.encode(part))
        for part in resampler.resample(None):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return path


def spoken_minute() -> np.ndarray:
    """Returns a minute of 8 kHz, some two thirds of it speech."""
    program = shutil.which("espeak-ng")
    if program is not None:
        said = subprocess.run([program, "-v", "en-us", "--stdout", _WORDS], capture_output=True, check=True).stdout[44:]
        voice = np.frombuffer(said, "<i2").astype(np.float64)
        voice = np.interp(np.arange(0, len(voice), 22050 / 8000), np.arange(len(voice)), voice)
    else:
        times = np.arange(8 * 8000) / 8000
        voice = 8000 * np.sin(2 * np.pi * 140 * times) * (0 < np.sin(2 * np.pi * 3 * times))
    line = np.random.default_rng(8).normal(0, 30, 60 * 8000)
    place = 0
    while place < len(line):
        stretch = line[place : place + len(voice)]
        stretch += voice[: len(stretch)]
        place += len(voice) + 3 * 8000
    return np.clip(line, -32768, 32767).astype(np.int16)


def bare(path: Path) -> None:
    """What PyAV does by itself: every packet decoded, every frame resampled, nothing kept."""
    import av

    with av.open(str(path)) as container:
        resampler = av.AudioResampler(format="s16", layout="mono", rate=16000)
        for packet in container.demux(container.streams.audio[0]):
            try:
                frames = packet.decode()
            except av.error.InvalidDataError:
                continue
            for frame in frames:
                frame.pts = None
                resampler.resample(frame)


def memory(path: Path) -> float:
    """Returns the megabytes that a process and its cell hold at most while they survey the file."""
    code = (
        "import json, pathlib, resource, sys\n"
        "from earwitness.formats.sound.survey import survey\n"
        "survey(pathlib.Path(sys.argv[1]))\n"
        "who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps(sum(resource.getrusage(one).ru_maxrss for one in who) / 1024))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


__all__ = ["bare", "memory", "rows", "spoken_minute", "telephone"]
