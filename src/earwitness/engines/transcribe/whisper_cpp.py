"""A whisper.cpp server (`whisper-server`), asked at `/inference` for its `verbose_json`.

Its own default is English whatever is said; so the language is always named, `auto` where it is to be detected. Its words are
tokens: those that begin with a space begin a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...errors import WrongUsage
from ..servers import Server, ask, find
from .engine import RATE, Alive, Identity, Settings, whispers
from .heard import Heard
from .openai import as_wav, heard

if TYPE_CHECKING:
    import numpy as np

PATH = "/inference"


def server(url: str | None) -> Server:
    if not url:
        raise WrongUsage("this engine is a server: say where it is", hint="--url http://127.0.0.1:8080")
    return find(url, path=PATH)


def identity(settings: Settings, *, download: bool = False) -> Identity:
    """The server does not say which model it was started with; the person may."""
    return Identity(model=settings.model or "not told", version="not told", print=server(settings.url).url)


def load(settings: Settings, identity: Identity) -> WhisperCpp:
    known = server(settings.url)
    addresses = settings.addresses or known.addresses
    return WhisperCpp(Server(url=known.url, host=known.host, addresses=addresses), identity.model)


class WhisperCpp:
    """A server."""

    def __init__(self, server: Server, model: str) -> None:
        self._server = server
        self._model = model

    def hear(self, samples: np.ndarray, settings: Settings, alive: Alive) -> Heard:
        fields: dict[str, str | list[str]] = {
            "response_format": "verbose_json",
            "language": whispers(settings.language) if settings.language else "auto",
            "translate": "false",
            "temperature": "0.0",
        }
        if settings.hints:
            fields["prompt"] = settings.hints
        answer = ask(self._server, fields=fields, sound=as_wav(samples), patience=0.9 * settings.patience)
        return heard(answer, "whisper.cpp", self._model, settings, len(samples) * 1000 // RATE)
