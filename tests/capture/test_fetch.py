"""Pages fetched from a listener on this machine, through the door that only tests open."""

from __future__ import annotations

import gzip
import http.server
import inspect
import io
import socket
import ssl
import time
import zlib
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

import earwitness.cli
from earwitness.capture.fetch import Fetched, fetch, is_url
from earwitness.errors import CaptureFailed, UnsafeInput

PEM = Path(__file__).with_name("calls.example.pem")


def get(url: str, **options: Any) -> Fetched:
    return fetch(url, allow_private=True, **options)


def test_a_page_comes_with_how_it_came(listener: Any) -> None:
    url = listener.page("/call?id=7", "<p>Прийом".encode(), Content_Type="text/html; charset=UTF-8")
    steps: list[tuple[int, int | None]] = []
    fetched = get(url + "#turn-3", progress=lambda received, total: steps.append((received, total)))
    assert fetched.content == "<p>Прийом".encode()
    assert (fetched.url, fetched.requested, fetched.redirects) == (url, url, ())
    assert (fetched.status, fetched.media_type, fetched.charset, fetched.address) == (
        200,
        "text/html",
        "utf-8",
        "127.0.0.1",
    )
    assert ("Content-Type", "text/html; charset=UTF-8") in fetched.headers
    assert len(fetched.time) == 20 and fetched.time.endswith("Z")
    assert steps[-1][1] == len(fetched.content)


def test_redirects_are_followed_and_told(listener: Any) -> None:
    listener.page("/a", b"", 301, Location="/b?q=%D1%97")
    listener.page("/b?q=%D1%97", b"", 307, Location=listener.url("/c").replace("127.0.0.1", "localhost"))
    listener.page("/c", b"here")
    fetched = get(listener.url("/a"))
    assert fetched.content == b"here"
    assert fetched.redirects == (listener.url("/a"), listener.url("/b?q=%D1%97"))
    assert fetched.url == listener.url("/c").replace("127.0.0.1", "localhost")


def test_redirects_end(listener: Any) -> None:
    listener.page("/round", b"", 302, Location="/round")
    with pytest.raises(CaptureFailed, match="more than 8 times"):
        get(listener.url("/round"))
    assert listener.connections == 9


def test_no_cookies_and_no_proxies(listener: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    listener.page("/a", b"", 302, Location="/b", Set_Cookie="who=me; Path=/")
    listener.page("/b", b"here")
    assert get(listener.url("/a")).content == b"here"
    assert not any("Cookie" in headers or "Authorization" in headers for _, headers in listener.requests)


def test_the_whole_exchange_is_a_warc_that_others_read(listener: Any) -> None:
    listener.page("/a", b"", 302, Location="/b")
    packed = gzip.compress("— Прийом! — Чую.".encode())
    listener.page("/b", packed, Content_Encoding="gzip", Content_Type="text/plain")
    fetched = get(listener.url("/a"))
    assert fetched.content == "— Прийом! — Чую.".encode()
    for checked in ArchiveIterator(io.BytesIO(fetched.warc), check_digests="raise"):
        checked.content_stream().read()
        assert checked.rec_headers.get_header("WARC-Block-Digest").startswith("sha256:"), "never SHA-1"
    records = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(fetched.warc), no_record_parse=True)
    ]
    assert [(kind, url) for kind, url, _ in records] == [
        ("warcinfo", None),
        ("response", listener.url("/a")), ("request", listener.url("/a")),
        ("response", listener.url("/b")), ("request", listener.url("/b")),
    ]  # fmt: skip
    assert records[2][2].startswith(b"GET /a HTTP/1.1\r\nHost: 127.0.0.1")
    assert records[3][2].startswith(b"HTTP/1.1 200 OK\r\n") and records[3][2].endswith(packed), (
        "as it came, still packed"
    )
    assert b"hostname" not in gzip.decompress(fetched.warc)


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [
        ("gzip", gzip.compress),
        ("GZIP", gzip.compress),
        ("deflate", zlib.compress),
        ("identity", bytes),
        ("deflate", lambda content: zlib.compress(content)[2:-4]),
        ("gzip, gzip", lambda content: gzip.compress(gzip.compress(content, mtime=0))),
        ("gzip", lambda content: gzip.compress(content[:9], mtime=0) + gzip.compress(content[9:])),
    ],
)
def test_packed_pages_are_unpacked(listener: Any, encoding: str, pack: Any) -> None:
    content = b"the same words, again and again " * 99
    assert get(listener.page("/", pack(content), Content_Encoding=encoding)).content == content


def test_a_page_in_pieces_is_whole(listener: Any) -> None:
    def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        handler.wfile.write(b"5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n")

    listener.answers["/"] = answer
    assert get(listener.url()).content == b"hello world"


class TestCaps:
    def test_a_page_at_the_cap_passes_and_one_byte_more_does_not(self, listener: Any) -> None:
        url = listener.page("/", b"x" * 10_000)
        assert get(url, max_bytes=10_000).content == b"x" * 10_000
        with pytest.raises(UnsafeInput, match="10000 bytes"):
            get(url, max_bytes=9_999)

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_bomb_does_not_grow(self, listener: Any, layers: int) -> None:
        packed = b"\0" * 50_000_000
        for _ in range(layers):
            packed = gzip.compress(packed, mtime=0)
        url = listener.page("/", packed, Content_Encoding=", ".join(["gzip"] * layers))
        with pytest.raises(UnsafeInput, match="when unpacked"):
            get(url, max_bytes=1_000_000)

    def test_layers_are_counted(self, listener: Any) -> None:
        with pytest.raises(UnsafeInput, match="layers"):
            get(listener.page("/", b"", Content_Encoding="gzip, gzip, gzip"))

    def test_an_endless_page_ends(self, listener: Any) -> None:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            while True:
                handler.wfile.write(b"x" * 65_536)

        listener.answers["/"] = answer
        with pytest.raises(UnsafeInput):
            get(listener.url(), max_bytes=2_000_000)

    def test_a_server_that_drips_is_left_when_the_time_is_up(self, listener: Any) -> None:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.send_response(200)
            handler.end_headers()
            for _ in range(200):
                handler.wfile.write(b"x")
                time.sleep(0.05)

        listener.answers["/"] = answer
        started = time.monotonic()
        with pytest.raises(CaptureFailed):
            get(listener.url(), max_seconds=0.5)
        assert time.monotonic() - started < 3

    def test_headers_without_end_are_refused(self, listener: Any) -> None:
        def answer(handler: http.server.BaseHTTPRequestHandler) -> None:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Filler: " + b"y" * 2_000_000)

        listener.answers["/"] = answer
        with pytest.raises((CaptureFailed, UnsafeInput)):
            get(listener.url())


@pytest.mark.parametrize("status", [204, 304, 401, 403, 404, 410, 429, 500, 503])
def test_only_a_page_is_a_page(listener: Any, status: int) -> None:
    url = listener.page("/", b"", status)
    if status == 204:
        assert get(url).content == b""
        return
    with pytest.raises(CaptureFailed, match=f"answered {status}"):
        get(url)


@pytest.mark.parametrize(
    "sent", [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", b"HTTP/1.1 200"]
)
def test_a_broken_answer_is_a_failure_not_a_page(listener: Any, sent: bytes) -> None:
    listener.answers["/"] = lambda handler: handler.wfile.write(sent)
    with pytest.raises(CaptureFailed):
        get(listener.url())


@pytest.mark.parametrize(
    ("encoding", "body"), [("gzip", b"not gzip"), ("br", b"x"), ("gzip", gzip.compress(b"words", mtime=0)[:-9])]
)
def test_a_broken_packing_is_a_failure_not_a_page(listener: Any, encoding: str, body: bytes) -> None:
    with pytest.raises(CaptureFailed):
        get(listener.page("/", body, Content_Encoding=encoding))


def test_nobody_there_is_a_failure_that_says_where(listener: Any) -> None:
    port = listener.server_port
    listener.server_close()
    with pytest.raises(CaptureFailed, match=f"127.0.0.1:{port}"):
        get(f"http://127.0.0.1:{port}/", max_seconds=5)


class TestTls:
    """`calls.example.pem` is a certificate and key of our own, for a name that cannot exist."""

    @pytest.fixture
    def secured(self, listener: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(PEM)
        listener.socket = context.wrap_socket(listener.socket, server_side=True, do_handshake_on_connect=False)
        here = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", listener.server_port))]
        monkeypatch.setattr(socket, "getaddrinfo", lambda *arguments, **options: here)
        listener.page("/", b"secured")
        return listener

    @pytest.fixture
    def trusted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("httpx.create_ssl_context", lambda: ssl.create_default_context(cafile=str(PEM)))

    @pytest.mark.usefixtures("trusted")
    def test_a_name_that_its_certificate_names_is_fetched(self, secured: Any) -> None:
        url = f"https://calls.example:{secured.server_port}/"
        fetched = get(url, max_seconds=10)
        assert (fetched.content, fetched.url, fetched.address) == (b"secured", url, "127.0.0.1")
        assert secured.requests[0][1]["Host"] == f"calls.example:{secured.server_port}"
        assert b"HTTP/1.1 200 OK" in gzip.decompress(fetched.warc), "kept as said, not as encrypted"

    @pytest.mark.usefixtures("trusted")
    def test_another_name_at_the_same_address_is_not(self, secured: Any) -> None:
        with pytest.raises(CaptureFailed, match="mismatch"):
            get(f"https://other.example:{secured.server_port}/", max_seconds=10)
        assert secured.requests == []

    def test_a_certificate_that_nobody_vouches_for_is_refused(self, secured: Any) -> None:
        with pytest.raises(CaptureFailed, match="certificate"):
            get(f"https://calls.example:{secured.server_port}/", max_seconds=10)
        assert secured.requests == []

    def test_what_speaks_no_tls_is_refused(self, listener: Any) -> None:
        with pytest.raises(CaptureFailed):
            get(listener.url().replace("http:", "https:"), max_seconds=5)


def test_the_door_for_tests_is_not_reachable_from_the_commands() -> None:
    house = Path(inspect.getfile(earwitness.cli)).parent.parent
    users = [str(path.relative_to(house)) for path in house.rglob("*.py") if "allow_private" in path.read_text("utf-8")]
    assert users == ["capture/fetch.py"]


@pytest.mark.parametrize(("text", "url"), [("https://a.example/b", True), ("file:///etc", True), ("a/b.html", False),
                                           ("C:\\calls", False), ("-", False), ("http:", False)])  # fmt: skip
def test_what_is_meant_as_an_address(text: str, url: bool) -> None:
    assert is_url(text) is url
