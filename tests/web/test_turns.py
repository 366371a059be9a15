"""The page of one turn: its words, its citation, and what other versions have there."""

from pathlib import Path

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions

from .conftest import Names


def test_a_turn_stands_between_its_neighbours_with_its_citation(desk: TestClient[Litestar], names: Names) -> None:
    page = LexborHTMLParser(desk.get(f"/conversations/{names.call}/turns/{names.english}.3").text)
    assert [number.text() for number in page.css(".around .number")] == ["1", "2", "3", "4"]
    assert "Water on the deck" in page.css_first(".this .said").text()
    assert "Water on the deck" in page.css_first("textarea").text()
    assert "Вода на палубе" in page.css_first(".passages").text()  # the other version of it


def test_words_of_it_are_cited_by_a_form(desk: TestClient[Litestar], names: Names) -> None:
    address = f"/conversations/{names.call}/turns/{names.english}.3"
    data = desk.get(f"{address}.json", params={"words": "twelve degrees"}).json()
    assert data["citation"]["words"] == "twelve degrees"
    page = LexborHTMLParser(desk.get(address, params={"words": "twelve degrees"}).text)
    assert [mark.text() for mark in page.css("mark")] == ["twelve degrees"]
    answer = desk.get(address, params={"words": "a zeppelin"})
    assert answer.status_code == 200
    assert "does not hold these words" in LexborHTMLParser(answer.text).css_first("section [role=status]").text()


def test_words_that_are_held_back_enter_no_citation(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names
) -> None:
    address = f"/conversations/{names.private}/turns/{names.private_transcript}.2"
    page = LexborHTMLParser(desk.get(address).text)
    assert "restricted" in page.css_first("section [role=status]").text()
    assert page.css(".citation textarea") == []
    assert "/cite/" not in desk.get(address).text
    refused = others.get(address)
    assert refused.status_code == 403
    assert "zeppelin" not in refused.text


def test_a_turn_of_something_else_is_not_here(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    assert desk.get(f"/conversations/{names.call}/turns/{names.private_transcript}.1").status_code == 404
    assert desk.get(f"/conversations/{names.call}/turns/{names.english}.99").status_code == 404
    assert desk.get(f"/conversations/{names.call}/turns/nothing").status_code == 404


def test_a_turn_too_long_to_cite_whole_says_so(folder: Path, tmp_path: Path) -> None:
    from earwitness.web import create_app

    from .conftest import BASE, PORT

    page = tmp_path / "long.txt"
    page.write_text(f"A call (a fictional example)\n\nVera: {'word ' * 2000}\nOlha: Yes.\nVera: So.\nOlha: Well.\n")
    with actions.open_desk(folder) as archive:
        added = actions.add(archive, [str(page)], agent="Ines Marlow").added[0]
    with TestClient(create_app(folder, port=PORT), base_url=BASE) as desk:
        answer = desk.get(f"/conversations/{added.conversations[0]}/turns/{added.transcripts[0]}.1")
    assert "Quote fewer words" in answer.text or "quote fewer words" in answer.text


def test_words_are_meant_by_their_place_so_that_no_address_holds_them(desk: TestClient[Litestar], names: Names) -> None:
    turn = f"{names.private_transcript}.2"
    page = LexborHTMLParser(desk.get(f"/conversations/{names.private}/turns/{turn}?at=29&length=8").text)
    assert {one.attributes["value"] for one in page.css("form input[name=words]")} == {"zeppelin"}, (
        "a note may be written"
    )
    led = [link.attributes.get("href") or "" for link in page.css("a, link")]
    assert len(led) > 5 and not any("zeppelin" in address for address in led)
    whole = f"/api/cite?turn={names.english}.3"
    assert desk.get(f"{whole}&at=29&length=6").json()["token"] == desk.get(f"{whole}&words=twelve").json()["token"]
    assert desk.get(f"{whole}&at=9000&length=5").status_code == 404
    assert desk.get(f"/api/cite?turn={turn}&at=29&length=8").status_code == 403
