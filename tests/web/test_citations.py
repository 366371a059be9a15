"""A citation's address leads to the words, or says that they are no longer there."""

from pathlib import Path

import msgspec
from litestar import Litestar
from litestar.testing import TestClient

from earwitness import actions

from .conftest import Names


def test_a_citation_leads_to_its_turn(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    with actions.open_desk(folder) as archive:
        cited = actions.cite(archive, f"{names.english}.3", words="twelve degrees")
    answer = desk.get(cited.address.partition("#")[0], follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/conversations/{names.english}.3")
    assert f'id="turn-{names.english}.3"' in desk.get(cited.address).text
    resolved = desk.get("/api/resolve", params={"token": cited.token}).json()
    assert (resolved["state"], resolved["words"]) == ("exact", "twelve degrees")


def test_what_is_held_back_is_not_cited(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names, folder: Path
) -> None:
    with actions.open_desk(folder) as archive:
        cited = actions.cite(archive, f"{names.english}.3")
        actions.describe(archive, names.call, agent="Ines Marlow", fields={"access": "restricted"})
    for door in (desk, others):
        assert door.get(f"/cite/{cited.token}").status_code == 403
        assert door.get("/api/resolve", params={"token": cited.token}).status_code == 403


def test_a_broken_citation_is_a_400(desk: TestClient[Litestar]) -> None:
    assert desk.get("/cite/nothing").status_code == 400


def test_a_citation_is_made_through_the_api(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    with actions.open_desk(folder) as archive:
        cited = actions.cite(archive, f"{names.english}.3", words="twelve degrees")
    answer = desk.get("/api/cite", params={"turn": f"{names.english}.3", "words": "twelve degrees"})
    assert answer.json() == msgspec.to_builtins(cited)
    assert desk.get("/api/cite", params={"turn": f"{names.english}.99"}).status_code == 404
    assert desk.get("/api/cite", params={"turn": f"{names.private_transcript}.2"}).status_code == 403


def test_terms_that_forbid_the_api_hold_back_what_leaves_by_it(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names, folder: Path
) -> None:
    turn = f"{names.english}.3"
    with actions.open_desk(folder) as archive:
        token = actions.cite(archive, turn).token
    asked = [
        ("cite", {"turn": turn}),
        ("resolve", {"token": token}),
        ("export", {"ids": names.call, "to": "text"}),
        ("export", {"ids": names.english_source, "to": "text"}),
    ]
    for verb, query in asked:
        assert desk.get(f"/api/{verb}", params=query).status_code == 200
    with actions.open_desk(folder) as archive:
        actions.describe(archive, names.call, agent="Ines Marlow", fields={"terms": "ask first", "forbids": "api"})
        assert actions.cite(archive, turn).words, "a citation on the terminal is another exit"
        assert actions.export(archive, [names.call], to="text")[1]
    for door in (desk, others):
        for verb, query in asked:
            answer = door.get(f"/api/{verb}", params=query)
            assert (answer.status_code, "degrees" in answer.text) == (403, False), verb
    assert others.get(f"/cite/{token}", follow_redirects=False).status_code == 403
