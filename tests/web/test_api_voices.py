"""The API's `translate`, as a program calls it."""

from __future__ import annotations

from litestar import Litestar
from litestar.testing import TestClient

from .conftest import Names

Desk = TestClient[Litestar]


def test_translating_from_a_program(desk: Desk, names: Names, token: dict[str, str]) -> None:
    asked = {"id": names.russian, "to": "en", "engine": "fake", "again": True}
    done = desk.post("/api/translate", json=asked, headers=token).json()
    assert (done["status"], done["engine"], done["to"]) == ("translated", "fake", "en")
    page = desk.get(f"/conversations/{names.call}?with={done['translation']}")
    assert page.status_code == 200
    assert desk.get(f"/api/show?id={names.call}").json()["transcripts"][-1]["made_by"] == "fake, plain; 1"


def test_nothing_goes_elsewhere_without_a_yes(desk: Desk, names: Names, token: dict[str, str]) -> None:
    asked = {"id": names.russian, "to": "en", "engine": "libretranslate", "url": "http://192.0.2.7:5000"}
    refused = desk.post("/api/translate", json=asked, headers=token)
    assert refused.status_code == 403 and "nothing was sent" in refused.json()["message"]


def test_a_wrong_word_is_told(desk: Desk, names: Names, token: dict[str, str]) -> None:
    for asked, status in (({"to": "en"}, 400), ({"id": names.russian, "to": "ru", "engine": "fake"}, 400),
                          ({"id": "t0000000000", "to": "en", "engine": "fake"}, 404)):  # fmt: skip
        assert desk.post("/api/translate", json=asked, headers=token).status_code == status
