"""The guard at the door: who may talk to the desk at all, and what a browser may do with what it gets.

The desk listens on loopback only, but any page that a person visits can make the browser send requests there, under a
name that somebody else's name server points at 127.0.0.1. So every request must name the desk's own host, a request
from another page is refused, and every act wants a token that only the desk's own pages hold.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from ..errors import Refused

COOKIE = "earwitness-desk"
TOKEN_FIELD = "token"
TOKEN_HEADER = "x-csrf-token"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""For our own pages: nothing from elsewhere, nothing inline."""

CAPTURED_POLICY = (
    "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'self'; "
    "form-action 'none'; base-uri 'none'"
)
"""For bytes as captured: no scripts, no network, no forms, an origin of their own."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
"""Stand on every answer that does not bring its own."""

_SESSION = re.compile(r"[0-9a-f]{64}")


def policy_with(nonce: str) -> str:
    """Returns the policy of a page on which a script of ours brings a style of its own, known by the page's nonce."""
    return POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")


def hosts(port: int) -> frozenset[str]:
    """Returns the names by which the desk may be called on this port."""
    names = ("127.0.0.1", "localhost", "[::1]")
    called = {f"{name}:{port}" for name in names}
    return frozenset(called | set(names) if port == 80 else called)


class Guard:
    """An ASGI application that lets through only what talks to the desk itself, and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, *, port: int) -> None:
        self.app = app
        self.hosts = hosts(port)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "the desk has no sockets"})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                missing = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message["headers"] = [*message["headers"], *(pair for pair in missing if pair[0] not in present)]
            await send(message)

        trouble = self.trouble(scope["method"], _headers(scope))
        if trouble:
            await _refuse(trouble, send_guarded)
            return
        await self.app(scope, receive, send_guarded)

    def trouble(self, method: str, headers: Mapping[str, str]) -> str:
        """Returns why a request may not come in, in a sentence; empty where it may."""
        host = headers.get("host", "").lower()
        if host not in self.hosts:
            return "this desk answers only to its own name on this machine"
        origin = headers.get("origin")
        site = headers.get("sec-fetch-site", "none")
        # Our pages send no referrer, so their forms come with the origin "null"; the browser itself vouches for them.
        ours = origin == "null" and site == "same-origin"
        if origin is not None and not ours and origin.lower() not in (f"http://{host}", f"https://{host}"):
            return "another page may not talk to this desk"
        if method not in SAFE_METHODS and site not in ("same-origin", "none"):
            return "another page may not act on this desk"
        if headers.get("sec-fetch-dest") in ("script", "style", "image", "iframe", "object", "embed") and site in (
            "cross-site",
            "same-site",
        ):
            return "another page may not hold a piece of this desk"
        return ""


class Tokens:
    """Tokens for forms: bound to the cookie of one browser and to one run of the desk."""

    def __init__(self) -> None:
        self._secret = secrets.token_bytes(32)

    def session(self, cookie: str | None) -> str:
        """Returns the browser's session, a fresh one where the cookie is none of ours."""
        return cookie if cookie is not None and _SESSION.fullmatch(cookie) else secrets.token_hex(32)

    def token(self, session: str) -> str:
        """Returns the token that forms of this session carry."""
        return hmac.new(self._secret, session.encode(), hashlib.sha256).hexdigest()

    def check(self, cookie: str | None, token: str | None) -> None:
        """Raises Refused where the token is not the one of the cookie's session."""
        good = cookie is not None and _SESSION.fullmatch(cookie) is not None and token is not None
        if not good or not hmac.compare_digest(self.token(str(cookie)).encode(), str(token).encode()):
            raise Refused(
                "this form does not carry the token of this desk",
                hint="the desk was started anew, or the form is another page's: open the page again and send it from there; "
                "programs get a token and its cookie from /api/token",
            )


def _headers(scope: Any) -> dict[str, str]:
    """Returns the request's headers; one that stands twice where it matters is not to be trusted, so both stand joined."""
    joined: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        text = value.decode("latin-1")
        joined[key] = f"{joined[key]}, {text}" if key in joined else text
    return joined


async def _refuse(message: str, send: Any) -> None:
    from msgspec import json

    body = json.encode(Refused(message, hint="open the address that `earwitness serve` printed").facts())
    await send(
        {
            "type": "http.response.start",
            "status": 403,
            "headers": [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())],
        }
    )
    await send({"type": "http.response.body", "body": body, "more_body": False})
