"""A person mends which turns stand side by side, on the page and through the API; later comparisons keep to it."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.errors import WrongUsage
from earwitness.web.matching import sides

from .conftest import Names
from .test_acts import form

Desk = TestClient[Litestar]


def rows(page: str) -> list[list[list[str]]]:
    """The numbers of the turns in each slot of each row."""
    return [
        [[number.text() for number in slot.css("a.number")] for slot in row.css(".slot")]
        for row in LexborHTMLParser(page).css(".row")
    ]


def test_turns_are_matched_by_hand_and_taken_back(harbour: str, desk: Desk, names: Names) -> None:
    address = f"/conversations/{names.call}?versions={names.english},{harbour}"
    assert rows(desk.get(address).text) == [[["1"], ["1"]], [["2"], ["2"]], [["3"], ["3"]], [["4"], []]]
    assert 'name="turn"' not in desk.get(address).text
    mode = desk.get(f"{address}&align=1").text
    fields = form(mode, f"/conversations/{names.call}/match")
    assert fields["versions"] == f"{names.english},{harbour}"
    chosen = {
        "turn": [f"{names.english}.3", f"{names.english}.4", f"{harbour}.3"],
        "how": "same",
        "reason": "one breath",
    }
    done = desk.post(f"/conversations/{names.call}/match", data={**fields, **chosen}, follow_redirects=False)
    led = done.headers["location"]
    assert led.startswith(f"{address}&align=1&done=a")
    assert led.endswith(f"#turn-{names.english}.3")
    page = desk.get(led.partition("#")[0]).text
    assert rows(page) == [[["1"], ["1"]], [["2"], ["2"]], [["3", "4"], ["3"]]]
    assert "matched by Ines Marlow" in " ".join(LexborHTMLParser(page).css_first(".matched").text().split())
    back = LexborHTMLParser(page).css_first(".notice input[name=act]").attributes["value"]
    assert LexborHTMLParser(page).css_first(".matched button").attributes["value"] == back
    desk.post("/log/undo", data={"token": fields["token"], "act": back})
    assert rows(desk.get(address).text)[2:] == [[["3"], ["3"]], [["4"], []]]


def test_a_turn_without_a_counterpart(harbour: str, desk: Desk, names: Names) -> None:
    address = f"/conversations/{names.call}?versions={names.english},{harbour}&align=1"
    fields = form(desk.get(address).text, f"/conversations/{names.call}/match")
    sent = {**fields, "turn": [f"{names.english}.2"], "how": "alone"}
    page = desk.post(f"/conversations/{names.call}/match", data=sent).text
    assert [[[], ["2"]], [["2"], []]] == [row for row in rows(page) if "2" in str(row)]
    assert "said to have no counterpart in Harbour Post by Ines Marlow" in " ".join(
        LexborHTMLParser(page).css_first(".matched").text().split()
    )


@pytest.mark.parametrize(
    ("turns", "how", "beside", "made"),
    [
        (["t1.1", "t2.3", "t1.2"], "same", "", (["t1.1", "t1.2"], ["t2.3"], "")),
        (["t1.1"], "alone", "", (["t1.1"], [], "t2")),
    ],
)
def test_the_sides_of_a_match(turns: list[str], how: str, beside: str, made: object) -> None:
    assert sides(turns, ["t1", "t2"], how, beside) == made


@pytest.mark.parametrize(
    ("turns", "how", "beside"),
    [
        ([], "same", ""),
        (["t1.1"], "same", ""),
        (["t1.1", "t2.1", "t3.1"], "same", ""),
        (["t1.1", "t2.1"], "alone", ""),
        (["t1.1"], "alone", ""),
        (["t1.1"], "alone", "t1"),
    ],
)
def test_a_choice_that_says_too_little(turns: list[str], how: str, beside: str) -> None:
    with pytest.raises(WrongUsage):
        sides(turns, ["t1", "t2", "t3"], how, beside)
    assert sides(["t1.1"], ["t1", "t2", "t3"], "alone", "t3") == (["t1.1"], [], "t3")


def test_others_cannot_mend(harbour: str, others: Desk, names: Names) -> None:
    page = others.get(f"/conversations/{names.call}?versions={names.english},{harbour}&align=1&done=a0000000000").text
    assert LexborHTMLParser(page).css("form:not([method=dialog]), input, .notice") == []
    assert "Mend the rows" not in page


def test_matching_from_a_program(harbour: str, desk: Desk, names: Names, token: dict[str, str]) -> None:
    asked = {"a": [f"{names.english}.1"], "b": [f"{harbour}.1"]}
    assert desk.post("/api/match", json=asked, headers=token).json()["verb"] == "match"
    wrong = desk.post("/api/match", json={"a": [f"{names.english}.1"], "b": []}, headers=token)
    assert wrong.status_code == 400
