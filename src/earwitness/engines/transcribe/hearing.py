"""Hearing: one recording by one engine, stretch by stretch; each stretch is kept before the next, so that a kill loses one.

It runs in a hand of a crew. What was kept lies in a folder that is named by the sound, the engine and its settings: whoever
asks for the same again finds it, and no finished stretch is heard twice.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ...digests import canonical_json, sha256
from ...errors import BadInput, EngineFailed
from ...times import Ms
from . import engine_named
from .engine import Alive, Hearer, Identity, Settings
from .heard import Heard, joined, shifted
from .soundness import sound
from .stretches import Stretch, of_blocks, of_file

if TYPE_CHECKING:
    import numpy as np

T = TypeVar("T")
VERSION = 1
"""Of how sound is cut and heard: what was kept by another is not gone on with."""
WORK = "earwitness.engines.transcribe.hearing:carry"
"""What a crew does with a task."""
WHOLE = "heard.json"


class Task(Struct, frozen=True, kw_only=True):
    """A recording to be heard."""

    path: str
    """The file of its sound."""
    folder: str
    """Where stretches are kept; empty: nowhere."""
    settings: Settings
    identity: Identity


class Result(Struct, frozen=True, kw_only=True):
    """What was heard, and how long the sound is that it was heard in."""

    heard: Heard
    length: Ms
    kept: int = 0
    """Stretches that had been heard before."""


def key(digest: str, settings: Settings, identity: Identity) -> str:
    """Returns what names this hearing of this sound: the same sound, engine, model and settings have the same."""
    model = (settings.engine, identity.model, identity.version, identity.print)
    return sha256(canonical_json([VERSION, digest, model, settings.told()]))[:32]


def carry(payload: bytes, alive: Alive) -> bytes:
    """Returns the result of a task, both as bytes: what a crew calls."""
    return msgspec.json.encode(hear(msgspec.json.decode(payload, type=Task), alive))


def hear(task: Task, alive: Alive, blocks: Iterable[np.ndarray] | None = None) -> Result:
    """Returns what the engine hears in a recording. `blocks` give the sound where it is no file.

    Raises what decoding raises, EngineFailed where the engine fails or what it says cannot be so.
    """
    folder = Path(task.folder) if task.folder else None
    whole = _kept(folder, WHOLE, Result)
    if whole is not None:
        return whole
    engine = engine_named(task.settings.engine)
    stretches = of_file(Path(task.path), engine.longest) if blocks is None else of_blocks(blocks, engine.longest)
    settings = task.settings
    parts: list[Heard] = []
    length = kept = 0
    for stretch in stretches:
        name = f"{stretch.start:010}.json"
        part = _kept(folder, name, Heard)
        if part is None:
            part = _heard(task, settings, stretch, alive)
            _keep(folder, name, part)
        else:
            kept += 1
        if settings.language is None and not settings.multilingual:
            settings = replace(settings, language=part.language)  # detected once: the rest is heard in the same
        parts.append(part)
        length = stretch.start + stretch.length
        alive(length)
    if not parts:
        raise BadInput("there is no sound in this recording", path=task.path)
    result = Result(heard=joined(parts), length=length, kept=kept)
    _keep(folder, WHOLE, result)
    return result


def _heard(task: Task, settings: Settings, stretch: Stretch, alive: Alive) -> Heard:
    """Returns what is heard in a stretch, at its place in the whole."""

    def further(far: Ms | None) -> None:
        alive(None if far is None else stretch.start + far)

    said = _hearer(task).hear(stretch.samples, settings, further)
    if not isinstance(said, Heard):
        raise EngineFailed(f"{settings.engine} gave no transcript but {type(said).__name__}")
    try:
        checked = msgspec.convert(msgspec.to_builtins(said), type=Heard)
    except msgspec.ValidationError as error:
        raise EngineFailed(f"{settings.engine} gave what is no transcript: {error}") from error
    within = sound(checked, stretch.length)
    return replace(
        within,
        settings=checked.settings or task.settings.told(),
        segments=tuple(shifted(segment, stretch.start) for segment in within.segments),
    )


_LOADED: dict[bytes, Hearer] = {}
"""The engine that this process loaded last: loading takes longer than many a recording."""


def _hearer(task: Task) -> Hearer:
    own = replace(task.settings, language=None, hints="", patience=0.0)
    name = canonical_json([own, task.identity])
    if name not in _LOADED:
        _LOADED.clear()
        _LOADED[name] = engine_named(task.settings.engine).load(task.settings, task.identity)
    return _LOADED[name]


def _kept(folder: Path | None, name: str, type: type[T]) -> T | None:
    """Returns what was kept under a name; None where nothing was, or only half of it."""
    if folder is None:
        return None
    try:
        return msgspec.json.decode((folder / name).read_bytes(), type=type)
    except (OSError, msgspec.DecodeError):
        return None


def _keep(folder: Path | None, name: str, value: Heard | Result) -> None:
    """Keeps a value; a disk that will not have it costs only that it is heard again after a kill."""
    if folder is None:
        return
    fresh = folder / f"{name}.{os.getpid()}.new"
    with contextlib.suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(msgspec.json.encode(value))
        fresh.replace(folder / name)
