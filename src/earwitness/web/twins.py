"""Twins: every page is also there as data, at its address with `.json` after the path."""

from __future__ import annotations

from typing import Any

from litestar.types import ASGIApp, Receive, Send

WANTS_DATA = "earwitness.data"
"""Stands in the scope of a request that asked for data."""

SUFFIX = ".json"
OTHERWISE = ("/api", "/schema", "/static/")
"""Addresses whose own names may end so."""


class Twins:
    """An ASGI application that takes `.json` off a page's address and notes that the data is wanted."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].endswith(SUFFIX) and not scope["path"].startswith(OTHERWISE):
            path = scope["path"].removesuffix(SUFFIX)
            scope = {**scope, "path": path, "raw_path": path.encode(), WANTS_DATA: True}
        await self.app(scope, receive, send)
