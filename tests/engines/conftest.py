"""A server on this machine that answers as a test tells it to, and remembers what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class Served:
    """What the server says next, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.status = 200
        self.kind = "application/json"
        self.content: Any = {"text": ""}
        self.headers: dict[str, str] = {}
        self.wait = 0.0
        """Seconds before the answer, and between its pieces where it `drips`."""
        self.drips = 0
        self.asked: list[tuple[str, dict[str, str], dict[str, list[bytes]]]] = []
        """The path, the headers, and the fields of the form."""
        self.bodies: list[Any] = []
        """What was asked as JSON."""
        self.answers: Callable[[Any], Any] | None = None
        """Answers JSON, where it is not always the same."""

    def field(self, name: str) -> list[str]:
        return [value.decode("utf-8", "replace") for value in self.asked[-1][2].get(name, [])]


@pytest.fixture
def server() -> Iterator[Served]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kind = self.headers["Content-Type"]
            told.asked.append((self.path, dict(self.headers), _form(kind, body) if "form" in kind else {}))
            if "json" in kind:
                told.bodies.append(json.loads(body))
            time.sleep(told.wait)
            said = told.answers(told.bodies[-1]) if told.answers is not None else told.content
            content = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(told.status)
            self.send_header("Content-Type", told.kind)
            for name, value in told.headers.items():
                self.send_header(name, value)
            if not told.drips:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            try:
                self.wfile.write(content)
                for _ in range(told.drips):
                    time.sleep(told.wait)
                    self.wfile.write(b" ")
            except OSError:
                pass  # whoever asked has left

        def log_message(self, *_: object) -> None:
            pass

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass

    http = Quiet(("127.0.0.1", 0), Handler)
    told = Served(http.server_address[1])
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    yield told
    http.shutdown()
    http.server_close()


def _form(kind: str, body: bytes) -> dict[str, list[bytes]]:
    message = BytesParser().parsebytes(b"Content-Type: " + kind.encode() + b"\r\n\r\n" + body)
    found: dict[str, list[bytes]] = {}
    parts: list[Message] = message.get_payload()  # type: ignore[assignment]
    for part in parts:
        name = part.get_param("name", header="content-disposition")
        found.setdefault(str(name), []).append(part.get_payload(decode=True))  # type: ignore[arg-type]
    return found
