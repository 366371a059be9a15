"""An archive in which nothing is yet: every page says so, and what to do next."""

from pathlib import Path

from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web import create_app

from .conftest import BASE, PORT

NEXT = {
    "/": ("Nothing is here yet.", "/add"),
    "/conversations": ("Nothing is here yet.", "/add"),
    "/conversations?view=cards": ("Nothing is here yet.", "/add"),
    "/queue": ("Nothing is here yet.", "/add"),
    "/log": ("Nothing has been done yet.", "/add"),
    "/unread": ("Something was read in every source.", "/conversations"),
    "/notes": ("Nothing is written here yet. Select words", "/conversations"),
}


def test_every_empty_page_says_what_to_do_next(tmp_path: Path) -> None:
    with actions.init(tmp_path / "archive"):
        pass
    with TestClient(create_app(tmp_path / "archive", port=PORT, agent="Ines Marlow"), base_url=BASE) as desk:
        for address, (said, leads) in NEXT.items():
            main = LexborHTMLParser(desk.get(address).text).css_first("main")
            near = [one for one in main.css("p") if said in one.text()]
            assert [link.attributes["href"] for one in near for link in one.css("a")] == [leads], address
        assert "No act is like that." in desk.get("/log?agent=nobody").text
    with TestClient(create_app(tmp_path / "archive", port=PORT, for_others=True), base_url=BASE) as others:
        for address in ("/conversations", "/notes"):
            page = others.get(address).text
            assert "yet." in page, address
            assert "/add" not in page
            assert "Select words" not in page
