"""An engine hears for a program as it does for the terminal, and nothing goes elsewhere without a yes."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from earwitness import actions

from ..actions.recordings import filed, noise

Desk = TestClient[Litestar]


@pytest.fixture
def recording(folder: Path) -> str:
    """The id of a recording, filed before the desk opens."""
    with actions.open_desk(folder) as archive:
        return filed(archive, noise()).id


def test_a_program_has_a_recording_transcribed(recording: str, desk: Desk, token: dict[str, str]) -> None:
    asked = {"ids": [recording], "engine": "fake", "language": "en"}
    (item,) = desk.post("/api/transcribe", json=asked, headers=token).json()["items"]
    assert (item["status"], item["turns"]) == ("transcribed", 2)
    (again,) = desk.post("/api/transcribe", json=asked, headers=token).json()["items"]
    assert (again["status"], again["transcript"]) == ("already", item["transcript"])
    page = desk.get(f"/conversations/{item['conversation']}?ui=uk").text
    assert "ці слова вигадано" in page or "машин" in page


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"engine": "oracle"}, 404),
        ({"ids": ["r0000000000"], "engine": "fake"}, 404),
        ({"engine": "openai", "url": "https://203.0.113.9"}, 403),
        ({"engine": "openai", "url": "http://169.254.169.254"}, 400),
        ({"engine": "openai", "url": "file:///etc/passwd"}, 400),
        ({"engine": "openai"}, 400),
        ({"engine": "fake", "on": "here"}, 400),
        ({"engine": "fake", "download": True}, 400),
    ],
)
def test_a_bad_call_is_told(
    recording: str, desk: Desk, token: dict[str, str], said: dict[str, object], status: int
) -> None:
    answer = desk.post("/api/transcribe", json={"ids": [recording], **said}, headers=token)
    assert answer.status_code == status, answer.text
    assert desk.post("/api/transcribe", json={"ids": [recording], "engine": "fake"}).status_code == 403, "no token"
