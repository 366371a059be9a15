"""Voices told apart by how they sound: windows of speech, an embedding of each, and windows that are alike as one voice.

The embeddings live in this call and end with it: they are in no result, in no file, and nothing of one recording is compared
with another. What comes out is a guess, and every transcript of it says so.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ...times import Ms, Span
from .embedders import Embedder, embedder_of, identify
from .engine import RATE, Alive, Identity, Settings, Spoken, Voiced
from .grouping import group
from .listening import samples_of, speech_in

if TYPE_CHECKING:
    import numpy as np

WINDOW: Ms = 1_500
"""How much speech is compared at once: less says little of a voice, more holds several."""
STEP: Ms = 500
LEAST: Ms = 400
"""Speech shorter than this says nothing of a voice; it gets the one before it."""


def identity(settings: Settings) -> Identity:
    return identify(settings)


def load(settings: Settings, identity: Identity) -> Clusters:
    """Returns the engine with its model, ready. Raises MissingExtra, BadInput where it cannot be read."""
    return Clusters(embedder_of(settings, identity), identity)


class Clusters:
    """A model of voices."""

    def __init__(self, embedder: Embedder, identity: Identity) -> None:
        self._embedder = embedder
        self._identity = identity

    def tell(self, path: Path, settings: Settings, alive: Alive) -> Voiced:
        samples = samples_of(path, alive)
        spans, heard_by = speech_in(samples)
        windows = [window for span in spans for window in windows_of(span)]
        rows = self._rows(samples, windows, alive)
        voices = group(rows, voices=settings.voices, apart=self._embedder.apart) if windows else []
        del rows  # nothing of how a voice sounds outlives this
        spoken = stretches_of(spans, windows, voices)
        told = len({one.voice for one in spoken})
        notes = [f"{told} voice{'s' if told != 1 else ''} were told apart by their sound, which is a guess"]
        notes += list(self._embedder.notes)
        return Voiced(
            engine="clusters", model=f"{self._identity.model} ({self._identity.print})" if self._identity.print
            else self._identity.model, version=self._identity.version, spoken=tuple(spoken), notes=tuple(notes),
            settings=(*settings.told(), ("speech", heard_by), ("window", f"{WINDOW} ms every {STEP} ms")),
        )  # fmt: skip

    def _rows(self, samples: np.ndarray, windows: list[Span], alive: Alive) -> np.ndarray:
        import numpy as np

        rows = []
        for number, window in enumerate(windows):
            own = samples[window.start * RATE // 1000 : window.end * RATE // 1000]
            rows.append(self._embedder.embed(own))
            if not number % 20:
                alive(window.start)
        found = np.array(rows, np.float32)
        if self._embedder.levelled and len(found):
            found = (found - found.mean(axis=0)) / np.maximum(found.std(axis=0), 1e-6)
        return found


def windows_of(span: Span) -> list[Span]:
    """Returns the windows of a stretch of speech: all of one length, the last at its end; a short stretch is one."""
    if span.duration <= WINDOW:
        return [span]
    starts = [*range(span.start, span.end - WINDOW, STEP), span.end - WINDOW]
    return [Span(start, start + WINDOW) for start in starts]


def stretches_of(spans: tuple[Span, ...], windows: list[Span], voices: list[int]) -> list[Spoken]:
    """Returns who speaks when: at each moment the voice of the window whose middle is nearest."""
    found: list[Spoken] = []
    known = 0
    place = 0
    for span in spans:
        own: list[tuple[Span, int]] = []
        while place < len(windows) and windows[place].end <= span.end and span.start <= windows[place].start:
            own.append((windows[place], voices[place]))
            place += 1
        if span.duration < LEAST:
            own = [(span, known)]
        here = span.start
        for number, (window, voice) in enumerate(own):
            end = span.end if number == len(own) - 1 else (_middle(window) + _middle(own[number + 1][0])) // 2
            if found and found[-1].voice == voice and found[-1].end == here:
                found[-1] = Spoken(found[-1].start, end, voice)
            elif here < end:
                found.append(Spoken(here, end, voice))
            here, known = end, voice
    return found


def _middle(window: Span) -> Ms:
    return (window.start + window.end) // 2
