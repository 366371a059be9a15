"""Servers: where they are, what goes to them, and that nothing goes anywhere else."""

from __future__ import annotations

import socket
import time

import pytest

from earwitness.engines.servers import KEY, Server, ask, find, key_for
from earwitness.errors import BadInput, EngineFailed, NotFound, Refused, UnsafeInput, WrongUsage

from .conftest import Served


def asked(server: Served, **more: object) -> object:
    found = find(server.url, path="/hear")
    return ask(found, fields={"a": "b"}, sound=b"RIFF", **{"patience": 5.0, **more})  # type: ignore[arg-type]


def test_a_server_on_this_machine_is_here_and_any_other_is_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not find("http://127.0.0.1:8080", path="/x").elsewhere
    assert not find("http://[::1]:8080/y/", path="/x").elsewhere
    assert find("http://[::1]:8080/y/", path="/x").url == "http://[::1]:8080/y"
    assert find("https://192.168.1.7", path="/x").elsewhere
    assert find("https://192.168.1.7", path="/x").url == "https://192.168.1.7/x"
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("127.0.0.1", "203.0.113.9")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert find("http://two.example", path="/x").elsewhere, "a name that is here and elsewhere is elsewhere"


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://127.0.0.1", WrongUsage),
        ("127.0.0.1:8080", WrongUsage),
        ("http://", WrongUsage),
        ("http://ada:secret@127.0.0.1", WrongUsage),
        ("http://127.0.0.1/x?key=secret", WrongUsage),
        ("http://127.0.0.1:99999", WrongUsage),
        ("http://169.254.169.254/latest", UnsafeInput),
        ("http://[::ffff:169.254.169.254]/", UnsafeInput),
        ("http://[fe80::1]/", UnsafeInput),
        ("http://0.0.0.0:8080", UnsafeInput),
        ("http://224.0.0.1", UnsafeInput),
        ("http://2852039166/", UnsafeInput),
        ("http://no-such-host.invalid", NotFound),
    ],
)
def test_what_is_no_place_for_an_engine_is_refused(url: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        find(url, path="/x")


def test_an_answer_is_its_json(server: Served) -> None:
    server.content = {"text": "Good evening."}
    assert asked(server) == {"text": "Good evening."}
    path, headers, form = server.asked[0]
    assert path == "/hear" and form == {"a": [b"b"], "file": [b"RIFF"]}
    assert headers["Host"] == server.url.removeprefix("http://")
    assert "Authorization" not in headers


@pytest.mark.parametrize(
    ("status", "kind", "content", "error", "said"),
    [
        (401, "application/json", {"error": {"message": "Incorrect API key"}}, EngineFailed, "Incorrect API key"),
        (404, "text/plain", b"File Not Found (/hear)", BadInput, "File Not Found"),
        (400, "application/json", {"error": "failed to read WAV file"}, BadInput, "failed to read WAV file"),
        (429, "application/json", {"error": {"message": "Rate limit"}}, EngineFailed, "Rate limit"),
        (500, "text/html", b"<html><h1>Bad   Gateway</h1></html>", EngineFailed, r"\(500\): Bad Gateway"),
        (200, "text/html", b"<!doctype html><p>Log in</p>", EngineFailed, "no JSON: Log in"),
        (200, "application/json", b"", EngineFailed, "an empty answer"),
        (200, "application/json", b"[" * 100_000, EngineFailed, "no JSON"),
        (200, "application/json", [1, 2], EngineFailed, "no object"),
        (200, "application/json", {"error": "failed to process audio"}, EngineFailed, "failed to process audio"),
    ],
)  # fmt: skip
def test_an_answer_that_is_none_is_told(
    server: Served, status: int, kind: str, content: object, error: type[Exception], said: str
) -> None:
    server.status, server.kind, server.content = status, kind, content
    with pytest.raises(error, match=said):
        asked(server)


def test_a_redirect_is_not_followed(server: Served) -> None:
    server.status = 307
    for place in ("http://169.254.169.254/latest/meta-data", f"{server.url}/other", "https://elsewhere.example/"):
        server.headers = {"Location": place}
        with pytest.raises(EngineFailed, match="nothing was sent there"):
            asked(server)
    assert [path for path, _, _ in server.asked] == ["/hear"] * 3, "the place it named was never asked"


def test_the_sound_goes_where_the_name_was_found_and_nowhere_else(server: Served) -> None:
    """A name that means something else a moment later changes nothing: it is not looked up again."""
    port = server.url.rpartition(":")[2]
    moved = Server(url=f"http://moved.invalid:{port}/hear", host="moved.invalid", addresses=("127.0.0.1",))
    server.content = {"text": "heard"}
    assert ask(moved, fields={}, sound=b"", patience=5.0) == {"text": "heard"}
    assert server.asked[0][1]["Host"] == f"moved.invalid:{port}"


def test_a_proxy_of_the_environment_is_not_used(server: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://203.0.113.9:3128")
    monkeypatch.setenv("ALL_PROXY", "http://203.0.113.9:3128")
    server.content = {"text": "heard"}
    assert asked(server) == {"text": "heard"}


def test_a_server_that_hangs_drips_or_floods_is_left(server: Served) -> None:
    server.wait = 1.0
    with pytest.raises(EngineFailed, match="did not answer in"):
        asked(server, patience=0.2)
    server.wait, server.drips = 0.05, 100
    started = time.monotonic()
    with pytest.raises(EngineFailed, match="did not finish"):
        asked(server, patience=0.3)
    assert time.monotonic() - started < 3
    server.wait, server.drips, server.content = 0.0, 0, b" " * 3000
    with pytest.raises(EngineFailed, match="more than"):
        asked(server, most=2000)


def test_nobody_there_is_told() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{one.getsockname()[1]}"
    with pytest.raises(EngineFailed, match="cannot be reached"):
        ask(find(url, path="/x"), fields={}, sound=b"", patience=2.0)


def test_a_key_comes_from_the_environment_and_goes_to_its_own_host(
    server: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-theirs")
    server.content = {"text": ""}
    asked(server)
    assert "Authorization" not in server.asked[-1][1], "the key for OpenAI goes to no other host"
    monkeypatch.setenv(KEY, "ours")
    asked(server)
    assert server.asked[-1][1]["Authorization"] == "Bearer ours"
    theirs = Server(url="https://api.openai.com/v1", host="api.openai.com", addresses=("203.0.113.9",))
    assert key_for(theirs) == "sk-theirs"
    with pytest.raises(Refused, match="unencrypted"):
        key_for(Server(url="http://far.example/v1", host="far.example", addresses=("203.0.113.9",)))
