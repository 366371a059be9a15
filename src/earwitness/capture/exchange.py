"""One exchange with a server: a request and its answer, over a connection to an address that was checked before.

    resolve → check every address → connect to one of them → send, receive, keep every byte

httpcore speaks the protocol; this room gives it its sockets. So no name is resolved a second time, no proxy of the
environment is asked, and the time limit holds for the whole, however slowly a server drips.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
from msgspec import Struct

from ..errors import CaptureFailed, UnsafeInput
from .decoding import Decoder

Progress = Callable[[int, int | None], None]
"""Told the bytes received so far, and how many there will be (None where the server does not say)."""

_MOST_HEADER_BYTES = 512 * 1024


class Deadline:
    """The moment when all must be done; on the clock that nobody can set."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Returns the seconds left. Raises CaptureFailed where none are."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise CaptureFailed(f"not done after {self.seconds:g} seconds", hint="try later, or add a saved page")
        return left


class Exchange(Struct, frozen=True, kw_only=True):
    """What was asked and what was answered, read and raw."""

    url: str
    address: str
    """The network address that answered."""
    time: str
    """When the request was sent, UTC to the second."""
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    content: bytes
    """The body, without its transfer and content encodings."""
    request: bytes
    """What was sent, byte for byte."""
    response: bytes
    """What came back, byte for byte (below TLS)."""


class _RecordedStream(httpcore.NetworkStream):
    """A connection whose bytes are kept and counted, and whose waits end at the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, tape: _Tape) -> None:
        self._stream = stream
        self._tape = tape

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        received = self._stream.read(max_bytes, self._tape.deadline.left())
        self._tape.response += received
        if self._tape.most < len(self._tape.response):
            raise UnsafeInput(f"the answer is larger than {self._tape.allowed} bytes", hint="save it and add the file")
        return received

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._tape.request += buffer
        self._stream.write(buffer, self._tape.deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._tape.deadline.left())
        return _RecordedStream(secured, self._tape)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Tape:
    def __init__(self, deadline: Deadline, allowed: int) -> None:
        self.deadline = deadline
        self.allowed = allowed
        self.most = allowed + _MOST_HEADER_BYTES
        self.request = bytearray()
        self.response = bytearray()


class _Checked(httpcore.NetworkBackend):
    """Connects to the addresses it was given, in order, whatever name it is asked for."""

    def __init__(self, addresses: tuple[str, ...], tape: _Tape) -> None:
        self._addresses = addresses
        self._tape = tape
        self._sockets = httpcore.SyncBackend()
        self.address = ""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        trouble: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses:
            try:
                stream = self._sockets.connect_tcp(address, port, timeout=min(10.0, self._tape.deadline.left()))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                self.address = address
                return _RecordedStream(stream, self._tape)
        raise trouble or httpcore.ConnectError("no address to connect to")


def exchange(
    url: httpcore.URL,
    addresses: tuple[str, ...],
    *,
    shown: str,
    headers: Iterable[tuple[str, str]],
    secure: ssl.SSLContext | None,
    deadline: Deadline,
    max_bytes: int,
    progress: Progress | None = None,
) -> Exchange:
    """Returns the exchange for one address, redirects not followed. `shown` is the URL as people write it.

    Raises UnsafeInput where the answer passes `max_bytes`, packed or unpacked, and CaptureFailed where there is none.
    """
    tape = _Tape(deadline, max_bytes)
    backend = _Checked(addresses, tape)
    moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    with httpcore.ConnectionPool(ssl_context=secure, http1=True, http2=False, network_backend=backend) as pool:
        try:
            with pool.stream("GET", url, headers=list(headers)) as answer:
                named = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers)
                total = _content_length(named, max_bytes)
                decoder = Decoder(_header(named, "content-encoding"), max_bytes)
                for piece in answer.iter_stream():
                    decoder.feed(piece)
                    if progress is not None:
                        progress(len(tape.response), total)
                content = decoder.close()
                reason = answer.extensions.get("reason_phrase", b"").decode("latin-1")
                status = answer.status
        except httpcore.TimeoutException as error:
            deadline.left()
            raise CaptureFailed(f"{shown} did not answer in time", hint="try later") from error
        except (httpcore.NetworkError, httpcore.ProtocolError) as error:
            why = str(error) or type(error).__name__
            raise CaptureFailed(
                f"{shown} could not be fetched: {why}", hint="try later, or add a saved page"
            ) from error
    return Exchange(
        url=shown, address=backend.address, time=moment, status=status, reason=reason, headers=named, content=content,
        request=bytes(tape.request), response=bytes(tape.response),
    )  # fmt: skip


def _header(headers: tuple[tuple[str, str], ...], name: str) -> str:
    """Returns a header's value, of several the parts joined by commas, or nothing."""
    return ", ".join(value for key, value in headers if key.lower() == name)


def _content_length(headers: tuple[tuple[str, str], ...], max_bytes: int) -> int | None:
    stated = _header(headers, "content-length")
    if not stated.isdecimal() or 18 < len(stated):
        return None
    if max_bytes < int(stated):
        raise UnsafeInput(f"the answer is {stated} bytes; {max_bytes} are allowed", hint="save it and add the file")
    return int(stated)
