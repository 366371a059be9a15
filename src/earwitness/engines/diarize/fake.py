"""The fake engine: voices that take turns at every stretch of loud sound. It never stands for a real result.

The model says how it behaves: `plain`; `overlaps`, `late` (times past the end), `reversed`, `silent`, `dies`.
"""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

from ...errors import NotFound
from .engine import RATE, Alive, Identity, Settings, Spoken, Voiced

MODELS = ("plain", "overlaps", "late", "reversed", "silent", "dies")


def identity(settings: Settings) -> Identity:
    model = settings.model or MODELS[0]
    if model not in MODELS:
        raise NotFound(f"the fake engine has no model “{model}”", hint="models: " + ", ".join(MODELS))
    return Identity(model=model, version="1")


def load(settings: Settings, identity: Identity) -> Fake:
    return Fake(identity.model)


class Fake:
    """Voices in turn."""

    def __init__(self, model: str) -> None:
        self._model = model

    def tell(self, path: Path, settings: Settings, alive: Alive) -> Voiced:
        import numpy as np

        from ..transcribe.fake import loud

        if self._model == "dies":
            os._exit(9)
        decode = import_module("earwitness.formats.sound.decoding").decode
        blocks = [block[0] for block in decode(path, rate=RATE, mono=True)]
        samples = np.concatenate(blocks) if blocks else np.zeros(0, np.int16)
        length = len(samples) * 1000 // RATE
        alive(length)
        voices = settings.voices or 2
        spoken = [Spoken(span.start, span.end, place % voices) for place, span in enumerate(loud(samples))]
        match self._model:
            case "silent":
                spoken = []
            case "overlaps":
                spoken += [Spoken(one.start, one.end, (one.voice + 1) % voices) for one in spoken[:1]]
            case "late":
                spoken.append(Spoken(length + 60_000, length + 61_000, 0))
            case "reversed":
                spoken.append(Spoken(length, 0, 0))
        return Voiced(
            engine="fake", model=self._model, version="1", settings=settings.told(), spoken=tuple(spoken),
            notes=("these voices are made up: the engine is the fake one, for trying things out",),
        )  # fmt: skip
