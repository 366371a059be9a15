"""Errors as pages for people and as facts for programs."""

import logging
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import errors
from earwitness.web.troubles import status_of

from .conftest import Names

CLASH = errors.Clash(
    turn="t0000000001.1", revision=1, revision_now=2, before="nine", yours="ten", found="nine of us", line="nine of us"
)  # fmt: skip
EVERY = {
    "WrongUsage": (errors.WrongUsage("no"), 400),
    "BadInput": (errors.BadInput("no"), 400),
    "MalformedText": (errors.MalformedText("a.txt", 3, "no"), 400),
    "UnsafeInput": (errors.UnsafeInput("no"), 400),
    "BadQuery": (errors.BadQuery("no", query="q"), 400),
    "NewerArchive": (errors.NewerArchive("a", 2, 1), 400),
    "Conflict": (errors.Conflict("no", expected="a", found="b"), 409),
    "Overtaken": (errors.Overtaken([CLASH]), 409),
    "SoundFailed": (errors.SoundFailed("a.mp3", "no"), 400),
    "EngineFailed": (errors.EngineFailed("no"), 502),
    "CaptureFailed": (errors.CaptureFailed("no"), 400),
    "NotFound": (errors.NotFound("no"), 404),
    "MissingExtra": (errors.MissingExtra("sound", "hearing"), 501),
    "Refused": (errors.Refused("no"), 403),
    "StorageFailed": (errors.StorageFailed("no"), 503),
}


def kinds(kind: type[errors.EarwitnessError]) -> set[str]:
    """Returns the names of every error under this one."""
    return {below.__name__ for below in kind.__subclasses__()}.union(*(kinds(below) for below in kind.__subclasses__()))


def test_every_error_has_a_status() -> None:
    assert set(EVERY) == {name for name in kinds(errors.EarwitnessError) if hasattr(errors, name)}
    assert {name: status_of(error) for name, (error, _) in EVERY.items()} == {
        name: status for name, (_, status) in EVERY.items()
    }


@pytest.mark.parametrize("name", sorted(EVERY))
def test_an_error_is_a_page_or_facts(desk: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    error, status = EVERY[name]

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("earwitness.web.keeper.Keeper.show", fail)
    page = desk.get("/conversations/c1")
    assert page.status_code == status
    assert LexborHTMLParser(page.text).css_first("main p").text() == error.message[:1].upper() + error.message[1:]
    data = desk.get("/conversations/c1.json")
    assert data.status_code == status
    assert {key: value for key, value in data.json().items() if key != "near"} == error.facts()


def test_a_fault_of_ours_tells_nothing_and_is_logged(
    desk: TestClient[Litestar], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("the secret of /home/ines/archive")

    monkeypatch.setattr("earwitness.web.keeper.Keeper.show", fail)
    with caplog.at_level(logging.ERROR, logger="earwitness.web"):
        for path in ("/conversations/c1", "/conversations/c1.json"):
            answer = desk.get(path)
            assert answer.status_code == 500
            assert "secret" not in answer.text
            assert "ines/archive" not in answer.text
            assert "Traceback" not in answer.text
    assert "a fault at /conversations/c1" in caplog.text
    assert "the secret" in caplog.text


def test_a_method_that_does_not_go_here(desk: TestClient[Litestar], token: dict[str, str]) -> None:
    answer = desk.put("/api/list", headers=token)
    assert (answer.status_code, answer.json()["error"]) == (405, "WrongUsage")
    assert desk.get("/nowhere").status_code == 404
    assert desk.get("/static/../app.py").status_code == 404
    assert desk.get("/static/..%2frender.py").status_code == 404


def test_an_index_that_is_lost_is_said_and_never_an_empty_answer(
    desk: TestClient[Litestar], names: Names, folder: Path
) -> None:
    import shutil

    assert desk.get("/api/search", params={"q": "degrees"}).json()["total"] == 1
    shutil.rmtree(folder / "search")
    answer = desk.get("/api/search", params={"q": "degrees"})
    page = desk.get("/search", params={"q": "degrees"})
    if answer.status_code == 200:
        assert answer.json()["total"] == 1 or answer.json()["stale"]
        assert "1 passage" in page.text or "rebuild" in page.text
    else:
        assert (answer.status_code, page.status_code) == (503, 503)
        assert "earwitness rebuild" in answer.text
