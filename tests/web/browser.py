"""A desk that really answers, and a real browser before it."""

import asyncio
import contextlib
import functools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

NEEDED = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"no browser: {CHROMIUM} is not installed")


class Served:
    """A desk that answers on a port of its own until it is stopped."""

    def __init__(
        self, folder: Path, *, for_others: bool = False, held: Callable[[str], bool] | None = None, port: int = 0
    ) -> None:
        """`held` says by the path asked for whether its answer must still wait; port 0 is any that is free."""
        import uvicorn

        from earwitness.web import create_app

        self.listener = socket.create_server(("127.0.0.1", port))
        self.port = self.listener.getsockname()[1]
        app = create_app(folder, port=self.port, agent="Ines Marlow", for_others=for_others)
        self.server = uvicorn.Server(uvicorn.Config(late(app, held) if held else app, log_level="error"))
        self.thread = threading.Thread(target=self.server.run, kwargs={"sockets": [self.listener]}, daemon=True)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> "Served":
        self.thread.start()
        until = time.monotonic() + 20
        while not self.server.started and time.monotonic() < until:
            time.sleep(0.02)
        assert self.server.started
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=20)
        self.listener.close()

    def cut(self) -> None:
        """Stops it as a power cut does: what is under way breaks off."""
        self.server.force_exit = self.server.should_exit = True
        for connection in list(self.server.server_state.connections):
            connection.loop.call_soon_threadsafe(connection.transport.abort)
        self.thread.join(timeout=20)
        self.listener.close()


def late(app: Any, held: Callable[[str], bool]) -> Any:
    """The application, whose answers wait as long as they are held."""

    async def answer(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            while held(scope["path"]):
                await asyncio.sleep(0.01)
        await app(scope, receive, send)

    return answer


@functools.cache
def patient() -> None:
    """Makes a click last until the page it leads to is whole.

    Playwright returns from it when that page has begun to come, and a test that counts at once would count half of it."""
    from playwright.sync_api import Locator

    click = Locator.click

    def clicked(locator: Locator, **how: Any) -> None:
        click(locator, **how)
        if not locator.page.is_closed():
            locator.page.wait_for_load_state()

    Locator.click = clicked  # type: ignore[method-assign]


@contextlib.contextmanager
def launched() -> Iterator[Any]:
    """Yields a browser."""
    from playwright.sync_api import sync_playwright

    patient()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextlib.contextmanager
def opened(
    folder: Path, browser: Any = None, *, held: Callable[[str], bool] | None = None
) -> Iterator[tuple[str, Any]]:
    """Yields the address of a desk over the archive, and a browser: the one that is given, without the windows it got here."""
    with Served(folder, held=held) as served, contextlib.nullcontext(browser) if browser else launched() as one:
        yield served.base, one
        for context in one.contexts:
            context.close()
