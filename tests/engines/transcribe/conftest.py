"""Sound made here, and small Whisper models with random numbers in them that the true code loads."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from earwitness.engines.transcribe import RATE


@pytest.fixture
def sound() -> np.ndarray:
    """Six seconds: silence to 1 s, noise to 3 s, silence to 4.5 s, noise to 6 s."""
    samples = np.zeros(6 * RATE, np.int16)
    noise = np.random.default_rng(3).normal(0, 4000, len(samples)).astype(np.int16)
    for start, end in ((RATE, 3 * RATE), (9 * RATE // 2, 6 * RATE)):
        samples[start:end] = noise[start:end]
    return samples


@pytest.fixture(scope="session")
def whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A multilingual model."""
    from benchmarks.tiny_whisper import make

    return make(tmp_path_factory.mktemp("models") / "tiny-random")


@pytest.fixture(scope="session")
def english_whisper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that knows only English."""
    from benchmarks.tiny_whisper import make

    return make(tmp_path_factory.mktemp("models") / "tiny-random.en", multilingual=False)
