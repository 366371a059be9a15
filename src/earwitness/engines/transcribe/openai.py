"""A server that answers as OpenAI's `/v1/audio/transcriptions` does: OpenAI's own, and the many that copy it.

It is asked for `verbose_json` with segments and words. The sound goes as WAV, 16 kHz, one channel.
"""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING, Any

from ...errors import EngineFailed, WrongUsage
from ..servers import Server, ask, find
from .answered import segments_of, spoken_in
from .engine import RATE, Alive, Identity, Settings, whispers
from .heard import Heard

if TYPE_CHECKING:
    import numpy as np

PATH = "/v1/audio/transcriptions"
USUAL = "whisper-1"
TEXT_ONLY = "gpt-"
"""How the names of OpenAI's models begin that give a text and no times."""


def server(url: str | None) -> Server:
    """Returns the server of the settings. Raises WrongUsage where none is named."""
    if not url:
        raise WrongUsage("this engine is a server: say where it is", hint="--url https://api.openai.com")
    found = find(url, path=PATH)
    return find(found.url + "/audio/transcriptions", path=PATH) if found.url.endswith("/v1") else found


def identity(settings: Settings, *, download: bool = False) -> Identity:
    return Identity(model=settings.model or USUAL, version="not told", print=server(settings.url).url)


def load(settings: Settings, identity: Identity) -> OpenAI:
    known = server(settings.url)
    addresses = settings.addresses or known.addresses
    return OpenAI(Server(url=known.url, host=known.host, addresses=addresses), identity.model)


class OpenAI:
    """A server, and the name of its model."""

    def __init__(self, server: Server, model: str) -> None:
        self._server = server
        self._model = model

    def hear(self, samples: np.ndarray, settings: Settings, alive: Alive) -> Heard:
        fields: dict[str, str | list[str]] = {
            "model": self._model,
            "response_format": "json" if self._model.startswith(TEXT_ONLY) else "verbose_json",
            "temperature": "0",
        }
        if not self._model.startswith(TEXT_ONLY):
            fields["timestamp_granularities[]"] = ["word", "segment"]
        if settings.language:
            fields["language"] = whispers(settings.language)
        if settings.hints:
            fields["prompt"] = settings.hints
        answer = ask(self._server, fields=fields, sound=as_wav(samples), patience=0.9 * settings.patience)
        return heard(answer, "openai", self._model, settings, len(samples) * 1000 // RATE)


def as_wav(samples: np.ndarray) -> bytes:
    """Returns the sound as a WAV file: 16 kHz, one channel, 16 bits."""
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.astype("<i2").tobytes())
    return content.getvalue()


def heard(answer: dict[str, Any], engine: str, model: str, settings: Settings, length: int) -> Heard:
    """Returns what an answer says was heard. Raises EngineFailed where it is a translation, or no transcript."""
    if answer.get("task") == "translate":
        raise EngineFailed("the server translated instead of transcribing", hint="ask it for transcriptions")
    language, notes = spoken_in(answer.get("language"), settings.language)
    segments, more = segments_of(answer, length)
    return Heard(
        engine=engine, model=model, version="not told", settings=settings.told(), language=language, segments=segments,
        notes=(*notes, *more),
    )  # fmt: skip
