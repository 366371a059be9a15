"""The web desk: an application over one archive, and a server for it on this machine alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from litestar import Litestar, Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from ..actions import open_desk
from ..errors import BadInput, EarwitnessError, WrongUsage
from ..publish import care
from ..version import __version__
from . import troubles
from .compressed import Compressed
from .guard import COOKIE, SAFE_METHODS, TOKEN_FIELD, TOKEN_HEADER, Guard
from .heads import Heads
from .keeper import Keeper, wants_data
from .routes import handlers
from .tongues import Tongues
from .twins import Twins

PORT = 8021
HOST = "127.0.0.1"


def create_app(
    desk_path: Path | str,
    *,
    for_others: bool = False,
    port: int = PORT,
    agent: str | None = None,
    keep_searches: bool = False,
) -> Litestar:
    """Returns the application over the archive in the folder.

    `for_others` shows what may leave and nothing else: no acts, no log, and every page passes the gate. `agent` is who the
    desk acts as; without one, the user. With `keep_searches`
    every search that is sent goes on the record. Raises NotFound where there is no archive.
    """
    desk = open_desk(Path(desk_path))
    desk.door = "page" if for_others else "api"
    keeper = Keeper(desk, for_others=for_others, agent=agent, keeps_searches=keep_searches)

    async def close() -> None:
        keeper.looking.stop()
        desk.close()

    app = Litestar(
        route_handlers=handlers(for_others=for_others),
        state=State({"keeper": keeper}),
        dependencies={"keeper": Provide(provide_keeper, sync_to_thread=False)},
        before_request=want_token,
        exception_handlers={
            EarwitnessError: troubles.on_error,
            HTTPException: troubles.on_http,
            Exception: troubles.on_fault,
        },
        on_shutdown=[close],
        openapi_config=OpenAPIConfig(
            title="Earwitness",
            version=__version__,
            description="The verbs of Earwitness over HTTP: the same JSON as the commands with --json.",
            path="/schema",
            render_plugins=[JsonRenderPlugin(path="/openapi.json")],
            use_handler_docstrings=True,
        ),
        request_max_body_size=1024 * 1024,
        multipart_form_part_limit=2000,
        debug=False,
        logging_config=None,
    )
    # Litestar's own middleware runs behind its routing; the guard must also see what no route takes.
    app.asgi_handler = Guard(Heads(Compressed(Tongues(Twins(app.asgi_handler)))), port=port)
    return app


def serve(
    desk_path: Path | str,
    *,
    port: int = PORT,
    for_others: bool = False,
    agent: str | None = None,
    keep_searches: bool = False,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serves the desk on loopback until stopped; `ready` is told the address once it can be opened.

    Raises BadInput where the port is taken.
    """
    import socket

    import uvicorn

    if not 0 < port < 65536:
        raise WrongUsage(f"{port} is no port", hint="choose one from 1024 to 65535: --port 8021")
    app = create_app(desk_path, for_others=for_others, port=port, agent=agent, keep_searches=keep_searches)
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
    except OSError as error:
        listener.close()
        raise BadInput(f"port {port} cannot be used: {error.strerror}", hint="choose another: --port 8022") from error
    if ready is not None:
        ready(f"http://{HOST}:{port}/")
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
    with listener:
        uvicorn.Server(config).run(sockets=[listener])


def provide_keeper(state: State) -> Keeper:
    """Gives each handler what this run of the desk holds."""
    keeper: Keeper = state.keeper
    return keeper


async def want_token(request: Request[Any, Any, Any]) -> None:
    """Raises Refused where an act does not carry the token that our own pages hold; notes what the reader wants covered."""
    if wants_data(request):
        care.show_all()
    else:
        care.choose(request.cookies.get(care.COOKIE))
    if request.method in SAFE_METHODS:
        return
    token = request.headers.get(TOKEN_HEADER)
    if token is None and not request.url.path.startswith("/api/"):
        sent = (await request.form()).get(TOKEN_FIELD)
        token = sent if isinstance(sent, str) else None
    request.app.state.keeper.tokens.check(request.cookies.get(COOKIE), token)
