"""A page that the desk could not finish says so, without script."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from .browser import NEEDED, opened
from .conftest import Names

pytestmark = [pytest.mark.browser, NEEDED]

NOTICE = "p.unfinished"


@contextlib.contextmanager
def answering(content: bytes, style: bytes, *, length: int) -> Iterator[tuple[str, threading.Event]]:
    """Yields the address of a server that promises `length` bytes of a page and sends what it has, and what lets it die."""
    listener = socket.create_server(("127.0.0.1", 0))
    dies = threading.Event()
    head = b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: %s\r\ncontent-length: %d\r\n\r\n"

    def answer(caller: socket.socket) -> None:
        with caller:
            asked = caller.recv(65_536).split(b" ")[1:2]
            if asked and asked[0].startswith(b"/static/desk.css"):
                caller.sendall(head % (b"text/css", len(style)) + style)
            elif asked == [b"/"]:
                caller.sendall(head % (b"text/html", length) + content)
                dies.wait(30)  # were it gone before the browser has begun to show the page, there would be no page

    def serve() -> None:
        while True:
            try:
                caller, _ = listener.accept()
            except OSError:
                return
            # A browser opens connections before it has anything to ask: none may wait behind another.
            threading.Thread(target=answer, args=(caller,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", dies
    finally:
        dies.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def test_a_page_whose_end_never_comes_says_so(desk: TestClient[Litestar], folder: Path, names: Names) -> None:
    whole = desk.get(f"/conversations/{names.call}").content
    begun = whole[: whole.rindex(b'class="cell')]
    assert b'class="cell' in begun and b'id="whole"' not in begun
    style = desk.get("/static/desk.css").content
    with opened(folder) as (_, browser), answering(whole, style, length=len(whole)) as sound:
        context = browser.new_context(java_script_enabled=False)
        with answering(begun, style, length=len(whole)) as broken:
            pages = [context.new_page(), context.new_page()]
            for page, (address, dies) in zip(pages, (sound, broken), strict=True):
                page.goto(address, wait_until="commit")
                page.locator(".cell").first.wait_for(state="attached")  # what came can be read
                dies.set()
            pages[1].locator(NOTICE).wait_for(state="visible")
            pages[0].wait_for_load_state()
            assert [page.locator(NOTICE).is_visible() for page in pages] == [False, True]
