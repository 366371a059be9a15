"""Transcribing engines: sound to words. One table, a room an engine; none is loaded before it is used."""

from __future__ import annotations

from ..tables import named, table
from .engine import RATE, Alive, Engine, Hearer, Identity, Settings
from .heard import Heard, HeardSegment, HeardWord

__all__ = [
    "ENGINES", "RATE", "Alive", "Engine", "Heard", "HeardSegment", "HeardWord", "Hearer", "Identity", "Settings",
    "engine_named",
]  # fmt: skip

_OWN = (
    Engine(
        name="faster-whisper", title="Whisper on this machine (CTranslate2)", room="whisper",
        note="needs the extra whisper and a model: a folder, or a size that was fetched before (or now, with --download)",
    ),
    Engine(
        name="openai", title="A server that answers as OpenAI's does", room="openai", served=True, longest=10 * 60_000,
        note="needs --url; a key is taken from the environment only",
    ),
    Engine(
        name="whisper.cpp", title="A whisper.cpp server", room="whisper_cpp", served=True, longest=10 * 60_000,
        note="needs --url; the model is the one that the server was started with",
    ),
    Engine(
        name="fake", title="No engine: made-up words, for trying things out", room="fake",
        note="its words are not what is said, and each transcript of it says so",
    ),
)  # fmt: skip


ENGINES: dict[str, Engine] = table(_OWN, "earwitness.engines")
"""Every engine by its name, as `transcribe --engine` takes it."""


def engine_named(name: str) -> Engine:
    """Returns the engine of that name; NotFound names those there are."""
    return named(ENGINES, name)
