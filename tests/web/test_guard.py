"""Only the desk's own pages talk to the desk: DNS rebinding, other pages, forms of others, headers."""

import http.cookies

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from earwitness.errors import Refused
from earwitness.web.guard import COOKIE, HEADERS, Guard, Tokens, hosts

from .conftest import BASE, Names

OURS = {"host": "127.0.0.1:8021"}


@pytest.mark.parametrize(
    "headers",
    [
        OURS,
        {"host": "localhost:8021"},
        {"host": "LOCALHOST:8021"},
        {"host": "[::1]:8021"},
        OURS | {"origin": BASE, "sec-fetch-site": "same-origin"},
        OURS | {"origin": "null", "sec-fetch-site": "same-origin"},
        OURS | {"sec-fetch-site": "none", "sec-fetch-mode": "navigate"},
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_our_own_requests_come_in(method: str, headers: dict[str, str]) -> None:
    assert Guard(None, port=8021).trouble(method, headers) == ""  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8021",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8021.evil.example",
        "127.0.0.1:8021, evil.example",
        "localhost.evil.example:8021",
        "127.1:8021",
        "0.0.0.0:8021",
        "2130706433:8021",
        "user@127.0.0.1:8021",
    ],
)
def test_another_name_for_this_machine_is_refused(host: str) -> None:
    assert Guard(None, port=8021).trouble("GET", {"host": host}) == (  # type: ignore[arg-type]
        "this desk answers only to its own name on this machine"
    )


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", {"origin": "https://evil.example"}),
        ("POST", {"origin": "null"}),
        ("POST", {"origin": "null", "sec-fetch-site": "cross-site"}),
        ("POST", {"origin": "null", "sec-fetch-site": "none"}),
        ("POST", {"origin": "http://127.0.0.1:9999"}),
        ("POST", {"origin": "http://127.0.0.1:8021.evil.example"}),
        ("POST", {"sec-fetch-site": "cross-site"}),
        ("POST", {"sec-fetch-site": "same-site"}),
        ("PUT", {"sec-fetch-site": "cross-site"}),
        ("GET", {"origin": "https://evil.example"}),
        ("GET", {"origin": "null"}),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-dest": "script"}),
        ("GET", {"sec-fetch-site": "cross-site", "sec-fetch-dest": "iframe"}),
        ("GET", {"sec-fetch-site": "same-site", "sec-fetch-dest": "image"}),
    ],
)
def test_another_page_is_refused(method: str, headers: dict[str, str]) -> None:
    assert Guard(None, port=8021).trouble(method, OURS | headers).startswith("another page may not")  # type: ignore[arg-type]


def test_a_link_from_another_page_may_lead_here() -> None:
    headers = OURS | {"sec-fetch-site": "cross-site", "sec-fetch-dest": "document", "sec-fetch-mode": "navigate"}
    assert Guard(None, port=8021).trouble("GET", headers) == ""  # type: ignore[arg-type]


def test_the_port_may_be_left_out_on_port_80_alone() -> None:
    assert "localhost" in hosts(80)
    assert "localhost" not in hosts(8021)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/desk.css", "/api/list", "/schema"])
def test_a_rebound_name_reads_nothing(desk: TestClient[Litestar], path: str) -> None:
    assert desk.get(path, headers={"host": "evil.example:8021"}).status_code == 403
    assert desk.get(path).status_code in (200, 404)


@pytest.mark.parametrize("path", ["/", "/nowhere", "/static/desk.css", "/api/list", "/api/nowhere", "/schema"])
def test_every_answer_has_the_headers(desk: TestClient[Litestar], path: str) -> None:
    answer = desk.get(path)
    said = {name: answer.headers.get(name) for name in HEADERS}
    assert said["content-security-policy"] == (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; media-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
    )
    assert said["x-content-type-options"] == "nosniff"
    assert said["referrer-policy"] == "no-referrer"
    assert None not in said.values()
    assert "access-control-allow-origin" not in answer.headers
    assert "server" not in answer.headers


def test_the_cookie_is_for_this_site_and_not_for_scripts(desk: TestClient[Litestar]) -> None:
    cookie = http.cookies.SimpleCookie(desk.get("/").headers["set-cookie"])[COOKIE]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"], cookie["domain"]) == (
        True,
        "strict",
        "/",
        "",
    )


def test_a_token_is_bound_to_its_cookie_and_its_desk() -> None:
    tokens, another_desk = Tokens(), Tokens()
    session, another = tokens.session(None), tokens.session("forged")
    assert session != another
    tokens.check(session, tokens.token(session))
    for cookie, token in [
        (session, None),
        (session, ""),
        (session, tokens.token(another)),
        (session, another_desk.token(session)),
        (another, tokens.token(session)),
        (None, tokens.token(session)),
        ("forged", tokens.token("forged")),
        (session, "ж"),
    ]:
        with pytest.raises(Refused):
            tokens.check(cookie, token)


def test_an_act_needs_the_token_and_the_origin(desk: TestClient[Litestar], token: dict[str, str], names: Names) -> None:
    asked = {"id": names.call, "fields": {"title": "The last call of the Aurora"}}
    assert desk.post("/api/describe", json=asked).status_code == 403
    wrong = dict.fromkeys(token, "0" * 64)
    assert desk.post("/api/describe", json=asked, headers=wrong).status_code == 403
    assert desk.post("/api/describe", json=asked, headers=token | {"origin": "https://evil.example"}).status_code == 403
    assert desk.get("/api/show", params={"id": names.call}).json()["title"] != "The last call of the Aurora"
    done = desk.post("/api/describe", json=asked, headers=token | {"origin": BASE})
    assert done.status_code == 200
    assert desk.get("/api/show", params={"id": names.call}).json()["title"] == "The last call of the Aurora"
