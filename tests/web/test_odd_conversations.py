"""Conversations that nobody hopes for: their pages are whole, quick and safe all the same."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness import actions
from earwitness.formats import format_named
from earwitness.model import Conversation, Dossier, Held, Speaker, Transcript, Turn
from earwitness.web import create_app

from .conftest import BASE, PORT

ZALGO = "Z" + "\u0301\u0316\u0354\u0489" * 40 + "algo"
FAMILY = "👩‍👩‍👧‍👦"

LABELS = {
    "a title of 10,000 characters": {"title": "Bow door " * 1111},
    "markup for a name": {"speakers": ("<script>ran()</script>", "</title><img src=x onerror=ran()>")},
    "forty speakers": {"speakers": tuple(f"Voice {number}" for number in range(40))},
    "a turn of 100,000 characters": {"texts": ("water " * 16_666, "Yes.")},
    "one word of 20,000 letters": {"texts": ("w" * 20_000, "Yes.")},
    "no turns": {"texts": ()},
    "no title, no date": {"title": "", "held": Held(date=None, certainty="unknown", why="")},
    "signs piled up and pictures": {"title": ZALGO, "speakers": (FAMILY, ZALGO), "texts": (ZALGO * 9, FAMILY * 50)},
    "from right to left": {
        "title": "الجسر إلى الساحل",
        "speakers": ("الجسر", "Coast guard"),
        "texts": ("هل تسمعني؟", "I hear you: «نعم»."),
    },
}  # fmt: skip


def odd(
    name: str,
    *,
    title: str = "",
    speakers: tuple[str, ...] = ("Bridge", "Coast guard"),
    texts: tuple[str, ...] = ("How do you hear me?", "Badly."),
    held: Held | None = None,
) -> Dossier:
    """A fictional conversation with one thing odd about it."""
    people = tuple(Speaker(id=f"p{number}", labels=(label,)) for number, label in enumerate(speakers))
    turns = tuple(
        Turn(id=str(number + 1), number=number + 1, speakers=(people[number % len(people)].id,), text=text, raw=text)
        for number, text in enumerate((texts * len(people))[: max(len(texts), len(people) if texts else 0)])
    )
    transcript = Transcript(id="t1", conversation="c1", language="en", speakers=people, turns=turns)
    held = held or Held(date="2031-11-14", certainty="stated", why="printed")
    return Dossier(conversation=Conversation(id="c1", title=title or name, held=held), transcripts=(transcript,))


@pytest.fixture(scope="module")
def ids(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """An archive with all of them, and the id of each."""
    folder = tmp_path_factory.mktemp("odd")
    found: dict[str, str] = {}
    with actions.init(folder / "archive") as archive:
        for number, (name, given) in enumerate(LABELS.items()):
            page = folder / f"{number}.jsonl"
            page.write_bytes(format_named("jsonl").write([odd(name, **given)]))  # type: ignore[misc, arg-type]
            (added,) = actions.add(archive, [str(page)], agent="Ines Marlow").added
            assert added.status == "added", added.message
            found[name] = added.conversations[0]
    return folder / "archive", found


@pytest.fixture(scope="module")
def desk_of_odd_ones(ids: tuple[Path, dict[str, str]]) -> Iterator[TestClient[Litestar]]:
    with TestClient(create_app(ids[0], port=PORT, agent="Ines Marlow"), base_url=BASE) as client:
        yield client


@pytest.mark.parametrize("name", LABELS)
def test_an_odd_conversation_can_be_read(
    desk_of_odd_ones: TestClient[Litestar], ids: tuple[Path, dict[str, str]], name: str
) -> None:
    before = time.process_time()
    answer = desk_of_odd_ones.get(f"/conversations/{ids[1][name]}")
    assert time.process_time() - before < 10
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    assert page.css_first("#whole") is not None, "the page came to its end"
    assert page.css("script:not([src])") == [] and page.css("img[onerror]") == []
    assert len(page.css_first("title").text()) < 200
    said = desk_of_odd_ones.get(f"/api/show?id={ids[1][name]}").json()["transcripts"]
    turns = [turn for transcript in said for turn in transcript["turns"]]
    shown = [one.text().strip() for one in page.css(".said")]
    assert shown == [turn["text"].strip() for turn in turns]


@pytest.mark.parametrize("path", ["/", "/conversations", "/search?q=water", "/search?q=Voice", "/log", "/matches"])
def test_pages_of_many_hold_them(desk_of_odd_ones: TestClient[Litestar], path: str) -> None:
    answer = desk_of_odd_ones.get(path)
    assert answer.status_code == 200
    page = LexborHTMLParser(answer.text)
    assert page.css("script:not([src])") == [] and page.css("img[onerror]") == []
    assert len(answer.content) < 400_000


@pytest.mark.parametrize(
    "path",
    [
        "/conversations/c0000000000",
        "/conversations/%00",
        "/conversations/%FF%FE",
        "/conversations/" + "c" * 5000,
        "/conversations/..%2F..%2Fjournal.jsonl",
        "/sources/s0000000000",
        "/cite/AAAA",
        "/nowhere",
        "/conversations//differences",
        "/static/../app.py",
    ],
)
def test_a_broken_address_says_so_and_shows_a_way_out(desk_of_odd_ones: TestClient[Litestar], path: str) -> None:
    answer = desk_of_odd_ones.get(path)
    assert answer.status_code in (400, 404)
    page = LexborHTMLParser(answer.text)
    assert page.css_first("main h1, main p") is not None, answer.text[:300]
    assert page.css("nav a"), "the rest of the desk is one click away"
    assert "Traceback" not in answer.text


def test_two_tabs_take_back_the_same_act(
    desk_of_odd_ones: TestClient[Litestar], ids: tuple[Path, dict[str, str]]
) -> None:
    desk, conversation = desk_of_odd_ones, ids[1]["no turns"]
    given = desk.get("/api/token").json()
    headers = {given["header"]: given["token"]}
    done = desk.post("/api/describe", json={"id": conversation, "fields": {"place": "Lyne Point"}}, headers=headers)
    act = done.json()["act"]
    first = desk.post("/log/undo", data={"act": act, "token": given["token"]}, follow_redirects=True)
    assert first.status_code == 200
    second = desk.post("/log/undo", data={"act": act, "token": given["token"]}, follow_redirects=True)
    assert second.status_code == 409 or "already" in second.text
    acts = desk.get("/api/log?limit=5").json()["acts"]
    assert [one["act"] for one in acts].count("undo") == 1
