"""The form that takes in files and addresses."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.web import adding

from .conftest import ENGLISH, Names
from .test_acts import form

CALL = """The harbour, 15 November 2031 (a fictional example)

Harbour: Who is there?
Tug: The tug.
Harbour: Come in.
Tug: Coming in.
"""


def test_files_are_kept_and_told_of(desk: TestClient[Litestar]) -> None:
    fields = form(desk.get("/add").text, "/add")
    files = [("files", ("harbour.txt", CALL.encode())), ("files", ("broken.html", b"\x7fELF\x00\x01\x02" * 50))]
    answer = desk.post("/add", data=fields | {"publisher": "Harbour Post"}, files=files)
    document = LexborHTMLParser(answer.text)
    rows = [[cell.text().strip() for cell in row.css("th, td")][:3] for row in document.css("tbody tr")]
    assert rows[0] == ["harbour.txt", "added", "4"]
    assert rows[1][:2] == ["broken.html", "failed"]
    assert document.css_first("p.sentence").text() == "1 source kept, 1 failed"
    page = desk.get(str(document.css_first("td a").attributes["href"]))
    assert "Harbour Post" in page.text
    assert "/tmp" not in answer.text


def test_nothing_given_and_no_address_is_said(desk: TestClient[Litestar]) -> None:
    fields = form(desk.get("/add").text, "/add")
    nothing = desk.post("/add", data=fields, files=[("files", ("", b""))])
    assert nothing.status_code == 400
    assert "Nothing was given. Choose a file" in nothing.text
    for path in ("/etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "-"):
        answer = desk.post("/add", data=fields | {"addresses": path}, files=[("files", ("", b""))])
        assert answer.status_code == 400
        assert "is no address of a page" in answer.text


def test_a_private_address_is_refused_by_the_capture(desk: TestClient[Litestar]) -> None:
    fields = form(desk.get("/add").text, "/add")
    answer = desk.post("/add", data=fields | {"addresses": "http://127.0.0.1:8021/log"}, files=[("files", ("", b""))])
    row = LexborHTMLParser(answer.text).css_first("tbody tr")
    assert row.attributes["class"] == "failed"


def test_the_api_takes_files_and_refuses_paths(desk: TestClient[Litestar], token: dict[str, str], names: Names) -> None:
    files = [("files", ("harbour.txt", CALL.encode()))]
    tried = desk.post("/api/add", data={"dry_run": "true"}, files=files, headers=token)
    assert (tried.status_code, tried.json()["message"]) == (400, "a dry run takes addresses")
    kept = desk.post("/api/add", data={"conversation": names.call}, files=files, headers=token).json()
    assert (kept["added"][0]["status"], kept["added"][0]["path"]) == ("added", "harbour.txt")
    assert kept["act"] == desk.get("/api/log").json()["acts"][0]["id"]
    again = desk.post("/api/add", files=files, headers=token).json()["added"][0]
    assert (again["status"], again["source"]) == ("already", kept["added"][0]["source"])
    detail = desk.get("/api/show-source", params={"id": again["source"]}).json()
    assert detail["source"]["path"] == "harbour.txt"
    assert ["Settings", "sent from a browser to the web desk"] in detail["capture"]
    assert desk.get("/api/search", params={"q": "tug"}).json()["total"] == 1
    refused = desk.post("/api/add", json={"inputs": ["/etc/passwd"]}, headers=token)
    assert (refused.status_code, refused.json()["error"]) == (400, "WrongUsage")


def test_more_than_the_limit_is_refused(desk: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch) -> None:
    fields = form(desk.get("/add").text, "/add")
    page = ENGLISH.encode() + b" " * (2 << 20)
    answer = desk.post(
        "/add",
        data=fields,
        files=[("files", ("a.html", page))],
        headers={"content-length": str(adding.UPLOAD_LIMIT + 1)},
    )
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("call.txt", "call.txt"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\call.html", "call.html"),
        ("Дзвінок матері.html", "Дзвінок матері.html"),
        ("a\x00b\n.txt", "a_b_.txt"),
        ("..", "unnamed"),
        ("", "unnamed"),
        ("x" * 500 + ".html", "x" * 195 + ".html"),
    ],
)
def test_a_files_name_is_bare(name: str, plain: str) -> None:
    assert adding.plain_name(name) == plain
