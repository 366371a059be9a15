"""Diarizing engines: who speaks when, as voices without names. One table, a room an engine, loaded on use."""

from __future__ import annotations

from ..tables import named, table
from .engine import Diarizer, Engine, Identity, Settings, Spoken, Voiced

__all__ = ["ENGINES", "Diarizer", "Engine", "Identity", "Settings", "Spoken", "Voiced", "engine_named"]

_OWN = (
    Engine(
        name="channels", title="One party on each channel, as telephone tape often has it", room="channels", exact=True,
        note="nothing is guessed: who speaks is whose channel it is; refused where the channels are not parties",
    ),
    Engine(
        name="clusters", title="Voices told apart by how they sound", room="clusters",
        note="needs --model: an ONNX file of voice embeddings, or resemblyzer; a guess, and said to be one",
    ),
    Engine(
        name="pyannote", title="A pyannote.audio pipeline on this machine", room="pyannote",
        note="needs the extra pyannote and --model: its folder or config.yaml; a guess, and said to be one",
    ),
    Engine(
        name="fake", title="No engine: voices that take turns as it pleases, for trying things out", room="fake",
        note="its voices are not who speaks, and each transcript of it says so",
    ),
)  # fmt: skip


ENGINES: dict[str, Engine] = table(_OWN, "earwitness.diarizers")
"""Every engine by its name, as `diarize --engine` takes it."""


def engine_named(name: str) -> Engine:
    """Returns the engine of that name; NotFound names those there are."""
    return named(ENGINES, name)
