"""Engines that are servers: where one is, whether that is elsewhere, and one request to it under caps.

    find(url) → Server: its addresses, looked up once; `elsewhere` where one of them is not this machine
    ask(server, …) → the JSON of its answer to a form with sound
    ask_json(server, …) → the JSON of its answer to JSON

What is sent goes to the addresses that were found when the person was asked, and nowhere else: a redirect is an error and is
not followed, a name that means something else a moment later changes nothing, no proxy of the environment is used.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from ..errors import BadInput, EngineFailed, NotFound, Refused, UnsafeInput, WrongUsage

KEY = "EARWITNESS_ENGINE_KEY"
"""The variable of the environment that holds the key for a server; never an option, never written down."""
KEYS = {"api.openai.com": "OPENAI_API_KEY"}
"""By host, the variable that its own programs use: that key goes to that host alone."""
MOST = 64 << 20
"""Bytes of an answer."""
_TAG = re.compile(r"<[^>]*>")


class Server(Struct, frozen=True, kw_only=True):
    """A server and where it was found."""

    url: str
    """As given, without a fragment."""
    host: str
    addresses: tuple[str, ...]

    @property
    def elsewhere(self) -> bool:
        """Whether what is sent leaves this machine."""
        return not all(_plain(address).is_loopback for address in self.addresses)


def find(url: str, *, path: str) -> Server:
    """Returns the server of a URL; a URL without a path gets `path`.

    Raises WrongUsage for what is no http(s) URL or has a password in it, NotFound for a name that nobody knows, UnsafeInput for
    an address that no engine can be at (link-local, multicast, unspecified).
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongUsage(f"“{url[:200]}” is no address of a server", hint="write it as http://127.0.0.1:8080")
    if parts.username is not None or parts.password is not None or parts.query:
        raise WrongUsage(
            "the address of a server holds no name, password or question", hint=f"put the key into {KEY} instead"
        )
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except ValueError as error:
        raise WrongUsage(f"“{url[:200]}” is no address of a server: {error}") from error
    except OSError as error:
        raise NotFound(f"the server {parts.hostname} cannot be found: {error.strerror}") from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        _possible(parts.hostname, address)
    whole = parts._replace(path=parts.path.rstrip("/") or path, fragment="").geturl()
    return Server(url=whole, host=parts.hostname, addresses=addresses)


def _possible(host: str, text: str) -> None:
    """Raises UnsafeInput for an address at which a cloud keeps its secrets, or nobody can be."""
    address = _plain(text)
    if address.is_loopback:
        return
    if address.is_link_local or address.is_multicast or address.is_unspecified or address.is_reserved:
        raise UnsafeInput(f"{host} is at {text}, where no engine can be", hint="name the engine by its own address")


def _plain(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    """Returns an address without its zone, and an IPv4 address out of its IPv6 clothes."""
    address = ipaddress.ip_address(text.partition("%")[0])
    return getattr(address, "ipv4_mapped", None) or address


def key_for(server: Server) -> str | None:
    """Returns the key for a server from the environment, None where there is none.

    Raises Refused where it would go unencrypted.
    """
    name = KEYS.get(server.host, KEY)
    key = os.environ.get(name) or os.environ.get(KEY)
    if key and server.elsewhere and not server.url.startswith("https:"):
        raise Refused(f"the key in {name} would go to {server.host} unencrypted", hint="use https://, or unset the key")
    return key


def ask(
    server: Server,
    *,
    fields: Mapping[str, str | list[str]],
    sound: bytes,
    patience: float,
    most: int = MOST,
) -> Any:
    """Sends sound and fields as a form, and returns the JSON that answers it.

    Raises EngineFailed where there is no answer in time, one that is no JSON object, too large, a redirect or an error;
    BadInput where the server says that it was asked wrongly.
    """
    return _post(server, patience, most, data=dict(fields), files={"file": ("sound.wav", sound, "audio/wav")})


def ask_json(server: Server, *, body: Mapping[str, Any], patience: float, most: int = MOST) -> Any:
    """Sends an object as JSON, and returns the JSON that answers it. Raises what `ask` raises."""
    return _post(server, patience, most, content=msgspec.json.encode(body))


def _post(server: Server, patience: float, most: int, **sent: Any) -> Any:
    import httpx

    parts = urlsplit(server.url)
    port = f":{parts.port}" if parts.port else ""
    address = server.addresses[0]
    literal = f"[{address}]" if ":" in address else address
    headers = {"Host": parts.netloc, "Accept": "application/json"}
    key = key_for(server)
    if key:
        headers["Authorization"] = f"Bearer {key}"
    if "content" in sent:
        headers["Content-Type"] = "application/json"
    ends = time.monotonic() + patience
    try:
        with (
            httpx.Client(
                trust_env=False, follow_redirects=False, timeout=httpx.Timeout(patience, connect=min(20.0, patience))
            ) as client,
            client.stream(
                "POST", f"{parts.scheme}://{literal}{port}{parts.path}", headers=headers,
                extensions={"sni_hostname": server.host}, **sent,
            ) as answer,
        ):  # fmt: skip
            content = bytearray()
            for piece in answer.iter_bytes():
                content += piece
                if most < len(content):
                    raise EngineFailed(
                        f"{server.host} answered with more than {most >> 20} MB",
                        hint="this is no answer to what was asked",
                    )
                if ends < time.monotonic():
                    raise EngineFailed(f"{server.host} did not finish its answer in {patience:g} seconds")
            return _read(server, answer.status_code, dict(answer.headers), bytes(content))
    except httpx.TimeoutException as error:
        raise EngineFailed(
            f"{server.host} did not answer in {patience:g} seconds", hint="is it busy? --patience gives it longer"
        ) from error
    except httpx.HTTPError as error:
        raise EngineFailed(
            f"{server.host} cannot be reached: {error}", hint=f"is the server running at {server.url}?"
        ) from error


def _read(server: Server, status: int, headers: Mapping[str, str], content: bytes) -> Any:
    if 300 <= status < 400:
        to = headers.get("location", "")[:200]
        raise EngineFailed(
            f"{server.host} sends on to {to or 'another address'}; nothing was sent there",
            hint="name the address itself, if it is one that you trust",
        )
    told = _told(content, headers.get("content-type", ""))
    if status in (401, 403):
        raise EngineFailed(f"{server.host} wants a key, or another: {told}", hint=f"put it into {KEY}")
    if 400 <= status < 500 and status not in (408, 409, 425, 429):
        raise BadInput(f"{server.host} does not take this ({status}): {told}", hint="look at the address and the model")
    if not 200 <= status < 300:
        raise EngineFailed(f"{server.host} failed ({status}): {told}", hint="try later; what is done stays")
    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise EngineFailed(f"{server.host} answered what is no JSON: {told}", hint="look at the address") from error
    if not isinstance(found, dict):
        raise EngineFailed(f"{server.host} answered JSON that is no object: {told}")
    if found.get("error"):
        raise EngineFailed(f"{server.host} failed: {told}")
    return found


def _told(content: bytes, kind: str) -> str:
    """Returns what an answer says, in one line of a sentence's length: of JSON its message, of a page its words."""
    try:
        found = msgspec.json.decode(content)
        error = found.get("error", found) if isinstance(found, dict) else found
        text = str(error.get("message") or error) if isinstance(error, dict) else str(error)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        text = content[:4000].decode("utf-8", "replace")
        text = _TAG.sub(" ", text) if "html" in kind or text.lstrip()[:1] == "<" else text
    line = " ".join(text.split())
    return (line[:200] + "…" if 200 < len(line) else line) or "an empty answer"
