"""Listening: the sound of a recording as engines of voices take it, and the stretches in which somebody speaks."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...errors import BadInput
from ...times import Span
from .engine import RATE, Alive

if TYPE_CHECKING:
    import numpy as np


def samples_of(path: Path, alive: Alive) -> np.ndarray:
    """Returns the whole sound as numbers between -1 and 1, one channel of 16 kHz. Raises what decoding raises, BadInput."""
    import numpy as np

    blocks: list[Any] = []
    heard = 0
    for block in import_module("earwitness.formats.sound.decoding").decode(path, rate=RATE, mono=True):
        blocks.append(block[0])
        heard += block.shape[1]
        alive(heard * 1000 // RATE)
    if not blocks:
        raise BadInput("there is no sound in this recording", path=str(path))
    return np.concatenate(blocks).astype(np.float32) / 32768


def speech_in(samples: np.ndarray) -> tuple[tuple[Span, ...], str]:
    """Returns where somebody speaks, and which way of hearing speech told it."""
    import numpy as np

    pieces = [
        np.round(part * 32767).astype(np.int16) for part in np.array_split(samples, max(1, len(samples) // RATE // 30))
    ]
    found = import_module("earwitness.formats.sound.speech").speech(pieces)
    return found.spans, found.engine
