"""Versions are compared beside the server: nobody waits long, and what was found is held until an act is done."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient

from earwitness import actions
from earwitness.errors import NotFound
from earwitness.publish import pages, render
from earwitness.publish.later import Later
from earwitness.web import comparing, create_app
from earwitness.web.comparing import HELD, Comparing, Held
from earwitness.web.keeper import PIECE, in_pieces

from .conftest import BASE, PORT, Names


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Keeps every comparison waiting until it is set."""
    open_ = threading.Event()
    real = actions.collate

    def slow(desk: actions.Desk, name: str) -> object:
        open_.wait(20)
        return real(desk, name)

    monkeypatch.setattr(comparing.actions, "collate", slow)
    monkeypatch.setattr(comparing, "PATIENCE", 0.05)
    yield open_
    open_.set()


def test_whoever_asks_meanwhile_is_told(folder: Path, names: Names, gate: threading.Event) -> None:
    app = create_app(folder, port=PORT, agent="Ines Marlow")
    app.state.keeper.comparing.patience = 0.05
    with TestClient(app, base_url=BASE) as desk:
        page = desk.get(f"/conversations/{names.call}")
        assert (page.status_code, "are being compared" in page.text) == (200, True)
        assert 'class="cell' in page.text
        later = desk.get(f"/conversations/{names.call}/publications")
        assert (later.status_code, "Look again" in later.text) == (503, True)
        gate.set()
        assert len(desk.get(f"/conversations/{names.call}.json").json()["sheet"]["columns"]) == 2
        assert "are being compared" not in desk.get(f"/conversations/{names.call}").text


def test_it_is_held_until_an_act_is_done(folder: Path, names: Names) -> None:
    with actions.open_desk(folder) as desk:
        held = Comparing(desk)
        first = held.collation(names.call, wait=True)
        assert held.collation(names.call) is first
        actions.describe(desk, names.call, agent="Ines Marlow", fields={"title": "Aurora"})
        second = held.collation(names.call, wait=True)
        assert second is not first
        assert second == first


def test_a_trouble_is_told_and_not_held(folder: Path) -> None:
    with actions.open_desk(folder) as desk:
        held = Comparing(desk)
        for _ in range(2):
            with pytest.raises(NotFound):
                held.collation("c0000000000", wait=True)


def test_answers_are_held_by_where_the_archive_stands() -> None:
    held, made = Held(), []
    for standing in (1, 1, 2):
        held.get("one", standing, lambda: made.append("one"))
    assert len(made) == 2
    for number in range(HELD):
        held.get(number, 2, lambda: None)
    held.get("one", 2, lambda: made.append("one"))
    assert len(made) == 3


def test_the_head_goes_out_before_the_rest_is_made() -> None:
    made: list[str] = []

    def make() -> pages.Page:
        made.append("made")
        return pages.ErrorPage(title="Late", status=404, message="x" * 3 * PIECE)

    later = Later(pages.ErrorPage, "Late", make)
    sent = in_pieces(render.stream(later))
    head = next(sent)
    assert (b"<title>Late" in head, b"desk.css" in head, made) == (True, True, [])
    rest = b"".join(sent)
    assert (head + rest).decode() == render.render(make())
    assert made == ["made", "made"]
