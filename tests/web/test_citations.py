"""A citation's address leads to the words, or says that they are no longer there."""

from pathlib import Path

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
