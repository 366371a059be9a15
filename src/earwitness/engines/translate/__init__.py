"""Translating engines: turns in one language to turns in another. One table, a room an engine; none is loaded before use."""

from __future__ import annotations

from ..tables import named, table
from .engine import Batch, Engine, Identity, Line, Said, Settings, Translator

__all__ = ["ENGINES", "Batch", "Engine", "Identity", "Line", "Said", "Settings", "Translator", "engine_named"]

_OWN = (
    Engine(
        name="openai", title="A language model behind a server that answers as OpenAI's does", room="openai", served=True,
        signs=True, context=True, turns=24, letters=4_000,
        note="needs --url and --model; a key is taken from the environment only",
    ),
    Engine(
        name="libretranslate", title="A LibreTranslate server", room="libretranslate", served=True, turns=32, letters=4_000,
        note="needs --url; each turn is translated for itself",
    ),
    Engine(
        name="ctranslate2", title="A translation model on this machine (CTranslate2)", room="ctranslate2", turns=32,
        letters=8_000, note="needs the extra translate and a folder with a model; each sentence is translated for itself",
    ),
    Engine(
        name="fake", title="No engine: made-up words, for trying things out", room="fake", signs=True, turns=4,
        letters=2_000, note="its words translate nothing, and each transcript of it says so",
    ),
)  # fmt: skip


ENGINES: dict[str, Engine] = table(_OWN, "earwitness.translators")
"""Every engine by its name, as `translate --engine` takes it."""


def engine_named(name: str) -> Engine:
    """Returns the engine of that name; NotFound names those there are."""
    return named(ENGINES, name)
