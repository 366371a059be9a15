"""The search page: hits in context, links that narrow, and a query that does not parse."""

from litestar import Litestar
from litestar.testing import TestClient
from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from earwitness.actions.answers import AlsoHit, Found, Hit, MatchedWord
from earwitness.errors import BadQuery
from earwitness.publish.render import render
from earwitness.web.searching import results, troubled

from .conftest import Names

HIT = Hit(
    conversation="c0000000001",
    transcript="t0000000002",
    revision=1,
    turn=7,
    turn_id="t0000000002.7",
    speakers=("Bridge",),
    role=None,
    language="en",
    date="2031-11-14",
    text="With fewer than half we don't sail.",
    highlights=((5, 10), (30, 34)),
    before="Say again?",
    after="Understood.",
    score=3.5,
    title="The Aurora calls the shore",
    also=(
        AlsoHit(
            transcript="t0000000001",
            turn=7,
            language="ru",
            text="Меньше половины — не выходим.",
            turn_id="t0000000001.8",
        ),
    ),
)
FOUND = Found(
    query="fewer sail",
    total=1,
    turns=2,
    hits=(HIT,),
    facets={"language": [("en", 1), ("ru", 1)], "month": [("2031-11", 1)], "kind": []},
    milliseconds=4.2,
)


def test_a_hit_says_why_where_it_is_not_plain() -> None:
    named = MatchedWord(words="Херсон", asked="Kherson", why="name in another alphabet")
    plain = MatchedWord(words="half", asked="half", why="same word")
    found = replace(FOUND, hits=(replace(HIT, matched=(named, plain)), replace(HIT, matched=(plain,))))
    first, second = LexborHTMLParser(render(results(found, "fewer sail", {}))).css("article.hit")
    assert [line.text() for line in first.css(".why li")] == [
        "Херсон: Kherson in another alphabet",
        "half: the word itself",
    ]
    assert not second.css(".why")


def test_names_in_other_alphabets_are_a_switch() -> None:
    document = LexborHTMLParser(render(results(FOUND, "fewer sail", {"transliteration": "off"})))
    assert document.css_first('select[name="transliteration"] option[selected]').text() == "only as they are written"
    assert [chip.text(strip=True) for chip in document.css(".chips bdi")] == ["Names: only as they are written"]


def test_hits_stand_in_context_by_conversation() -> None:
    document = LexborHTMLParser(render(results(FOUND, "fewer sail", {"kind": "translation"})))
    assert document.css_first("p.sentence").text() == "1 passage in 1 conversation · 2 turns · 4 ms"
    assert document.css_first(".group h2").text() == "The Aurora calls the shore 14 November 2031"
    hit = document.css_first("article.hit")
    assert [line.text() for line in hit.css("p")] == [
        "Say again?",
        "Bridge, 7 English With fewer than half we don't sail.",
        "Russian, 7 Меньше половины — не выходим.",
        "Understood.",
    ]
    assert [mark.text() for mark in hit.css("mark")] == ["fewer", "sail"]
    assert [where.attributes["href"] for where in hit.css("a.where")] == [
        "/conversations/t0000000002.7",
        "/conversations/t0000000001.8",
    ]
    assert hit.css_first("p.also").attributes["lang"] == "ru"


def test_facets_narrow_and_what_is_narrowed_can_be_taken_away() -> None:
    page = results(FOUND, "fewer sail", {"kind": "translation", "language": ""})
    assert [(facet.name, [(link.text, link.address, link.count) for link in facet.links]) for facet in page.facets] == [
        (
            "Language",
            [
                ("English", "/search?q=fewer%20sail&kind=translation&language=en", 1),
                ("Russian", "/search?q=fewer%20sail&kind=translation&language=ru", 1),
            ],
        )
    ]
    assert [(link.text, link.address) for link in page.narrowed] == [
        ("Kind: Translation", "/search?q=fewer%20sail"),
    ]


def test_nothing_found_says_what_to_try() -> None:
    page = results(Found(query="zebra", total=0, turns=0, hits=()), "zebra", {})
    assert page.sentence == "Nothing was found. Try fewer words, another form of a name, or OR between words."


def test_the_place_of_a_fault_in_the_query_is_shown() -> None:
    query = "water AND )deck"
    page = troubled(query, {}, BadQuery("a bracket closes that was not opened", query=query, position=10))
    document = LexborHTMLParser(render(page))
    place = document.css_first("pre.place")
    assert (place.text(), place.css_first("mark").text()) == (query, ")")
    assert document.css_first("[role=alert] b").text() == "a bracket closes that was not opened"
    assert document.css_first("input[type=search]").attributes["value"] == query


def test_the_page_over_a_real_archive(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get("/search", params={"q": "degrees"}).text)
    assert [mark.text() for mark in document.css("article mark")] == ["degrees"]
    address = document.css_first("a.where").attributes["href"]
    landed = desk.get(str(address))
    assert landed.status_code == 200
    assert f'id="turn-{names.english}.3"' in landed.text
    elsewhere = desk.get("/search", params={"q": "degrees", "in": names.private})
    assert "Nothing was found" in elsewhere.text
    wrong = desk.get("/search", params={"q": '"degrees'})
    assert wrong.status_code == 400
    assert LexborHTMLParser(wrong.text).css("pre.place") != []
    assert LexborHTMLParser(desk.get("/search").text).css("pre.place, .group") == []
