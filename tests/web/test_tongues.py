"""The desk speaks its reader's language, and its data one language only."""

from litestar import Litestar
from litestar.testing import TestClient

from .conftest import Names

Desk = TestClient[Litestar]


def test_a_reader_chooses_and_is_remembered(desk: Desk, names: Names) -> None:
    first = desk.get("/conversations?order=title")
    assert '<html lang="en">' in first.text
    assert 'href="/conversations?order=title&amp;ui=uk"' in first.text
    chosen = desk.get("/conversations?order=title&ui=uk")
    assert '<html lang="uk">' in chosen.text
    assert 'href="/conversations?order=title&amp;ui=en"' in chosen.text
    assert '<html lang="uk">' in desk.get(f"/conversations/{names.call}").text
    assert '<html lang="en">' in desk.get("/?ui=en").text
    assert '<html lang="en">' in desk.get("/").text


def test_else_the_browser_is_asked(desk: Desk) -> None:
    assert '<html lang="uk">' in desk.get("/", headers={"accept-language": "uk-UA, en;q=0.5"}).text
    assert '<html lang="en">' in desk.get("/", headers={"accept-language": "de"}).text
    assert "accept-language" in desk.get("/").headers["vary"].lower()


def test_an_unknown_language_is_english(desk: Desk) -> None:
    answer = desk.get("/?ui=xx'><script>")
    assert answer.status_code == 200
    assert '<html lang="en">' in answer.text
    assert "set-cookie" not in answer.headers or "earwitness-ui" not in answer.headers["set-cookie"]


def test_data_does_not_change_with_it(desk: Desk) -> None:
    plain = desk.get("/conversations.json").json()
    desk.get("/?ui=x-pseudo")
    assert "⟦Desk⟧" in desk.get("/").text
    assert desk.get("/conversations.json").json() == plain


def test_a_streamed_page_is_in_one_language(desk: Desk, names: Names) -> None:
    text = desk.get(f"/conversations/{names.call}?ui=x-pseudo").text
    assert text.index("⟦Skip to the content⟧") < text.index("⟦these keys⟧")
