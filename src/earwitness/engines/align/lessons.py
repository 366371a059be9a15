"""Lessons: the text spoken by several synthesised voices, as rows of a spectrum with the phone of each."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from .mouth import Mouth, Spoken, Wish
from .script import Script
from .spectrum import HOP, RATE, bands, evened, resampled

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

SILENCE = "_"
VOICES = (
    ("", 165, 50, 1.0), ("+f2", 150, 55, 1.0), ("+m3", 190, 45, 1.0), ("+f4", 175, 65, 0.94), ("+m7", 140, 40, 1.08),
    ("+m2", 205, 60, 0.92), ("+klatt2", 160, 50, 1.0), ("+f2", 195, 35, 1.1),
)  # fmt: skip
"""Variant, words a minute, pitch, and how the throat is stretched."""
WORDS = 700
"""Spoken by each voice."""


class Phones(Struct, frozen=True, kw_only=True):
    """How a line is said: its phones, and the word of the line that each belongs to."""

    names: tuple[str, ...]
    words: tuple[int, ...]


class Lessons(Struct, frozen=True, kw_only=True, eq=False):
    rows: Array
    pictures: Array
    labels: Array
    classes: tuple[str, ...]
    """What the labels stand for; the first is silence."""


def phones_of(spoken: Spoken, words: Sequence[tuple[int, int]]) -> Phones:
    """Returns the phones of a line as it was spoken. What is said outside its words (a bullet, a sign) is left out."""
    names, homes, home = [], [], -1
    for told in spoken.told:
        if told.place >= 0:
            home = next((number for number, (_, last) in enumerate(words) if told.place < last), -1)
            if home >= 0 and told.place + told.length <= words[home][0]:
                home = -1
        elif told.phone != SILENCE and home >= 0:
            names.append(told.phone)
            homes.append(home)
    return Phones(names=tuple(names), words=tuple(homes))


def pronounced(mouth: Mouth, script: Script, voice: str) -> tuple[Phones, ...]:
    """Returns how each line is said in the language."""
    return tuple(
        phones_of(mouth.say(Wish(text=line.text, voice=voice, speed=300)), line.words)
        if line.words
        else Phones(names=(), words=())
        for line in script.lines
    )


def lessons(mouth: Mouth, script: Script, voice: str, classes: Sequence[str], *, seed: int = 11) -> Lessons:
    """Returns the lessons: parts of the text in each of `VOICES`, some of it clean and some in noise and through a bad line."""
    names = {name: number for number, name in enumerate(classes)}
    chance = random.Random(seed)
    noise = np.random.default_rng(seed)
    rows: list[Array] = []
    labels: list[Array] = []
    texts = [line.text for line in script.lines if line.words]
    for variant, speed, pitch, warp in VOICES:
        sound, marks = _said(mouth, _chosen(texts, chance), voice + variant, speed, pitch, names)
        for worse in (False, True):
            heard, told = sound, marks
            if worse:
                other = _other(noise, len(sound) // 8)
                heard, told = (
                    _worse(np.concatenate([sound, other]), noise),
                    np.concatenate([marks, np.zeros(len(other), int)]),
                )
            look = evened(bands(heard + noise.standard_normal(len(heard)).astype(np.float32) * 8, warp=warp))
            rows.append(look)
            labels.append(told[np.minimum(np.arange(len(look)) * HOP, len(told) - 1)])
    every = np.concatenate(labels)
    chosen = np.flatnonzero(0 <= every)
    return Lessons(rows=np.concatenate(rows), pictures=chosen, labels=every[chosen], classes=tuple(classes))


def _chosen(texts: Sequence[str], chance: random.Random) -> list[str]:
    order = list(texts)
    chance.shuffle(order)
    found, count = [], 0
    for text in order:
        words = text.split()[: WORDS - count]
        if not words:
            break
        found.append(" ".join(words))
        count += len(words)
    return found


def _said(
    mouth: Mouth, texts: Sequence[str], voice: str, speed: int, pitch: int, names: dict[str, int]
) -> tuple[Array, Array]:
    """Returns sound at 8 kHz with the class of each sample, -1 where it is none that is taught."""
    sounds: list[Array] = []
    labels: list[Array] = []
    for text in texts:
        spoken = mouth.say(Wish(text=text, voice=voice, speed=speed, pitch=pitch))
        marks = np.full(len(spoken.sound), 0, np.int16)
        starts = [(told.sample, told.phone) for told in spoken.told if told.place < 0]
        before = -1
        for (start, name), (end, _) in zip(starts, [*starts[1:], (len(spoken.sound), "")], strict=True):
            if name != SILENCE:
                before = names.get(name, -1)
                marks[start:end] = before
            else:
                # A pause, or what is left of the phone before it: silence is told by its quiet.
                marks[start:end] = np.where(_hushed(spoken.sound[start:end]), 0, before)
        step = spoken.rate / RATE
        sound = resampled(spoken.sound, spoken.rate)
        sounds += [sound, np.zeros(RATE // 5, np.float32)]
        labels += [
            marks[np.minimum((np.arange(len(sound)) * step).astype(int), max(0, len(marks) - 1))]
            if len(marks)
            else marks,
            np.zeros(RATE // 5, np.int16),
        ]
    return np.concatenate(sounds), np.concatenate(labels)


def _hushed(sound: Array, width: int = 220) -> Array:
    if not len(sound):
        return np.zeros(0, bool)
    height = np.convolve(np.abs(sound.astype(np.float32)), np.ones(width, np.float32) / width, mode="same")[
        : len(sound)
    ]
    return np.asarray(height < 60)


def _other(noise: np.random.Generator, length: int) -> Array:
    """Returns sounds that are no speech: tones and chords that swell, ring and stop, and bursts of noise."""
    parts: list[Array] = []
    total = 0
    while total < length:
        count = int(RATE * noise.uniform(0.3, 1.5))
        times = np.arange(count) / RATE
        part = np.zeros(count)
        if noise.random() < 0.8:
            for hertz in noise.uniform(110, 1_400, noise.integers(1, 4)):
                harmonics = noise.integers(1, 6)
                part += sum(np.sin(2 * np.pi * hertz * many * times) / many**1.3 for many in range(1, harmonics + 1))
            part *= 1 + noise.uniform(0, 1) * np.sin(2 * np.pi * noise.uniform(0.5, 9) * times)
        else:
            part = noise.standard_normal(count)
        part *= noise.uniform(500, 6_000) * np.exp(-times * noise.choice([0.0, 1.0, 4.0]))
        parts.append(part.astype(np.float32))
        total += count
    return np.concatenate(parts) if parts else np.zeros(0, np.float32)


def _worse(sound: Array, noise: np.random.Generator) -> Array:
    """Returns the sound through a bad line: noise that comes and goes, and the band bent."""
    level = float(np.sqrt(np.mean(sound**2))) + 1.0
    length = len(sound)
    part = RATE * 4
    ratio = 10 ** (-noise.uniform(3, 25, -(-length // part)) / 20)
    hiss = noise.standard_normal(length).astype(np.float32)
    if length:
        hum = np.cumsum(hiss)
        hum = hum - np.convolve(hum, np.ones(401, np.float32) / 401, mode="same")[:length]
        hiss = np.where(np.repeat(noise.random(len(ratio)) < 0.5, part)[:length], hiss, hum / (hum.std() + 1e-6))
    bent = np.convolve(sound, np.array([1.0, noise.uniform(-0.7, 0.5)], np.float32), mode="same")[:length]
    return np.asarray(bent + hiss * level * np.repeat(ratio, part)[:length], np.float32)
