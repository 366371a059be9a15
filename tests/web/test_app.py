"""The server: on this machine alone, on a port that is free."""

import inspect
import socket
from pathlib import Path

import pytest

from earwitness.errors import BadInput, WrongUsage
from earwitness.web import HOST, PORT, create_app, serve

from .browser import Served


def test_the_server_listens_on_loopback_alone(folder: Path) -> None:
    assert HOST == "127.0.0.1"
    assert "host" not in inspect.signature(serve).parameters
    with Served(folder) as served:
        assert served.listener.getsockname()[0] == "127.0.0.1"


def test_a_port_that_is_taken_says_so(folder: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(BadInput, match=f"port {port} cannot be used"):
            serve(folder, port=port)
    for port in (0, 65536, -1):
        with pytest.raises(WrongUsage):
            serve(folder, port=port)


def test_serve_says_where_it_is_and_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import uvicorn

    told: list[str] = []
    bound: list[tuple[str, int]] = []
    monkeypatch.setattr(
        uvicorn.Server, "run", lambda self, sockets: bound.extend(listener.getsockname() for listener in sockets)
    )
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    serve(folder, port=port, ready=told.append)
    assert told == [f"http://127.0.0.1:{port}/"]
    assert bound == [("127.0.0.1", port)]


def test_the_desk_acts_as_who_is_named(folder: Path) -> None:
    assert create_app(folder, port=PORT, agent="Ines Marlow").state.keeper.agent == "Ines Marlow"
    assert create_app(folder, port=PORT).state.keeper.agent
