"""Segments over the API: made, changed, taken off in one act; what is held back is neither told nor counted."""

import pytest

from earwitness import actions
from earwitness.model import Access

from ..actions.sounds import tape


@pytest.fixture
def sound(folder):
    """A recording, filed before the desk opens."""
    with actions.open_desk(folder) as desk:
        return tape(desk)


def test_one_call_makes_changes_and_takes_off(sound, desk, token):
    made = {"recording": sound.id, "make": [{"start": 0, "title": "Door"}, {"start": 9_000, "keywords": ["water"]}]}
    assert desk.post("/api/segment", json=made, headers=token).status_code == 200
    first, second = desk.get("/api/segments", params={"id": sound.id}).json()["segments"]
    change = {"id": first["id"], "to": {"title": "Ramp", "end": 4_000}, "was": {"title": "Door"}}
    both = {"change": [change], "withdraw": [second["id"]]}
    assert desk.post("/api/segment", json=both, headers=token).status_code == 200
    (left,) = desk.get("/api/segments").json()["segments"]
    assert (left["title"], left["end"], left["until"]) == ("Ramp", 4_000, 4_000)
    refused = desk.post("/api/segment", json={"change": [change]}, headers=token)
    assert (refused.status_code, refused.json()["error"]) == (400, "BadInput"), "the same has come to stand already"
    change["to"]["title"] = "Gate"
    refused = desk.post("/api/segment", json={"change": [change]}, headers=token)
    assert (refused.status_code, refused.json()["expected"], refused.json()["found"]) == (409, "Door", "Ramp")
    assert desk.post("/api/segment", json={"make": [{"start": "0:01"}]}, headers=token).status_code == 400


def test_others_are_told_nothing_of_what_is_held_back(folder, sound, desk, token, others):
    with actions.open_desk(folder) as opened:
        held = tape(opened, title="the airship", access=Access(kind="restricted"))
    for each, title in ((sound, "The bow door"), (held, "The zeppelin")):
        made = {"recording": each.id, "make": [{"start": 0, "title": title}]}
        assert desk.post("/api/segment", json=made, headers=token).status_code == 200
    for client in (desk, others):
        told = client.get("/api/segments")
        assert (told.json()["total"], "zeppelin" in told.text) == (1, False), "the API is an exit, for the keeper too"
        for id in (held.id, held.conversation):
            assert client.get("/api/segments", params={"id": id}).json()["total"] == 0
