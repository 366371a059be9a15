"""The fake engine: the words of the text spread evenly over where the sound is loud. It never stands for a real result.

It is for the tutorial, and for those who build on engines. The model says how it behaves: `plain`; `deaf` (it hears nothing),
`late` (times past the end), `dies` (it fails), as engines do.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EngineFailed, NotFound
from .engine import Alive, Identity, Settings
from .script import Script
from .timed import Timed, TimedLine, TimedWord

if TYPE_CHECKING:
    Array = np.ndarray[Any, Any]

MODELS = ("plain", "deaf", "late", "dies")
RATE = 8_000
STEP = 100
"""Milliseconds that are loud or not."""
LOUD = 300


def identity(settings: Settings) -> Identity:
    model = settings.model or MODELS[0]
    if model not in MODELS:
        raise NotFound(f"the fake engine has no model “{model}”", hint="models: " + ", ".join(MODELS))
    return Identity(model=model, version="1")


def load(settings: Settings, identity: Identity) -> Fake:
    return Fake(identity.model)


class Fake:
    """Words laid over loud sound."""

    def __init__(self, model: str) -> None:
        self._model = model

    def align(self, sound: Iterable[Array], script: Script, alive: Alive) -> Timed:
        if self._model == "dies":
            raise EngineFailed("the fake engine died, as it was told to")
        samples = np.concatenate([np.zeros(0, np.int16), *(part.reshape(-1) for part in sound)])
        width = RATE * STEP // 1000
        heights = np.abs(samples[: len(samples) // width * width].astype(np.int32)).reshape(-1, width).mean(axis=1)
        loud = np.flatnonzero(LOUD <= heights)
        total = sum(len(line.words) for line in script.lines)
        lines, number = [], 0
        for line in script.lines:
            words = []
            for first, last in line.words if len(loud) and self._model != "deaf" else ():
                start = int(loud[number * len(loud) // total]) * STEP
                end = int(loud[max(0, (number + 1) * len(loud) // total - 1)] + 1) * STEP
                late = 3_600_000 if self._model == "late" else 0
                words.append(TimedWord(first, last, start + late, max(start, end) + late, 0.9))
                number += 1
            lines.append(
                TimedLine(start=words[0].start, end=words[-1].end, confidence=0.9, words=tuple(words))
                if words
                else TimedLine()
            )
        return Timed(
            engine="fake", model=self._model, version="1", lines=tuple(lines), duration=len(samples) * 1000 // RATE,
            notes=("these times are made up: the engine is the fake one, for trying things out",),
        )  # fmt: skip
