"""The search in context on the web desk: lines, words beside others, words that set parts apart, and their tables."""

import csv
import io
from collections.abc import Callable

import pytest
from selectolax.lexbor import LexborHTMLParser


@pytest.fixture
def page(desk) -> Callable[..., LexborHTMLParser]:
    """The page at an address."""

    def get(address: str, status: int = 200) -> LexborHTMLParser:
        answer = desk.get(address)
        assert answer.status_code == status, address
        return LexborHTMLParser(answer.text)

    return get


def lines(page) -> list[str]:
    return [node.text() for node in page.css(".kwic .line")]


def test_every_occurrence_is_a_line_with_a_way_to_its_turn(page):
    shown = page("/context?q=Aurora&sort=text")
    assert "Hold on, Aurora." in lines(shown) and len(lines(shown)) == 3
    assert shown.css_first(".sentence").text() == "3 lines · 3 passages · 3 turns"
    assert all("/conversations/t" in node.attributes["href"] for node in shown.css(".kwic .where"))
    assert [node.text() for node in shown.css(".kwic b")] == ["Aurora"] * 3


def test_each_order_window_and_sample_has_an_address(page):
    left, right = (lines(page(f"/context?q=Aurora&sort={sort}")) for sort in ("left", "right"))
    assert sorted(left) == sorted(right) and left != right
    assert lines(page("/context?q=hear&window=1&sort=L1,R1")) != lines(page("/context?q=hear&sort=L1,R1"))
    drawn = page("/context?q=Aurora&sample=2")
    assert len(lines(drawn)) == 2 and "of these 2, drawn by lot" in drawn.css_first(".sentence").text()
    chosen = page("/context?q=Aurora&sort=left").css_first(".orders [aria-current]")
    assert chosen.text() == "the words before"


def test_a_search_leads_to_its_lines_and_back_and_keeps_what_narrows_it(page):
    views = {node.text(): node.attributes["href"] for node in page("/search?q=Aurora&language=en").css(".views a")}
    assert views["In context"] == "/context?q=Aurora&language=en"
    there = page(views["In context"])
    assert there.css_first('input[type="hidden"][name="language"]').attributes["value"] == "en"
    assert there.css_first(".chips a").attributes["href"] == "/context?q=Aurora"
    assert page(views["Words beside it"]).css_first("h1") is not None


def test_what_cannot_be_asked_says_where(page):
    assert "not closed" in page('/context?q="open', 400).css_first("[role=alert]").text()
    assert "cannot be sorted" in page("/context?q=Aurora&sort=R0", 400).css_first("[role=alert]").text()
    assert "whole number" in page("/context?q=Aurora&sample=many", 400).css_first("[role=alert]").text()
    assert "no set" in page("/keyness?of=nothing", 400).css_first("[role=alert]").text()


def test_word_lists_have_figures_and_say_what_they_mean(page):
    beside = page("/collocates?q=Aurora&least=1&window=3")
    rows = [[cell.text() for cell in row.css("th, td")] for row in beside.css("tbody tr")]
    assert "hear" in [row[0] for row in rows] and all(len(row) == 8 for row in rows)
    assert "once in 10,000" in beside.css_first("dl.syntax").text()
    apart = page("/keyness?of=language:en&against=language:ru&least=1")
    assert "aurora" in [node.text() for node in apart.css("tbody th")]


def test_data_and_tables(desk):
    assert len(desk.get("/context.json?q=Aurora").json()["lines"]) == 3
    for address, column in (
        ("/context.csv?q=Aurora", "keyword"),
        ("/collocates.csv?q=Aurora&least=1", "log_dice"),
        ("/keyness.csv?of=language:en&least=1", "log_ratio"),
    ):
        answer = desk.get(address)
        assert answer.headers["content-type"].startswith("text/csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert column in rows[0] and 1 < len(rows)
    found = desk.get("/api/search?q=Aurora&concordance=true&sort=left&window=2").json()
    assert (found["occurrences"], found["window"], len(found["lines"])) == (3, 2, 3)
    assert desk.get("/api/collocates?q=Aurora&least=1").json()["occurrences"] == 3
    assert 0 < desk.get("/api/keyness?of=language:en&least=1").json()["found"]


def test_a_desk_for_others_has_no_words_that_may_not_be_published(desk, others, names, token):
    addresses = ("/search.json?q=Aurora", "/context.json?q=Aurora", "/collocates.json?q=Aurora&least=1")
    assert not any("Nothing was found" in others.get(address).json()["sentence"] for address in addresses)
    said = {"id": names.call, "fields": {"terms": "not before the trial", "forbids": "publication"}}
    assert desk.post("/api/describe", json=said, headers=token).status_code == 200
    assert others.get(f"/conversations/{names.call}").status_code == 403
    for address in addresses:
        assert "Nothing was found" in others.get(address).json()["sentence"], address
    assert others.get("/keyness.json?of=*&least=1").json()["rows"] == []
    assert desk.get("/api/search?q=Aurora").json()["total"], "a program of the keeper's may have it"
