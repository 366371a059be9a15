"""Made sound: calls spoken by espeak-ng, what lines put before and between them, and what is done to them before a repost."""

from __future__ import annotations

import io
import random
import subprocess
import wave
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

RATE = 16_000
Sound = npt.NDArray[np.float32]
"""Samples between -1 and 1, one channel of 16 kHz."""

VOICES = [
    *(f"{tongue}+{kind}" for tongue in ("en-us", "en-gb", "en-gb-scotland", "ru", "uk") for kind in
      ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "f1", "f2", "f3", "f4", "f5", "croak", "klatt", "whisper")),
]  # fmt: skip


@lru_cache(maxsize=1)
def words() -> dict[str, Sequence[str]]:
    """Returns the words that made speech is drawn from, by the tongue of a voice."""
    from importlib.resources import files

    found: dict[str, Sequence[str]] = {}
    for tongue in ("ru", "uk"):
        table = files("earwitness.tellings").joinpath("lexicon", f"{tongue}-en.tsv").read_text(encoding="utf-8")
        rows = [line.split("\t") for line in table.splitlines() if "\t" in line]
        found[tongue] = [row[0] for row in rows]
        found["en"] = [row[1].split("|")[0] for row in rows]
    return found


def sentence(chance: random.Random, voice: str) -> str:
    """Returns words that nobody said before, as many as a turn has."""
    return " ".join(chance.choices(words()[voice[:2]], k=chance.randint(5, 14))) + "."


def spoken(voice: str, text: str, *, speed: int = 165, pitch: int = 50) -> Sound:
    """Returns the text as espeak-ng speaks it."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "-p", str(pitch), "--stdout", text]
    heard = subprocess.run(command, capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(heard)) as file:
        rate = file.getframerate()
        samples = np.frombuffer(heard[44:], dtype=np.int16)
    return resampled(samples.astype(np.float32) / 32768, rate, RATE)


def resampled(sound: Sound, rate: float, to: float) -> Sound:
    """Returns it at another rate, by its spectrum; as if faster or slower where only one of them is true."""
    wanted = round(len(sound) * to / rate)
    spectrum = np.fft.rfft(sound)
    fitted = np.zeros(wanted // 2 + 1, dtype=spectrum.dtype)
    kept = min(len(fitted), len(spectrum))
    fitted[:kept] = spectrum[:kept]
    return (np.fft.irfft(fitted, wanted) * (wanted / len(sound))).astype(np.float32)


def silence(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), dtype=np.float32)


def tone(seconds: float, *pitches: float, loud: float = 0.2) -> Sound:
    at = np.arange(round(seconds * RATE)) / RATE
    return (loud * sum(np.sin(2 * np.pi * pitch * at) for pitch in pitches) / max(1, len(pitches))).astype(np.float32)


def ringing(times: int) -> Sound:
    """Returns the tone of a line that rings: a second in five."""
    return np.concatenate([np.concatenate((tone(1.0, 425.0), silence(4.0))) for _ in range(times)])


def music(seconds: float, seed: str) -> Sound:
    """Returns a tune with chords and a beat; another for another seed."""
    chance = random.Random(f"tune {seed}")
    beat = chance.uniform(0.22, 0.45)
    key = chance.uniform(200, 320)
    scale = [0, 2, 4, 5, 7, 9, 11, 12, 14, 16, 17, 19]
    tune = silence(seconds + 2)
    at = 0.0
    while at < seconds:
        held = beat * chance.choice((1, 1, 2, 4))
        for note in (chance.choice(scale), chance.choice(scale) - 12, chance.choice(scale)):
            pitch = key * 2 ** (note / 12)
            clock = np.arange(round(held * RATE)) / RATE
            parts = sum(np.sin(2 * np.pi * pitch * part * clock) / part**1.2 for part in range(1, 8))
            start = round(at * RATE)
            tune[start : start + len(clock)] += 0.12 * parts * np.exp(-clock * 3)
        at += held
    return tune[: round(seconds * RATE)].astype(np.float32)


def noise(seconds: float, seed: int, *, loud: float = 0.003) -> Sound:
    return (np.random.default_rng(seed).normal(size=round(seconds * RATE)) * loud).astype(np.float32)


def talk(chance: random.Random, seconds: float, voices: Sequence[str] | None = None) -> Sound:
    """Returns two people who take turns, with breaths between, on a line that hisses."""
    pair = voices or chance.sample(VOICES, 2)
    manner = {voice: (chance.randint(140, 200), chance.randint(30, 70)) for voice in pair}
    parts: list[Sound] = []
    length = 0
    while length < seconds * RATE:
        voice = pair[len(parts) // 2 % len(pair)]
        speed, pitch = manner[voice]
        parts += [spoken(voice, sentence(chance, voice), speed=speed, pitch=pitch), silence(chance.uniform(0.1, 0.9))]
        length += len(parts[-1]) + len(parts[-2])
    said = np.concatenate(parts)[: round(seconds * RATE)]
    return said + noise(len(said) / RATE, chance.getrandbits(30))[: len(said)]


def samples(sound: Sound) -> npt.NDArray[np.int16]:
    return (np.clip(sound, -1, 1) * 32767).astype(np.int16)


def mixed(sound: Sound, under: Sound, decibels: float) -> Sound:
    """Returns the sound with another under it, so many decibels quieter."""
    other = np.resize(under, len(sound))
    level = np.sqrt(np.mean(sound**2)) / max(1e-9, float(np.sqrt(np.mean(other**2))))
    together = sound + other * level * 10 ** (-decibels / 20)
    return (together / max(1.0, float(np.abs(together).max()))).astype(np.float32)


def coded(sound: Sound, codec: str, rate: int = RATE, bit_rate: int | None = None) -> Sound:
    """Returns what is heard of it after a codec, at 16 kHz."""
    import av

    encoder = av.CodecContext.create(codec, "w")
    encoder.sample_rate, encoder.layout, encoder.format = rate, "mono", encoder.codec.audio_formats[0].name
    if bit_rate:
        encoder.bit_rate = bit_rate
    encoder.open()
    frames = list(_frames(sound, encoder))
    decoder = av.CodecContext.create(
        {"libopus": "libopus", "libmp3lame": "mp3"}.get(codec, encoder.codec.canonical_name), "r"
    )
    if encoder.extradata:
        decoder.extradata = encoder.extradata
    if codec in ("pcm_mulaw", "libgsm"):
        decoder.sample_rate, decoder.layout = rate, "mono"
    back = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    heard: list[Sound] = []
    for frame in [*frames, None]:
        for packet in encoder.encode(frame):
            for out in decoder.decode(packet):
                heard += [piece.to_ndarray()[0] for piece in back.resample(out)]
    for out in decoder.decode(None):
        heard += [piece.to_ndarray()[0] for piece in back.resample(out)]
    heard += [piece.to_ndarray()[0] for piece in back.resample(None)]
    return np.concatenate(heard)


def _frames(sound: Sound, encoder: object) -> Iterator[object]:
    import av

    frame = av.AudioFrame.from_ndarray(sound[None, :].astype(np.float32), format="flt", layout="mono")
    frame.sample_rate = RATE
    size = encoder.frame_size or 1024  # type: ignore[attr-defined]
    fit = av.AudioResampler(format=encoder.format, layout="mono", rate=encoder.sample_rate, frame_size=size)  # type: ignore[attr-defined]
    yield from [*fit.resample(frame), *fit.resample(None)]
