"""Sentence vectors from a model that lies in a folder of this machine: what turns mean, as far as the model knows.

The extra `embed` (sentence-transformers) reads it. Nothing is downloaded: a name that is no folder is refused, and the library
is told to look at no hub. The model's code is not run, only its weights are read (`trust_remote_code` stays off).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

from ..digests import sha256
from ..errors import BadInput, MissingExtra, NotFound

Vector = tuple[float, ...]
"""Of length 1, so that the cosine of two is the sum of their products."""


class Encoder(Protocol):
    """What gives a sentence its vector."""

    @property
    def name(self) -> str:
        """What tells this model from another: vectors of two models are not to be compared."""
        ...

    def encode(self, sentences: Sequence[str]) -> tuple[Vector, ...]:
        """Returns a vector of length 1 for each sentence, in order."""
        ...


class SentenceModel:
    """A sentence-transformers model of this machine."""

    def __init__(self, model: Any, name: str) -> None:
        self._model = model
        self.name = name

    def encode(self, sentences: Sequence[str]) -> tuple[Vector, ...]:
        if not sentences:
            return ()
        rows = self._model.encode(list(sentences), normalize_embeddings=True, show_progress_bar=False)
        return tuple(tuple(map(float, row)) for row in rows)


def load(folder: Path) -> SentenceModel:
    """Returns the model in the folder, ready to encode. Takes some seconds.

    Raises NotFound where there is no such folder or no model in it, MissingExtra without the extra `embed`, BadInput where
    the model cannot be read.
    """
    described = folder / "modules.json"
    if not described.is_file():
        raise NotFound(
            f"{folder} holds no sentence-transformers model",
            hint="name the folder that has its modules.json; Earwitness downloads none",
            path=str(folder),
        )
    os.environ.setdefault("HF_HUB_OFFLINE", "1")  # the library reads it once, when it is imported
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise MissingExtra("embed", "comparing by meaning") from error
    try:
        model = SentenceTransformer(str(folder), device="cpu", local_files_only=True, trust_remote_code=False)
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise BadInput(f"the model in {folder} cannot be read: {error}", path=str(folder)) from error
    return SentenceModel(model, f"{folder.name} {_print_of(folder)}")


def _print_of(folder: Path) -> str:
    """Returns a short digest of a model's description and of the sizes of its files: another model has another."""
    sizes = sorted((str(path.relative_to(folder)), path.stat().st_size) for path in folder.rglob("*") if path.is_file())
    return sha256((folder / "modules.json").read_bytes() + repr(sizes).encode())[:12]
