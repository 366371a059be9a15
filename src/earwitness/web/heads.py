"""Heads: an address asked by HEAD answers as it would to GET, without the body."""

from __future__ import annotations

from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

HEAD_ONLY = "earwitness.head"
"""Stands in the scope of a request whose body nobody will see: what is long need not be read."""


class Heads:
    """An ASGI application that has HEAD answered as GET and keeps the body back."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def send_head(message: Message) -> None:
            if message["type"] == "http.response.body":
                message["body"] = b""
            await send(message)

        # The length that GET would have stays in the headers, as HTTP has it.
        asked: Any = {**scope, "method": "GET", HEAD_ONLY: True}
        await self.app(asked, receive, send_head)
