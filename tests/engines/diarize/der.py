"""The diarization error rate, as NIST has it and in full: no collar, overlap counted; and calls made by espeak-ng to count it
on.
"""

from __future__ import annotations

import random
import sys
import wave
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks.sound_made import RATE, sentence, spoken
from scipy.optimize import linear_sum_assignment

Stretch = tuple[int, int, int]
"""From, to (milliseconds), and whose."""


def der(reference: Sequence[Stretch], found: Sequence[Stretch]) -> float:
    """Returns the share of speech that was missed, made up or given to another voice, voices paired as suits best."""
    edges = sorted({place for start, end, _ in (*reference, *found) for place in (start, end)})
    ours, theirs = sorted({who for *_, who in reference}), sorted({who for *_, who in found})
    together = np.zeros((len(ours), max(1, len(theirs))))
    total = missed = wrong_most = 0
    for here, there in pairwise(edges):
        said = {who for start, end, who in reference if start < there and here < end}
        told = {who for start, end, who in found if start < there and here < end}
        length = there - here
        total += length * len(said)
        missed += length * abs(len(said) - len(told))
        wrong_most += length * min(len(said), len(told))
        for a in said:
            for b in told:
                together[ours.index(a), theirs.index(b)] += length
    rows, columns = linear_sum_assignment(-together)
    return (missed + wrong_most - together[rows, columns].sum()) / total


def call(
    voices: Sequence[str], turns: int, *, seed: int, overlap: float = 0.0, pitches: Sequence[int] = (),
) -> tuple[list[np.ndarray], list[Stretch]]:  # fmt: skip
    """Returns the sound of each voice alone, all of one length, and who speaks when. `overlap`: the share of turns that begin
    before the last has ended."""
    chance = random.Random(seed)
    parts: list[tuple[int, int, np.ndarray]] = []
    here = RATE // 2
    for number in range(turns):
        who = (
            number % len(voices)
            if len(voices) == 2
            else chance.choice([v for v in range(len(voices)) if not parts or v != parts[-1][1]])
        )
        sound = spoken(voices[who], sentence(chance, voices[who]), pitch=pitches[who] if pitches else 50)
        loud = np.flatnonzero(np.abs(sound) > 0.01)
        sound = sound[loud[0] : loud[-1] + 1]
        if parts and chance.random() < overlap:
            here -= int(RATE * chance.uniform(0.8, 1.4))
        parts.append((here, who, sound))
        here += len(sound) + int(RATE * chance.uniform(0.2, 0.9))
    tracks = [np.zeros(here + RATE, np.float32) for _ in voices]
    said: list[Stretch] = []
    for at, who, sound in parts:
        tracks[who][at : at + len(sound)] += 0.5 * sound
        said += [(at * 1000 // RATE + start, at * 1000 // RATE + end, who) for start, end in _loud(sound)]
    return tracks, said


def _loud(sound: np.ndarray) -> list[tuple[int, int]]:
    """Returns where made speech really sounds, in milliseconds: pauses of 300 ms and more are silence, as raters mark it."""
    width = RATE // 100
    heights = np.abs(sound[: len(sound) // width * width]).reshape(-1, width).max(axis=1)
    found: list[list[int]] = []
    for step in np.flatnonzero(heights > 0.01).tolist():
        if found and step * 10 - found[-1][1] < 300:
            found[-1][1] = step * 10 + 10
        else:
            found.append([step * 10, step * 10 + 10])
    return [(start, end) for start, end in found]


def write(path: Path, tracks: Sequence[np.ndarray], *, rate: int = RATE) -> Path:
    """Writes tracks as the channels of a WAV file."""
    whole = np.stack(tracks, axis=1)
    if rate == 8000:
        whole = whole[::2]
    with wave.open(str(path), "wb") as file:
        file.setnchannels(whole.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return path
