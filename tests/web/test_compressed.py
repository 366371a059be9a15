"""Texts go out compressed to whoever takes them, the same words come out, and the head of a page does not wait."""

import asyncio
import gzip
import re
import zlib
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from earwitness.publish.render import static_address
from earwitness.web.compressed import Compressed, takes_gzip, whole

from .conftest import Names


@pytest.mark.parametrize(
    "path", ["/", "/conversations", "/check", "/log", "/conversations.json", "/schema/openapi.json"]
)
def test_a_page_says_the_same_compressed(desk: TestClient[Litestar], path: str) -> None:
    plain = desk.get(path, headers={"accept-encoding": "identity"})
    packed = desk.get(path, headers={"accept-encoding": "br, gzip;q=0.8"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in packed.headers["vary"]
    assert packed.text == plain.text
    assert int(packed.headers["content-length"]) * 2 < int(plain.headers["content-length"])


def test_what_is_packed_already_and_what_is_small_goes_as_it_is(desk: TestClient[Litestar]) -> None:
    for name in ("inter-latin-normal.woff2", "mark.svg"):
        assert "content-encoding" not in desk.get(static_address(name), headers={"accept-encoding": "gzip"}).headers


def test_a_file_of_ours_may_be_kept_and_a_page_may_not(desk: TestClient[Litestar], names: Names) -> None:
    """A page holds words that may be withheld tomorrow: no copy of it stays in the browser's store."""
    assert desk.get(static_address("desk.css")).headers["cache-control"] == "public, max-age=31536000, immutable"
    assert desk.get(f"/conversations/{names.call}").headers["cache-control"] == "no-store"


def test_the_reading_page_comes_in_pieces_that_can_be_read_at_once(desk: TestClient[Litestar], names: Names) -> None:
    plain = desk.get(f"/conversations/{names.call}", headers={"accept-encoding": "identity"}).text
    packed = desk.get(f"/conversations/{names.call}", headers={"accept-encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-length" not in packed.headers
    assert packed.text == plain


def pieces_of(*sent: bytes) -> tuple[list[bytes], list[bytes]]:
    """What has come out after each piece that went in, and the pieces themselves."""
    out: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        for piece in sent:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def send(message: Any) -> None:
        if message["type"] == "http.response.body":
            out.append(message["body"])

    async def receive() -> Any:
        raise AssertionError("nothing is received")

    scope = {"type": "http", "headers": [(b"accept-encoding", b"gzip")]}
    asyncio.run(Compressed(app)(scope, receive, send))  # type: ignore[arg-type]
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    return [unpacker.decompress(piece) for piece in out], out


def test_each_piece_is_whole_when_it_comes() -> None:
    head, rest = b"<head>" * 20, b"<p>Shore, Aurora.</p>" * 5000
    read, packed = pieces_of(head, rest)
    assert read == [head, rest, b""]
    assert sum(map(len, packed)) * 20 < len(head) + len(rest)
    assert gzip.decompress(b"".join(packed)) == head + rest


@pytest.mark.parametrize(
    ("offered", "taken"),
    [("gzip", True), ("deflate, gzip;q=1.0", True), ("GZIP", True), ("gzip;q=0", False), ("gzip; q=0.0", False),
     ("br", False), ("", False), ("x-gzipped", False)],
)  # fmt: skip
def test_who_takes_it(offered: str, taken: bool) -> None:
    assert takes_gzip([(b"Accept-Encoding", offered.encode())]) is taken


def test_head_has_the_headers_of_get(desk: TestClient[Litestar]) -> None:
    got = desk.get("/log", headers={"accept-encoding": "gzip"}).headers
    asked = desk.head("/log", headers={"accept-encoding": "gzip"}).headers
    assert (asked["content-encoding"], asked["content-length"]) == ("gzip", got["content-length"])


def weight(desk: TestClient[Litestar], path: str) -> int:
    """Bytes on the wire of a page with its styles and scripts, without fonts."""
    page = desk.get(path, headers={"accept-encoding": "gzip"})
    assert page.status_code == 200
    asked = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg)\?[^"]+)"', page.text)
    assert any("desk.css" in address for address in asked)
    assert any("desk.js" in address for address in asked)
    files = (whole(desk.get(address).content) for address in asked)
    return len(whole(page.content)) + sum(map(len, files))


def test_a_page_weighs_less_than_100_kb(desk: TestClient[Litestar], names: Names) -> None:
    paths = ["/", "/conversations", "/search?q=Aurora", "/matches", "/check", "/add", "/log"]
    paths += [
        f"/conversations/{names.call}",
        f"/conversations/{names.call}/publications",
        f"/sources/{names.timetable}",
    ]
    heavy = {path: weight(desk, path) for path in paths}
    assert {path: size for path, size in heavy.items() if 100_000 <= size} == {}
    # The control: bytes are counted, the styles' too.
    assert 5_000 < min(heavy.values())
