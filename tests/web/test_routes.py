"""Who may go where: every route is in this table, and each is tried by each."""

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.routes import HTTPRoute
from litestar.testing import TestClient

from earwitness.web import create_app, routes

from .conftest import PORT, Names

ACCESS = {
    ("GET", "/"): "others",
    ("GET", "/conversations"): "others",
    ("GET", "/conversations/{name:str}"): "others",
    ("GET", "/conversations/{name:str}/turns/{turn:str}"): "others",
    ("GET", "/conversations/{name:str}/turns/{turn:str}/mend"): "keeper",
    ("POST", "/conversations/{name:str}/turns/{turn:str}/mend"): "keeper",
    ("GET", "/conversations/{name:str}/revisions/{transcript:str}"): "keeper",
    ("GET", "/conversations/{name:str}/files"): "others",
    ("GET", "/conversations/{name:str}/files/{to:str}"): "others",
    ("GET", "/conversations/{name:str}/print"): "others",
    ("GET", "/conversations/{name:str}/differences/{difference:str}"): "others",
    ("POST", "/conversations/{name:str}/differences/{difference:str}/settle"): "keeper",
    ("POST", "/conversations/{name:str}/match"): "keeper",
    ("GET", "/conversations/{name:str}/publications"): "others",
    ("GET", "/unread"): "keeper",
    ("GET", "/queue"): "keeper",
    ("POST", "/queue"): "keeper",
    ("POST", "/triage"): "keeper",
    ("GET", "/triage/join"): "keeper",
    ("POST", "/triage/join"): "keeper",
    ("GET", "/search"): "others",
    ("GET", "/searches"): "keeper",
    ("GET", "/searches/{name:str}"): "keeper",
    ("GET", "/searches/appendix"): "keeper",
    ("POST", "/searches/keep"): "keeper",
    ("POST", "/searches/change"): "keeper",
    ("GET", "/context"): "others",
    ("GET", "/context.csv"): "others",
    ("GET", "/collocates"): "others",
    ("GET", "/collocates.csv"): "others",
    ("GET", "/keyness"): "others",
    ("GET", "/keyness.csv"): "others",
    ("GET", "/sources/{name:str}"): "others",
    ("GET", "/sources/{name:str}/captured"): "others",
    ("GET", "/recordings/{name:str}/sound"): "others",
    ("GET", "/recordings/{name:str}/peaks"): "others",
    ("GET", "/recordings/{name:str}/guide"): "others",
    ("GET", "/recordings/{name:str}/clip"): "others",
    ("GET", "/cite/{token:str}"): "others",
    ("GET", "/static/{name:str}"): "others",
    ("GET", "/matches"): "keeper",
    ("GET", "/matches/{a:str}/{b:str}"): "keeper",
    ("POST", "/matches/{a:str}/{b:str}/decide"): "keeper",
    ("POST", "/matches/look"): "keeper",
    ("POST", "/matches/undo"): "keeper",
    ("GET", "/notes"): "others",
    ("GET", "/codebook"): "others",
    ("POST", "/codebook/change"): "keeper",
    ("GET", "/glossary"): "others",
    ("GET", "/glossary/{name:str}"): "others",
    ("POST", "/change-glossary"): "keeper",
    ("GET", "/api/glossary"): "others",
    ("GET", "/api/term"): "others",
    ("GET", "/api/check-glossary"): "others",
    ("POST", "/api/change-glossary"): "keeper",
    ("GET", "/care"): "others",
    ("POST", "/note"): "keeper",
    ("POST", "/code"): "keeper",
    ("POST", "/caution"): "keeper",
    ("POST", "/checked"): "keeper",
    ("POST", "/withdraw"): "keeper",
    ("GET", "/log"): "keeper",
    ("POST", "/log/undo"): "keeper",
    ("GET", "/add"): "keeper",
    ("POST", "/add"): "keeper",
    ("GET", "/check"): "keeper",
    ("POST", "/check"): "keeper",
    ("GET", "/returned"): "keeper",
    ("POST", "/returned"): "keeper",
    ("POST", "/returned/accept"): "keeper",
    ("POST", "/api/clip"): "keeper",
    ("GET", "/api/cite-sound"): "others",
    ("GET", "/api/token"): "keeper",
    ("GET", "/api/list"): "others",
    ("GET", "/api/show"): "others",
    ("POST", "/api/align"): "keeper",
    ("POST", "/api/correct"): "keeper",
    ("POST", "/api/speaker"): "keeper",
    ("GET", "/api/diff"): "keeper",
    ("GET", "/api/line"): "keeper",
    ("GET", "/api/collate"): "others",
    ("GET", "/api/show-source"): "others",
    ("GET", "/api/search"): "others",
    ("GET", "/api/collocates"): "others",
    ("GET", "/api/keyness"): "others",
    ("GET", "/api/log"): "keeper",
    ("GET", "/api/outline"): "keeper",
    ("GET", "/api/proposals"): "keeper",
    ("GET", "/api/verify"): "keeper",
    ("GET", "/api/formats"): "others",
    ("GET", "/api/doctor"): "keeper",
    ("GET", "/api/cite"): "others",
    ("GET", "/api/resolve"): "others",
    ("GET", "/api/export"): "others",
    ("POST", "/api/describe"): "keeper",
    ("POST", "/api/triage"): "keeper",
    ("POST", "/api/undo"): "keeper",
    ("POST", "/api/link"): "keeper",
    ("POST", "/api/unlink"): "keeper",
    ("POST", "/api/part"): "keeper",
    ("POST", "/api/reject"): "keeper",
    ("POST", "/api/settle"): "keeper",
    ("POST", "/api/diarize"): "keeper",
    ("POST", "/api/translate"): "keeper",
    ("POST", "/api/transcribe"): "keeper",
    ("POST", "/api/match"): "keeper",
    ("POST", "/api/erase"): "keeper",
    ("POST", "/api/reread"): "keeper",
    ("POST", "/api/mend"): "keeper",
    ("GET", "/sources/{name:str}/reading"): "keeper",
    ("POST", "/sources/{name:str}/reading"): "keeper",
    ("POST", "/api/rebuild"): "keeper",
    ("POST", "/api/add"): "keeper",
    ("POST", "/api/check"): "keeper",
    ("POST", "/api/returned"): "keeper",
    ("GET", "/api/remarks"): "others",
    ("GET", "/api/notes"): "others",
    ("GET", "/api/codebook"): "others",
    ("POST", "/api/note"): "keeper",
    ("POST", "/api/code"): "keeper",
    ("POST", "/api/caution"): "keeper",
    ("POST", "/api/withdraw"): "keeper",
    ("POST", "/api/change-codebook"): "keeper",
    ("GET", "/api/segments"): "others",
    ("GET", "/recordings/{name:str}/index"): "keeper",
    ("POST", "/recordings/{name:str}/index"): "keeper",
    ("POST", "/api/segment"): "keeper",
    ("GET", "/api/searches"): "keeper",
    ("GET", "/api/compare-search"): "keeper",
    ("GET", "/api/appendix"): "keeper",
    ("POST", "/api/keep-search"): "keeper",
    ("POST", "/api/change-search"): "keeper",
    ("GET", "/write"): "keeper",
    ("POST", "/write"): "keeper",
    ("GET", "/drafts/{name:str}"): "keeper",
    ("POST", "/drafts/{name:str}"): "keeper",
    ("GET", "/api/drafts"): "keeper",
    ("GET", "/api/draft"): "keeper",
    ("POST", "/api/write"): "keeper",
    ("POST", "/api/save-draft"): "keeper",
    ("POST", "/api/hand-in"): "keeper",
    ("POST", "/api/put-away"): "keeper",
    ("POST", "/api/look-up"): "keeper",
    ("GET", "/schema"): "others",
    ("GET", "/schema/openapi.json"): "others",
    ("GET", "/schema/{path:str}"): "others",
}
"""`others`: whoever is shown the pages for others too. `keeper`: for them it does not exist."""


def table(app: Litestar) -> set[tuple[str, str]]:
    """Returns every method and path that the application takes, as the framework has them."""
    return {
        (str(method), route.path)
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if str(method) != "OPTIONS"
    }


def test_every_route_is_in_the_table(app: Litestar) -> None:
    assert table(app) == set(ACCESS)


def test_others_have_only_what_is_theirs(folder: Path) -> None:
    theirs = {route for route, access in ACCESS.items() if access == "others"}
    assert table(create_app(folder, port=PORT, for_others=True)) == theirs


def test_what_a_handler_says_of_itself_is_what_the_table_says() -> None:
    said = {
        (str(method), path): handler.opt["audience"]
        for handler in routes.EVERY
        for method in handler.http_methods
        for path in handler.paths
    }
    assert said == {route: access for route, access in ACCESS.items() if not route[1].startswith("/schema")}


@pytest.mark.parametrize(("method", "path"), sorted(route for route, access in ACCESS.items() if access == "keeper"))
def test_what_is_the_keepers_does_not_exist_for_others(others: TestClient[Litestar], method: str, path: str) -> None:
    assert others.request(method, path).status_code == 404


@pytest.mark.parametrize(
    ("method", "path"), sorted(route for route in ACCESS if route[0] == "POST"), ids=lambda part: str(part)
)
def test_no_act_without_a_token(desk: TestClient[Litestar], method: str, path: str) -> None:
    before = desk.get("/api/log").json()["total"]
    answer = desk.request(method, path, json={})
    assert answer.status_code == 403
    assert desk.get("/api/log").json()["total"] == before


@pytest.mark.parametrize(
    "path",
    [
        "/conversations/{private}",
        "/conversations/{private}/publications",
        "/sources/{private_source}",
        "/sources/{private_source}/captured",
    ],
)
def test_what_is_held_back_is_shown_to_the_keeper_alone(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names, path: str
) -> None:
    path = path.format(private=names.private, private_source=names.private_source)
    assert desk.get(path).status_code == 200
    refused = others.get(path)
    assert refused.status_code == 403
    assert "sisters" not in refused.text
    assert "Vera" not in refused.text


def test_others_are_led_to_the_conversations(others: TestClient[Litestar]) -> None:
    answer = others.get("/", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/conversations")
    assert "acts in the log" not in others.get("/").text


def test_a_desk_of_nothing_is_no_desk(tmp_path: Path) -> None:
    from earwitness.errors import NotFound

    with pytest.raises(NotFound):
        create_app(tmp_path / "nowhere")
