"""Makes the sound of the example archive: fictional calls spoken by espeak-ng's voices, in small Opus and MP3 files.

    python scripts/example_sound.py src/earwitness/examples/meridian

Needs espeak-ng. What it makes is kept in the package, so that nobody else does. The times of the turns are known, for each is
spoken by itself; they go into a subtitle file beside the sound.
"""

from __future__ import annotations

import io
import re
import subprocess
import sys
import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

RATE = 16_000
PAUSE = (0.35, 0.9)
"""Seconds between turns, the least and the most."""
SIGNS = re.compile(r"\[[^\]]*\]|\*[^*]*\*")


def speak(text: str, voice: str, speed: int, pitch: int) -> np.ndarray:
    """Returns the words spoken, at 16 kHz, from -1 to 1."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", SIGNS.sub(" ", text)]
    spoken = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(spoken)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(file.readframes(1 << 30), dtype="<i2").astype(np.float32) / 32768
    places = np.arange(0, len(samples), rate / RATE)
    return np.interp(places, np.arange(len(samples)), samples).astype(np.float32)


def call(
    turns: Sequence[tuple[str, str]], voices: dict[str, tuple[str, int, int]], *, seed: int, two: bool
) -> tuple[np.ndarray, list[tuple[int, int]]]:
    """Returns a call's samples, a row a channel, and where each turn begins and ends, in milliseconds."""
    random = np.random.default_rng(seed)
    order = list(voices)
    pieces: list[tuple[int, int, np.ndarray]] = []
    at = int(0.8 * RATE)
    for speaker, text in turns:
        sound = speak(text, *voices[speaker])
        pieces.append((order.index(speaker) if two else 0, at, sound))
        at += len(sound) + int(random.uniform(*PAUSE) * RATE)
    samples = np.zeros((2 if two else 1, at + RATE // 2), dtype=np.float32)
    for channel, start, sound in pieces:
        samples[channel, start : start + len(sound)] += 0.6 * sound
    samples += random.normal(0, 0.002, samples.shape).astype(np.float32)
    times = [(start * 1000 // RATE, (start + len(sound)) * 1000 // RATE) for _, start, sound in pieces]
    return telephone(samples), times


def telephone(samples: np.ndarray) -> np.ndarray:
    """Returns the samples as a telephone lets them through: from 300 to 3,400 Hz."""
    spectrum = np.fft.rfft(samples, axis=1)
    frequencies = np.fft.rfftfreq(samples.shape[1], 1 / RATE)
    spectrum[:, (frequencies < 300) | (3_400 < frequencies)] = 0
    return np.fft.irfft(spectrum, samples.shape[1], axis=1).astype(np.float32)


def encode(path: Path, samples: np.ndarray, *, codec: str, rate: int, bits: int, title: str) -> None:
    """Writes the samples into the file, in the container that its name says."""
    layout = "stereo" if samples.shape[0] == 2 else "mono"
    with av.open(str(path), "w", options={"fflags": "+bitexact"}) as container:
        if title:
            container.metadata["title"] = title
        stream = container.add_stream(codec, rate=rate, layout=layout)
        stream.bit_rate = bits
        resampler = av.AudioResampler(format=stream.format, layout=layout, rate=rate)
        size = RATE // 10
        for start in range(0, samples.shape[1], size):
            piece = (np.clip(samples[:, start : start + size], -1, 1) * 32767).astype(np.int16)
            frame = av.AudioFrame.from_ndarray(piece.T.reshape(1, -1).copy(), format="s16", layout=layout)
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            for ready in resampler.resample(frame):
                container.mux(stream.encode(ready))
        for ready in resampler.resample(None):
            container.mux(stream.encode(ready))
        container.mux(stream.encode(None))


def subtitles(turns: Sequence[tuple[str, str]], times: Sequence[tuple[int, int]]) -> str:
    """Returns the turns as WebVTT, a voice a cue."""

    def clock(time: int) -> str:
        seconds, milliseconds = divmod(time, 1000)
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{milliseconds:03}"

    cues = [
        f"{number}\n{clock(start)} --> {clock(end)}\n<v {speaker}>{text}"
        for number, ((speaker, text), (start, end)) in enumerate(zip(turns, times, strict=True), 1)
    ]
    note = "NOTE\nFictional example written for Earwitness."
    return "\n\n".join(["WEBVTT", note, *cues]) + "\n"


def told(path: Path, turn: str) -> list[tuple[str, str]]:
    """Returns the turns of a page of the example: who speaks and what, as the expression finds them."""
    return [(who, SIGNS.sub("", said).replace("  ", " ").strip())
            for who, said in re.findall(turn, path.read_text(encoding="utf-8"), re.MULTILINE)]  # fmt: skip


def main(folder: Path) -> None:
    out = folder / "sound"
    out.mkdir(exist_ok=True)
    office = told(folder / "17-office-harbour-master.en.md", r"^(HARBOUR MASTER|OFFICE): (.+)$")
    voices = {"OFFICE": ("en-gb+m3", 165, 45), "HARBOUR MASTER": ("en-gb-scotland+m7", 150, 32)}
    samples, times = call(office, voices, seed=17, two=True)
    encode(out / "office-harbour-master.ogg", samples, codec="libopus", rate=16_000, bits=20_000,
           title="Recording no. 31/1114-07 (fictional)")  # fmt: skip
    names = {"OFFICE": "Office", "HARBOUR MASTER": "Harbour Master"}
    cues = [(names[speaker], said) for speaker, said in office]
    (out / "office-harbour-master.en.vtt").write_text(subtitles(cues, times), encoding="utf-8")

    engine = told(folder / "20-engine-room-bridge.ru.html", r"<td>(Машина|Мостик)</td><td>(.+?)</td>")
    voices = {"Машина": ("ru+m7", 150, 25), "Мостик": ("ru+m3", 165, 55)}
    samples, times = call(engine, voices, seed=21, two=False)
    encode(out / "engine-room-bridge.ogg", samples, codec="libopus", rate=16_000, bits=14_000,
           title="Voyage data recorder, ship's telephone (fictional)")  # fmt: skip
    (out / "engine-room-bridge.ru.vtt").write_text(subtitles(engine, times), encoding="utf-8")
    start, end = times[5][0] - 400, times[12][1] + 300
    piece = samples[:, start * RATE // 1000 : end * RATE // 1000]
    encode(out / "the-last-call.mp3", piece, codec="libmp3lame", rate=8_000, bits=8_000, title="")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
