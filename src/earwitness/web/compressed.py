"""Compressed: what is text goes out as gzip to whoever takes it, and a page that is made piece by piece still arrives so."""

from __future__ import annotations

import gzip
import zlib
from functools import lru_cache
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

TEXTS = ("text/", "application/json", "application/jsonl", "application/xml")
"""Beginnings of media types that shrink. Fonts and sound are packed already."""

SMALL = 800
"""Bytes below which a packet is a packet either way."""

WHOLE, PIECES = 6, 6
"""How hard zlib tries: for an answer that is there, and for one whose reader already waits for the next piece."""

GZIP = zlib.MAX_WBITS | 16


class Compressed:
    """An ASGI application whose answers are compressed where that is of use."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not takes_gzip(scope["headers"]):
            await self.app(scope, receive, send)
            return
        start: Any = None
        packer: Any = None

        async def send_compressed(message: Message) -> None:
            nonlocal start, packer
            if message["type"] == "http.response.start" and shrinks(message):
                # Whether it is one piece, and how long, is known only with the first of them.
                start = message
                return
            if message["type"] != "http.response.body" or (start is None and packer is None):
                await send(message)
                return
            body, more = message.get("body", b""), message.get("more_body", False)
            if start is not None and not more:
                headers, start = start, None
                packed = whole(bytes(body)) if SMALL <= len(body) else None
                await send(headers if packed is None else described(headers, len(packed)))
                await send({**message, "body": body if packed is None else packed})
                return
            if start is not None:
                headers, start = start, None
                packer = zlib.compressobj(PIECES, zlib.DEFLATED, GZIP)
                await send(described(headers, None))
            # Each piece is closed so that a browser can read it at once: the head of a page asks for fonts and styles.
            packed = packer.compress(body) + packer.flush(zlib.Z_SYNC_FLUSH if more else zlib.Z_FINISH)
            await send({**message, "body": packed})

        await self.app(scope, receive, send_compressed)


@lru_cache(maxsize=24)
def whole(body: bytes) -> bytes:
    """Returns the body compressed. The same bytes, such as our style sheets, are compressed once."""
    return gzip.compress(body, WHOLE, mtime=0)


def takes_gzip(headers: Any) -> bool:
    """Says whether the browser takes gzip: named without `q=0`."""
    offered = (
        b",".join(value for name, value in headers if name.lower() == b"accept-encoding").decode("latin-1").lower()
    )
    for offer in offered.split(","):
        name, _, weight = offer.partition(";")
        if name.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def shrinks(start: Any) -> bool:
    """Says whether an answer with this head is a text of which all is sent, and not packed yet."""
    headers = {name.lower(): value for name, value in start["headers"]}
    kind = str(headers.get(b"content-type", b""), "latin-1").lower().partition(";")[0].strip()
    if b"content-encoding" in headers or start["status"] in (204, 206, 304):
        return False
    return kind.startswith(TEXTS) or kind.endswith(("+json", "+xml"))


def described(start: Any, length: int | None) -> Any:
    """Returns the head of a compressed answer; without a length where that is not known yet."""
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    told = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
    if length is not None:
        told.append((b"content-length", str(length).encode()))
    return {**start, "headers": [*kept, *told]}
