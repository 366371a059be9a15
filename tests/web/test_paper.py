"""A conversation on paper: an address for good, page and line of every turn, and nothing for others that is held back."""

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from .conftest import Names


def test_the_address_names_the_versions_and_their_revisions(desk: TestClient[Litestar], names: Names) -> None:
    answer = desk.get(f"/conversations/{names.call}/print", params={"exhibit": "K-7"}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == (
        f"/conversations/{names.call}/print?versions={names.russian},{names.english}&revisions=1,1&exhibit=K-7"
    )
    page = LexborHTMLParser(desk.get(answer.headers["location"]).text)
    leaves = page.css(".leaf")
    assert [leaf.css_first("footer").text() for leaf in leaves] == [
        f"Page {number} of {len(leaves)}" for number in range(1, len(leaves) + 1)
    ]
    assert {leaf.css_first("header").text() for leaf in leaves} == {
        leaves[0].css_first("header").text()
    } and "Exhibit K-7" in leaves[0].css_first("header").text()
    assert {len(leaf.css("li")) for leaf in leaves} == {28}


def test_a_page_and_a_line_lead_to_a_turn(desk: TestClient[Litestar], names: Names) -> None:
    data = desk.get(f"/conversations/{names.call}/print.json", params={"versions": names.english}).json()
    places = [
        (leaf["number"], line["number"], turn)
        for leaf in data["leaves"]
        for line in leaf["lines"]
        for turn in line.get("turns", ())
    ]
    page, line, _ = next(place for place in places if place[2] == f"{names.english}.3")
    document = LexborHTMLParser(desk.get(f"/conversations/{names.call}/print?versions={names.english}").text)
    assert document.css_first(f"#p{page}-{line} b").text() == "3 Bridge:"


def test_one_version_or_two_and_revisions_that_were(desk: TestClient[Litestar], names: Names, harbour: str) -> None:
    three = f"{names.russian},{names.english},{harbour}"
    address = f"/conversations/{names.call}/print"
    assert desk.get(address, params={"versions": three}).status_code == 400
    assert desk.get(address, params={"versions": names.english, "revisions": "9"}).status_code == 404
    assert desk.get(address, params={"versions": names.english, "revisions": "one"}).status_code == 400
    assert desk.get(address, params={"versions": names.english, "exhibit": "K" * 41}).status_code == 400


def test_others_get_no_paper_of_what_is_held_back(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names
) -> None:
    address = f"/conversations/{names.private}/print"
    assert "Access        restricted" in desk.get(address).text
    assert others.get(address).status_code == 403
    assert others.get(f"/conversations/{names.call}/print").status_code == 200
    old = others.get(f"/conversations/{names.call}/print", params={"versions": names.english, "revisions": "2"})
    assert old.status_code == 403


def test_lines_are_cited_and_their_address_leads_to_them(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names
) -> None:
    asked = {"turn": names.english, "line": "2:1-2:4"}
    cited = desk.get("/api/cite", params=asked).json()
    assert (cited["at"], cited["state"], cited["turns"][0]) == ("2:1-2:4", "exact", f"{names.english}.1")
    assert desk.get("/api/resolve", params={"token": cited["token"]}).json() == cited
    page = LexborHTMLParser(desk.get(cited["address"]).text)
    assert page.css_first("#p2-1 b") is not None and cited["address"].endswith("#p2-1")
    assert others.get("/api/cite", params=asked).json()["lines"] == cited["lines"]
    assert others.get("/api/cite", params={"turn": names.private, "line": "2:1"}).status_code == 403
