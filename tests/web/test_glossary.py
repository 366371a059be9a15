"""The glossary on the desk: its pages, the margin of a conversation, the search, and what others see of it."""

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.model.glossary import FILE

from .conftest import Names
from .test_noting import sent

Desk = TestClient[Litestar]
LIST = {
    "do": "add", "term": "крен", "language": "ru, uk", "meaning": "en: How far a ship leans.\nuk: Нахил судна.",
    "source": "IMO", "url": "https://www.example.org/smcp", "forms": "наклон\n", "renderings": "en: list; heel",
}  # fmt: skip


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """The desk with a term in its glossary."""
    sent(desk, "/change-glossary", **LIST)
    return desk


def page(desk: Desk, address: str) -> LexborHTMLParser:
    answer = desk.get(address)
    assert answer.status_code == 200, answer.text
    return LexborHTMLParser(answer.text)


def test_a_term_has_a_page_with_where_it_is_said_and_how_it_is_translated(listed: Desk, names: Names) -> None:
    shown = page(listed, "/glossary/крен")
    assert shown.css_first("h1").text() == "крен"
    assert shown.css_first(".means").text() == "How far a ship leans."
    assert shown.css_first('.facts-list a[href="https://www.example.org/smcp"]').text() == "IMO"
    assert shown.css_first(".written mark, .written .found").text() == "крен"
    assert f"/conversations/{names.russian}.3" in str(shown.css_first(".written .where").attributes["href"])
    assert " ".join(shown.css_first(".renderings li").text().split()) == "list 1 turn: 3"
    assert page(listed, "/glossary/наклон").css_first("h1").text() == "крен"
    assert listed.get("/glossary/крен.json").json()["passages"] == 1
    near = listed.get("/glossary/кран")
    assert (near.status_code, "крен" in near.text) == (404, True)


def test_the_margin_explains_a_term_where_it_is_said_first(listed: Desk, names: Names) -> None:
    reading = page(listed, f"/conversations/{names.call}")
    (term,) = reading.css(".margin .term")
    assert term.text() == "крен How far a ship leans."
    assert str(term.css_first("a").attributes["href"]).startswith("/glossary/")
    assert reading.css(".row")[2].css_first(".margin .term") is not None
    ukrainian = page(listed, f"/conversations/{names.call}?ui=uk")
    assert ukrainian.css_first(".margin .term").text() == "крен Нахил судна."
    alone = page(listed, f"/conversations/{names.call}?versions={names.russian}")
    assert len(alone.css(".margin .term")) == 1
    assert page(listed, f"/conversations/{names.call}?versions={names.english}").css(".margin .term") == []


def test_no_term_is_taken_for_the_list(listed: Desk) -> None:
    for address in ("/glossary", "/glossary?differ=1"):
        assert listed.get(address).status_code == 200
    assert [listed.get(f"/glossary/{name}").status_code for name in ("all", "check")] == [404, 404]


def test_lines_and_words_beside_it_find_the_other_words_as_the_search_does(listed: Desk) -> None:
    for address in ("/context.json?q=наклон", "/collocates.json?q=наклон&least=1"):
        assert "1 line" in listed.get(address).json()["sentence"]
        assert "Nothing was found" in listed.get(f"{address}&glossary=off").json()["sentence"]


def test_the_list_looks_up_any_word_for_a_term(listed: Desk) -> None:
    every = page(listed, "/glossary")
    assert [term.text() for term in every.css(".glossary dt")] == ["крен"]
    assert "1 passage" in every.css_first(".glossary dd").text()
    assert len(page(listed, "/glossary?q=НАКЛОН").css(".glossary dt")) == 1
    nothing = page(listed, "/glossary?q=bow+door")
    assert nothing.css(".glossary dt") == []
    assert nothing.css_first("details.forms input[name=term]").attributes["value"] == "bow door"
    assert "No term is said" in page(listed, "/glossary?differ=1").css_first("main").text()


def test_the_search_finds_by_the_other_words_unless_told_not_to(listed: Desk, names: Names) -> None:
    assert [hit.css_first("mark, .found").text() for hit in page(listed, "/search?q=наклон").css(".hit")] == ["крен"]
    off = page(listed, "/search?q=наклон&glossary=off")
    assert off.css(".hit") == []
    assert "not the other words for a term" in off.css_first(".chips").text()
    assert listed.get("/api/search", params={"q": "наклон"}).json()["total"] == 1
    assert listed.get("/api/search", params={"q": "наклон", "glossary": "false"}).json()["total"] == 0


def test_a_term_is_changed_and_taken_out_from_its_page(listed: Desk) -> None:
    form = page(listed, "/glossary/крен").css_first("details.forms form")
    fields = {str(one.attributes["name"]): one.attributes.get("value") or "" for one in form.css("input")}
    fields |= {str(one.attributes["name"]): one.text() for one in form.css("textarea")}
    changed = listed.post("/change-glossary", data={**fields, "source": "IMO, SMCP"})
    assert "Done and written" in changed.text
    assert listed.get("/glossary/крен.json").json()["source"] == "IMO, SMCP"
    stale = listed.post("/change-glossary", data={**fields, "source": "mine"})
    assert (stale.status_code, "since you looked" in stale.text) == (409, True)
    sent(listed, "/change-glossary", do="remove", name="крен")
    assert listed.get("/glossary/крен").status_code == 404


def test_an_edited_file_is_named_and_read_in(listed: Desk, folder) -> None:
    file = folder / FILE
    file.write_text(file.read_text(encoding="utf-8").replace("leans", "heels"), encoding="utf-8")
    assert "not read in yet" in page(listed, "/glossary").css_first(".notice").text()
    sent(listed, "/change-glossary", do="load")
    assert "heels" in page(listed, "/glossary").css_first(".glossary dd").text()


def test_what_is_said_stays_words(desk: Desk, names: Names) -> None:
    sent(desk, "/change-glossary", **{**LIST, "meaning": "<script>alert(1)</script> & more", "source": "<b>x</b>"})
    for address in ("/glossary", "/glossary/крен", f"/conversations/{names.call}"):
        text = desk.get(address).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_others_see_the_terms_and_only_what_is_theirs_of_their_uses(listed: Desk, others: Desk, names: Names) -> None:
    sent(listed, "/change-glossary", do="add", term="zeppelin", language="en", meaning="An airship.", source="Ines")
    assert listed.get("/glossary/zeppelin.json").json()["passages"] == 1
    for address in ("/glossary/zeppelin", "/glossary", "/api/term?name=zeppelin"):
        answer = others.get(address)
        assert answer.status_code == 200
        assert "Do not tell anyone" not in answer.text
    assert others.get("/glossary/zeppelin.json").json()["passages"] == 0
    assert others.get("/api/term?name=zeppelin").json()["uses"]["passages"] == 0
    assert others.get("/glossary/крен.json").json()["passages"] == 1
    assert page(others, "/glossary").css("form[method=post]") == []


def test_the_api_acts_as_the_command_does(desk: Desk) -> None:
    token = desk.get("/api/token").json()
    headers = {token["header"]: token["token"]}
    fields = {"language": "en", "meaning": "Repeat it.", "source": "ICAO Doc 9432"}
    added = desk.post(
        "/api/change-glossary", json={"do": "add", "term": "say again", "fields": fields}, headers=headers
    )
    assert added.json()["messages"] == ["the glossary has “say again”"]
    assert [term["term"] for term in desk.get("/api/glossary").json()["terms"]] == ["say again"]
    assert desk.get("/api/check-glossary").json()["terms"] == 1
    off = desk.post("/api/change-glossary", json={"do": "load", "content": "[[term"}, headers=headers)
    assert (off.status_code, off.json()["error"], off.json()["line"]) == (400, "MalformedText", 1)
    undone = desk.post("/api/undo", json={"act": added.json()["act"]}, headers=headers)
    assert undone.status_code == 200
    assert desk.get("/api/glossary").json()["total"] == 0
