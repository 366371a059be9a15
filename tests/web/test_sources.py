"""Where a publication comes from, and its bytes, which may do nothing in a browser."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web.guard import CAPTURED_POLICY
from earwitness.web.sources import file_name, showing

from .conftest import ENGLISH, Names


def test_the_page_says_where_it_comes_from(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get(f"/sources/{names.english_source}").text)
    facts = {row.css_first("dt").text(): row.css_first("dd").text() for row in document.css("dl > div")}
    assert facts["Publisher"] == "Shore Post"
    assert facts["Published"]
    assert any(value.startswith("unknown: ") for value in facts.values())
    assert all(value.strip() for value in facts.values())
    assert [event.text() for event in document.css("tbody th[scope=row]")][-2:] == ["capture", "ingestion"]
    assert "sha256sum objects/" in document.css_first("pre").text()
    frame = document.css_first("iframe")
    assert (frame.attributes["src"], frame.attributes["sandbox"]) == (f"/sources/{names.english_source}/captured", "")
    assert "never that what they say is true" in document.css_first("main").text()


def test_html_is_given_as_captured_and_may_do_nothing(desk: TestClient[Litestar], names: Names) -> None:
    answer = desk.get(f"/sources/{names.english_source}/captured")
    assert answer.content == ENGLISH.encode()
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"] == CAPTURED_POLICY
    assert answer.headers["content-security-policy"].startswith("sandbox; default-src 'none'; ")
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("media_type", "way"),
    [
        ("text/html", "html"),
        ("TEXT/HTML; charset=utf-8", "html"),
        ("application/xhtml+xml", "html"),
        ("text/plain", "text"),
        ("text/markdown", "text"),
        ("text/javascript", "text"),
        ("application/json", "text"),
        ("image/svg+xml", "download"),
        ("application/pdf", "download"),
        ("application/octet-stream", "download"),
        ("", "download"),
    ],
)
def test_only_html_is_html(media_type: str, way: str) -> None:
    assert showing(media_type) == way


def test_text_in_another_character_set_says_which(folder: Path) -> None:
    from earwitness.web import create_app

    from .conftest import BASE, PORT, RUSSIAN

    place = folder.parent / "cp1251.txt"
    place.write_bytes(RUSSIAN.encode("cp1251", "replace") + b"\n<script>alert(1)</script>\n")
    with actions.open_desk(folder) as archive:
        source = actions.add(archive, [str(place)], agent="Ines Marlow").added[0].source
    with TestClient(create_app(folder, port=PORT), base_url=BASE) as desk:
        answer = desk.get(f"/sources/{source}/captured")
    assert answer.content == place.read_bytes()
    assert answer.headers["content-type"] == "text/plain; charset=windows-1251"


def test_a_name_to_save_under_is_harmless(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    with actions.open_desk(folder) as archive:
        shown = actions.show_source(archive, names.english_source).source
    import msgspec

    for path, name in [
        ("/home/x/a b.html", "a_b.html"),
        ('..\\..\\e"vil\r\nset-cookie: x.html', "e_vil_set-cookie_x.html"),
        ("/home/x/..", names.english_source),
    ]:
        assert file_name(msgspec.structs.replace(shown, path=path, url=None)) == name


def test_what_is_not_there(desk: TestClient[Litestar], names: Names) -> None:
    assert desk.get("/sources/s0000000000").status_code == 404
    assert desk.get(f"/sources/{names.call}/captured").status_code == 404
    assert desk.get(f"/sources/{names.english_source}.json").json()["id"] == names.english_source
