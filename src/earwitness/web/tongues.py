"""Tongues: which language a reader is spoken to in. What they chose (`?ui=uk`, kept in a cookie), else what the browser
asks for, else English. Data (`.json`, the API) does not change with it."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any
from urllib.parse import parse_qsl, urlencode

from litestar.types import ASGIApp, Message, Receive, Send

from ..publish import tongue
from .twins import OTHERWISE, SUFFIX

COOKIE = "earwitness-ui"
ASKED = "ui"
YEAR = 31_536_000

_address: ContextVar[str] = ContextVar("address", default="")


class Tongues:
    """An ASGI application that sets the language of each request, and remembers one that is asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].endswith(SUFFIX) or scope["path"].startswith(OTHERWISE):
            tongue.speak(tongue.SOURCE)
            await self.app(scope, receive, send)
            return
        query = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        asked = next((value for name, value in reversed(query) if name == ASKED), "")
        kept = [(name, value) for name, value in query if name != ASKED]
        if len(kept) != len(query):
            scope = {**scope, "query_string": urlencode(kept).encode("latin-1")}
        chosen = asked if asked in (*tongue.LANGUAGES, tongue.PSEUDO) else ""
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        tongue.speak(
            chosen or _remembered(headers.get(b"cookie", "")) or tongue.preferred(headers.get(b"accept-language", ""))
        )
        _address.set(f"{scope['path']}?{urlencode(kept)}" if kept else scope["path"])

        async def send_in_it(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = [(b"vary", b"Cookie, Accept-Language")]
                if chosen:
                    cookie = f"{COOKIE}={chosen}; Path=/; Max-Age={YEAR}; SameSite=Lax; HttpOnly"
                    said.append((b"set-cookie", cookie.encode()))
                message["headers"] = [*message["headers"], *said]
            await send(message)

        await self.app(scope, receive, send_in_it)


def _remembered(cookies: str) -> str:
    for pair in cookies.split(";"):
        name, _, value = pair.strip().partition("=")
        if name == COOKIE and value in (*tongue.LANGUAGES, tongue.PSEUDO):
            return value
    return ""


def switches() -> tuple[tuple[str, str, str], ...]:
    """Returns the other languages that this page can be read in: code, name, address."""
    base = _address.get()
    return tuple(
        (code, name, f"{base}{'&' if '?' in base else '?'}{ASKED}={code}")
        for code, name in tongue.LANGUAGES.items()
        if code != tongue.language()
    )
