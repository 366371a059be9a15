"""Every way of holding a thing back holds it back at every door for others."""

import re
from pathlib import Path

import pytest
from litestar.testing import TestClient

from earwitness import actions
from earwitness.web import create_app

from .conftest import BASE, PORT, Names

HELD_BACK = {
    "a restricted conversation": ("call", {"access": "restricted"}),
    "a conversation closed for long": ("call", {"access": "closed until 2999-01-01"}),
    "a restricted source": ("english_source", {"access": "restricted"}),
    "a restricted turn": ("turn", {"access": "restricted"}),
    "a restricted voice": ("voice", {"access": "closed"}),
}


@pytest.mark.parametrize("how", HELD_BACK)
def test_it_is_held_back(folder: Path, names: Names, how: str) -> None:
    which, fields = HELD_BACK[how]
    subject = {
        "call": names.call,
        "english_source": names.english_source,
        "turn": f"{names.english}.3",
        "voice": f"{names.english}.p1",
    }[which]
    with TestClient(create_app(folder, port=PORT), base_url=BASE) as desk:
        assert desk.get("/api/show", params={"id": names.call}).status_code == 200
        assert desk.get("/api/search", params={"q": "degrees"}).json()["total"] == 1
        assert desk.get("/api/list").json()["total"] == 1
    with actions.open_desk(folder) as archive:
        act = actions.describe(archive, subject, agent="Ines Marlow", fields=fields).act
    for for_others in (False, True):
        app = create_app(folder, port=PORT, for_others=for_others)
        with TestClient(app, base_url=BASE) as door:
            assert door.get("/api/show", params={"id": names.call}).status_code == 403
            assert door.get("/api/show", params={"id": names.english}).status_code == 403
            assert door.get("/api/list").json() == {"total": 0, "conversations": []}
            assert door.get("/api/search", params={"q": "degrees"}).json()["total"] == 0
            assert door.get("/api/export", params={"ids": names.call, "to": "text"}).status_code == 403
            assert door.get("/api/show-source", params={"id": names.english_source}).status_code == 403
            if for_others:
                assert door.get(f"/conversations/{names.call}").status_code == 403
                assert "Aurora" not in door.get("/conversations").text
                asked = r'"query":"degrees"|Search: degrees|q=degrees|\["q","degrees"\]'
                assert "degrees" not in re.sub(asked, "", door.get("/search.json?q=degrees").text)
            else:
                assert "degrees" in door.get(f"/conversations/{names.call}").text
    with actions.open_desk(folder) as archive:
        actions.undo(archive, act, agent="Ines Marlow")
    with TestClient(create_app(folder, port=PORT), base_url=BASE) as desk:
        assert desk.get("/api/show", params={"id": names.call}).status_code == 200
        assert desk.get("/api/search", params={"q": "degrees"}).json()["total"] == 1
