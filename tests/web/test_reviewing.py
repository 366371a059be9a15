"""How a page was read, on a page: lines beside their turns, and forms that put the reading right. The ferry is invented."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.web import create_app

from .conftest import BASE, PORT
from .test_acts import form

PAGE = """<!doctype html><html lang="en"><head><title>Intercepted call: the ferry Meridian</title></head><body>
<nav><a href="/">Home</a> <a href="/calls">Calls</a></nav>
<article><h1>Intercepted call: the ferry Meridian</h1>
<p><b>Stoker:</b> We are taking water, Mom.</p>
<p><b>Mom:</b> How many are aboard?</p>
<p>Nobody counted us, that is the thing.</p>
<p><b>Stoker:</b> A hundred *passengers* and nine of us.</p>
<p><b>Mum dear:</b> It is late.</p>
<p><b>Stoker:</b> It is ten.</p>
<p>The recording breaks off here, the paper was told. &lt;script&gt;alert(1)&lt;/script&gt;</p>
<p>Stoker: forty years old, from the port.</p>
</article></body></html>
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An archive with a page that is read wrongly, and its source."""
    folder = tmp_path_factory.mktemp("reviewing")
    (folder / "call.html").write_text(PAGE, encoding="utf-8")
    with actions.init(folder / "archive") as desk:
        (item,) = actions.add(desk, [str(folder / "call.html")], agent="Ines Marlow").added
    return folder / "archive", str(item.source)


@pytest.fixture
def client(kept: tuple[Path, str], tmp_path: Path) -> Iterator[TestClient[Litestar]]:
    import shutil

    with TestClient(
        create_app(shutil.copytree(kept[0], tmp_path / "archive"), port=PORT, agent="Ines"), base_url=BASE
    ) as it:
        yield it


def address(kept: tuple[Path, str]) -> str:
    return f"/sources/{kept[1]}/reading"


def read(html: str) -> dict[str, tuple[str, str]]:
    """Returns by each line's number what became of it and its words."""
    return {
        str(line.attributes["id"])[5:]: (
            " ".join(line.css_first(".read").text(separator=" ").split()),
            " ".join(line.css_first(".said").text(separator=" ").split()),
        )
        for line in LexborHTMLParser(html).css("li.printed")
    }


def test_each_line_stands_beside_what_was_read_from_it(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    html = client.get(address(kept)).text
    lines = read(html)
    assert lines["3"] == ("turn 1 Stoker", "Stoker: We are taking water, Mom.")
    assert lines["5"] == ("goes on", "Nobody counted us, that is the thing.")
    assert (
        lines["6"][1] == "Stoker: A hundred *passengers* and nine of us. read as A hundred passengers and nine of us."
    )
    assert lines["9"] == ("not taken", "The recording breaks off here, the paper was told. <script>alert(1)</script>")
    assert "<script>alert" not in html
    document = LexborHTMLParser(html)
    assert " ".join(document.css_first("li.furniture .printed").text(separator=" ").split()).endswith("Home Calls")
    assert document.css_first("iframe").attributes["sandbox"] == ""
    labels = [" ".join(item.text(separator=" ").split()) for item in document.css(".labels li")]
    assert labels == ["Stoker 4 turns", "Mom 1 turn", "Mum dear 1 turn"]
    assert client.get(address(kept) + ".json").json()["standing"]
    assert "How it was read" in client.get(f"/sources/{kept[1]}").text


def post(client: TestClient[Litestar], where: str, said: dict[str, object], fields: dict[str, str] | None = None):  # type: ignore[no-untyped-def]
    return client.post(where, data={**(fields or form(client.get(where).text, where)), **said})


def test_a_person_ticks_and_the_reading_is_right(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    where = address(kept)
    answer = post(client, where, {"line": ["10"], "how": "no turn", "reason": "a caption"})
    assert answer.status_code == 200
    document = LexborHTMLParser(answer.text)
    assert "turn 6 is gone: forty years old, from the port." in document.css_first(".changes").text()
    assert read(answer.text)["10"][0] == "not taken"
    post(client, where, {"label": ["Mom", "Mum dear"], "how": "one voice"})
    post(client, where, {"line": ["5"], "how": "turn", "voice": "Stoker"})
    last = post(client, where, {"line": ["6"], "words": "passengers", "how": "speech"})
    lines = read(last.text)
    assert lines["5"] == ("turn 3 Stoker", "Nobody counted us, that is the thing.")
    assert lines["7"][0] == "turn 5 Mom"
    assert [item.css_first("span").text() for item in LexborHTMLParser(last.text).css(".hints li")] == [
        "“Stoker: forty years old, from the port.” is no turn", "“Mom” and “Mum dear” are one voice",
        "“Nobody counted us, that is the thing.” is a turn of Stoker", "“passengers” was said",
    ]  # fmt: skip
    withdrawn = LexborHTMLParser(last.text).css(".hints button")[1].attributes["value"]
    after = post(client, where, {"how": str(withdrawn)})
    assert read(after.text)["7"][0] == "turn 5 Mum dear"
    undo = LexborHTMLParser(after.text).css_first("div.notice form")
    fields = {str(one.attributes["name"]): str(one.attributes["value"]) for one in undo.css("input")}
    client.post("/log/undo", data=fields)
    assert read(client.get(where).text)["7"][0] == "turn 5 Mom"


def test_two_tabs_at_once_the_second_sees_the_first(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    where = address(kept)
    second = form(client.get(where).text, where)
    post(client, where, {"line": ["10"], "how": "no turn"})
    answer = post(client, where, {"line": ["5", "9"], "how": "turn", "other": "A passenger", "words": ""}, second)
    assert answer.status_code == 409
    document = LexborHTMLParser(answer.text)
    told = " ".join(document.css_first("div.notice").text(separator=" ").split())
    assert "You wanted to say: This is a turn: “Nobody counted us, that is the thing.”" in told
    assert "Said since: “Stoker: forty years old, from the port.” is no turn" in told
    assert [box.attributes["value"] for box in document.css("input[name=line][checked]")] == ["5", "9"]
    again = post(client, where, {"line": ["5", "9"], "how": "turn", "other": "A passenger"}, form(answer.text, where))
    assert read(again.text)["9"][0] == "turn 7 A passenger"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"how": "turn"}, "No line was ticked"),
        ({"how": "editor", "line": ["5"]}, "No words were given"),
        ({"how": "one voice", "label": ["Mom"]}, "Two labels at least"),
        ({"how": "speech", "line": ["5"], "words": "not there"}, "The page does not have the words “not there”"),
        ({"how": "turn", "line": ["9999"]}, "The page has no line 9999"),
        ({"how": "no voice", "label": ["<b>"]}, "that cannot be done"),
        ({"how": "withdraw h0000000000"}, "Nothing that was said of"),
        ({}, "The form does not say what is meant"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(
    client: TestClient[Litestar], kept: tuple[Path, str], said: dict[str, object], told: str
) -> None:
    answer = post(client, address(kept), said)
    assert answer.status_code == 400
    assert told in LexborHTMLParser(answer.text).css_first("p.notice").text()


def test_a_page_of_20000_lines_is_walked_in_pieces(tmp_path: Path) -> None:
    page = tmp_path / "watch.txt"
    page.write_text(
        "".join(f"{who}: Line {n} of a long watch.\n\n" for n in range(10_000) for who in ("Bridge", "Shore"))
    )
    with actions.init(tmp_path / "archive") as desk:
        (item,) = actions.add(desk, [str(page)], agent="Ines Marlow").added
    with TestClient(create_app(tmp_path / "archive", port=PORT), base_url=BASE) as client:
        html = client.get(f"/sources/{item.source}/reading?line=19990").text
        assert [*read(html)] == [str(number) for number in range(19_601, 20_001)]
        assert len(client.get(f"/sources/{item.source}/reading").content) < 700_000


def test_the_api_keeps_the_words_of_what_may_not_leave(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    answer = client.get("/api/token").json()
    token = {answer["header"]: answer["token"]}
    said = {"source": kept[1], "sayings": [{"kind": "no turn", "line": 10}]}
    open_one = client.post("/api/mend", json=said, headers=token).json()
    assert "forty years old" in str(open_one)
    client.post("/api/describe", json={"id": kept[1], "fields": {"access": "restricted"}}, headers=token)
    closed = client.post("/api/mend", json={**said, "sayings": [{"kind": "no turn", "line": 8}]}, headers=token)
    assert closed.status_code == 200
    assert "It is ten" not in closed.text and closed.json()["act"]
    assert client.get("/api/outline", params={"source": kept[1]}).status_code == 403


def test_what_was_done_is_taken_back_where_it_is_said(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    fields = form(client.get(address(kept)).text, address(kept))
    done = client.post(address(kept), data=fields | {"how": "no turn", "line": "8"})
    assert "?done=a" in str(done.url)
    back = client.post("/log/undo", data=form(done.text, "/log/undo"))
    assert back.url.path == address(kept)
    notice = LexborHTMLParser(back.text).css_first(".notice").text()
    assert "took back" in notice
    assert read(back.text) == read(client.get(address(kept)).text)
    again = client.post("/log/undo", data=form(back.text, "/log/undo"))
    assert again.url.path == address(kept), "and an undo can be taken back there too"


@pytest.mark.parametrize(
    "back", ["//elsewhere.invalid/", "https://elsewhere.invalid/", "/\\elsewhere.invalid", "log", ""]
)
def test_no_form_leads_to_another_place(client: TestClient[Litestar], kept: tuple[Path, str], back: str) -> None:
    fields = form(client.get(address(kept)).text, address(kept))
    done = client.post(address(kept), data=fields | {"how": "no turn", "line": "8"})
    sent = form(done.text, "/log/undo") | {"back": back}
    assert client.post("/log/undo", data=sent, follow_redirects=False).headers["location"].startswith("/log?done=a")


def test_a_turn_leads_to_the_line_it_was_read_from(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    turn = client.get(f"/api/outline?source={kept[1]}").json()["lines"][3]["turns"][0]
    led = client.get(f"{address(kept)}?turn={turn}", follow_redirects=False)
    assert led.headers["location"] == f"{address(kept)}?line=4#line-4"
    lost = client.get(f"{address(kept)}?turn=t0000000000.1", follow_redirects=False)
    assert lost.headers["location"] == address(kept), "a turn that stands on no line leads to the page"


def test_what_is_marked_as_distressing_is_covered_here_too(
    client: TestClient[Litestar], kept: tuple[Path, str]
) -> None:
    outline = client.get(f"/api/outline?source={kept[1]}").json()
    turn = outline["lines"][2]["turns"][0]
    before = LexborHTMLParser(client.get(address(kept)).text)
    assert before.css("#line-3 details.cover") == []
    fields = {"token": form(client.get(address(kept)).text, address(kept))["token"]}
    client.post("/caution", data=fields | {"turn": turn, "kind": "death"})
    covered = LexborHTMLParser(client.get(address(kept)).text)
    assert "We are taking water" in covered.css_first("#line-3 details.cover").text()
    assert covered.css("#line-4 details.cover") == []


def test_a_doubt_leads_to_the_line_that_was_doubted(client: TestClient[Litestar], kept: tuple[Path, str]) -> None:
    call = client.get("/api/list").json()["conversations"][0]["id"]
    document = LexborHTMLParser(client.get(f"/conversations/{call}").text)
    links = [str(link.attributes["href"]) for link in document.css(f'a[href^="{address(kept)}"]')]
    assert links
    assert all(client.get(link).status_code == 200 for link in links)
