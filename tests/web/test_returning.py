"""A document that came back, over the API. The ferry Aurora and all who call her are invented."""

from __future__ import annotations

from litestar import Litestar
from litestar.testing import TestClient

from ..formats.documents.packing import edited
from .conftest import Names


def test_a_document_is_looked_at_and_taken_over(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:  # fmt: skip
    content = desk.get("/api/export", params={"ids": names.english, "to": "docx"}).content
    back = edited(content, ("There are nine of us", "There are ten of us"))
    looked = desk.post("/api/returned", headers=token, files={"file": ("back.docx", back)})
    assert looked.status_code == 200, looked.text
    (turn,) = looked.json()["turns"]
    assert (turn["standing"], turn["tracked"]) == ("changed", False)
    done = desk.post("/api/returned", headers=token, files={"file": ("back.docx", back)}, data={"accept": turn["turn"]})
    assert done.json()["accepted"] == [turn["turn"]]
    assert "There are ten of us" in desk.get("/api/show", params={"id": names.english}).text
    undone = desk.post("/api/undo", headers=token, json={"act": done.json()["act"]})
    assert undone.status_code == 200
    assert desk.post("/api/returned", headers=token, json={}).status_code == 400


def test_what_is_held_back_is_not_in_the_answer(
    desk: TestClient[Litestar], token: dict[str, str], names: Names
) -> None:  # fmt: skip
    content = desk.get("/api/export", params={"ids": names.english, "to": "docx"}).content
    back = edited(content, ("There are nine of us", "There are ten of us"))
    closed = {"id": names.english, "fields": {"access": "closed"}}
    assert desk.post("/api/describe", headers=token, json=closed).status_code == 200
    looked = desk.post("/api/returned", headers=token, files={"file": ("back.docx", back)})
    assert [turn["standing"] for turn in looked.json()["turns"]] == ["changed"]
    assert "of us" not in looked.text
