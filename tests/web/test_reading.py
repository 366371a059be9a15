"""The reading page: which versions, in which order, and what is known around them."""

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from selectolax.lexbor import LexborHTMLParser

from earwitness.actions.answers import (
    DoubtShown,
    HeldShown,
    MarkShown,
    Shown,
    SourceShown,
    SpeakerShown,
    TranscriptShown,
    TurnShown,
)
from earwitness.errors import NotFound, WrongUsage
from earwitness.publish.render import render
from earwitness.web.reading import chosen, read

from .conftest import Names


def version(name: str, kind: str, language: str, *lines: tuple[str, str]) -> TranscriptShown:
    """A transcript in which each line is a local speaker and what is said."""
    return TranscriptShown(
        id=name,
        kind=kind,
        language=language,
        revision=1,
        source="s0000000001",
        format="text",
        made_by=None,
        doubts=(),
        turns=tuple(
            TurnShown(
                id=f"{name}.{number}",
                number=number,
                speakers=(f"{name}.{speaker}",) if speaker else (),
                text=text,
                raw=None,
                start=None,
                end=None,
                language=language,
                marks=(),
            )
            for number, (speaker, text) in enumerate(lines, 1)
        ),
    )


RUSSIAN = version("t0000000001", "transcription", "ru", ("p1", "Как слышите?"), ("p2", "Слышу вас."))
ENGLISH = version("t0000000002", "translation", "en", ("p1", "How do you hear me?"), ("p2", "I hear you."))
PRESS = version("t0000000003", "excerpt", "en", ("p1", "I hear you."))


def shown(*transcripts: TranscriptShown, **more: object) -> Shown:
    """A conversation with these versions."""
    source = SourceShown(
        id="s0000000001",
        url="https://shore-post.example/aurora",
        path=None,
        sha256="0" * 64,
        size=1234,
        media_type="text/html",
        publisher="Shore Post",
        published="2031-11-16",
        captured="2031-11-20T09:00:00Z",
    )
    labels = {"t0000000001": "Мостик Берег", "t0000000002": "Bridge Shore", "t0000000003": "Shore -"}
    answer = Shown(
        id="c0000000001",
        title="The Aurora calls the shore",
        genre="radio",
        access="open",
        held=HeldShown(date="2031-11-14~", certainty="inferred", why="published two days later"),
        published="2031-11-16",
        languages=("ru", "en"),
        speakers=tuple(
            SpeakerShown(id=f"{name}.p{number}", labels=(label,), role=None, transcript=name)
            for name, both in labels.items()
            for number, label in enumerate(both.split(), 1)
        ),
        sources=(source,),
        recordings=(),
        transcripts=transcripts,
    )
    return msgspec.structs.replace(answer, **more)


def test_the_transcript_and_a_translation_that_fits_stand_side_by_side() -> None:
    page = read(shown(PRESS, ENGLISH, RUSSIAN))
    assert page.sheet.paired
    assert [column.heading for column in page.sheet.columns] == [
        "Transcript · Russian · Shore Post",
        "Translation · English · Shore Post",
    ]
    assert [[cell.pieces[0].text for cell in row] for row in page.sheet.rows] == [
        ["Как слышите?", "How do you hear me?"],
        ["Слышу вас.", "I hear you."],
    ]
    assert [(voice.name, voice.colour, voice.also) for voice in page.voices] == [
        ("Мостик", 1, ("Bridge",)),
        ("Берег", 2, ("Shore",)),
    ]
    assert (page.held.words, page.held.certainty) == ("about 14 November 2031", "inferred")


def test_versions_are_chosen_by_the_address() -> None:
    whole = shown(RUSSIAN, ENGLISH, PRESS)
    page = read(whole, ["t0000000002", "t0000000003"])
    assert not page.sheet.paired
    assert [column.transcript for column in page.sheet.columns] == ["t0000000002", "t0000000003"]
    assert [(link.chosen, link.address) for link in page.versions] == [
        (False, "/conversations/c0000000001?versions=t0000000002,t0000000003,t0000000001"),
        (True, "/conversations/c0000000001?versions=t0000000003"),
        (True, "/conversations/c0000000001?versions=t0000000002"),
    ]
    with pytest.raises(NotFound):
        read(whole, ["t9999999999"])
    crowd = [version(f"t000000010{number}", "machine", "en") for number in range(5)]
    with pytest.raises(WrongUsage):
        read(shown(*crowd), [transcript.id for transcript in crowd])


def test_a_translation_that_does_not_fit_runs_beside_and_says_so() -> None:
    short = msgspec.structs.replace(ENGLISH, turns=ENGLISH.turns[:1])
    page = read(shown(RUSSIAN, short))
    assert not page.sheet.paired
    assert page.sheet.why == "The versions have 2 and 1 turns, so each runs down its own column."
    assert "each runs down its own column" in render(page)
    assert chosen(shown(RUSSIAN, PRESS), ()) == (RUSSIAN,)
    assert chosen(shown(), ()) == ()


def test_doubts_stand_by_the_turn_and_lead_to_it() -> None:
    doubted = msgspec.structs.replace(
        ENGLISH, doubts=(DoubtShown(turn=2, what="the voice may be another"), DoubtShown(turn=None, what="no date"))
    )
    page = read(shown(doubted))
    assert page.sheet.columns[0].cells[1].doubts == ("the voice may be another",)
    assert [(doubt.what, doubt.turn, doubt.address) for doubt in page.doubts] == [
        ("the voice may be another", 2, "#turn-t0000000002.2"),
        ("no date", None, ""),
    ]


def test_what_a_publication_holds_back_is_said() -> None:
    source = msgspec.structs.replace(shown().sources[0], access="closed until 2060-01-01")
    page = read(shown(RUSSIAN, sources=(source,)))
    assert page.access == "closed until 2060-01-01"
    assert "Closed until 2060-01-01." in render(page)
    assert "leaves it by no exit" not in render(read(shown(RUSSIAN)))


HOSTILE_TEXTS = (
    "x" * 100_000,
    "Z̷̢̛͚̲̼͎a̸l̵g̶o̷ " * 200,
    "🚢👨‍👩‍👧‍👦 🇺🇦",
    "שלום, מה שלומך? \u202eevil\u202c",
    "\x00\x0b\ud800".encode("utf-8", "replace").decode(),
    "<script>alert(1)</script>",
    "line\nline\n\nline",
)


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=["long", "zalgo", "emoji", "rtl", "controls", "script", "lines"])
def test_a_hostile_turn_is_shown_as_it_is(text: str) -> None:
    page = read(shown(version("t0000000001", "transcription", "he", ("p1", text), ("", text)), title=text[:10_000]))
    said = LexborHTMLParser(render(page)).css("p.said")
    # HTML has no NUL: a parser drops it.
    assert [element.text() for element in said] == [text.replace("\x00", "")] * 2
    assert [(element.attributes["lang"], element.attributes["dir"]) for element in said] == [("he", "auto")] * 2


def test_forty_voices_and_none() -> None:
    lines = [(f"p{number}", "Here.") for number in range(40)] + [("", "Who is that?")]
    crowd = version("t0000000001", "transcription", "en", *lines)
    speakers = tuple(
        SpeakerShown(
            id=f"t0000000001.p{number}", labels=("<script>" + "ы" * 500 + str(number),), role=None, transcript="t"
        )
        for number in range(40)
    )
    page = read(shown(crowd, speakers=speakers))
    document = LexborHTMLParser(render(page))
    assert len(page.voices) == 40
    assert len(document.css(".voices li")) == 40
    assert document.css(".cell")[-1].css_first(".who").text() == "voice not known"
    assert [link.attributes["href"] for link in document.css("a.number")][:2] == [
        "#turn-t0000000001.1",
        "#turn-t0000000001.2",
    ]


def test_marks_say_what_they_are() -> None:
    turn = msgspec.structs.replace(
        ENGLISH.turns[0],
        marks=(
            MarkShown(type="gap", start=7, end=7, words="inaudible, 2 seconds"),
            MarkShown(type="supplied", start=11, end=14, words=""),
        ),
    )
    document = LexborHTMLParser(render(read(shown(msgspec.structs.replace(ENGLISH, turns=(turn,))))))
    gap, supplied = document.css_first("p.said .gap"), document.css_first("p.said .supplied")
    assert (gap.text().strip(), gap.attributes["aria-label"]) == ("[…]", "inaudible, 2 seconds")
    assert supplied.attributes["title"] == "added by the transcriber to complete the sense"


def test_the_page_of_a_real_archive(desk: TestClient[Litestar], names: Names) -> None:
    document = LexborHTMLParser(desk.get(f"/conversations/{names.call}").text)
    assert [element.attributes["lang"] for element in document.css("p.said")] == ["ru", "en"] * 4
    assert [heading.text() for heading in document.css("h3")] == [
        "Transcript · Russian · Listeners' log",
        "Translation · English · Shore Post",
    ]
    data = desk.get(f"/conversations/{names.call}.json").json()
    assert data["id"] == names.call
    assert len(data["sheet"]["columns"]) == 2


def test_a_turns_name_leads_to_its_place(desk: TestClient[Litestar], names: Names) -> None:
    answer = desk.get(f"/conversations/{names.english}.3", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/conversations/{names.call}#turn-{names.english}.3"
    page = desk.get(f"/conversations/{names.call}").text
    assert f'id="turn-{names.english}.3"' in page


def test_what_is_not_there_suggests_what_is(desk: TestClient[Litestar], names: Names) -> None:
    wrong = names.call[:-1] + ("0" if names.call[-1] != "0" else "1")
    answer = desk.get(f"/conversations/{wrong}")
    assert answer.status_code == 404
    assert names.call in answer.text
    data = desk.get(f"/conversations/{wrong}.json")
    assert (data.status_code, data.json()["error"], data.json()["near"]) == (404, "NotFound", [names.call])
    assert desk.get(f"/conversations/{names.call}?versions=t0000000000").status_code == 404
