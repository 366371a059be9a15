"""HEAD answers as GET would, at every address, without the body."""

import pytest
from litestar.testing import TestClient

from .conftest import Names
from .test_routes import ACCESS


@pytest.mark.parametrize("path", sorted(path for method, path in ACCESS if method == "GET" and "{path" not in path))
def test_head_is_get_without_the_body(desk: TestClient, names: Names, path: str) -> None:  # type: ignore[type-arg]
    named = {"/conversations/": names.call, "/sources/": names.english_source, "/static/": "desk.css", "/cite/": "no"}
    address = next((path.replace("{name:str}", name) for start, name in named.items() if path.startswith(start)), path)
    address = address.replace("{token:str}", "nothing")
    query = {"q": "Aurora", "id": names.english_source if "source" in path else names.call}
    got = desk.get(address, params=query, follow_redirects=False)
    head = desk.head(address, params=query, follow_redirects=False)
    assert (head.status_code, head.headers["content-type"]) == (got.status_code, got.headers["content-type"])
    assert head.content == b""


def test_head_passes_the_guard_and_the_gate(
    desk: TestClient,  # type: ignore[type-arg]
    others: TestClient,  # type: ignore[type-arg]
    names: Names,
) -> None:
    assert desk.head("/conversations").status_code == 200
    assert desk.head("/conversations", headers={"host": "evil.example"}).status_code == 403
    assert others.head(f"/conversations/{names.private}").status_code == 403
    assert others.head("/log").status_code == 404
    assert desk.head("/api/describe").status_code == 405
