"""Telling: one recording by one engine. It runs in a hand of a crew, so that an engine that dies costs one recording."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...errors import EngineFailed
from ...times import Ms
from . import engine_named
from .engine import Alive, Identity, Settings, Voiced
from .soundness import sound

WORK = "earwitness.engines.diarize.telling:carry"
"""What a crew does with a task."""


class Task(Struct, frozen=True, kw_only=True):
    """A recording in which voices are to be told apart."""

    path: str
    length: Ms
    settings: Settings
    identity: Identity


def carry(payload: bytes, alive: Alive) -> bytes:
    """Returns who speaks when, both as bytes: what a crew calls."""
    return msgspec.json.encode(tell(msgspec.json.decode(payload, type=Task), alive))


def tell(task: Task, alive: Alive) -> Voiced:
    """Returns who speaks when in a recording. Raises what decoding raises, EngineFailed where it cannot be so."""
    settings = task.settings
    said = engine_named(settings.engine).load(settings, task.identity).tell(Path(task.path), settings, alive)
    if not isinstance(said, Voiced):
        raise EngineFailed(f"{settings.engine} gave no voices but {type(said).__name__}")
    try:
        checked = msgspec.convert(msgspec.to_builtins(said), type=Voiced)
    except msgspec.ValidationError as error:
        raise EngineFailed(f"{settings.engine} gave what are no voices: {error}") from error
    return sound(replace(checked, settings=checked.settings or settings.told()), task.length)
