"""The publications of a call on a time line: who was first, who supplied it, what each left out."""

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.actions.answers import Shown, SourceShown
from earwitness.publish.render import render
from earwitness.tellings.descent import Descent
from earwitness.web.publications import counted, first_of, first_said, line, picture, when

from .conftest import Names
from .test_reading import BOTH, ENGLISH, EXCERPT, PRESS, RUSSIAN, compared, shown

Desk = TestClient[Litestar]


def source(number: int, publisher: str, published: str | None, **more: object) -> SourceShown:
    """A publication whose bytes are its own."""
    made = SourceShown(
        id=f"s000000000{number}", url=f"https://{number}.example/", path=None, sha256=f"{number}" * 64, size=1,
        media_type="text/html", publisher=publisher, published=published, captured=f"2031-12-0{number}T09:00:00Z",
    )  # fmt: skip
    return msgspec.structs.replace(made, **more)


LISTENERS = source(1, "Listeners' log", None, supplier="a listener")
SHORE = source(2, "Shore Post", "2031-11-16", supplier="a listener")
HARBOUR = source(3, "Harbour Post", "2031-11-20")
REPOST = source(4, "Shore Post, archive", "2031-11-16", sha256="2" * 64)


def call() -> Shown:
    """A call in three versions and four publications."""
    russian = msgspec.structs.replace(RUSSIAN, source=LISTENERS.id)
    english = msgspec.structs.replace(ENGLISH, source=SHORE.id)
    press = msgspec.structs.replace(PRESS, source=HARBOUR.id)
    return shown(russian, english, press, sources=(LISTENERS, HARBOUR, REPOST, SHORE))


COPY = Descent(copy="t0000000003", model="t0000000002", likelihood=0.93, why=("62% of the runs are the same",))


def test_the_time_line() -> None:
    page = line(call(), compared(BOTH, EXCERPT, descent=(COPY,)), (BOTH, EXCERPT))
    assert page.sentence == "Four publications, one first publisher, one supplier known."
    assert (
        page.first
        == "First published by Shore Post, 16 November 2031, as far as dates are known (without one: 1 publication)."
    )
    assert page.supplied == "Supplied by a listener."
    assert [(one.name, one.published, one.share, one.first, one.fullest) for one in page.publications] == [
        ("Shore Post", "16 November 2031", 100, True, False),
        ("Shore Post, archive", "16 November 2031", 100, False, False),
        ("Harbour Post", "20 November 2031", 45, False, False),
        ("Listeners' log", "", 100, False, True),
    ]
    post, archive, harbour, _ = page.publications
    assert (archive.repost_of and archive.repost_of.text, post.repost_of) == ("Shore Post", None)
    assert [(turn.number, turn.words) for turn in harbour.left_out] == [(1, "Как слышите?")]
    assert [(copy.name, copy.likelihood, copy.why) for copy in harbour.copied] == [
        ("Shore Post", 93, "62% of the runs are the same")
    ]
    html = render(page)
    assert "Likely copied from" in html
    assert LexborHTMLParser(html).css_first("figure svg").attributes["role"] == "img"


def test_what_the_fullest_lacks_is_told_too() -> None:
    page = line(call(), compared(BOTH, EXCERPT, fullest="t0000000003"), (BOTH, EXCERPT))
    listeners = page.publications[-1]
    assert [(turn.number, turn.words) for turn in listeners.alone] == [(1, "Как слышите?")]


@pytest.mark.parametrize(
    ("sources", "sentence", "first"),
    [
        ([], "No publications, no first publisher known, no supplier known.", "no publication has a date"),
        ([LISTENERS], "One publication, no first publisher known, one supplier known.", "no publication has a date"),
        (
            [SHORE, REPOST],
            "Two publications, one first publisher, one supplier known.",
            "by Shore Post, 16 November 2031.",
        ),
        (
            [SHORE, source(5, "Pier News", "2031-11")],
            "Two publications, two first publishers, one supplier known.",
            "by Pier News, November 2031 or Shore Post, 16 November 2031.",
        ),
    ],
)
def test_the_count_in_words(sources: list[SourceShown], sentence: str, first: str) -> None:
    ordered = sorted(sources, key=when)
    assert counted(ordered, first_of(ordered)) == sentence
    assert first in first_said(ordered, first_of(ordered))


def test_what_has_no_date_stands_apart_in_the_picture() -> None:
    page = line(call(), compared(BOTH, EXCERPT), (BOTH, EXCERPT))
    ordered = sorted(call().sources, key=when)
    points, ticks = picture(ordered, page.publications)
    assert [(point.number, point.x) for point in points] == [(1, 30), (2, 58), (3, 750), (4, 900)]
    assert [tick.text for tick in ticks] == ["16 November 2031", "20 November 2031"]


def test_a_publication_of_which_nothing_was_read() -> None:
    page = line(shown(sources=(SHORE,)))
    assert page.publications[0].share is None
    assert "No version was read from it." in render(page)
    assert "No publication of it is kept here." in render(line(shown(sources=())))


def test_the_page_of_a_real_archive(harbour: str, desk: Desk, others: Desk, names: Names) -> None:
    reading = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    address = f"/conversations/{names.call}/publications"
    assert address in [link.attributes["href"] for link in reading.css(".facts a")]
    for door in (desk, others):
        page = LexborHTMLParser(door.get(address).text)
        assert [" ".join(head.text().split()) for head in page.css(".publications h2")] == [
            "Shore Post first, as far as known",
            "Harbour Post",
            "Listeners' log the fullest",
        ]
    data = desk.get(f"{address}.json").json()
    assert [(one["name"], [turn["number"] for turn in one["left_out"]]) for one in data["publications"]] == [
        ("Shore Post", []),
        ("Harbour Post", [4]),
        ("Listeners' log", []),
    ]
