"""A LibreTranslate server, asked at `/translate` with all turns of a batch as one list. It knows no context and no glossary."""

from __future__ import annotations

from typing import Any

from ...errors import EngineFailed, WrongUsage
from ..servers import Server, ask_json, find, key_for
from .engine import Batch, Identity, Settings

PATH = "/translate"


def server(url: str | None) -> Server:
    """Returns the server of the settings. Raises WrongUsage where none is named."""
    if not url:
        raise WrongUsage("this engine is a server: say where it is", hint="--url http://127.0.0.1:5000")
    return find(url, path=PATH)


def identity(settings: Settings) -> Identity:
    """The server does not say which models it has; the person may."""
    return Identity(model=settings.model or "not told", version="not told", print=server(settings.url).url)


def load(settings: Settings, identity: Identity) -> LibreTranslate:
    known = server(settings.url)
    return LibreTranslate(Server(url=known.url, host=known.host, addresses=settings.addresses or known.addresses))


class LibreTranslate:
    """A server."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def translate(self, batch: Batch, settings: Settings) -> list[str]:
        body: dict[str, Any] = {
            "q": [line.text for line in batch.lines],
            "source": _code(settings.language) if settings.language else "auto",
            "target": _code(settings.to),
            "format": "text",
        }
        key = key_for(self._server)
        if key:
            body["api_key"] = key  # where its own clients put it; the header is for those that stand before it
        answer = ask_json(self._server, body=body, patience=settings.patience)
        found = answer.get("translatedText")
        if isinstance(found, str) and len(batch.lines) == 1:
            found = [found]
        if not isinstance(found, list) or not all(isinstance(text, str) for text in found):
            raise EngineFailed(
                "the server's answer holds no translation", hint="look at the address: it ends in /translate"
            )
        return found


def _code(language: str) -> str:
    """Returns a language as the server names it: its script or region only where that is another language there."""
    parts = language.split("-")
    known = {"zh-hant": "zh-Hant", "zh-tw": "zh-Hant", "pt-br": "pt-BR"}
    return known.get("-".join(parts[:2]).lower(), parts[0].lower())
