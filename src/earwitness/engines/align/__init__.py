"""Aligning engines: a text without times to its sound, word by word. One table, a room an engine; none is loaded unused."""

from __future__ import annotations

from ..tables import named, table
from .engine import Aligner, Alive, Engine, Identity, Settings
from .script import Line, Script, script_of
from .timed import UNSURE, Timed, TimedLine, TimedWord

__all__ = [
    "ENGINES", "UNSURE", "Aligner", "Alive", "Engine", "Identity", "Line", "Script", "Settings", "Timed", "TimedLine",
    "TimedWord", "engine_named", "script_of",
]  # fmt: skip

_OWN = (
    Engine(
        name="espeak", title="Speech synthesised here teaches what to listen for (eSpeak NG)", room="espeak", rate=8_000,
        note="needs eSpeak NG on this machine and no model; knows the hundred languages that it speaks",
    ),
    Engine(
        name="ctc", title="A model that hears letters (CTC, ONNX)", room="ctc", rate=16_000,
        note="needs --model, an ONNX file of a wav2vec 2.0 kind with its vocab.json, and the package onnxruntime",
    ),
    Engine(
        name="fake", title="No engine: the words spread over where the sound is loud", room="fake", rate=8_000,
        note="its times are made up, for trying things out, and each transcript of it says so",
    ),
)  # fmt: skip


ENGINES: dict[str, Engine] = table(_OWN, "earwitness.aligners")
"""Every engine by its name, as `align --engine` takes it."""


def engine_named(name: str) -> Engine:
    """Returns the engine of that name; NotFound names those there are."""
    return named(ENGINES, name, which=" that aligns")
