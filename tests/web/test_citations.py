"""A citation's address shows the words in their context, or says what became of them."""

from pathlib import Path

import msgspec
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.actions.answers import Cited
from earwitness.model import Quote, to_token
from earwitness.publish.turns import CitationPage
from earwitness.web.citations import tell

from .conftest import BASE, Names


def cited(folder: Path, turn: str, words: str | None = None) -> Cited:
    """The citation of words in a turn."""
    with actions.open_desk(folder) as archive:
        return actions.cite(archive, turn, words=words)


def test_a_citation_shows_its_words_where_they_stand(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    made = cited(folder, f"{names.english}.3", "twelve degrees")
    answer = desk.get(made.address)
    page = LexborHTMLParser(answer.text)
    assert answer.status_code == 200
    assert [mark.text() for mark in page.css("mark")] == ["twelve degrees"]
    assert page.css_first(f'[id="turn-{names.english}.3"] mark') is not None  # where the address's last part leads
    assert "These words stand as they were cited." in page.css_first(".standing").text()
    assert [number.text() for number in page.css(".number")] == ["1", "2", "3", "4"]
    assert page.css_first("textarea").text() == made.plain
    assert f"{BASE}{made.address}" in [area.text() for area in page.css("textarea")]
    data = desk.get(f"/cite/{made.token}.json").json()
    assert (data["state"], data["citation"]["words"], data["corrected"]) == ("exact", "twelve degrees", "")
    resolved = desk.get("/api/resolve", params={"token": made.token}).json()
    assert (resolved["state"], resolved["words"], resolved["stood"]) == ("exact", "twelve degrees", True)


def test_an_address_that_somebody_made_up_says_so_and_repeats_nothing(desk: TestClient[Litestar], names: Names) -> None:
    for revision, words in ((1, "the zeppelin is ours"), (7, "twelve degrees")):
        token = to_token(Quote(transcript=names.english, revision=revision, turn="3", exact=words))
        answer = desk.get(f"/cite/{token}")
        assert answer.status_code == 404
        assert "never had its words" in answer.text
        assert words not in answer.text


def test_what_became_of_the_words_is_said() -> None:
    class Asked:
        base_url = f"{BASE}/"

    def page(**standing: object) -> CitationPage:
        made = Cited(plain="“nine”", bibtex="@misc{}", address="/cite/x", token="x", conversation="c1", **standing)  # type: ignore[arg-type]
        return tell(made, "nine of us", None, Asked())  # type: ignore[arg-type]

    moved = page(state="moved", turn=4, words="nine of us", revision=1, revision_now=2, corrected=True)
    assert (moved.sentence, moved.was, moved.words) == (
        "These words stand as they were cited, in another turn than then.", "", "nine of us"
    )  # fmt: skip
    assert moved.corrected == "Revision 1 was cited, revision 2 stands."
    changed = page(state="changed", turn=4, words="ten of us", revision=1, revision_now=2, corrected=True)
    assert (changed.title, changed.was) == ("“ten of us”", "nine of us")
    exact = page(state="exact", turn=4, words="nine of us", revision=1, revision_now=2, corrected=True)
    assert exact.corrected.endswith("what was corrected since is not in these words.")
    gone = page(state="orphaned", revision=1, revision_now=2, corrected=True, words="nine of us")
    assert (gone.title, gone.was, gone.citation) == ("A citation that no longer holds", "nine of us", None)


def test_what_is_held_back_is_not_cited(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names, folder: Path
) -> None:
    made = cited(folder, f"{names.english}.3")
    with actions.open_desk(folder) as archive:
        actions.describe(archive, names.call, agent="Ines Marlow", fields={"access": "restricted"})
    for door in (desk, others):
        assert door.get(f"/cite/{made.token}").status_code == 403
        assert door.get("/api/resolve", params={"token": made.token}).status_code == 403


def test_beside_a_turn_that_is_held_back_others_see_the_cited_words_alone(
    desk: TestClient[Litestar], others: TestClient[Litestar], names: Names, folder: Path
) -> None:
    made = cited(folder, f"{names.english}.3", "twelve degrees")
    with actions.open_desk(folder) as archive:
        actions.describe(archive, f"{names.english}.2", agent="Ines Marlow", fields={"access": "restricted"})
    assert "What is your situation" in desk.get(made.address).text
    answer = others.get(made.address)
    assert answer.status_code == 200
    assert LexborHTMLParser(answer.text).css_first("blockquote").text() == "twelve degrees"
    assert "situation" not in answer.text


def test_a_broken_citation_is_a_400(desk: TestClient[Litestar]) -> None:
    assert desk.get("/cite/nothing").status_code == 400


def test_a_citation_is_made_through_the_api(desk: TestClient[Litestar], names: Names, folder: Path) -> None:
    made = cited(folder, f"{names.english}.3", "twelve degrees")
    answer = desk.get("/api/cite", params={"turn": f"{names.english}.3", "words": "twelve degrees"})
    assert answer.json() == msgspec.to_builtins(made)
    assert desk.get("/api/cite", params={"turn": f"{names.english}.99"}).status_code == 404


def test_of_words_that_stand_twice_those_that_were_meant_are_cited(desk: TestClient[Litestar], names: Names) -> None:
    turn = f"{names.english}.3"  # "Water on the deck, a list of twelve degrees. […] There are nine of us."
    first, second = (
        desk.get("/api/cite", params={"turn": turn, "words": "of", "at": at}).json()["start"] for at in (0, 60)
    )
    assert first < second
