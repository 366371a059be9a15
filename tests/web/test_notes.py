"""The pages of what people wrote: the list, the codebook with its forms, and what stays covered."""

import re

from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from .conftest import Names
from .test_noting import sent

Desk = TestClient[Litestar]


def text(page: str, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in LexborHTMLParser(page).css(selector)]


def test_the_list_shows_what_is_written_and_is_narrowed(desk: Desk, names: Names) -> None:
    turn = f"{names.english}.3"
    assert "Nothing is written here yet" in desk.get("/notes").text
    sent(desk, "/note", turn=turn, words="twelve degrees", text="Ten & <b>twelve</b>?")
    sent(desk, "/code", turn=turn, words="Water on the deck", new_code="danger/water")
    page = desk.get("/notes").text
    assert sorted(text(page, ".written .words q")) == ["Water on the deck", "twelve degrees"]
    assert text(page, ".written .remark") == ["Ten & <b>twelve</b>?"]
    assert text(page, ".written .label") == ["danger/water"]
    narrowed = desk.get("/notes?code=danger").text
    assert text(narrowed, ".written .words q") == ["Water on the deck"]
    assert text(desk.get("/notes?by=Nobody").text, ".written li") == []
    assert desk.get("/notes.json?what=notes").json()["written"][0]["text"] == "Ten & <b>twelve</b>?"
    link = LexborHTMLParser(page).css_first(".written .where").attributes["href"]
    assert desk.get(str(link)).status_code == 200
    assert desk.get("/notes?code=nonsense").status_code == 404


def test_the_codebook_is_changed_by_its_forms(desk: Desk, names: Names) -> None:
    for path in ("grief/loss", "family", "sorrow"):
        led = sent(desk, "/codebook/change", do="add", code=path)
        assert led.startswith("/codebook?code=k")
    sent(desk, "/code", turn=f"{names.english}.3", code="loss")
    codes = {code["path"]: code for code in desk.get("/codebook.json").json()["codes"]}
    assert [(code["path"], code["depth"], code["passages"]) for code in codes.values()] == [
        ("family", 0, 0), ("grief", 0, 1), ("grief/loss", 1, 1), ("sorrow", 0, 0),
    ]  # fmt: skip
    loss, family = codes["grief/loss"]["id"], codes["family"]["id"]
    sent(desk, "/codebook/change", do="rename", code=loss, to="absence", was="loss")
    sent(desk, "/codebook/change", do="move", code=loss, to=family, was=codes["grief"]["id"])
    sent(desk, "/codebook/change", do="define", code=loss, means="Somebody is missed.", was="")
    sent(desk, "/codebook/change", do="merge", code=codes["sorrow"]["id"], to=codes["grief"]["id"])
    led = sent(desk, "/codebook/change", do="retire", code=codes["grief"]["id"])
    page = desk.get(led.partition("#")[0]).text
    assert text(page, ".codebook .label") == [
        "family 1 in 1 conversation", "absence 1 in 1 conversation", "grief no retired in 0 conversations",
    ] or text(page, ".codebook .label bdi") == ["family", "absence", "grief"]  # fmt: skip
    assert "Somebody is missed." in page
    token = LexborHTMLParser(page).css_first("input[name=token]").attributes["value"]
    late = desk.post("/codebook/change", data={"token": token, "do": "rename", "code": loss, "to": "x", "was": "loss"})
    assert late.status_code == 409
    assert "loss" in late.text
    assert "absence" in late.text, "both are shown"


def test_marked_passages_are_covered_until_they_are_asked_for(desk: Desk, others: Desk, names: Names) -> None:
    hit = "/search?q=degrees"
    assert "twelve <mark>degrees</mark>" in desk.get(hit).text, "the control: nothing is marked yet"
    sent(desk, "/caution", turn=f"{names.english}.3", words="list of twelve", kind="child harmed")
    sent(desk, "/caution", turn=f"{names.russian}.2", kind="grief")
    for browser in (desk, others):
        page = browser.get(hit).text
        (cover,) = [node for node in LexborHTMLParser(page).css("details.cover") if "degrees" in node.text()]
        assert "open" not in cover.attributes
        assert (
            " ".join(cover.css_first("summary").text().split()) == "A passage about a child harmed is covered. Show it"
        )
        outside = LexborHTMLParser(page)
        for node in outside.css("details.cover"):
            node.remove()
        assert "degrees" not in outside.css_first("main").text().replace("q=degrees", "")
        attributes = " ".join(re.findall(r'(?:aria-label|title|alt)="([^"]*)"', page))
        assert "twelve" not in attributes
    beside = desk.get("/search?q=situation").text
    assert "Water on the deck" in text(beside, "details.cover .near")[0], "neighbours are covered too"
    data = desk.get("/search.json?q=degrees").json()["groups"][0]["passages"][0]
    assert data["cautions"] == ["child harmed"]
    also = desk.get("/api/search?q=degrees").json()["hits"][0]
    assert (also["cautions"], also["also"][0]["cautions"]) == (["child harmed"], ["child harmed"])


def test_a_reader_chooses_what_stays_covered_without_script(desk: Desk, names: Names) -> None:
    sent(desk, "/caution", turn=f"{names.english}.3", kind="child harmed")
    form = LexborHTMLParser(desk.get("/care?back=/search?q=degrees").text).css_first("form.care")
    assert len(form.css("input[name=show]")) == 10
    assert form.css("input[checked]") == []
    assert form.css_first("input[name=back]").attributes["value"] == "/search?q=degrees"
    asked = {"choose": "1", "show": ["child harmed", "death"], "back": "/search?q=degrees"}
    led = desk.get("/care", params=asked, follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (303, "/search?q=degrees")
    assert "details" not in str(LexborHTMLParser(desk.get("/search?q=degrees").text).css(".cover"))
    assert [node.attributes["value"] for node in LexborHTMLParser(desk.get("/care").text).css("input[checked]")] == [
        "death", "child harmed",
    ]  # fmt: skip
    sent(desk, "/caution", turn=f"{names.english}.3", kind="torture")
    assert text(desk.get("/search?q=degrees").text, ".cover > summary") == [
        "A passage about torture, a child harmed is covered. Show it"
    ], "two kinds stand on it, and one of them is not to be shown"
    desk.get("/care", params={"choose": "1"})
    assert desk.cookies.get("earwitness-care") == "none"
    elsewhere = desk.get("/care", params={"choose": "1", "back": "//elsewhere.test"}, follow_redirects=False)
    assert elsewhere.headers["location"] == "/care"


def test_no_covered_word_is_on_the_pages_of_differences_and_publications(
    harbour: str, desk: Desk, names: Names
) -> None:
    found = desk.get("/api/collate", params={"id": names.call}).json()["variants"]
    variant = next(one for one in found if {"twelve", "twenty"} <= {reading["words"] for reading in one["readings"]})
    address = f"/conversations/{names.call}/differences/{variant['id']}"
    assert "twenty" in LexborHTMLParser(desk.get(address).text).css_first("title").text(), "the control"
    sent(desk, "/caution", turn=f"{harbour}.3", words="twenty degrees", kind="death")
    sent(desk, "/caution", turn=f"{names.russian}.4", kind="grief")
    document = LexborHTMLParser(desk.get(address).text)
    assert document.css_first("h1").text().strip() == "A passage about a death is covered."
    for node in document.css("details.cover"):
        node.remove()
    assert "twenty" not in document.html
    assert desk.get(address + ".json").json()["cautions"] == ["death"]
    left_out = LexborHTMLParser(desk.get(f"/conversations/{names.call}/publications").text)
    covered = [" ".join(node.text().split()) for node in left_out.css("details.cover")]
    assert covered
    assert all("Show it" in each for each in covered)
    for node in left_out.css("details.cover"):
        node.remove()
    assert "Держитесь" not in left_out.html
