"""Where a publication comes from, and its bytes, which may do nothing in a browser."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web.guard import CAPTURED_POLICY
from earwitness.web.sources import file_name, showing

from ..actions.tapes import tone
from .browser import NEEDED, opened
from .conftest import ENGLISH, Names


def test_the_page_says_where_it_comes_from(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get(f"/sources/{names.english_source}").text)
    facts = {row.css_first("dt").text(): row.css_first("dd").text() for row in document.css("dl > div")}
    assert facts["Publisher"] == "Shore Post"
    assert facts["Published"]
    assert any(value.startswith("unknown: ") for value in facts.values())
    assert all(value.strip() for value in facts.values())
    assert [event.text() for event in document.css(".custody .event")] == ["capture", "ingestion"]
    assert document.css_first(".story").text().startswith("Shore Post published it, dated ")
    assert [line.text().split()[0] for line in document.css(".checks code")] == ["sha256sum", "wc", "sh"]
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


def test_the_lines_that_check_it_do_so_in_a_shell(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    import shutil
    import subprocess

    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no shell")
    page = desk.get(f"/sources/{names.english_source}.json").json()

    def checked() -> subprocess.CompletedProcess[str]:
        script = "\n".join(["set -e", *(line["command"] for line in page["checks"])])
        return subprocess.run([bash, "-c", script], cwd=folder, capture_output=True, text=True, timeout=60, check=False)

    assert len(page["checks"]) == 3
    told = checked()
    assert told.returncode == 0, told.stderr
    assert page["sha256"] in told.stdout
    kept = folder / page["object"]
    kept.chmod(0o644)
    kept.write_bytes(kept.read_bytes().replace(b"nine", b"none"))
    assert page["sha256"] not in checked().stdout.split()[:1], "and a changed byte is seen"


HOSTILE = b"""<!doctype html><title>Hostile</title><base href="http://evil.invalid/">
<meta http-equiv="refresh" content="1;url=/log">
<p id="ran">quiet</p><script>document.getElementById("ran").textContent = "ran"; parent.document.title = "taken"</script>
<img src="x" onerror="document.getElementById('ran').textContent = 'ran'"><svg onload="document.title='taken'"></svg>
<form action="/log/undo" method="post"><button id="go">Go</button></form>
<iframe src="/log"></iframe><link rel="stylesheet" href="/static/desk.css"><img src="/static/mark.svg">"""


@NEEDED
def test_a_hostile_page_does_nothing_in_a_browser(folder: Path) -> None:
    place = folder.parent / "hostile.html"
    place.write_bytes(HOSTILE)
    with actions.open_desk(folder) as archive:
        source = actions.add(archive, [str(place)], agent="Ines Marlow").added[0].source
    with opened(folder) as (base, browser):
        page = browser.new_page()
        asked: list[str] = []
        page.on("response", lambda response: asked.append(response.url.removeprefix(base)))
        page.goto(f"{base}/sources/{source}/captured")
        page.wait_for_timeout(1500)
        assert page.locator("#ran").text_content() == "quiet"
        assert asked == [f"/sources/{source}/captured"], (
            "nothing else was answered: all was blocked before it left, and the page led nowhere"
        )
        control = browser.new_page()
        control.route(
            "**/control", lambda route: route.fulfill(body=HOSTILE.split(b"<img")[0], content_type="text/html")
        )
        control.goto(f"{base}/control")
        assert control.locator("#ran").text_content() == "ran", "the same script runs where no header forbids it"


def test_sound_has_no_lines_to_be_read(desk: TestClient[Litestar], folder: Path, tmp_path: Path) -> None:
    tape = tmp_path / "aurora.wav"
    tape.write_bytes(tone(1))
    with actions.open_desk(folder) as keeper:
        (item,) = actions.add(keeper, [str(tape)], agent="Ines Marlow").added
    page = desk.get(f"/sources/{item.source}")
    assert page.status_code == 200
    assert "/reading" not in page.text
    refused = desk.get(f"/sources/{item.source}/reading")
    assert refused.status_code == 400
