"""A pyannote.audio pipeline on this machine: a folder, or its config.yaml. Nothing is fetched.

Newer pipelines hand out what they tell voices by (embeddings) along with who speaks; it is never asked for and never kept.
"""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ...digests import sha256
from ...errors import BadInput, EngineFailed, MissingExtra, NotFound, WrongUsage
from .engine import RATE, Alive, Identity, Settings, Spoken, Voiced
from .listening import samples_of


def identity(settings: Settings) -> Identity:
    """Returns which pipeline it is. Raises MissingExtra, WrongUsage where none is named, NotFound where there is none."""
    try:
        library = f"pyannote.audio {version('pyannote.audio')}"
    except PackageNotFoundError as error:
        raise MissingExtra("pyannote", "telling voices apart with pyannote") from error
    if not settings.model:
        raise WrongUsage("say which pipeline is to tell the voices apart", hint="--model DIR, with its config.yaml")
    given = Path(settings.model)
    config = given / "config.yaml" if given.is_dir() else given
    if not config.is_file():
        raise NotFound(
            f"{given} holds no pyannote pipeline",
            hint="name the folder that has its config.yaml, whose models lie on this machine; Earwitness downloads none",
            path=str(given),
        )
    name = given.name if given.is_dir() else given.parent.name
    return Identity(model=name, version=library, print=sha256(config.read_bytes())[:12], path=str(given.absolute()))


def load(settings: Settings, identity: Identity) -> Pyannote:
    """Returns the pipeline, ready. Takes seconds. Raises MissingExtra, BadInput where it cannot be read."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the library reads it once, when it is imported
    os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "0")  # its telemetry
    try:
        import torch
        from pyannote.audio import Pipeline
    except ImportError as error:
        raise MissingExtra("pyannote", "telling voices apart with pyannote") from error
    try:
        pipeline = Pipeline.from_pretrained(identity.path)
    except Exception as error:  # the hub's library has its own tree of errors, and torch's below it
        raise BadInput(f"the pipeline in {identity.path} cannot be loaded: {error}", path=identity.path) from error
    if pipeline is None:
        raise BadInput(f"the pipeline in {identity.path} cannot be loaded", path=identity.path)
    pipeline.to(torch.device(settings.device))
    return Pyannote(pipeline, identity)


class Pyannote:
    """A pipeline."""

    def __init__(self, pipeline: Any, identity: Identity) -> None:
        self._pipeline = pipeline
        self._identity = identity

    def tell(self, path: Path, settings: Settings, alive: Alive) -> Voiced:
        import torch

        sound = torch.from_numpy(samples_of(path, alive)).unsqueeze(0)
        wanted = {"num_speakers": settings.voices} if settings.voices else {}
        try:
            found = self._pipeline({"waveform": sound, "sample_rate": RATE}, **wanted)
        except (RuntimeError, ValueError) as error:
            raise EngineFailed(f"{self._identity.model} failed: {error}") from error
        annotation = getattr(found, "speaker_diarization", found)  # version 4 wraps it
        labels: dict[str, int] = {}
        spoken = [
            Spoken(round(segment.start * 1000), round(segment.end * 1000), labels.setdefault(label, len(labels)))
            for segment, _, label in annotation.itertracks(yield_label=True)
        ]
        return Voiced(
            engine="pyannote", model=f"{self._identity.model} ({self._identity.print})", version=self._identity.version,
            settings=settings.told(), spoken=tuple(one for one in spoken if one.start < one.end),
        )  # fmt: skip
