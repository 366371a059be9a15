"""The fake engine: made-up words where the sound is loud, the same for the same sound. It never stands for a real result.

It is for the tutorial, and for those who write engines or what is built on them. The model says how it behaves:
`plain`; `loops`, `silent` (words where nobody speaks), `unsure`, `late` (times past the end), `reversed`, `nonsense`, `empty`,
`dies` and `hangs`, as engines do.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from ...digests import sha256
from ...errors import NotFound
from ...times import Ms, Span
from .engine import RATE, Alive, Identity, Settings
from .heard import Heard, HeardSegment, HeardWord

if TYPE_CHECKING:
    import numpy as np

MODELS = ("plain", "loops", "silent", "unsure", "late", "reversed", "nonsense", "empty", "dies", "hangs")
WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "elit", "sed", "magna", "nulla", "porta", "risus", "velit")
PACE: Ms = 400
"""From one word to the next."""
LOUD = 300
"""Of 32768: the mean height from which sound counts as loud."""
STEP: Ms = 100


def identity(settings: Settings, *, download: bool = False) -> Identity:
    model = settings.model or MODELS[0]
    if model not in MODELS:
        raise NotFound(f"the fake engine has no model “{model}”", hint="models: " + ", ".join(MODELS))
    return Identity(model=model, version="1")


def load(settings: Settings, identity: Identity) -> Fake:
    return Fake(identity.model)


class Fake:
    """Words from a short list, by the digest of the sound."""

    def __init__(self, model: str) -> None:
        self._model = model

    def hear(self, samples: np.ndarray, settings: Settings, alive: Alive) -> Heard:
        if self._model == "dies":
            os._exit(9)
        while self._model == "hangs":
            time.sleep(0.05)
        segments: list[HeardSegment] = []
        for span in loud(samples):
            segments.append(self._said(span, samples))
            alive(span.end)
        length = len(samples) * 1000 // RATE
        return Heard(
            engine="fake", model=self._model, version="1", settings=settings.told(), language=settings.language or "la",
            segments=tuple(self._spoilt(segments, length)),
            notes=("these words are made up: the engine is the fake one, for trying things out",),
        )  # fmt: skip

    def _said(self, span: Span, samples: np.ndarray) -> HeardSegment:
        digest = bytes.fromhex(sha256(samples[span.start * RATE // 1000 : span.end * RATE // 1000].tobytes()))
        count = max(1, span.duration // PACE)
        words = tuple(
            HeardWord(
                WORDS[digest[number % len(digest)] % len(WORDS)],
                span.start + number * PACE,
                min(span.end, span.start + number * PACE + PACE * 3 // 4),
                0.2 if self._model == "unsure" and number % 2 else 0.9,
            )
            for number in range(count)
        )
        return _segment(span, words)

    def _spoilt(self, segments: list[HeardSegment], length: Ms) -> list[HeardSegment]:
        match self._model:
            case "empty":
                return []
            case "loops":
                words = tuple(HeardWord(word, None, None, 0.9) for word in ("thank", "you", "all") * 12)
                return [*segments, _segment(Span(max(0, length - 1000), length), words)]
            case "silent":
                here = HeardWord("watching", 0, min(300, length), 0.9)
                return [_segment(Span(0, min(300, length)), (here,)), *segments]
            case "late":
                return [*segments, _segment(Span(length + 60_000, length + 61_000), (HeardWord("late"),))]
            case "reversed":
                return [_segment(Span(length, 0), (HeardWord("back"),)), *segments]
            case "nonsense":
                return [_segment(Span(-5, 10), (HeardWord("\x00\x1b[2J"),)), *segments]
        return segments


def _segment(span: Span, words: tuple[HeardWord, ...]) -> HeardSegment:
    return HeardSegment(
        start=span.start, end=span.end, text=" ".join(word.text for word in words), words=words, logprob=-0.2,
        no_speech=0.01,
    )  # fmt: skip


def loud(samples: np.ndarray) -> list[Span]:
    """Returns where the sound is loud, in steps of a tenth of a second; pauses shorter than three steps are part of it."""
    import numpy as np

    width = RATE * STEP // 1000
    steps = len(samples) // width
    heights = np.abs(samples[: steps * width].astype(np.int32)).reshape(steps, width).mean(axis=1)
    found: list[Span] = []
    for step in np.flatnonzero(LOUD <= heights).tolist():
        start = step * STEP
        if found and start - found[-1].end < 3 * STEP:
            found[-1] = Span(found[-1].start, start + STEP)
        else:
            found.append(Span(start, start + STEP))
    return found
